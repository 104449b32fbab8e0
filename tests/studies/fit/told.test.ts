import { describe, expect, it } from "vitest";
import { parseYaml, personSchema, readAs, readPerson } from "../../../src/language/index.ts";
import { tellFit } from "../../../src/studies/fit/tell.ts";
import type { Fit } from "../../../src/studies/index.ts";
import { fit, idle, slope, speed, with_ } from "../../support/fit-result.ts";

const told = tellFit(fit);
const answers = (parts: object) => tellFit(with_(parts)).answers;
const of = (one: object) =>
  answers({ parameters: [one], correlation: [[1]], goodness: [], devianceBefore: undefined });

describe("a fit, told", () => {
  it("says what was fitted to what, and of which files it is", () => {
    expect([told.title, told.lead]).toEqual([
      "Fit: Kinetics",
      "3 parameters fitted to 4 measured points in drug and placebo.",
    ]);
    expect(told.about).toEqual({
      scenarios: ["Small trial", "b"],
      parameters: ["pk.slope", "pk.speed", "pk.idle"],
    });
    expect(tellFit(with_({ parameters: [slope], subject: { ...fit.subject, points: 1 } })).lead).toBe(
      "1 parameter fitted to 1 measured point in drug and placebo.",
    );
  });

  it("says what each estimate is, what is known together, and how near the points lie", () => {
    expect(told.answers).toEqual([
      "pk.slope is 1.500 mg/L (95% interval 1.000 to 2.000).",
      "pk.speed is 2.000 1/hour; the data say only that it is at most 4.000 1/hour, and no lower end lies within 0.1000 to 10.00 1/hour.",
      "No measured point depends on pk.idle: the data say nothing of it, and it stays at 1.000.",
      "pk.slope and pk.speed are known together rather than apart (correlation 0.97): a higher pk.slope is made up for by a higher pk.speed.",
      "The 3 measured points of pk.level lie 0.5000 mg/L from the curve (root mean square), which explains 88% of their variance.",
      "The one measured point of scale.madrs lies 1.000 from the curve (root mean square).",
      "Minus twice the log-likelihood is 27.5 lower than before the fit.",
    ]);
  });

  it("says in what way an estimate is not determined", () => {
    expect(of({ ...speed, determined: "open above", low: 0.5, high: undefined })).toEqual([
      "pk.speed is 2.000 1/hour; the data say only that it is at least 0.5000 1/hour, and no upper end lies within 0.1000 to 10.00 1/hour.",
    ]);
    expect(of({ ...speed, determined: "open" })).toEqual([
      "The data do not determine pk.speed: every value from 0.1000 to 10.00 1/hour is compatible with them. The estimate is 2.000 1/hour.",
    ]);
    expect(of({ ...speed, determined: "not found" })).toEqual([
      "pk.speed is 2.000 1/hour; its interval could not be computed, as runs fail at its ends or the other parameters could not be fitted there.",
    ]);
    expect(of({ ...speed, determined: "not profiled" })).toEqual([
      "pk.speed is 2.000 1/hour; no interval was computed.",
    ]);
  });

  it("says which are known together only, from 0.95 on and to either side", () => {
    const by = (r: number) =>
      answers({
        parameters: [slope, speed],
        correlation: [
          [1, r],
          [r, 1],
        ],
      }).filter((one) => one.includes("together"));
    expect(by(-0.95)).toEqual([
      "pk.slope and pk.speed are known together rather than apart (correlation -0.95): a higher pk.slope is made up for by a lower pk.speed.",
    ]);
    expect(by(0.9499)).toEqual([]);
    const singular = (parameters: Fit["parameters"]) =>
      answers({ parameters, correlation: undefined }).filter((one) => one.includes("together"));
    expect(singular([slope, speed, idle])).toEqual([
      "Some of pk.slope and pk.speed can only be known together: the data leave a direction in which all fit equally well.",
    ]);
    expect(singular([slope, idle])).toEqual([]);
  });

  it("says where the curve is worse than the mean, where all lies below a limit, and nothing of a gain that is none", () => {
    const row = fit.goodness[0]!;
    const goodness = [
      { ...row, explained: -0.5 },
      { ...row, variable: "x", explained: 0 },
      { ...row, points: 0 },
    ];
    const words = answers({ parameters: [], correlation: [], goodness, devianceBefore: 12.5 });
    expect(words).toEqual([
      "The 3 measured points of pk.level lie 0.5000 mg/L from the curve (root mean square), further than from their own mean.",
      "The 3 measured points of x lie 0.5000 mg/L from the curve (root mean square), which explains 0% of their variance.",
      "Every point of pk.level lies below its limit, so that no distance to the curve is known.",
    ]);
  });

  it("says which hypothesis the data prefer, and how much", () => {
    const fitted = (hypothesis: string, choice: string, aic?: number) => ({
      hypothesis,
      choice,
      isDefault: choice === "a",
      deviance: aic && aic - 4,
      aic,
      weight: aic && 0.5,
    });
    const said = (...aics: (number | undefined)[]) =>
      answers({ hypotheses: aics.map((aic, i) => fitted("m.h", "abc"[i]!, aic)) }).at(-1);
    expect(said(20, 18.5)).toBe(
      "The data do not tell the hypotheses about m.h apart: b and a differ by 1.50 in AIC.",
    );
    expect(said(20, 22, 30)).toBe(
      "Of the hypotheses about m.h the data prefer a to b, by 2.00 in AIC (some support).",
    );
    expect(said(26, undefined, 20)).toBe(
      "Of the hypotheses about m.h the data prefer c to a, by 6.00 in AIC (strong support).",
    );
    expect(said(20, undefined)).toBe(
      "Fewer than two hypotheses about m.h could be fitted, so that they cannot be compared.",
    );
    expect(
      answers({ hypotheses: [fitted("h", "a", 1), fitted("g", "a", 9), fitted("h", "b", 4)] }).slice(-2),
    ).toEqual([
      "Of the hypotheses about h the data prefer a to b, by 3.00 in AIC (some support).",
      "Fewer than two hypotheses about g could be fitted, so that they cannot be compared.",
    ]);
  });
});

describe("the notes of a fit", () => {
  const notes = (parts: object) => tellFit(with_(parts)).notes;

  it("say which starts came to nothing, and nothing where all is well", () => {
    expect(told.notes).toEqual([
      { kind: "remark", text: "1 of 2 starts did not converge; they count for nothing." },
    ]);
    expect(notes({ starts: fit.starts.slice(0, 1) })).toEqual([]);
  });

  it("say what ended at a bound, which scatter is too small, and why slopes are differences", () => {
    const starts = fit.starts.slice(0, 1);
    const parameters = [
      { ...slope, value: 0 },
      { ...speed, value: 10 },
      { ...idle, value: 1.999 },
    ];
    const small = { variable: "pk.level", kind: "additive", value: 1e-5, isLeast: true };
    expect(
      notes({ starts, parameters, noise: [small, ...fit.noise], notExact: ["an event", "a table"] }),
    ).toEqual([
      {
        kind: "warning",
        text: "pk.slope and pk.speed ended at a bound: the data ask for more than the declared range allows.",
      },
      {
        kind: "warning",
        text: "The points of pk.level lie nearer the curve than its scatter may become (1e-5 of the largest), so that intervals are wider than the points say.",
      },
      {
        kind: "remark",
        text: "Slopes were taken by central differences, not from sensitivity equations, because of: an event and a table.",
      },
    ]);
  });
});

describe("how a fit was made", () => {
  const methods = (parts: object) => tellFit(with_({ subject: { ...fit.subject, ...parts } })).methods;

  it("says what points are weighed by", () => {
    expect(told.methods).toEqual([
      "1 of 4 points are weighed by their own errors; the scatter of the others is normal with one standard deviation a variable (additive), and fitted beside the parameters.",
      "Maximum likelihood by Fisher scoring with Levenberg and Marquardt's damping, slopes from forward sensitivity equations; 123 simulations in all.",
      "Intervals are those of the profile likelihood, with Student's t for chi-squared as the scatter is estimated. An end that is not there was not reached within the bounds.",
      "fitted-person.yaml holds the fitted values: --set takes it, and so does person: in a scenario.",
    ]);
    expect(methods({ known: 4 })[0]).toBe("Every point is weighed by its own error.");
    const scatter = (errors: string) => methods({ known: 0, errors })[0];
    expect(scatter("additive")).toBe(
      "The scatter of the points is normal with one standard deviation a variable (additive), and fitted beside the parameters.",
    );
    expect(scatter("proportional")).toContain(
      "normal with a standard deviation proportional to the prediction,",
    );
    expect(scatter("combined")).toContain(
      "normal with an additive and a proportional part (their variances add),",
    );
    expect(scatter("log")).toContain("normal on the logarithm,");
  });

  it("says that priors were used, and whether the scatter is estimated", () => {
    expect(methods({ usesPriors: true })).toHaveLength(5);
    expect(methods({ usesPriors: true })[1]).toMatch(
      /^Each parameter has a normal prior about the value before, its bounds the 95% interval/,
    );
    expect(tellFit(with_({ noise: [], runs: 1 })).methods.slice(1, 3)).toEqual([
      expect.stringMatching(/; 1 simulation in all\.$/),
      "Intervals are those of the profile likelihood. An end that is not there was not reached within the bounds.",
    ]);
  });
});

describe("the fitted person", () => {
  it("is a file that people are read from, with the intervals as ranges", () => {
    const [{ name, text }] = told.files as [{ name: string; text: string }];
    expect(name).toBe("fitted-person.yaml");
    const { read, diagnostics } = readAs(parseYaml(name, text).parsed!, personSchema, "person");
    expect(diagnostics).toEqual([]);
    expect(readPerson(read!).name).toBe("fitted-small-trial-b");
    expect(text).toContain('title: "Fitted to Small trial and b"');
    expect(text).toContain('about: "Values fitted to 4 measured points of Small trial and b."');
    expect(text).toContain(
      '  pk.slope: {value: 1.5, range: [1, 2], tier: assumed, note: "fitted; the range is the 95% interval"}',
    );
    expect(text).toContain('  pk.speed: {value: 2, tier: assumed, note: "fitted; determined: open below"}');
    const odd = tellFit(
      with_({
        parameters: [
          { ...slope, low: 1.6 },
          { ...slope, high: 1.4 },
        ],
      }),
    ).files![0]!;
    expect(odd.text).not.toContain("range: [");
    expect(
      tellFit(with_({ subject: { ...fit.subject, scenarios: ["A (2)"] } })).files![0]!.text.split("\n")[0],
    ).toBe("person: fitted-a-2");
  });
});
