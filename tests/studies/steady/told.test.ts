import { describe, expect, it } from "vitest";
import type { SteadyResult } from "../../../src/studies/index.ts";
import { tellSteady } from "../../../src/studies/steady/tell.ts";
import { tablesOf } from "../../support/told.ts";

// Two people put down by hand: one at a stable rest with a swing, one whose rest was not found.

const mode = (rate: number, parts: readonly [string, number][], period?: number) => ({
  rate,
  timeConstant: rate === 0 ? undefined : Math.abs(1 / rate),
  period,
  parts: parts.map(([state, share]) => ({ state, share })),
});
const slow = mode(-0.02, [
  ["m.a", 0.6],
  ["m.b", 0.25],
  ["m.c", 0.1],
  ["m.d", 0.05],
]);
const swinging = mode(-0.5, [["m.b", 1]], 4);
const rest = {
  person: "adult",
  arms: ["placebo", "drug"],
  fault: undefined,
  stability: "stable",
  modes: [slow, swinging],
  count: 12,
  drift: undefined,
};
const lost = {
  ...rest,
  person: "child",
  arms: ["other"],
  fault: "No rest was found.",
  stability: undefined,
  modes: [],
  count: 0,
};
const quantity = (name: string, unit: string, atRest: number | undefined, steady: number | undefined) => ({
  name,
  about: `What ${name} is.`,
  unit,
  rest: atRest,
  steady,
});
const quantities = [
  quantity("m.small", "1", 0, 0.01),
  quantity("m.level", "ng/mL", 0, 20),
  quantity("m.half", "1", 4, 2),
  quantity("m.none", "1", 1, undefined),
  quantity("m.still", "mV", 0, 0),
];
const arm = {
  arm: "drug",
  treatment: "escitalopram 10 mg daily",
  round: 28,
  fault: undefined,
  notes: ["Beware."],
  steadiness: { stability: "stable", modes: [slow], count: 1 },
  quantities,
};
const bare = { ...arm, arm: "placebo", treatment: "", round: undefined, notes: [], steadiness: undefined };
const steady = {
  title: "Small",
  rests: [rest],
  arms: [bare, arm],
  isPicked: false,
} as unknown as SteadyResult;
const with_ = (parts: object): SteadyResult => ({ ...steady, ...parts }) as SteadyResult;
const told = tellSteady(steady);
const says = (parts: object, ...others: object[]) =>
  tellSteady(with_({ rests: [{ ...rest, ...parts }, ...others] })).answers;

describe("steady states, told", () => {
  it("say of whom, and whether the rest is stable", () => {
    expect([told.title, told.lead, told.isUnanswered]).toEqual([
      "Steady states: Small",
      "Without drug and on it, in adult",
      false,
    ]);
    expect(told.answers).toEqual([
      "The rest of adult is stable: every disturbance dies away, the slowest with a time constant of 50.0 days (m.a, m.b and m.c).",
    ]);
    expect(told.methods).toHaveLength(4);
    expect(told.methods[0]).toMatch(/^At rest: the drug-free equilibrium.*participation factor/);
    expect(told.methods[1]).toMatch(/^Stability of an arm on its doses.*Floquet multipliers/);
    expect(told.methods[2]).toMatch(/^Steady: the doses that an arm ends with, taken for ever/);
    expect(told.methods[3]).toMatch(/^Where several steady states exist/);
  });

  it("say what grows, what stays, and where nothing moves", () => {
    const growing = mode(0.25, [["m.a", 1]]);
    expect(says({ stability: "unstable", modes: [growing] })).toEqual([
      "The rest of adult is unstable: a disturbance of m.a grows by a factor of e in 4.00 days.",
    ]);
    const staying = [mode(0, [["m.a", 1]]), mode(0, [["m.b", 1]]), slow];
    expect(says({ stability: "neutral", modes: staying })).toEqual([
      "The rest of adult is neutral: nothing drives m.a and m.b back, so a disturbance stays.",
    ]);
    expect(says({ modes: [] })).toEqual(["The rest of adult is stable: nothing in it moves of itself."]);
    expect(says({ stability: undefined, modes: [] })).toEqual(["Nothing in adult moves of itself."]);
  });

  it("tell two rests by their arms, and one that there is not", () => {
    const both = tellSteady(with_({ rests: [rest, lost] }));
    expect(both.answers).toEqual([
      'The rest of adult ("placebo" and "drug") is stable: every disturbance dies away, the slowest with a time constant of 50.0 days (m.a, m.b and m.c).',
      'There is no drug-free rest of child ("other").',
    ]);
    expect([both.lead, both.isUnanswered]).toEqual(["Without drug and on it, in adult and child", true]);
    expect(both.sections.map(({ title }) => title)).toEqual([
      'At rest: adult ("placebo" and "drug")',
      "Steady: placebo",
      "Steady: drug",
    ]);
    expect(both.notes[0]).toEqual({ kind: "warning", text: "No rest was found." });
    expect(says({}, { ...rest, arms: ["x"] })).toHaveLength(2);
    expect(tellSteady(with_({ rests: [rest, rest] })).lead).toBe("Without drug and on it, in adult");
  });

  it("warn of what drifts, of arms that came to nothing, and of what runs say", () => {
    expect(told.notes).toEqual([{ kind: "warning", text: '"drug": Beware.' }]);
    const notes = (parts: object) => tellSteady(with_(parts)).notes.map((one) => "text" in one && one.text);
    expect(notes({ arms: [], rests: [{ ...rest, drift: { state: "m.a", rate: 0.0123 } }] })).toEqual([
      "adult does not rest where the run starts: m.a moves by 1.23% of its size a day. Time constants are those there.",
    ]);
    const failed = { ...arm, fault: "It did not come back.", notes: [] };
    expect(notes({ arms: [failed] })).toEqual(['"drug": It did not come back.']);
    // What the rest says already is not said again of each arm.
    expect(notes({ rests: [lost, lost], arms: [{ ...failed, fault: "No rest was found." }] })).toEqual([
      "No rest was found.",
    ]);
    const document = tellSteady(with_({ arms: [failed] }));
    expect([document.isUnanswered, document.sections.map(({ title }) => title)]).toEqual([
      true,
      ["At rest: adult"],
    ]);
  });
});

describe("the tables of steady states", () => {
  it("have time constants, with a period where something swings", () => {
    const [modes] = tablesOf(told);
    expect(modes).toEqual({
      caption: "The 2 slowest of 12 modes",
      columns: [
        { name: "time constant", kind: "number", unit: "day" },
        { name: "period", kind: "number", unit: "day" },
        { name: "a disturbance", kind: "text" },
        { name: "states that take part", kind: "text" },
      ],
      rows: [
        [50, undefined, "dies away", "m.a 60%, m.b 25%, m.c 10%, m.d 5%"],
        [2, 4, "dies away", "m.b 100%"],
      ],
    });
    const other = tablesOf(
      tellSteady(
        with_({ rests: [{ ...rest, count: 1, modes: [mode(0.5, [["m.a", 1]]), mode(0, [["m.b", 1]])] }] }),
      ),
    )[0]!;
    expect(other.caption).toBe("The 2 slowest of 1 mode");
    expect(other.columns).toHaveLength(3);
    expect(other.rows).toEqual([
      [2, "grows", "m.a 100%"],
      [undefined, "stays", "m.b 100%"],
    ]);
  });

  it("have quantities of each arm, those that moved furthest first", () => {
    const [, placebo, drug] = told.sections;
    expect([placebo!.title, placebo!.says, placebo!.tables!.length]).toEqual([
      "Steady: placebo",
      ["No drug is taken when the run ends."],
      1,
    ]);
    expect([drug!.title, drug!.says]).toEqual([
      "Steady: drug",
      [
        "Taken for ever: escitalopram 10 mg daily.",
        "This state is stable: every disturbance dies away, the slowest with a time constant of 50.0 days (m.a, m.b and m.c).",
      ],
    ]);
    const [table, modes] = drug!.tables!;
    expect(modes!.caption).toBe("The 1 slowest of 1 mode");
    expect(table).toEqual({
      caption: "Quantities, those that differ most from rest first",
      columns: [
        { name: "quantity", kind: "text" },
        { name: "at rest", kind: "number", isOfAnySize: true },
        { name: "steady", kind: "number", isOfAnySize: true },
        { name: "unit", kind: "text" },
        { name: "what it is", kind: "text", isAside: true },
      ],
      rows: [
        ["m.level", 0, 20, "ng/mL", "What m.level is."],
        ["m.half", 4, 2, "", "What m.half is."],
        ["m.small", 0, 0.01, "", "What m.small is."],
        ["m.still", 0, 0, "mV", "What m.still is."],
        ["m.none", 1, undefined, "", "What m.none is."],
      ],
      most: 15,
      rest: "that differ less",
    });
    const picked = tellSteady(with_({ isPicked: true, arms: [{ ...bare, steadiness: arm.steadiness }] }));
    const [own, none] = picked.sections[1]!.tables!;
    expect([own!.caption, own!.most, none]).toEqual(["Quantities asked for", undefined, undefined]);
    expect(own!.rows.map(([name]) => name)).toEqual(quantities.map(({ name }) => name));
    // From 4 to 6 is as far, of 4, as from 2 to 3 of 2; a fall to nothing is the whole.
    const moved = [
      quantity("m.a", "mV", 4, 5),
      quantity("m.b", "mV", 4, 0),
      quantity("m.c", "mV", undefined, 1),
    ];
    expect(
      tellSteady(with_({ arms: [{ ...arm, quantities: moved }] })).sections[1]!.tables![0]!.rows.map(
        ([name]) => name,
      ),
    ).toEqual(["m.b", "m.c", "m.a"]);
  });

  it("are there for machines and other programs", () => {
    const data = tellSteady(with_({ rests: [rest, lost] })).data as { rests: object[]; arms: object[] };
    const plain = (one: typeof slow) => ({
      rate: one.rate,
      time_constant: one.timeConstant,
      period: one.period ?? null,
      parts: one.parts,
    });
    expect(data.rests).toEqual([
      {
        person: "adult",
        arms: ["placebo", "drug"],
        stability: "stable",
        modes: [plain(slow), plain(swinging)],
        count: 12,
        drift: null,
        fault: null,
      },
      {
        person: "child",
        arms: ["other"],
        stability: null,
        modes: [],
        count: 0,
        drift: null,
        fault: "No rest was found.",
      },
    ]);
    expect(data.arms[0]).toMatchObject({
      arm: "placebo",
      treatment: "",
      round: null,
      fault: null,
      notes: [],
      stability: null,
      modes: null,
      count: null,
    });
    expect(data.arms[1]).toMatchObject({
      round: 28,
      notes: ["Beware."],
      stability: "stable",
      modes: [plain(slow)],
      count: 1,
      quantities: quantities.map(({ name, unit, rest: at, steady: to }) => ({
        name,
        unit,
        rest: at,
        steady: to ?? null,
      })),
    });
    const [levels, modes] = tellSteady(with_({ arms: [arm, { ...arm, arm: "lost" }] })).datasets!;
    expect([levels!.name, levels!.columns]).toEqual([
      "steady",
      [
        ...["arm", "quantity", "unit"].map((name) => ({ name, type: "text" })),
        ...["rest", "steady"].map((name) => ({ name, type: "number" })),
      ],
    ]);
    expect([...levels!.rows()].slice(0, 4)).toEqual([
      ["drug", "m.small", "1", 0, 0.01],
      ["drug", "m.level", "ng/mL", 0, 20],
      ["drug", "m.half", "1", 4, 2],
      ["drug", "m.none", "1", 1, null],
    ]);
    expect([modes!.name, modes!.columns]).toEqual([
      "modes",
      [
        ...["of", "person", "arms"].map((name) => ({ name, type: "text" })),
        { name: "rate", type: "number", unit: "1/day" },
        { name: "time_constant", type: "number", unit: "day" },
        { name: "period", type: "number", unit: "day" },
        { name: "parts", type: "text" },
      ],
    ]);
    const parts = "m.a 0.600; m.b 0.250; m.c 0.100; m.d 0.0500";
    expect([...modes!.rows()]).toEqual([
      ["rest", "adult", "placebo; drug", -0.02, 50, null, parts],
      ["rest", "adult", "placebo; drug", -0.5, 2, 4, "m.b 1.00"],
      ["steady", "adult", "drug", -0.02, 50, null, parts],
      ["steady", "", "lost", -0.02, 50, null, parts],
    ]);
  });
});
