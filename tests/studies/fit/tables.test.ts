import { describe, expect, it } from "vitest";
import type { Dataset } from "../../../src/document/index.ts";
import { tellFit } from "../../../src/studies/fit/tell.ts";
import { fit, idle, slope, speed, with_ } from "../../support/fit-result.ts";
import { tableOf, tablesOf } from "../../support/told.ts";

const told = tellFit(fit);
const text = (name: string) => ({ name, kind: "text" });
const number = (name: string, digits?: number) => ({ name, kind: "number", ...(digits ? { digits } : {}) });
const count = (name: string) => ({ name, kind: "count" });
const names = ["pk.slope", "pk.speed", "pk.idle"];
const rival = (choice: string, isDefault: boolean, aic?: number) => ({
  hypothesis: "m.h",
  choice,
  isDefault,
  deviance: aic && aic - 6,
  aic,
  weight: aic && (aic === 20 ? 0.75 : 0.25),
});
const hypotheses = [rival("a", true, 22), rival("b", false, 20), rival("c", false)];
const people = {
  subjects: [
    { subject: "ann", points: 3, own: [1, 2, 1], shrunk: [1.2, 2.1, 1], isConverged: true },
    { subject: "bob", points: 2, own: [0, 10, 1], shrunk: [0.8, 5, 1], isConverged: true },
    { subject: "cid", points: 1, own: [1, 3, 1], shrunk: [1.1, 3, 1], isConverged: false },
  ],
  typical: [
    { value: { value: 1.1, low: 0.5, high: 1.7 }, spread: 0.4, isLog: false },
    { value: { value: 2.5, low: 2, high: 3 }, spread: 0.5, isLog: true },
    { value: { value: 1, low: 1, high: 1 }, spread: 0, isLog: true },
  ],
};
const full = tellFit(with_({ hypotheses, people }));

describe("the tables of a fit", () => {
  it("have the estimates with errors, intervals and what they are", () => {
    expect(told.sections.map(({ title }) => title)).toEqual([
      "Estimates",
      "Goodness of fit",
      "Profiles",
      undefined,
      "Starts",
    ]);
    expect(told.sections.map(({ figures }) => figures?.map(({ id }) => id))).toEqual([
      ["fit"],
      undefined,
      ["profiles"],
      undefined,
      undefined,
    ]);
    const table = tableOf(told, /^Estimates/);
    expect(table.caption).toBe("Estimates with standard errors and 95% profile-likelihood intervals");
    expect(table.columns).toEqual([
      text("parameter"),
      number("before", 4),
      number("fitted", 4),
      number("standard error"),
      number("low", 4),
      number("high", 4),
      text("unit"),
      text("determined"),
      { ...text("what it is"), isAside: true },
    ]);
    expect(table.rows).toEqual([
      ["pk.slope", 1, 1.5, 0.25, 1, 2, "mg/L", "yes", "What pk.slope is."],
      ["pk.speed", 0.5, 2, 1.5, undefined, 4, "1/hour", "open below", "What pk.speed is."],
      ["pk.idle", 1, 1, undefined, undefined, undefined, "", "no influence", "What pk.idle is."],
    ]);
  });

  it("have the scatter where it was fitted, and how near the points lie", () => {
    const scatter = tableOf(told, /^Scatter/);
    expect(scatter.caption).toBe("Scatter about the curves, fitted beside them");
    expect(scatter.columns).toEqual([text("variable"), text("kind"), number("standard deviation")]);
    expect(scatter.rows).toEqual([["pk.level", "additive", 0.2]]);
    const sure = tellFit(with_({ noise: [] }));
    expect(tablesOf(sure).some(({ caption }) => /^Scatter/.test(caption))).toBe(false);
    const table = tableOf(told, /^Minus twice/);
    expect(table.caption).toBe("Minus twice the log-likelihood 12.5000, AIC 20.5000");
    expect(table.columns).toEqual([
      text("variable"),
      count("points"),
      number("mean residual"),
      number("RMSE"),
      { name: "variance explained", kind: "share" },
      text("unit"),
    ]);
    expect(table.rows).toEqual([
      ["pk.level", 3, 0.1, 0.5, 0.876, "mg/L"],
      ["scale.madrs", 1, -1, 1, undefined, ""],
    ]);
  });

  it("have how estimates go together, where there are two or more", () => {
    const table = tableOf(told, /^Correlation/);
    expect(table.caption).toBe("Correlation of the estimates");
    expect(table.columns).toEqual([
      text("parameter"),
      ...names.map((name) => ({ name, kind: "number", decimals: 2 })),
    ]);
    expect(table.rows).toEqual(names.map((name, i) => [name, ...fit.correlation![i]!]));
    for (const parts of [{ correlation: undefined }, { parameters: [slope], correlation: [[1]] }])
      expect(tablesOf(tellFit(with_(parts))).some(({ caption }) => /^Correl/.test(caption))).toBe(false);
  });

  it("have where each start came to, where there were more than one", () => {
    const table = tableOf(told, /^Where each start/);
    expect(table.caption).toBe("Where each start came to; the first has the values before");
    expect(table.columns).toEqual([
      count("start"),
      number("minus twice log-likelihood", 7),
      count("iterations"),
      text("converged"),
      ...names.map((name) => number(name, 4)),
    ]);
    expect(table.rows).toEqual([
      [1, 12.5, 9, "yes", 1.5, 2, 1],
      [2, undefined, 2, "no", 3, 1, 1],
    ]);
    const one = tellFit(with_({ starts: fit.starts.slice(0, 1) }));
    expect(one.sections.map(({ title }) => title)).not.toContain("Starts");
  });

  it("have rival hypotheses with how far each is from the best of its mechanism", () => {
    expect(full.sections.map(({ title }) => title)).toEqual([
      "Estimates",
      "Goodness of fit",
      "Profiles",
      undefined,
      "Rival hypotheses on the same data",
      "Subjects",
      "Starts",
    ]);
    const table = tableOf(full, /^Each hypothesis/);
    expect(table.caption).toBe(
      "Each hypothesis with its own fit of the same parameters; the weight is Akaike's, within a contested mechanism",
    );
    expect(table.columns).toEqual([
      text("hypothesis"),
      text("choice"),
      number("AIC", 6),
      number("above the best"),
      { name: "weight", kind: "share" },
    ]);
    const other = { ...rival("d", true, 7), hypothesis: "other", weight: 1 };
    expect(tableOf(tellFit(with_({ hypotheses: [...hypotheses, other] })), /^Each hypothesis/).rows).toEqual([
      ["m.h", "a (default)", 22, 2, 0.25],
      ["m.h", "b", 20, 0, 0.75],
      ["m.h", "c", undefined, undefined, undefined],
      ["other", "d (default)", 7, 0, 1],
    ]);
  });

  it("have typical values with their spread, and each subject's own", () => {
    const typical = tableOf(full, /^Typical/);
    expect(typical.caption).toBe("Typical values with 95% intervals, and the spread between subjects");
    expect(typical.columns).toEqual([
      text("parameter"),
      number("typical", 4),
      text("spread between subjects"),
      text("unit"),
    ]);
    // Of a lognormal the coefficient of variation: sqrt(exp(0.25) - 1) = 0.533.
    expect(typical.rows).toEqual([
      ["pk.slope", people.typical[0]!.value, "0.400", "mg/L"],
      ["pk.speed", people.typical[1]!.value, "53.3% (coefficient of variation)", "1/hour"],
      ["pk.idle", people.typical[2]!.value, "0% (coefficient of variation)", ""],
    ]);
    const each = tableOf(full, /^Each subject/);
    expect(each.caption).toBe("Each subject's own estimates, and in brackets those drawn towards the others");
    expect(each.columns).toEqual([text("subject"), count("points"), ...names.map(text)]);
    expect(each.rows).toEqual([
      ["ann", 3, "1.00 (1.20)", "2.00 (2.10)", "1.00 (1.00)"],
      ["bob", 2, "0 (0.800)", "10.0 (5.00)", "1.00 (1.00)"],
      ["cid", 1, "1.00 (1.10)", "3.00 (3.00)", "1.00 (1.00)"],
    ]);
    const says = (subjects: readonly object[]) =>
      tellFit(with_({ people: { ...people, subjects } })).sections.find(({ title }) => title === "Subjects")!
        .says!;
    expect(says(people.subjects)).toEqual([
      expect.stringMatching(
        /^Each subject was fitted alone.*\(global two-stage\).*take nlmixr2 or Monolix\.$/,
      ),
      "Of bob an estimate ended at a bound: typical values are drawn towards it, and the spread is too small. Wider --bounds may help.",
      "The fit of cid alone did not converge.",
    ]);
    expect(says(people.subjects.slice(0, 1))).toHaveLength(1);
    expect(says([{ ...people.subjects[0]!, own: [undefined, 0.1 * (1 + 1e-10), 1] }])[1]).toMatch(/^Of ann/);
    expect(says([{ ...people.subjects[0]!, own: [1, 0.1 * (1 + 1e-6), 1] }])).toHaveLength(1);
  });
});

describe("the data of a fit", () => {
  it("have all of it for machines, null where there is no number", () => {
    expect(told.data).toEqual({
      scenarios: ["Small trial", "b"],
      arms: ["drug", "placebo", "drug"],
      points: 4,
      points_with_error: 1,
      error_model: "additive",
      priors: false,
      parameters: [slope, speed, idle].map((one) => ({
        name: one.parameter.name,
        unit: one.parameter.unit,
        before: one.parameter.start,
        value: one.value,
        standard_error: one.standardError ?? null,
        low: one.low ?? null,
        high: one.high ?? null,
        determined: one.determined,
        bounds: one.parameter.bounds,
        scale: one.parameter.scale,
        profile: one.profile.map(([value, rise]) => ({ value, rise })),
      })),
      set: ["pk.slope=1.5", "pk.speed=2", "pk.idle=1"],
      noise: [{ variable: "pk.level", kind: "additive", value: 0.2 }],
      correlation: fit.correlation,
      minus_two_log_likelihood: 12.5,
      minus_two_log_likelihood_before: 40,
      aic: 20.5,
      goodness: [fit.goodness[0], { ...fit.goodness[1], explained: null }],
      starts: [
        {
          from: [1, 0.5, 1],
          to: [1.5, 2, 1],
          minus_two_log_likelihood: 12.5,
          iterations: 9,
          converged: true,
        },
        { from: [2, 1, 1], to: [3, 1, 1], minus_two_log_likelihood: null, iterations: 2, converged: false },
      ],
      runs: 123,
    });
    const noise = [{ variable: "x", kind: "log", value: 1e-5, isLeast: true }];
    expect(tellFit(with_({ noise, devianceBefore: undefined, correlation: undefined })).data).toMatchObject({
      noise: [{ variable: "x", kind: "log", value: 1e-5, at_least: true }],
      minus_two_log_likelihood_before: null,
      correlation: null,
    });
  });

  it("have hypotheses and subjects where there are some", () => {
    const data = full.data as Record<string, unknown>;
    expect(data.hypotheses).toEqual([
      { hypothesis: "m.h", choice: "a", default: true, minus_two_log_likelihood: 16, aic: 22, weight: 0.25 },
      {
        hypothesis: "m.h",
        choice: "b",
        default: false,
        minus_two_log_likelihood: 14,
        aic: 20,
        weight: 0.75,
      },
      {
        hypothesis: "m.h",
        choice: "c",
        default: false,
        minus_two_log_likelihood: null,
        aic: null,
        weight: null,
      },
    ]);
    expect(data.subjects).toEqual({
      method: "global two-stage",
      typical: people.typical.map(({ value, spread, isLog }, i) => ({
        name: names[i],
        ...value,
        spread,
        spread_is_of_logarithm: isLog,
      })),
      each: people.subjects.map(({ isConverged, ...one }) => ({ ...one, converged: isConverged })),
    });
  });

  const rowsOf = (dataset: Dataset) => [...dataset.rows()];
  const dataset = (name: string) => told.datasets!.find((one) => one.name === name)!;
  const words = (name: string) => ({ name, type: "text" });
  const figure = (name: string, unit?: string) => ({ name, type: "number", ...(unit ? { unit } : {}) });

  it("have tables of estimates and profiles for other programs", () => {
    expect(told.datasets!.map(({ name }) => name)).toEqual(["estimates", "residuals", "profiles", "curves"]);
    expect(dataset("estimates").columns).toEqual([
      words("parameter"),
      words("unit"),
      ...["before", "value", "standard_error", "low", "high"].map((name) => figure(name)),
      words("determined"),
    ]);
    expect(rowsOf(dataset("estimates"))).toEqual([
      ["pk.slope", "mg/L", 1, 1.5, 0.25, 1, 2, "yes"],
      ["pk.speed", "1/hour", 0.5, 2, 1.5, null, 4, "open below"],
      ["pk.idle", "1", 1, 1, null, null, null, "no influence"],
    ]);
    expect(dataset("profiles").columns).toEqual([
      words("parameter"),
      words("unit"),
      figure("value"),
      figure("rise"),
    ]);
    expect(rowsOf(dataset("profiles"))).toHaveLength(7);
    expect(rowsOf(dataset("profiles"))[4]).toEqual(["pk.speed", "1/hour", 1, 1]);
  });

  it("have every point with its residual, none where only a limit is known, and the curves", () => {
    expect(dataset("residuals").columns).toEqual([
      words("arm"),
      words("subject"),
      figure("time_day", "day"),
      words("variable"),
      ...["value", "predicted", "residual", "deviation"].map((name) => figure(name)),
      { name: "censored", type: "flag" },
      words("unit"),
    ]);
    expect(rowsOf(dataset("residuals"))).toEqual([
      ["drug", null, 14, "pk.level", 5, 4.5, 0.5, 0.5, false, "mg/L"],
      ["drug", "a", 7, "pk.level", 3, 3.5, -0.5, 0.2, false, "mg/L"],
      ["placebo", null, 7, "pk.level", 0.5, 0.1, null, 0.2, true, "mg/L"],
      ["drug", null, 7, "scale.madrs", 10, 11, -1, 1, false, "1"],
    ]);
    expect(dataset("curves").columns).toEqual([
      words("arm"),
      figure("time_day", "day"),
      words("variable"),
      figure("before"),
      figure("fitted"),
      words("unit"),
    ]);
    const rows = rowsOf(dataset("curves"));
    expect(rows).toHaveLength(9);
    expect(rows[2]).toEqual(["drug", 14, "pk.level", null, 4.5, "mg/L"]);
    expect(rows[7]).toEqual(["drug", 7, "scale.madrs", 15, 11, "1"]);
  });
});
