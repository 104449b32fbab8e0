import { describe, expect, it } from "vitest";
import { requestFor } from "../../../src/scenario/index.ts";
import { attributionWords, tellAttribution } from "../../../src/studies/index.ts";
import { missingText } from "../../../src/studies/why/tell.ts";
import {
  attribution,
  course,
  inDopamine,
  names,
  overTimeOf,
  systems,
  with_,
} from "../../support/attribution.ts";
import { figuresOf, tableOf, tablesOf } from "../../support/told.ts";

const told = tellAttribution(attribution);

describe("an attribution, told", () => {
  it("says what was asked, of whom, and how it was worked out", () => {
    expect([told.title, told.lead, told.notes]).toEqual([
      "Why: Small",
      'at(vta.firing, week 2) in "drug", depressed-adult',
      [],
    ]);
    expect(told.about).toEqual({ measure: "at(vta.firing, week 2)", arm: "drug" });
    expect(told.methods).toEqual([
      "Shapley values over effect gates: exact where no interval is shown, else from 3 pairs of random orders with 95% intervals; over time at 3 points from the same runs. 77 runs. 12 effects of the model cannot reach the measured quantity and carry nothing.",
    ]);
    expect(tellAttribution(with_({ samples: 0, days: [] })).methods).toEqual([
      "Shapley values over effect gates, exact. 77 runs. 12 effects of the model cannot reach the measured quantity and carry nothing.",
    ]);
  });

  it("names the whole, what carries most, what works against it, and when it moves", () => {
    expect(told.answers).toEqual([
      "With every mechanism at work it is 2.00 Hz; with every one switched off 5.00 remains, which no mechanism of the model carries (what the person, the care and the drug's own binding bring). The rest, -3.0, is shared out below.",
      "Most is carried by dopamine (-4.0, 133%), sleep (-0.25, 8%) and immune (-0.080, 3%).",
      "Against it work growth: axon.sprouts (+1.2, -40%), stress (+0.10, -3%) and gut (+0.050, -2%).",
      "In dopamine: vta.e1 (-3.0 ± 0.5), vta.e2 (-0.60) and vta.e3 (-0.20).",
      "In week 1 vta.firing moves most, by -2.0 Hz: -2.7 by dopamine, +0.80 by growth and -0.17 by sleep.",
    ]);
  });

  it("leaves out of its sentences what is under half a per cent of the largest", () => {
    const [dopamine, growth] = [systems[0]!, systems[1]!];
    const few = { systems: [dopamine, { ...growth, share: 0.0199 }, { ...systems[6]!, share: -0.0201 }] };
    const words = attributionWords(with_(few));
    expect(words[1]).toBe("Most is carried by dopamine (-4.0, 133%) and heart (-0.020, 1%).");
    expect(words.join(" ")).not.toContain("Against it");
    // The half per cent itself is said.
    const edge = attributionWords(with_({ systems: [dopamine, { ...systems[6]!, share: -0.02 }] }));
    expect(edge[1]).toContain("heart");
    const one = attributionWords(with_({ systems: [dopamine, growth] }));
    expect(one[2]).toBe("Against it works growth: axon.sprouts (+1.2, -40%).");
  });

  it("gives no part of a whole that is nothing beside its parts", () => {
    const words = attributionWords(with_({ value: 4.9, baseline: 5, systems: systems.slice(0, 2) }));
    expect(words[1]).toBe("Most is carried by dopamine (-4.0).");
    const upwards = attributionWords(with_({ value: 6, systems: systems.slice(0, 1) }));
    expect(upwards[1]).toBe("Against it works dopamine (-4.0, -400%).");
  });

  it("says so where no mechanism moves it, and takes the rounding of numbers that cancel for 0", () => {
    const still = systems.map((one) => ({ ...one, share: 1e-12, overTime: [0, 0, 0] }));
    const words = attributionWords(with_({ value: 5, systems: still }));
    expect(words).toEqual([
      "With every mechanism at work it is 5.00 Hz, and so it is with every one switched off: none moves it.",
    ]);
    expect(attributionWords(with_({ baseline: 1e-15 }))[0]).toBe(
      "With every mechanism at work it is 2.00 Hz; with every one switched off nothing remains. All of it is shared out below.",
    );
    expect(attributionWords(with_({ baseline: -1e-9, unit: "mol/L", value: 2e-9 }))[0]).toContain(
      "it is 2.00e-9 mol/L; with every one switched off -1.00e-9 remains",
    );
  });

  it("tells a difference of arms as one", () => {
    const document = tellAttribution(with_({ against: "placebo" }));
    expect(document.lead).toBe('at(vta.firing, week 2) in "drug" minus "placebo", depressed-adult');
    expect(document.answers[0]).toContain("carries (the arms differ in it themselves)");
    expect(figuresOf(document).map(({ subtitle }) => subtitle)).toEqual([
      'at(vta.firing, week 2) in "drug" minus "placebo"',
      'vta.firing in "drug" minus "placebo", attributed to the systems that change it; what holds it back lies below 0.',
    ]);
  });

  it("names days where points are not a week apart, and what moves without any mechanism", () => {
    const words = attributionWords(
      with_({
        days: [0, 3, 5],
        overTime: { value: [5, 5.5, 4], baseline: [5, 5.5, 5.4] },
        systems: [
          { ...systems[0]!, overTime: [0, 0, -1.35] },
          { ...systems[1]!, overTime: [0, 0, -0.05] },
        ],
      }),
    );
    expect(words.at(-1)).toBe(
      "Between day 3 and day 5 vta.firing moves most, by -1.5 Hz: -1.4 by dopamine and -0.10 without any mechanism.",
    );
    const flat = with_({ overTime: { value: [5, 5, 5], baseline: [5, 5, 5] } });
    expect(attributionWords(flat).join(" ")).not.toContain("moves most");
  });
});

describe("the tables of an attribution", () => {
  const shares = [
    { name: "as a bar", kind: "bar" },
    { name: "share", kind: "number", unit: "Hz" },
    { name: "of the sum", kind: "share" },
  ];
  const exact = (value: number) => ({ value, low: value, high: value });
  /** The bar is a part of the largest, and the share a part of the three that are lost. */
  const cells = (share: number, error = 0) => [
    share / 4,
    { value: share, low: share - error, high: share + error },
    share / -3,
  ];

  it("have systems with the largest of their effects below them, and what they sum to", () => {
    const table = tableOf(told, /^Shares/);
    expect(table.caption).toBe("Shares, which sum to what the mechanisms do together");
    expect(table.columns).toEqual([{ name: "system, effect", kind: "text" }, ...shares]);
    expect(table.rows).toEqual([
      ["dopamine", ...cells(-4, 0.2)],
      ...inDopamine.slice(0, 6).map((e) => [`  ${e.effect}`, ...cells(e.share, e.error)]),
      ["  and 1 more"],
      ["growth: axon.sprouts", ...cells(1.2)],
      ...systems.slice(2).map((s) => [s.system, ...cells(s.share)]),
    ]);
    expect(table.foot).toEqual([
      ["sum of the systems", "", expect.closeTo(-3, 12)],
      ["with every one off", "", 5],
      ["the measure", "", 2],
    ]);
  });

  it("have every effect with its system and what it is", () => {
    const table = tableOf(told, /^Effects/);
    expect(table.caption).toBe("Effects within the systems that carry most");
    expect(table.isAside).toBe(true);
    expect(table.columns).toEqual([
      { name: "effect", kind: "text" },
      ...shares,
      { name: "system", kind: "text" },
      { name: "what it is", kind: "text" },
    ]);
    expect(table.rows).toEqual([
      ...inDopamine.map((e) => [e.effect, ...cells(e.share, e.error), "dopamine", e.about]),
      ["axon.sprouts", ...cells(1.2), "growth", "Axons sprout."],
    ]);
  });

  it("have six systems over time, the others together, and what is there with all and with none", () => {
    const table = tableOf(told, /^Over time/);
    expect(table.caption).toBe("Over time: vta.firing Hz");
    expect(table.columns).toEqual([
      { name: "time", kind: "text" },
      ...[...names.slice(0, 6), "others", "all off", "all on"].map((name) => ({
        name,
        kind: "number",
        digits: 2,
      })),
    ]);
    expect(table.rows).toEqual(
      ["week 0", "week 1", "week 2"].map((when, k) => [
        when,
        ...systems.slice(0, 6).map((s) => s.overTime[k]),
        k === 0 ? 0 : expect.closeTo(-0.02 * course[k]!, 12),
        5,
        attribution.overTime.value[k],
      ]),
    );
    expect(tablesOf(tellAttribution(with_({ days: [] }))).map(({ caption }) => caption)).toEqual([
      "Shares, which sum to what the mechanisms do together",
      "Effects within the systems that carry most",
    ]);
  });

  it("have at most 27 times and the last, by day in a short run, and no column for what stands still", () => {
    const days = Array.from({ length: 56 }, (_, k) => k / 5);
    const line = days.map((day) => day / 11);
    const moving = { ...systems[0]!, overTime: line };
    const still = { ...systems[1]!, overTime: days.map(() => 1e-14) };
    const table = tableOf(
      tellAttribution(
        with_({ days, systems: [moving, still], overTime: { value: line, baseline: days.map(() => 0) } }),
      ),
      /^Over time/,
    );
    expect(table.columns.map(({ name }) => name)).toEqual(["time", "dopamine", "all off", "all on"]);
    expect(table.rows.map(([when]) => when)).toEqual([
      ...Array.from({ length: 19 }, (_, i) => `day ${Number(((3 * i) / 5).toFixed(1))}`),
      "day 11",
    ]);
    expect(table.rows[5]).toEqual(["day 3", expect.closeTo(3 / 11, 12), 0, expect.closeTo(3 / 11, 12)]);
  });

  it("are there for machines with their sums and errors", () => {
    const data = told.data as Record<string, unknown>;
    expect(data).toMatchObject({
      scenario: "Small",
      measure: "at(vta.firing, week 2)",
      unit: "Hz",
      arm: "drug",
      against: null,
      person: "depressed-adult",
      value: 2,
      baseline: 5,
      sum: expect.closeTo(-3, 12),
      remainder: expect.closeTo(0, 12),
      words: told.answers,
      over_time: {
        variable: "vta.firing",
        unit: "Hz",
        days: [0, 7, 14],
        value: [5, 3, 2],
        baseline: [5, 5, 5],
      },
      runs: 77,
      samples: 3,
      seed: 4,
      effects_without_influence: 12,
    });
    expect((data.shares as object[])[1]).toEqual({
      system: "growth",
      share: 1.2,
      error: 0,
      effect_count: 1,
      over_time: overTimeOf(1.2),
      effects: [{ effect: "axon.sprouts", share: 1.2, error: 0, over_time: overTimeOf(1.2) }],
    });
    const unknown = with_({ days: [], systems: [{ ...systems[1]!, error: Number.POSITIVE_INFINITY }] });
    const short = tellAttribution(unknown).data as Record<string, unknown>;
    expect(short).not.toHaveProperty("over_time");
    expect((short.shares as object[])[0]).toEqual({
      system: "growth",
      share: 1.2,
      error: null,
      effect_count: 1,
      effects: [{ effect: "axon.sprouts", share: 1.2, error: 0 }],
    });
  });

  it("leave the part of the whole empty where there is no whole", () => {
    const table = tableOf(tellAttribution(with_({ value: 5, baseline: 5 })), /^Effects/);
    expect(table.rows[0]!.slice(0, 4)).toEqual(["vta.e1", -3 / 4, { value: -3, low: -3.5, high: -2.5 }, ""]);
    const none = tableOf(
      tellAttribution(with_({ systems: [{ ...systems[1]!, share: 0, effects: [] }] })),
      /^Shares/,
    );
    expect(none.rows).toEqual([["growth", 0, exact(0), expect.closeTo(0, 12)]]);
  });
});

describe("a measure that has no value", () => {
  const request = (name: string) =>
    requestFor("time_to", name, [3], { place: { file: "s", start: 0, end: 1 }, named: "3" });
  const ask =
    'Ask for a measure that always has one: --measure "at(vta.firing, end)", or the mean over a time in which it differs.';

  it("says in which combination of mechanisms, why, and what to ask", () => {
    const some = { tried: 8, missing: 2, off: ["dopamine", "growth"], status: undefined };
    expect(missingText(request("vta.firing"), some)).toBe(
      `${request("vta.firing").text} has no value in 2 of the 8 combinations that were tried, the first of them with dopamine, growth off (the level is not reached there), so it cannot be attributed to mechanisms.\n${ask}`,
    );
    expect(missingText(request("vta.firing"), { ...some, off: [] })).toContain(
      "has no value even with every mechanism on (",
    );
  });

  it("says so where a run failed", () => {
    const status = { kind: "max-steps", time: 3, message: "The solver ran out of steps on day 3." } as const;
    expect(missingText(request("vta.firing"), { tried: 8, missing: 1, off: [], status })).toBe(
      "A run did not reach its end, even with every mechanism on: The solver ran out of steps on day 3.\nTry a smaller --rtol, or keep those effects on by looking at other arms.",
    );
  });
});
