import { describe, expect, it } from "vitest";
import { sensitivityWords, tellSensitivity } from "../../../src/studies/index.ts";
import {
  burden,
  delay,
  e,
  gain,
  index,
  local,
  loss,
  morris,
  only,
  sobol,
  study,
  subject,
  with_,
} from "../../support/sensitivity-result.ts";
import { figuresOf, tableOf } from "../../support/told.ts";

const told = tellSensitivity(study);
const text = (name: string) => ({ name, kind: "text" });
const inUnit = (name: string) => ({ name, kind: "number", unit: "Hz" });
const share = (name: string) => ({ name, kind: "share" });

describe("a sensitivity study, told", () => {
  it("says what was asked and what it is at the declared values", () => {
    expect([told.title, told.lead, told.notes, told.methods]).toEqual([
      "Sensitivity: Small",
      'at(m.x, week 2) in "drug", adult: 3.00 Hz at the declared values',
      [],
      [],
    ]);
    expect(told.about).toEqual({ measure: "at(m.x, week 2)", arm: "drug" });
    const none = tellSensitivity(with_({ subject: { ...subject, against: "placebo", nominal: undefined } }));
    expect(none.lead).toBe(
      'at(m.x, week 2) in "drug" minus "placebo", adult: no value at the declared values',
    );
    expect(figuresOf(none)[0]!.subtitle).toBe('at(m.x, week 2) in "drug" minus "placebo"');
  });

  it("says what the variance rests on, how far it reaches, and what moves it", () => {
    expect(told.answers).toEqual([
      "65% of this prediction's variance rests on assumed numbers (95% interval 55% to 75%); their interplay with the others carries 20% more.",
      "Over the declared uncertainty 95% of the runs lie between 2.10 and 4.25 Hz.",
      "The largest single share is that of m.gain: 95% alone, 105% with interactions.",
      "Some runs gave no value; 1 parameter has fewer effects than trajectories.",
      "Close to its value, m.gain moves m.x most.",
    ]);
    const part = sensitivityWords(
      with_({ subject: { ...subject, uncertain: 9 }, sobol: { ...sobol, missing: 5 } }),
    );
    expect(part[0]).toContain("65% of this prediction's variance over the parameters varied rests on");
    expect(part.slice(3, 5)).toEqual([
      "3 of 9 uncertain parameters were varied.",
      "5 of 96 runs gave no value and were left out.",
    ]);
    // Estimates scatter beyond what shares can be; less than no interplay is none.
    const wild = { ...burden[0]!, first: { value: 1.2, low: -0.1, high: 1.4 }, total: e(1.1) };
    expect(sensitivityWords(with_({ burden: [wild] }))[0]).toBe(
      "100% of this prediction's variance rests on assumed numbers (95% interval 0% to 100%); their interplay with the others carries 0% more.",
    );
    const unknown = [{ ...burden[0]!, first: e(Number.NaN) }];
    expect(sensitivityWords(with_({ burden: unknown })).join()).not.toContain("rests on");
    expect(sensitivityWords(with_({ burden: burden.slice(1) })).join()).not.toContain("rests on");
    const plain = with_({
      subject: { ...subject, unit: "1" },
      sobol: { ...sobol, quantiles: [1e-15, 0.1, 0.2], indices: sobol.indices.slice(1, 2) },
    });
    const words = sensitivityWords(plain).join(" ");
    expect(words).toContain("95% of the runs lie between 0 and 0.200.");
    expect(words).not.toContain("largest single share");
    const small = with_({ sobol: { ...sobol, quantiles: [1e-15, 0.1, 0.2] } });
    expect(sensitivityWords(small)[1]).toContain("between 1.00e-15 and 0.200 Hz");
  });

  it("says so where nothing moves it", () => {
    expect(
      sensitivityWords(
        with_({ sobol: { ...sobol, standardDeviation: 0 }, morris: undefined, local: undefined }),
      ),
    ).toEqual(["The measure does not move with any of the parameters that were varied."]);
    const still = morris.effects.map((one) => ({ ...one, muStar: e(3e-9, 0), count: 4 }));
    expect(sensitivityWords(only({ morris: { ...morris, effects: still } }))).toEqual([
      "No parameter that was varied moves the measure.",
    ]);
    const hardly = [{ ...still[0]!, muStar: e(3.1e-9, 0) }];
    expect(sensitivityWords(only({ morris: { ...morris, effects: hardly } }))).toEqual([
      "m.gain moves it most: by 3.10e-9 Hz on average when it crosses its declared range.",
    ]);
    expect(sensitivityWords(only({ morris }))[0]).toBe(
      "m.gain moves it most: by 2.00 Hz on average when it crosses its declared range.",
    );
    expect(sensitivityWords(only({ morris: { ...morris, effects: [] } }))).toEqual([]);
    const flat = { ...local, sensitivities: [local.sensitivities[2]!] };
    expect(sensitivityWords(only({ local: flat }))).toEqual([
      "No parameter that was varied moves the measure.",
    ]);
    const missing = { ...local, sensitivities: [local.sensitivities[1]!] };
    expect(sensitivityWords(only({ local: missing }))).toEqual([
      "Close to its value, m.delay moves m.x most.",
    ]);
    expect(sensitivityWords(only({ local: { ...local, sensitivities: [] } }))).toEqual([]);
  });

  it("has a section for each method that was asked for", () => {
    expect(told.sections.map(({ figures }) => figures!.map(({ id }) => id))).toEqual([
      ["burden"],
      ["sobol"],
      ["morris"],
      ["local"],
    ]);
    expect(tellSensitivity(only({ morris })).sections).toHaveLength(1);
    expect(tableOf(told, /^Slopes/).isOfSurvivors).toBe(false);
    const failures = { kind: "failed-runs", failed: 1, runs: 9, reasons: [] } as const;
    const failed = tellSensitivity(with_({ failures }));
    expect(failed.notes).toEqual([failures]);
    expect(tableOf(failed, /^Slopes/).isOfSurvivors).toBe(true);
  });
});

describe("the tables of a sensitivity study", () => {
  it("have shares of the variance, which stay between none and all", () => {
    const tiers = tableOf(told, /^What the variance/);
    expect(tiers.caption).toBe("What the variance rests on: shares of the variance with 95% intervals");
    const columns = (head: string, second: object) => [
      text(head),
      second,
      { name: "as a bar", kind: "bar" },
      share("alone"),
      share("with interactions"),
    ];
    expect(tiers.columns).toEqual(columns("tier", { name: "parameters", kind: "count" }));
    expect(tiers.rows).toEqual([
      ["assumed", 2, 0.65, e(0.65), e(0.85)],
      ["human", 1, 0.15, { value: 0.15, low: expect.closeTo(0.05, 12), high: 0.25 }, e(0.35)],
    ]);
    const parameters = tableOf(told, /^Parameters by/);
    expect(parameters.caption).toBe(
      "Parameters by Sobol index (8 rows, 96 runs): shares of the variance with 95% intervals",
    );
    expect(parameters.columns).toEqual(columns("parameter", text("tier")));
    expect(parameters.rows).toEqual([
      [
        "m.gain",
        "assumed",
        0.95,
        { value: 0.95, low: 0.85, high: 1 },
        { value: 1, low: 0.9500000000000001, high: 1 },
      ],
      ["pair", "2 parameters", 0.3, e(0.3), e(0.4)],
      [
        "m.loss",
        "human",
        0,
        { value: 0, low: 0, high: 0.05 },
        { value: 0.05, low: 0, high: expect.closeTo(0.15, 12) },
      ],
    ]);
    const unknown = { ...sobol, indices: [index("x.y", ["x.y"], 0.5, 0.5)] };
    expect(tableOf(tellSensitivity(only({ sobol: unknown })), /^Parameters by/).rows[0]![1]).toBe("");
  });

  it("have the effects of a screening, with a bar up to the largest", () => {
    const table = tableOf(told, /^Screening/);
    expect(table.caption).toBe(
      "Screening (Morris, 4 trajectories, 20 runs): change across a parameter's declared range, with 95% intervals",
    );
    expect(table.columns).toEqual([
      text("parameter"),
      text("tier"),
      { name: "as a bar", kind: "bar" },
      ...["mu*", "mu", "sigma"].map(inUnit),
      { ...text("what it is"), isAside: true },
    ]);
    expect(table.rows).toEqual([
      ["m.gain", "assumed", 1, e(2), -1.5, 0.5, "What m.gain is."],
      ["m.loss", "human", 0.25, e(0.5), 0.5, 0.25, "What m.loss is."],
      ["m.new", "", 0, e(0), 0, 0, ""],
    ]);
    expect([table.most, table.rest]).toEqual([15, "with less effect"]);
    const still = tellSensitivity(only({ morris: { ...morris, effects: morris.effects.slice(2) } }));
    expect(tableOf(still, /^Screening/).rows[0]![2]).toBe(0);
    expect(tableOf(tellSensitivity(only({ morris: { ...morris, effects: [] } })), /^Screening/).rows).toEqual(
      [],
    );
  });

  it("have slopes, with the largest over time and its day", () => {
    const table = tableOf(told, /^Slopes/);
    expect(table.caption).toBe(
      "Slopes (central differences, 7 runs): change for a move up by half the declared range",
    );
    expect(table.columns).toEqual([
      text("parameter"),
      text("tier"),
      inUnit("measure"),
      inUnit("largest on m.x"),
      { name: "on day", kind: "number" },
    ]);
    expect(table.rows).toEqual([
      ["m.gain", "assumed", 0.75, -1.25, 7],
      ["m.delay", "assumed", undefined, 0.2, 7],
      ["m.loss", "human", 0, 0, undefined],
    ]);
    expect([table.most, table.rest]).toEqual([15, "that move it less"]);
  });
});

describe("the data of a sensitivity study", () => {
  it("have all of it for machines, null where there is no number", () => {
    const odd = with_({
      subject: { ...subject, nominal: undefined },
      sobol: { ...sobol, mean: Number.NaN, indices: sobol.indices.slice(0, 1) },
      burden: [{ ...burden[0]!, total: { value: 0.8, low: Number.NaN, high: Number.POSITIVE_INFINITY } }],
    });
    expect(tellSensitivity(odd).data).toEqual({
      scenario: "Small",
      measure: "at(m.x, week 2)",
      unit: "Hz",
      arm: "drug",
      against: null,
      person: "adult",
      nominal: null,
      words: sensitivityWords(odd),
      parameters: [gain, delay, loss].map(({ about: _, ...one }) => one),
      burden: [
        {
          tier: "assumed",
          name: "assumed",
          parameters: 2,
          first: e(0.65),
          total: { value: 0.8, low: null, high: null },
        },
      ],
      sobol: {
        size: 8,
        runs: 96,
        missing: 0,
        mean: null,
        standard_deviation: 0.5,
        quantiles: [2.1, 3, 4.25],
        indices: [{ name: "m.gain", parameters: 1, first: e(0.95), total: e(1.05) }],
      },
      morris: {
        trajectories: 4,
        runs: 20,
        effects: morris.effects.map(({ factor: name, muStar, ...rest }) => ({
          name,
          mu_star: muStar,
          ...rest,
        })),
      },
      local: {
        variable: "m.x",
        unit: "Hz",
        times_day: [0, 7, 14],
        runs: 7,
        slopes: [
          { name: "m.gain", measure: 0.75, over_time: [0, -1.25, 0.75] },
          { name: "m.delay", measure: null, over_time: [0, 0.2, null] },
          { name: "m.loss", measure: 0, over_time: [0, 0, 0] },
        ],
      },
    });
    const bare = tellSensitivity(only({})).data;
    for (const name of ["burden", "sobol", "morris", "local"]) expect(bare).not.toHaveProperty(name);
  });

  it("have one number a row for other programs", () => {
    const [dataset] = told.datasets!;
    expect([dataset!.name, dataset!.columns]).toEqual([
      "sensitivity",
      [
        ...["method", "name", "tier", "statistic"].map((name) => ({ name, type: "text" })),
        { name: "time_day", type: "number", unit: "day" },
        ...["value", "low", "high"].map((name) => ({ name, type: "number" })),
        { name: "unit", type: "text" },
      ],
    ]);
    const rows = [...dataset!.rows()];
    const gained = rows.filter(([, name]) => name === "m.gain");
    expect(gained).toEqual([
      ["sobol", "m.gain", "assumed", "first", null, 0.95, 0.85, 1.05, "1"],
      ["sobol", "m.gain", "assumed", "total", null, 1.05, 0.9500000000000001, 1.1500000000000001, "1"],
      ["morris", "m.gain", "assumed", "mu_star", null, 2, 1.9, 2.1, "Hz"],
      ["morris", "m.gain", "assumed", "mu", null, -1.5, null, null, "Hz"],
      ["morris", "m.gain", "assumed", "sigma", null, 0.5, null, null, "Hz"],
      ["local", "m.gain", "assumed", "slope", 0, 0, null, null, "Hz"],
      ["local", "m.gain", "assumed", "slope", 7, -1.25, null, null, "Hz"],
      ["local", "m.gain", "assumed", "slope", 14, 0.75, null, null, "Hz"],
    ]);
    expect(rows.filter(([method]) => method === "burden").map((row) => row.slice(0, 6))).toEqual([
      ["burden", "assumed", "", "first", null, 0.65],
      ["burden", "assumed", "", "total", null, 0.85],
      ["burden", "human", "", "first", null, 0.15],
      ["burden", "human", "", "total", null, 0.35],
    ]);
    // Where there was no value there is no row.
    expect(rows.filter(([method, name]) => method === "local" && name === "m.delay")).toHaveLength(2);
    expect([...tellSensitivity(only({})).datasets![0]!.rows()]).toEqual([]);
  });
});
