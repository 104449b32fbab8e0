import { describe, expect, it } from "vitest";
import { fitPetab, logPrior, readPetab } from "../../../src/interchange/index.ts";
import { compiled, type Files, table, version1, version2 } from "../../support/petab.ts";

/** A problem of version 2 whose k has a prior, with points of A at time 0, which is a0. */
const withPrior = (row: string, ...points: string[]) =>
  version2({
    "parameters.tsv": table(
      "parameterId lowerBound upperBound nominalValue estimate priorDistribution priorParameters",
      row,
    ),
    "measurements.tsv": table("observableId time measurement", ...(points.length > 0 ? points : ["obs 0 4"])),
  });

const priorOf = (row: string) => compiled(withPrior(row)).problem.parameters[0]!;

/** Midpoints of so many steps: nothing of what the densities are made of. */
function integral(of: (x: number) => number, low: number, high: number, steps = 50_000): number {
  const width = (high - low) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += of(low + (i + 0.5) * width);
  return sum * width;
}

describe("priors of parameters", () => {
  it.each([
    ["uniform", "2;8", "5", -Math.log(6)],
    ["normal", "4;2", "5", -0.125 - Math.log(2 * Math.sqrt(2 * Math.PI))],
    ["laplace", "3;5", "5", -0.4 - Math.log(10)],
    [
      "log-normal",
      "1;0.5",
      "5",
      -0.5 * ((Math.log(5) - 1) / 0.5) ** 2 - Math.log(5 * 0.5 * Math.sqrt(2 * Math.PI)),
    ],
    ["log-laplace", "1;0.5", "5", -(Math.log(5) - 1) / 0.5 - Math.log(2 * 0.5 * 5)],
    ["log-uniform", "3;5", "4", -Math.log(4 * Math.log(5 / 3))],
    ["cauchy", "3;5", "5", -Math.log(5 * Math.PI * (1 + 0.16))],
    // 4 degrees of freedom: x / 4 exp(-x / 2).
    ["chisquare", "4", "5", Math.log(5 / 4) - 2.5],
    ["exponential", "3", "5", -5 / 3 - Math.log(3)],
    // Shape 3, scale 2: x^2 exp(-x / 2) / 16.
    ["gamma", "3;2", "5", Math.log(25 / 16) - 2.5],
    ["rayleigh", "3", "5", Math.log(5 / 9) - 25 / 18],
  ])("%s is its density over what of it lies between the bounds", (name, numbers, at, density) => {
    const prior = priorOf(`k 0 10 5 true ${name} ${numbers}`);
    expect(integral((x) => Math.exp(logPrior(prior, x)), 0, 10)).toBeCloseTo(1, 3);
    // Between bounds so wide that nothing is cut off.
    const whole = priorOf(`k 0 1e9 5 true ${name} ${numbers}`);
    const isPositive = !["normal", "laplace", "cauchy"].includes(name);
    if (isPositive) expect(logPrior(whole, Number(at))).toBeCloseTo(density, 10);
    else {
      const both = priorOf(`k -1e9 1e9 5 true ${name} ${numbers}`);
      expect(logPrior(both, Number(at))).toBeCloseTo(density, 8);
    }
    expect(logPrior(prior, 11)).toBe(Number.NEGATIVE_INFINITY);
  });

  it("are flat between the bounds without one in version 2, and none in version 1", () => {
    expect(
      logPrior(
        compiled(version2({ "measurements.tsv": table("observableId time measurement", "obs 0 4") })).problem
          .parameters[1]!,
        4,
      ),
    ).toBeCloseTo(-Math.log(49.9), 12);
    const first = version1({
      "measurements.tsv": table("observableId simulationConditionId time measurement", "obs c0 0 4"),
    });
    expect(logPrior(compiled(first).problem.parameters[1]!, 4)).toBe(0);
  });

  it("are of the parameter on its scale where version 1 says so", () => {
    const first = version1({
      "parameters.tsv": table(
        "parameterId parameterScale lowerBound upperBound nominalValue estimate objectivePriorType objectivePriorParameters",
        "k log10 1e-9 1e9 0.5 1 parameterScaleNormal -1;0.5",
      ),
      "measurements.tsv": table("observableId simulationConditionId time measurement", "obs c0 0 4"),
    });
    const [k] = compiled(first).problem.parameters;
    expect(logPrior(k!, 0.1)).toBeCloseTo(-Math.log(0.5 * Math.sqrt(2 * Math.PI)), 10);
    expect(logPrior(k!, 1)).toBeCloseTo(-2 - Math.log(0.5 * Math.sqrt(2 * Math.PI)), 10);
  });

  it.each([
    ["k 0 10 5 true norml 4;2", /"norml" is no priorDistribution[\s\S]*normal/],
    ["k 0 10 5 true normal 4", /A prior "normal" takes mean and standard deviation/],
    ["k 0 10 5 true normal 4;-1", /The standard deviation of a prior "normal" must be above 0/],
    ["k 0 10 5 true uniform 8;2", /bounds of the prior are the wrong way round/],
    ["k 0 10 5 true log-uniform 0;2", /The lower bound of a prior "log-uniform" must be above 0/],
  ])("say what is wrong with `%s`, at its place", (row, message) => {
    const files: Files = withPrior(row);
    const { diagnostics } = readPetab("problem.yaml", files["problem.yaml"]!, (path) => files[path]);
    const [first] = diagnostics;
    expect(`${first!.message} ${first!.help ?? ""}`).toMatch(message);
    expect(first!.place!.file).toBe("parameters.tsv");
  });
});

describe("a fit with priors", () => {
  const points = ["obs 0 6", "obs 0 7", "obs 0 8"];

  it("ends at the mean of points and prior, each with the weight of its variance", () => {
    const { problem, program } = compiled(withPrior("a0 0.1 50 4 true normal 3;0.5", ...points));
    const [point, prior] = [3 / 0.5 ** 2, 1 / 0.5 ** 2];
    expect(fitPetab(problem, program).values.get("a0")).toBeCloseTo(
      (7 * point + 3 * prior) / (point + prior),
      4,
    );
    expect(fitPetab(problem, program, { usesPriors: false }).values.get("a0")).toBeCloseTo(7, 4);
  });

  it("ends at the location of a Laplace prior that outweighs the points, and within a uniform one", () => {
    const laplace = compiled(withPrior("a0 0.1 50 4 true laplace 3;0.01", ...points));
    expect(fitPetab(laplace.problem, laplace.program).values.get("a0")).toBeCloseTo(3, 2);
    const uniform = compiled(withPrior("a0 0.1 50 4 true uniform 2;6.5", ...points));
    const { values } = fitPetab(uniform.problem, uniform.program);
    expect(values.get("a0")).toBeLessThanOrEqual(6.5);
    expect(values.get("a0")).toBeGreaterThan(6);
  });

  it("ends where likelihood and a log-normal prior together are highest", () => {
    const { problem, program } = compiled(withPrior("a0 0.1 50 4 true log-normal 1;0.2", ...points));
    const found = fitPetab(problem, program).values.get("a0")!;
    const goodness = (a: number) =>
      -0.5 * points.reduce((sum, _, i) => sum + ((6 + i - a) / 0.5) ** 2, 0) -
      0.5 * ((Math.log(a) - 1) / 0.2) ** 2 -
      Math.log(a);
    for (const away of [-0.01, 0.01]) expect(goodness(found)).toBeGreaterThan(goodness(found + away));
  });
});
