import { describe, expect, it } from "vitest";
import { requestFor } from "../../../src/scenario/index.ts";
import type { ScenarioResult } from "../../../src/simulation/index.ts";
import { tellRun } from "../../../src/studies/index.ts";
import { tableOf, tablesOf } from "../../support/told.ts";

// Two arms of a run put down by hand; nothing is drawn, as nothing is shown.

const place = { file: "s.yaml", start: 0, end: 1 };
const at = requestFor("at", "m.x", [14], { place, named: "end" });
const first = requestFor("time_to", "m.x", [9], { place, named: "first" });
const none = { asked: 0, delivered: 0, missed: 0, late: 0, amount: 0, amountBefore: 0 };
const doses = (parts: object = {}, drugs: readonly string[] = ["calmol"]) => ({
  ...none,
  asked: 14,
  delivered: 14,
  amount: 140,
  ...parts,
  byDrug: drugs.map((drug) => ({ drug, ...none, asked: 14, delivered: 14, amount: 140, ...parts })),
});
const column = { name: "m.x", about: "The level.", unit: "Hz", values: Float64Array.of(1, 2, 3) };
const arm = (label: string, end: number | undefined, more: object = {}, of: object = doses()) => ({
  label,
  person: "adult",
  care: "trial",
  measures: [
    { request: at, value: end, unit: "Hz" },
    { request: first, value: undefined, unit: "day" },
  ],
  trajectory: {
    times: Float64Array.of(0, 7, 14),
    columns: new Map([["m.x", column]]),
    status: { kind: "success", time: 14, message: "completed" },
    doses: of,
    ...more,
  },
});
const point = (
  variable: string,
  label: string,
  value: number,
  predicted: number | undefined,
  more: object = {},
) => ({
  observation: { variable, arm: label, time: 7, value, place, ...more },
  predicted,
  unit: "Hz",
});
const result = {
  id: "s",
  title: "Small",
  question: "What comes?",
  duration: 14,
  plots: [],
  arms: [arm("placebo", 2, {}, { ...none, byDrug: [] }), arm("drug", 3)],
} as unknown as ScenarioResult;
const with_ = (parts: object) => ({ ...result, ...parts }) as unknown as ScenarioResult;
const told = tellRun(result);
const text = (name: string) => ({ name, kind: "text" });
const count = (name: string) => ({ name, kind: "count" });
const number = (name: string, digits?: number) => ({ name, kind: "number", isOfAnySize: true, digits });
const mg = (name: string) => ({ name, kind: "number", unit: "mg", isGiven: true });

describe("a run, told", () => {
  const answers = (arms: readonly object[], follow?: readonly string[]) =>
    tellRun(with_({ arms }), { follow }).answers;

  it("says whether arms came to their end, and what was taken", () => {
    expect([told.title, told.lead, told.notes, told.methods]).toEqual(["Small", "What comes?", [], []]);
    expect(told.answers).toEqual(["Both arms ran to day 14; every one of the 14 doses asked for was taken."]);
    expect(answers([arm("a", 1, {}, { ...none, byDrug: [] })])).toEqual([
      "The arm ran to day 14; nothing was to be taken.",
    ]);
    const within = (duration: number) => tellRun(with_({ arms: [arm("a", duration)], duration })).answers[0];
    expect(within(100 / 86400)).toMatch(/^The arm ran to second 100;/);
    expect(within(0.5)).toMatch(/^The arm ran to hour 12;/);
    const some = doses({ asked: 14, delivered: 12, late: 3, missed: 2 });
    expect(answers([arm("a", 1), arm("b", 1), arm("c", 1, {}, some)])).toEqual([
      "All 3 arms ran to day 14; of 42 doses asked for 40 were taken, 3 of them late, and 2 missed.",
    ]);
    expect(answers([arm("a", 1, {}, doses({ late: 1 }))])[0]).toContain(
      "of 14 doses asked for 14 were taken, 1 of them late, and 0 missed.",
    );
    expect(answers([arm("a", 1, {}, doses({ asked: 1, delivered: 1 }))])[0]).toContain(
      "the one dose asked for was taken",
    );
  });

  it("says what the model is followed by in up to four arms, of more the least and the greatest", () => {
    const four = [3, 1, 2, 4].map((end, i) => arm("abcd"[i]!, end));
    expect(answers(four, ["m.y", "m.x"])[1]).toBe(
      'end, at(m.x, day 14), is 3.00 Hz in "a", 1.00 Hz in "b", 2.00 Hz in "c" and 4.00 Hz in "d".',
    );
    const five = [...four, arm("e", undefined)];
    expect(answers(five, ["m.x"])[1]).toBe('end, at(m.x, day 14), is from 1.00 Hz in "b" to 4.00 Hz in "d".');
    const lost = five.map((one, i) => (i === 0 ? one : arm(one.label, undefined)));
    expect(answers(lost, ["m.x"])).toHaveLength(1);
    expect(answers([arm("a", undefined)], ["m.x"])[1]).toBe('end, at(m.x, day 14), is nothing in "a".');
  });

  it("says what stopped an arm, when and where, and what to try", () => {
    const status = {
      kind: "max-steps",
      time: 3.21159,
      state: "m.x",
      message: "Out of steps.",
      remedy: "Loosen rtol.",
    };
    const failed = tellRun(with_({ arms: [arm("a", 1), arm("b", undefined, { status })] }));
    expect(failed.notes).toEqual([
      expect.objectContaining({ kind: "failed-runs", failed: 1, runs: 2, isShown: true }),
      { kind: "warning", text: "b: Stopped on day 3.212 (max-steps) at m.x. Out of steps. Loosen rtol." },
    ]);
    expect(failed.answers).toEqual([]);
    const bare = { kind: "cancelled", time: 3, message: "Cancelled." };
    expect(tellRun(with_({ arms: [arm("a", 1, { status: bare })] })).notes[1]).toEqual({
      kind: "warning",
      text: "a: Stopped on day 3.000 (cancelled). Cancelled.",
    });
  });

  it("says each note once, with the arms that it is of where those are not all", () => {
    const outside = [{ name: "m.k", value: 3, range: [0, 2], unit: "1" }];
    const noted = (label: string, notes: readonly string[], own: object = {}) => ({
      ...arm(label, 1, { notes }),
      ...own,
    });
    const { notes, data } = tellRun(
      with_({ arms: [noted("a", ["Both."], { outside }), noted("b", ["Both.", "One."])] }),
    );
    expect(notes).toEqual(
      ["a: m.k is 3, outside the range of 0 to 2 that it is declared with.", "Both.", "b: One."].map(
        (one) => ({ kind: "warning", text: one }),
      ),
    );
    expect((data as { arms: object[] }).arms[1]).toMatchObject({ notes: ["Both.", "One."] });
  });
});

describe("the tables of a run", () => {
  it("have the measures of each arm, never where a level was not reached", () => {
    const table = tableOf(told, /^To three digits/);
    expect(table.caption).toBe('To three digits; "never" means not within the run');
    expect(table.columns).toEqual([
      text("measure"),
      number("placebo"),
      number("drug"),
      text("unit"),
      { name: "as it is asked for", kind: "code", isAside: true },
    ]);
    expect(table.rows).toEqual([
      ["end", 2, 3, "Hz", "at(m.x, day 14)"],
      ["first", "never", "never", "day", "time_to(m.x, 9)"],
    ]);
    const small = { request: at, value: 1e-15, unit: "1", size: 1 };
    const one = (measure: object, more: object = {}) =>
      tableOf(tellRun(with_({ arms: [{ ...arm("a", 1, more), measures: [measure] }] })), /^To three/);
    expect(one(small).rows).toEqual([["end", 0, "", "at(m.x, day 14)"]]);
    expect(one(small).caption).toBe("To three digits");
    expect(one({ request: at, value: Number.NaN, unit: "1" }).rows[0]![1]).toBeNull();
    const stopped = { status: { kind: "max-steps", time: 3, message: "m" } };
    expect(one({ request: first, value: undefined, unit: "day" }, stopped).rows[0]![1]).toBeNull();
    // A measure that an arm does not have is nothing there.
    const lacking = with_({ arms: [arm("a", 1), { ...arm("b", 1), measures: [] }] });
    expect(tableOf(tellRun(lacking), /^To three/).rows[0]).toEqual(["end", 1, null, "Hz", "at(m.x, day 14)"]);
  });

  it("have what was asked and delivered, a drug a row, and columns for what is late or earlier where there is any", () => {
    const table = tableOf(told, /^What was asked/);
    expect(table.caption).toBe("What was asked of each arm and what the run delivered");
    expect(table.columns).toEqual([
      text("arm"),
      text("drug"),
      ...["doses asked", "delivered", "missed"].map(count),
      mg("amount"),
      text("person"),
      text("care"),
    ]);
    expect(table.rows).toEqual([
      ["placebo", "none", 0, 0, 0, 0, "adult", "trial"],
      ["drug", "calmol", 14, 14, 0, 140, "adult", "trial"],
    ]);
    const both = doses({ late: 2, amountBefore: 3640 }, ["calmol", "vigol"]);
    const full = tableOf(tellRun(with_({ arms: [arm("a", 1, {}, both)] })), /^What was asked/);
    expect(full.columns.slice(5, 8)).toEqual([count("late"), mg("amount"), mg("in the year before")]);
    expect(full.rows).toEqual(
      ["calmol", "vigol"].map((drug) => ["a", drug, 14, 14, 0, 2, 140, 3640, "adult", "trial"]),
    );
  });

  it("have what is shown or measured, and evidence, where there is any", () => {
    expect(told.sections.map(({ title }) => title)).toEqual(["Measures", "Arms and doses", "Variables"]);
    expect(tableOf(told, /^Variables/)).toMatchObject({
      caption: "Variables shown or measured; those without a unit are dimensionless",
      columns: ["variable", "what it is", "unit"].map(text),
      rows: [["m.x", "The level.", "Hz"]],
      isAside: true,
    });
    const evidence = [
      { direction: "for", says: "It does.", source: "doe", citation: "Doe 2020" },
      { direction: "against", says: "No.", source: "roe" },
    ];
    const cited = tellRun(with_({ evidence }));
    expect(cited.sections.at(-1)!.title).toBe("Evidence outside the model");
    expect(tableOf(cited, /^What studies found/)).toEqual({
      caption: "What studies found, for and against the idea; the model was not fitted to these",
      columns: [
        text("for or against"),
        text("finding"),
        text("source"),
        { ...text("citation"), isAside: true },
      ],
      rows: [
        ["for", "It does.", "doe", "Doe 2020"],
        ["against", "No.", "roe", ""],
      ],
    });
    expect(cited.data).toMatchObject({
      evidence: [
        { source: "doe", says: "It does.", direction: "for" },
        { source: "roe", says: "No.", direction: "against" },
      ],
    });
    expect(told.data).not.toHaveProperty("evidence");
  });

  it("have measured points beside the curve, by variable and arm", () => {
    const data = [
      point("m.y", "drug", 5, 4, { error: 0.5, subject: "ann" }),
      point("m.x", "drug", 3, 2),
      point("m.x", "drug", 3, 4),
      point("m.x", "placebo", 1, 0.5, { isCensored: true }),
    ];
    const document = tellRun(with_({ data }));
    expect(document.sections.map(({ title }) => title)).toEqual([
      "Measures",
      "Measured and predicted",
      "Arms and doses",
      "Variables",
      "Residuals",
    ]);
    const [agreement] = tablesOf(document).filter(({ caption }) => /^How measured/.test(caption));
    expect(agreement).toEqual({
      caption: "How measured points lie about the curves; a residual is measured minus predicted",
      columns: [
        text("measured"),
        text("arm"),
        count("points"),
        count("below the limit"),
        number("mean residual"),
        number("RMSE"),
        text("unit"),
      ],
      rows: [
        ["m.x", "placebo", 1, 1, Number.NaN, Number.NaN, "Hz"],
        ["m.x", "drug", 2, 0, 0, 1, "Hz"],
        ["m.y", "drug", 1, 0, 1, 1, "Hz"],
      ],
    });
    const residuals = tableOf(document, /^Every measured point/);
    expect(residuals.isAside).toBe(true);
    expect(residuals.columns).toEqual([
      { name: "time", kind: "number", unit: "day", digits: 4 },
      ...["variable", "arm", "subject"].map(text),
      number("measured", 4),
      text("limit"),
      number("error"),
      number("predicted", 4),
      number("residual"),
      text("unit"),
    ]);
    expect(residuals.rows[0]).toEqual([7, "m.y", "drug", "ann", 5, "", 0.5, 4, 1, "Hz"]);
    expect(residuals.rows[3]).toEqual([7, "m.x", "placebo", "", 1, "below", undefined, 0.5, undefined, "Hz"]);
    const points = (document.data as { data: object[] }).data;
    expect(points[0]).toEqual({
      arm: "drug",
      subject: "ann",
      time_day: 7,
      variable: "m.y",
      value: 5,
      error: 0.5,
      censored: false,
      predicted: 4,
      unit: "Hz",
    });
    expect(points[3]).toMatchObject({ error: null, censored: true });
    expect(points[3]).not.toHaveProperty("subject");
  });

  it("hands results on, and doses and data where there are some", () => {
    const names = (document: typeof told) => document.datasets!.map(({ name }) => name);
    expect(names(told)).toEqual(["results"]);
    expect(names(tellRun(with_({ data: [point("m.x", "drug", 3, 2)] }), { problems: [] }))).toEqual([
      "results",
      "doses",
      "data",
    ]);
  });
});
