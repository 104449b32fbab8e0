import { describe, expect, it } from "vitest";
import { type Requirement, tellRequirement } from "../../../src/studies/index.ts";
import { requireStudy } from "../../../src/studies/require/study.ts";
import { targetOf } from "../../../src/studies/require/target.ts";
import { targetText } from "../../../src/studies/require/tell.ts";
import { tablesOf } from "../../support/told.ts";

// Answers put down by hand: a gain of 2 Hz that would have to be 3, and what it takes with others.

const factor = (name: string, tier: string, value: number, unit = "1/day") => ({
  name,
  about: `What ${name} is.`,
  unit,
  tier,
  value,
  range: [value / 2, value * 2],
});
const [gain, loss] = [factor("m.gain", "assumed", 2), factor("m.loss", "human", 1, "1")];
const move = (one: typeof gain, to: number, moved: number) => ({ factor: one, to, moved });
const many = Array.from({ length: 10 }, (_, i) => move(factor(`m.p${i}`, "assumed", 1), 1.1, (10 - i) / 10));
const answer = (kind: string, moves: readonly object[], size: number, more: object = {}) => ({
  kind,
  moves,
  value: 3.25,
  size,
  carried: undefined,
  breaks: [],
  ...more,
});
const answers = [
  answer("one", [move(gain, 3, 0.667)], 0.667),
  answer("another", [move(loss, 0.25, -1.5)], 1.5, {
    carried: false,
    breaks: [{ id: "brake" }, { id: "lift" }],
  }),
  answer("two", [move(gain, 2.5, 0.333), move(loss, 0.9999, -0.2)], 0.39, { carried: true }),
  answer("few", many, 1.96),
  answer("least", many.slice(0, 3), 0.35),
  answer("soft", [move(gain, 3, 0.667)], 0.667),
];
const requirement = {
  title: "Small",
  measure: "at(m.x, week 2)",
  unit: "Hz",
  where: 'the arm "drug"',
  target: { low: 3.2, high: Number.POSITIVE_INFINITY },
  claim: undefined,
  nominal: 2.5,
  parameters: 12,
  answers,
  closest: undefined,
  runs: 321,
} as unknown as Requirement;
const with_ = (parts: object): Requirement => ({ ...requirement, ...parts }) as Requirement;
const told = tellRequirement(requirement);
const words = (parts: object) => tellRequirement(with_(parts)).answers;

describe("what would have to be true, told", () => {
  it("says what is asked of what", () => {
    expect([told.title, told.lead, told.notes, told.isUnanswered]).toEqual([
      "What would have to be true? Small",
      'at(m.x, week 2) in the arm "drug": 2.50 Hz, target: at least 3.20 Hz',
      [],
      false,
    ]);
    expect(told.about).toEqual({ measure: "at(m.x, week 2)", where: 'the arm "drug"' });
    expect(told.methods).toEqual([
      '"moved" counts in units of half a parameter\'s declared range. Every answer was verified by a run (321 runs in all).',
    ]);
    const lead = (parts: object) => tellRequirement(with_(parts)).lead;
    expect(lead({ target: { low: Number.NEGATIVE_INFINITY, high: 2 }, unit: "1" })).toMatch(
      /: 2\.50, target: at most 2\.00$/,
    );
    expect(lead({ target: { low: 1, high: 2 } })).toMatch(/, target: between 1\.00 Hz and 2\.00 Hz$/);
    const failures = { kind: "failed-runs", failed: 1, runs: 321, reasons: [] } as const;
    expect(tellRequirement(with_({ failures })).notes).toEqual([failures]);
  });

  it("says how much the shortest way takes, that it is so already, or that there is none", () => {
    expect(told.answers).toEqual([
      "It would be true within the declared ranges; the shortest way takes 0.35 of the declared uncertainty.",
    ]);
    const already = ["It is true already: nothing has to change."];
    expect(words({ nominal: 3.2 })).toEqual(already);
    expect(words({ nominal: 2, target: { low: 1, high: 2 } })).toEqual(already);
    expect(words({ nominal: 2.001, target: { low: 1, high: 2 } })).not.toEqual(already);
    const none = { answers: [], nominal: 2.5 };
    expect(words(none)).toEqual([
      "Nothing inside the declared ranges of 12 parameters was found to make it true.",
      "No move comes any closer.",
    ]);
    expect(words({ ...none, closest: { value: 3, moves: [] } }).at(-1)).toBe("No move comes any closer.");
    expect(words({ ...none, closest: { value: 3, moves: many.slice(0, 1) } }).at(-1)).toBe(
      "The closest is 3.00 Hz, 0.20 short, with one parameter moved.",
    );
    const high = { ...none, target: { low: 0, high: 2 }, closest: { value: 2.25, moves: many.slice(0, 4) } };
    expect(words(high).at(-1)).toBe("The closest is 2.25 Hz, 0.25 short, with 4 parameters moved.");
    const nothing = tellRequirement(with_({ nominal: undefined, answers: [] }));
    expect(nothing.isUnanswered).toBe(true);
    expect(nothing.lead).toContain('"drug": no value, target:');
    expect(nothing.answers).toEqual([
      "The measure takes no value at the declared values, so there is no direction to look in. Ask for one that always has a value, such as at(x, week 8).",
    ]);
  });

  it("has a section for each answer, which says what would be what and what that costs", () => {
    expect(told.sections.map(({ title, says }) => [title, says])).toEqual([
      [
        "1. One number alone: 3.25 Hz",
        ["m.gain would be 3.00 1/day instead of 2.00: 0.67 of its declared uncertainty (assumed)."],
      ],
      [
        "2. Another one alone: 3.25 Hz",
        [
          "m.loss would be 0.250 instead of 1.00: 1.5 of its declared uncertainty (human).",
          "The effects that the claim names would still not carry it.",
          "It would break brake, lift of the same row.",
        ],
      ],
      [
        "3. Two together: 3.25 Hz",
        [
          "m.gain would be 2.50 1/day instead of 2.00 and m.loss would be 0.9999 instead of 1.000: 0.39 of their declared uncertainty.",
        ],
      ],
      [
        "4. A few together, as fewer do not suffice: 3.25 Hz",
        ["10 numbers move, none by more than 1.0 of its declared uncertainty (2.0 in all)."],
      ],
      [
        "5. The shortest move, all numbers together: 3.25 Hz",
        ["3 numbers move, none by more than 1.0 of its declared uncertainty (0.35 in all)."],
      ],
      [
        "6. The same with assumed and fitted numbers only: 3.25 Hz",
        ["m.gain would be 3.00 1/day instead of 2.00: 0.67 of its declared uncertainty (assumed)."],
      ],
    ]);
    const near = tellRequirement(with_({ answers: [], closest: { value: 3, moves: many.slice(0, 2) } }));
    expect(near.sections.map(({ title, says }) => [title, says])).toEqual([["The closest: 3.00 Hz", []]]);
    expect(tellRequirement(with_({ answers: [], closest: { value: 3, moves: [] } })).sections).toEqual([]);
  });

  it("says of a claim's bounds that they are not good enough themselves", () => {
    const words = (low: number, high: number) =>
      targetText({ target: { low, high, isOpen: true }, unit: "1" });
    expect(words(0.5, Number.POSITIVE_INFINITY)).toBe("above 0.500");
    expect(words(Number.NEGATIVE_INFINITY, 0.5)).toBe("below 0.500");
  });

  it("tells two numbers apart with as many digits as it takes, six at most", () => {
    const to = (value: number) =>
      tellRequirement(with_({ answers: [answer("one", [move(loss, value, 0.1)], 0.1)] })).sections[0]!
        .says![0];
    expect(to(1.001)).toMatch(/^m\.loss would be 1\.001 instead of 1\.000:/);
    expect(to(1.0001)).toMatch(/^m\.loss would be 1\.0001 instead of 1\.0000:/);
    expect(to(1.0000001)).toMatch(/^m\.loss would be 1\.00000 instead of 1\.00000:/);
    expect(to(1e-14)).toMatch(/^m\.loss would be 1\.00e-14 instead of 1\.00:/);
  });

  it("has a table of the moves of each answer, the first eight where there is little room", () => {
    const tables = tablesOf(told);
    expect(tables).toHaveLength(6);
    expect(tables[2]).toEqual({
      caption: "Moves in units of half the declared range, largest first",
      columns: [
        ...["parameter", "tier", "from", "to", "unit"].map((name) => ({ name, kind: "text" })),
        { name: "moved", kind: "number", decimals: 2, isSigned: true },
        { name: "as a bar", kind: "bar" },
        { name: "what it is", kind: "text", isAside: true },
      ],
      rows: [
        ["m.gain", "assumed", "2.00", "2.50", "1/day", 0.333, 0.1665, "What m.gain is."],
        ["m.loss", "human", "1.000", "0.9999", "", -0.2, 0.1, "What m.loss is."],
      ],
      most: 8,
      rest: undefined,
    });
    expect(tables[3]!.rest).toBe("each by 0.20 or less");
    const far = tellRequirement(with_({ answers: [answer("one", [move(gain, 9, -3)], 3)] }));
    expect(tablesOf(far)[0]!.rows[0]![6]).toBe(1);
  });

  it("is there for machines", () => {
    const moves = [{ name: "m.gain", tier: "assumed", unit: "1/day", from: 2, to: 3, moved: 0.667 }];
    expect(told.data).toMatchObject({
      claim: null,
      measure: "at(m.x, week 2)",
      unit: "Hz",
      where: 'the arm "drug"',
      target: { at_least: 3.2, at_most: null },
      nominal: 2.5,
      holds: false,
      words: told.answers,
      parameters: 12,
      closest: null,
      runs: 321,
    });
    const data = told.data as { answers: object[] };
    expect(data.answers[0]).toEqual({
      kind: "one",
      value: 3.25,
      size: 0.667,
      carried: null,
      breaks: [],
      words: told.sections[0]!.says,
      moves,
    });
    expect(data.answers[1]).toMatchObject({ carried: false, breaks: ["brake", "lift"] });
    const other = with_({
      claim: { id: "brake" },
      nominal: undefined,
      target: { low: Number.NEGATIVE_INFINITY, high: 1 },
      closest: { value: 3, moves: [move(gain, 3, 0.667)] },
    });
    expect(tellRequirement(other).data).toMatchObject({
      claim: "brake",
      target: { at_least: null, at_most: 1 },
      nominal: null,
      holds: false,
      closest: { value: 3, moves },
    });
  });
});

describe("targetOf", () => {
  const fault = (bounds: Parameters<typeof targetOf>[0]) => {
    try {
      targetOf(bounds);
    } catch (error) {
      expect(error).toMatchObject({ isUsage: true });
      return (error as Error).message;
    }
    throw new Error("no fault");
  };

  it("takes one bound or both", () => {
    expect(targetOf({ atLeast: 1 })).toEqual({ low: 1, high: Number.POSITIVE_INFINITY });
    expect(targetOf({ atMost: 0 })).toEqual({ low: Number.NEGATIVE_INFINITY, high: 0 });
    expect(targetOf({ atLeast: 1, atMost: 1 })).toEqual({ low: 1, high: 1 });
    for (const between of [["1", "2.5"], ["1,2.5"], ["1;2.5"], [" 1", "2.5 "]])
      expect(targetOf({ between })).toEqual({ low: 1, high: 2.5 });
  });

  it("says what is wrong with them", () => {
    expect(fault({})).toBe("Name a target: --at-least X, --at-most X or --between A B.");
    const both = "--between says both bounds; leave out --at-least and --at-most.";
    expect(fault({ between: ["1", "2"], atLeast: 0 })).toBe(both);
    expect(fault({ between: ["1", "2"], atMost: 0 })).toBe(both);
    const two = "--between needs two numbers, for example --between 0.1 0.2.";
    for (const between of [[], ["1"], ["1", "2", "3"]]) expect(fault({ between })).toBe(two);
    expect(fault({ between: ["2", "1"] })).toBe(
      "Nothing lies between 2 and 1; the smaller number comes first.",
    );
    expect(fault({ between: ["1", "x"] })).toBe('"x" is not a number.');
    expect(fault({ between: ["1", ""] })).toBe('"" is not a number.');
    expect(fault({ between: ["1", "Infinity"] })).toBe('"Infinity" is not a number.');
  });
});

describe("what require is asked", () => {
  const claims = new Map<string, object>([
    ["brake", { id: "brake", row: "vta" }],
    ["lift", { id: "lift", row: "vta" }],
    ["crowd", { id: "crowd", row: "vta", population: {} }],
    ["other", { id: "other", row: "scale" }],
  ]);
  const lookup = {
    claim: (id: string) => ({ claim: claims.get(id), library: { claims } }),
    question: (scenario: string, options: object) => ({ scenario, ...options }),
  } as unknown as Parameters<typeof requireStudy.ask>[2];
  const ask = (name: string, options: object = {}) =>
    requireStudy.ask(name, options as Parameters<typeof requireStudy.ask>[1], lookup);
  const fault = (name: string, options?: object) => {
    try {
      ask(name, options);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("no fault");
  };

  it("is a claim, with those of its row that are about one person, or a measure of a scenario", () => {
    expect(ask("brake")).toEqual({
      claim: claims.get("brake"),
      row: [claims.get("brake"), claims.get("lift")],
    });
    expect(ask("s.yaml", { measure: "at(m.x, end)", atLeast: 3 })).toMatchObject({
      question: { scenario: "s.yaml", measure: "at(m.x, end)" },
      target: { low: 3 },
    });
  });

  it("names claims that are near, and says what does not go with one", () => {
    expect(fault("brakes")).toBe(
      'There is no claim "brakes".\nDid you mean "brake"? To ask for an outcome of a scenario, add --measure.',
    );
    expect(fault("qqqqqqqqqq")).toBe(
      'There is no claim "qqqqqqqqqq".\n`lull list claims` shows them all. To ask for an outcome of a scenario, add --measure.',
    );
    const own =
      "A claim says itself what is simulated and expected; only --parameters, --models and --workers go with it.\nTo ask for another outcome, name a scenario and a --measure.";
    for (const options of [
      { arm: "drug" },
      { against: "placebo" },
      { atLeast: 0 },
      { atMost: 0 },
      { between: ["1", "2"] },
      { person: "adult" },
      { set: ["m.x=1"] },
      { knockout: ["m.x"] },
      { hypothesis: ["m.x=a"] },
    ])
      expect(fault("brake", options), JSON.stringify(options)).toBe(own);
    expect(fault("crowd")).toBe(
      'The claim "crowd" is about many people, not about one.\nAsk for an outcome of one person with a scenario and --measure.',
    );
  });
});
