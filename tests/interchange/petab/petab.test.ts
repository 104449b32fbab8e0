import { describe, expect, it } from "vitest";
import { fitPetab } from "../../../src/interchange/index.ts";
import { parsePetabFormula } from "../../../src/interchange/petab/math.ts";
import { compiled, decay, type Files, table, version1, version2 } from "../../support/petab.ts";
import { event, parameter, reaction } from "../../support/sbml.ts";

const simulated = (files: Files) =>
  compiled(files)
    .program.evaluate()
    .simulations.map(({ value }) => value);

function expectClose(actual: readonly number[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, want] of expected.entries())
    expect(Math.abs(actual[i]! - want), `value ${i}: ${actual[i]} for ${want}`).toBeLessThan(2e-6);
}

const normal = (y: number, m: number, s: number) =>
  -0.5 * Math.log(2 * Math.PI * s * s) - 0.5 * ((y - m) / s) ** 2;

it("a measurement before its experiment begins is a fault at its row", () => {
  const measured = "observableId experimentId time measurement";
  for (const files of [
    version2({
      "experiments.tsv": table("experimentId time conditionId", "e1 3 c1"),
      "conditions.tsv": table("conditionId targetId targetValue", "c1 k 0.7"),
      "measurements.tsv": table(measured, "obs e1 1 2.4"),
    }),
    version2({ "measurements.tsv": table("observableId time measurement", "obs -1 2.4") }),
  ])
    expect(() => compiled(files)).toThrow(
      /measurements\.tsv:2:1 .*petab-time[\s\S]*The measurement at time -?1 is before its experiment begins, at [03]/,
    );
});

describe("likelihood", () => {
  const measured = table("observableId time measurement", "obs 0 3.5", "obs 2 1");
  const [at0, at2] = [4, 4 * Math.exp(-1)];

  it("is normal by default, and chi-squared sums normalised residuals", () => {
    const { llh, chi2, simulations } = compiled(
      version2({ "measurements.tsv": measured }),
    ).program.evaluate();
    expectClose(
      simulations.map(({ value }) => value),
      [at0, at2],
    );
    expect(llh).toBeCloseTo(normal(3.5, at0, 0.5) + normal(1, at2, 0.5), 5);
    expect(chi2).toBeCloseTo(((3.5 - at0) / 0.5) ** 2 + ((1 - at2) / 0.5) ** 2, 5);
  });

  it.each([
    ["laplace", (y: number, m: number) => -Math.log(1) - Math.abs(y - m) / 0.5],
    ["log-normal", (y: number, m: number) => normal(Math.log(y), Math.log(m), 0.5) - Math.log(y)],
    ["log-laplace", (y: number, m: number) => -Math.abs(Math.log(y) - Math.log(m)) / 0.5 - Math.log(y)],
  ])("is %s where version 2 says so", (kind, one) => {
    const observables = table(
      "observableId observableFormula noiseFormula noiseDistribution",
      `obs A 0.5 ${kind}`,
    );
    const { program } = compiled(version2({ "measurements.tsv": measured, "observables.tsv": observables }));
    expect(program.evaluate().llh).toBeCloseTo(one(3.5, at0) + one(1, at2), 5);
  });

  it("is taken on the decadic logarithm where version 1 transforms the observable", () => {
    const observables = table(
      "observableId observableFormula noiseFormula observableTransformation",
      "obs A 0.5 log10",
    );
    const measurements = table("observableId simulationConditionId time measurement", "obs c0 2 1");
    const { program } = compiled(
      version1({ "measurements.tsv": measurements, "observables.tsv": observables }),
    );
    expect(program.evaluate().llh).toBeCloseTo(normal(0, Math.log10(at2), 0.5) - Math.log(Math.LN10), 5);
  });

  it("has noise and observable from what a measurement gives for placeholders", () => {
    const { simulations } = compiled(
      version2({
        "parameters.tsv": table(
          "parameterId lowerBound upperBound nominalValue estimate",
          "k 0 5 0.5 true",
          "sd 0 5 0.25 true",
        ),
        "observables.tsv": table(
          "observableId observableFormula noiseFormula observablePlaceholders noisePlaceholders",
          "obs scale*A+shift sigma scale;shift sigma",
        ),
        "measurements.tsv": table(
          "observableId time measurement observableParameters noiseParameters",
          "obs 0 1 2;1 sd",
          "obs 0 1 3;k 0.7",
        ),
      }),
    ).program.evaluate();
    expectClose(
      simulations.flatMap(({ value, noise }) => [value, noise]),
      [9, 0.25, 12.5, 0.7],
    );
  });
});

describe("conditions", () => {
  it("of version 1 stand for initial values before anything is computed from them", () => {
    const files = version1({
      "conditions.tsv": table("conditionId a0 k", "c0 10 1", "c1 start 2"),
      "parameters.tsv": table(
        "parameterId parameterScale lowerBound upperBound nominalValue estimate",
        "start lin 0 9 6 1",
      ),
      "measurements.tsv": table(
        "observableId simulationConditionId time measurement",
        "obs c0 1 1",
        "obs c1 1 1",
      ),
    });
    expectClose(simulated(files), [10 * Math.exp(-1), 6 * Math.exp(-2)]);
  });

  it("of version 2 come one after another, each reading what was before it", () => {
    const files = version2({
      "conditions.tsv": table("conditionId targetId targetValue", "up A A+3", "up k 2*k", "down A a0/k"),
      "experiments.tsv": table("experimentId time conditionId", "e 0 ", "e 1 up", "e 2 down"),
      "measurements.tsv": table(
        "observableId experimentId time measurement",
        ...[0.5, 1, 1.5, 2, 3].map((time) => `obs e ${time} 1`),
      ),
    });
    const before = 4 * Math.exp(-0.5) + 3;
    expectClose(simulated(files), [
      4 * Math.exp(-0.25),
      before,
      before * Math.exp(-0.5),
      4 / 1,
      4 * Math.exp(-1),
    ]);
  });

  it("keep the concentration when they resize a compartment, and come before events of their time", () => {
    const files = version2({
      "model.xml": decay({
        events: [event(["geq", ["time"], 1], { A: ["times", 2, "A"] })],
        parameters: [parameter("k", 0), parameter("a0", 4)],
      }),
      "parameters.tsv": table("parameterId lowerBound upperBound nominalValue estimate", "a0 0 9 4 true"),
      "conditions.tsv": table("conditionId targetId targetValue", "big c 8", "set A 5"),
      "experiments.tsv": table("experimentId time conditionId", "e 0 ", "e 0.5 big", "f 0 ", "f 1 set"),
      "measurements.tsv": table("observableId experimentId time measurement", "obs e 0.5 1", "obs f 1 1"),
    });
    expectClose(simulated(files), [4, 10]);
  });

  it("may start anywhere in the model's time", () => {
    const files = version2({
      "model.xml": decay({ reactions: [], initial: { A: ["times", "a0", 1] } }),
      "observables.tsv": table("observableId observableFormula noiseFormula", "obs A+time 0.5"),
      "experiments.tsv": table("experimentId time conditionId", "e -20 "),
      "measurements.tsv": table("observableId experimentId time measurement", "obs e -20 1", "obs e 3 1"),
    });
    expectClose(simulated(files), [-16, 7]);
  });

  const source = {
    reactions: [
      reaction("in", { to: ["A"], law: ["times", "p", "c"] }),
      reaction("out", { from: ["A"], law: ["times", "k", "A", "c"] }),
    ],
    parameters: [parameter("k", 0.5), parameter("a0", 4), parameter("p", 1)],
  };

  it("bring the model to rest first, in both versions, and at infinity", () => {
    const one = version1({
      "model.xml": decay(source),
      "conditions.tsv": table("conditionId p", "rest 3", "run 0"),
      "measurements.tsv": table(
        "observableId preequilibrationConditionId simulationConditionId time measurement",
        "obs rest run 0 1",
        "obs rest run 2 1",
      ),
    });
    expectClose(simulated(one), [6, 6 * Math.exp(-1)]);
    const two = version2({
      "model.xml": decay(source),
      "conditions.tsv": table("conditionId targetId targetValue", "rest p 3", "run p 1"),
      "experiments.tsv": table("experimentId time conditionId", "e -inf rest", "e 0 run"),
      "measurements.tsv": table(
        "observableId experimentId time measurement",
        "obs e 0 1",
        "obs e 2 1",
        "obs e inf 1",
      ),
    });
    expectClose(simulated(two), [6, 2 + 4 * Math.exp(-1), 2]);
  });

  it("give no number where the model never comes to rest", () => {
    const files = version2({
      "model.xml": decay({ ...source, reactions: source.reactions.slice(0, 1) }),
      "measurements.tsv": table("observableId time measurement", "obs inf 1"),
    });
    const { llh, simulations } = compiled(files).program.evaluate();
    expect(simulations[0]!.value).toBeNaN();
    expect(llh).toBeNaN();
  });
});

describe("fit", () => {
  it("finds the parameters that the data were made with, and the noise", () => {
    const noise = [0.02, -0.02, 0.02, -0.02, -0.02, 0.02, -0.02, 0.02];
    const rows = noise.map((e, i) => `obs ${i / 2} ${7 * Math.exp((-0.9 * i) / 2) + e}`);
    const { problem, program } = compiled(
      version2({
        "parameters.tsv": table(
          "parameterId lowerBound upperBound nominalValue estimate",
          "k 0.01 5 0.5 true",
          "a0 0.1 50 4 true",
          "sd 0.001 2 0.5 true",
        ),
        "observables.tsv": table("observableId observableFormula noiseFormula", "obs A sd"),
        "measurements.tsv": table("observableId time measurement", ...rows),
      }),
    );
    const { values, evaluation } = fitPetab(problem, program, { starts: 1, seed: 3 });
    expect(values.get("k")).toBeCloseTo(0.9, 1);
    expect(values.get("a0")).toBeCloseTo(7, 1);
    // The likelihood is largest where sd is the root mean square of what is left.
    const rms = Math.sqrt(
      evaluation.simulations.reduce((sum, s) => sum + (s.value - s.measurement.value) ** 2, 0) / noise.length,
    );
    expect(values.get("sd")! / rms).toBeCloseTo(1, 2);
  });
});

describe("a fit that starts on a bound beyond which its model is undefined", () => {
  it.each([
    ["lower", "a0 + 0.000000001 * ln(a0 + 0.000001)", 0],
    ["upper", "a0 + 0.000000001 * ln(50.000001 - a0)", 50],
  ])("leaves it: the %s one", (_, formula, nominal) => {
    const { problem, program } = compiled(
      version2({
        "parameters.tsv": table(
          "parameterId lowerBound upperBound nominalValue estimate",
          `a0 0 50 ${nominal} true`,
        ),
        "observables.tsv": `observableId\tobservableFormula\tnoiseFormula\nobs\t${formula}\t0.5\n`,
        "measurements.tsv": table("observableId time measurement", "obs 0 6", "obs 0 7", "obs 0 8"),
      }),
    );
    expect(fitPetab(problem, program).values.get("a0")).toBeCloseTo(7, 5);
  });
});

describe("formulas of PEtab", () => {
  it.each([
    ["-2^2", "minus(power(2,2))"],
    ["2^-3^2", "power(2,minus(power(3,2)))"],
    ["log(a) + log(a, 3)", "plus(ln(a),log(a))"],
    ["a || b && c", "and(or(a,b),c)"],
    ["!a == 1", "eq(not(a),1)"],
    ["a - b - c", "minus(minus(a,b),c)"],
    ["1.5e-3*.5", "times(0.0015,0.5)"],
  ])("`%s` is %s", (text, expected) => {
    const show = (maths: ReturnType<typeof parsePetabFormula>["value"]): string =>
      maths!.kind === "apply"
        ? `${maths!.operator}(${maths!.arguments.map(show).join(",")})`
        : String(
            maths!.kind === "number" ? maths!.value : maths!.kind === "name" ? maths!.name : maths!.kind,
          );
    expect(show(parsePetabFormula(text, { file: "t", start: 0, end: text.length }).value)).toBe(expected);
  });
});

describe("faults", () => {
  const measurements = table("observableId time measurement", "obs 0 1");
  it.each([
    ["a missing file", version2({}), /There is no file measurements\.tsv/],
    [
      "a column that is misspelt",
      version2({ "measurements.tsv": table("observableId tiem measurement", "obs 0 1") }),
      /measurements\.tsv:1:1[\s\S]*column "time" is missing[\s\S]*"tiem"/,
    ],
    [
      "an unknown observable",
      version2({ "measurements.tsv": table("observableId time measurement", "osb 0 1") }),
      /measurements\.tsv:2:1[\s\S]*no observable "osb"[\s\S]*"obs"/,
    ],
    [
      "a formula that ends too early",
      version2({
        "measurements.tsv": measurements,
        "observables.tsv": table("observableId observableFormula noiseFormula", "obs 2*(A 1"),
      }),
      /observables\.tsv:2:9[\s\S]*ends too early/,
    ],
    [
      "a name that the model lacks",
      version2({
        "measurements.tsv": measurements,
        "observables.tsv": table("observableId observableFormula noiseFormula", "obs AA 1"),
      }),
      /observables\.tsv:2:5[\s\S]*"AA"/,
    ],
    [
      "a problem of version 2 without a model",
      {
        ...version2({ "measurements.tsv": measurements }),
        "problem.yaml":
          "format_version: 2.0.0\nparameter_files: [parameters.tsv]\nmodel_files: {}\nmeasurement_files: [measurements.tsv]\nobservable_files: [observables.tsv]\n",
      },
      /problem\.yaml:3:14[\s\S]*"model_files": names no model/,
    ],
    [
      "a version that is a mapping",
      { ...version2({}), "problem.yaml": "format_version: {two: 2}\nmodel_files: {}\n" },
      /problem\.yaml:1:18[\s\S]*"format_version"/,
    ],
    [
      "a problem of version 1 without a model",
      {
        ...version1({ "measurements.tsv": measurements }),
        "problem.yaml":
          "format_version: 1\nparameter_file: parameters.tsv\nproblems:\n  - {sbml_files: [], condition_files: [], measurement_files: [], observable_files: []}\n",
      },
      /problem\.yaml:4:18[\s\S]*"problems\.0\.sbml_files" needs at least one entry/,
    ],
    [
      "placeholders without a value",
      version2({
        "measurements.tsv": measurements,
        "observables.tsv": table(
          "observableId observableFormula noiseFormula observablePlaceholders",
          "obs s*A 1 s",
        ),
      }),
      /takes 1 observableParameters, but this row gives 0/,
    ],
  ])("%s is told at its place", (_, files, expected) => {
    expect(() => compiled(files)).toThrow(expected);
  });
});
