import { describe, expect, it } from "vitest";
import { tellSearch } from "../../../src/studies/index.ts";
import {
  among,
  cited,
  e,
  exact,
  gut,
  layout,
  pair,
  ranking,
  result,
  study,
  tolerance,
  with_,
} from "../../support/search-result.ts";
import { tableOf } from "../../support/told.ts";

const told = tellSearch(result, cited);
const text = (name: string) => ({ name, kind: "text" });
const aside = (name: string) => ({ name, kind: "text", isAside: true });
const steps = (name: string, isSigned = false) => ({ name, kind: "number", decimals: 2, isSigned });
const chance = { name: "chance", kind: "number", decimals: 3 };

describe("the tables of a search", () => {
  it("have the ranking with its intervals, shares and doubts", () => {
    const table = tableOf(told, /^Steps better/);
    expect(table.caption).toBe(
      'Steps better than "stay": means over people and hypotheses, with 95% intervals',
    );
    const names = ["feeling", "withdrawal", "tablets"];
    expect(table.columns).toEqual([
      text("#"),
      text("strategy"),
      steps("steps", true),
      { name: "best in", kind: "share" },
      steps("regret"),
      ...names.map((name, k) => ({ ...steps(name, true), unit: layout[k]!.unit })),
      text("undominated"),
      text("trials +/~/-"),
      aside("dominated by"),
    ]);
    expect(table.rows).toEqual([
      ["1", "lower", e(1.5), e(0.7), 0.2, -0.1, 10, 1, "yes (90%)", "1/0/1", ""],
      ["2=", "add", e(1.25), e(0.25), 0.45, -0.05, 0, 2, "yes (90%)", "0/1/0", ""],
      ["3", "stay", exact(0), e(0.05), 1.7, 0, 0, 0, "13%", "-", "add"],
    ]);
  });

  it("have each objective by itself, with intervals and in how many people it is better or worse", () => {
    const table = tableOf(told, /^Changes from the reference/);
    expect(table.isAside).toBe(true);
    expect(table.columns).toEqual([
      text("strategy"),
      ...["feeling", "withdrawal", "tablets"].flatMap((name, k) => [
        { ...steps(name, true), unit: layout[k]!.unit },
        text("better / worse"),
      ]),
    ]);
    const shares = "60% / 20%";
    expect(table.rows).toEqual([
      ["lower", e(-0.1, 0.01), shares, e(10, 0.01), shares, e(1, 0.01), shares],
      ["add", e(-0.05, 0.01), shares, e(0, 0.01), shares, e(2, 0.01), shares],
      ["stay", e(0, 0.01), shares, e(0, 0.01), shares, e(0, 0.01), shares],
    ]);
  });

  it("have who beats whom, and nobody beats himself", () => {
    const table = tableOf(told, /^Probability that/);
    expect(table.columns).toEqual([
      text("strategy"),
      ...["1", "2", "3"].map((name) => ({ name, kind: "share", isAside: false })),
    ]);
    expect(table.rows).toEqual([
      ["1 lower", "", 0.6, 0.9],
      ["2 add", 0.3, "", 0.8],
      ["3 stay", 0.05, 0.1, ""],
    ]);
    expect([table.most, table.rest]).toEqual([7, "in the report"]);
    const many = [...Array.from({ length: 7 }, () => ranking[0]), ranking[2]];
    const wide = tableOf(
      tellSearch(with_({ ranking: many, pairwise: many.map(() => many.map(() => pair(0.5, 0))) }), cited),
      /^Probability that/,
    );
    expect(wide.columns.slice(1).map(({ isAside }) => isAside)).toEqual([...Array(7).fill(false), true]);
  });

  it("have what each hypothesis is worth, and who comes first under each hypothesis", () => {
    const table = tableOf(told, /^Worth/);
    expect(table.caption).toMatch(/with 2 hypotheses about 0\.10 fall below 0\.05 by chance alone$/);
    expect(table.columns).toEqual([
      text("hypothesis"),
      steps("worth, steps"),
      chance,
      { name: "share of the lead", kind: "share" },
      chance,
      text("comes first"),
      ...["clear", "question", "under each hypothesis"].map(aside),
    ]);
    expect(table.rows).toEqual([
      [
        "vta.tolerance",
        0.18,
        0.01,
        0.42,
        0.002,
        "fades: lower; stays: add",
        "yes",
        "Do receptors fade?",
        "fades (2): lower, +0.75 (+0.65 to +0.85); stays (2): add, -0.25 (-0.35 to -0.15)",
      ],
      [
        "gut.speed",
        0.02,
        0.4,
        0.58,
        0.01,
        "the same under all",
        "no",
        "Is the gut slow?",
        "slow (4): lower, +0.25 (+0.15 to +0.35); quick: nobody",
      ],
    ]);
    expect([table.most, table.rest]).toEqual([8, "in the report"]);
    const unclear = tableOf(
      tellSearch(
        with_({
          information: [
            { ...tolerance, valueChance: 0.06 },
            { ...gut, turns: true, valueChance: 0.05 },
          ],
        }),
        cited,
      ),
      /^Worth/,
    );
    expect(unclear.rows.map((row) => row[5])).toEqual(["not clear", "slow: lower"]);
  });

  it("have what decides between two, the largest share first", () => {
    const table = tableOf(told, /^Which hypothesis decides/);
    expect(table.columns).toEqual([
      text("between"),
      text("hypothesis"),
      { name: "share", kind: "share" },
      chance,
      text("the former gives more in"),
    ]);
    expect(table.rows).toEqual([
      ["lower / stay", "gut.speed", 0.4, 0.01, "80% under fades, 10% under stays"],
      ["lower / add", "vta.tolerance", 0.3, 0.02, "80% under fades, 10% under stays"],
    ]);
    expect([table.most, table.rest]).toEqual([8, "in the report"]);
  });

  it("have the findings of trials with their sources, and what was asked and why", () => {
    const evidence = tableOf(told, /^By strategy/);
    expect(evidence.isAside).toBe(true);
    expect(evidence.columns).toEqual(["strategy", "for or against", "what was found", "source"].map(text));
    expect(evidence.rows).toEqual([
      ["lower", "for", "Finding 0.", "Doe 2020"],
      ["lower", "against", "Finding 1.", "trial1"],
      ["add", "mixed", "Finding 0.", "Doe 2020"],
    ]);
    const asked = tableOf(told, /^Objectives/);
    expect(asked.isAside).toBe(true);
    expect(asked.columns).toEqual(["objective", "what", "better", "one step", "why"].map(text));
    expect(asked.rows).toEqual([
      ["feeling", "at(m.b, day 35)", "lower", "0.050", "What they miss."],
      ["withdrawal", "largest fall of m.occ within 7 days from day 14", "lower", "5.0 %", ""],
      ["tablets", "tablets a day from day 14", "higher", "2.0", ""],
      ["asked about", 'at(m.b, day 28) at least 0.2 under "stay"', "", "", "They are the ones who ask."],
    ]);
    const limits = { ...among, low: Number.NEGATIVE_INFINITY, high: 0.5, says: undefined };
    const other = { ...study, plan: { ...study.plan, among: [limits] } };
    expect(tableOf(tellSearch(with_({ study: other }), cited), /^Objectives/).rows.at(-1)).toEqual([
      "asked about",
      'at(m.b, day 28) at most 0.5 under "stay"',
      "",
      "",
      "",
    ]);
  });
});
