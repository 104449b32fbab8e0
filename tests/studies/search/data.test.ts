import { describe, expect, it } from "vitest";
import type { Dataset } from "../../../src/document/index.ts";
import { tellSearch } from "../../../src/studies/index.ts";
import {
  cited,
  e,
  layout,
  objectives,
  pairwise,
  ranking,
  result,
  rivals,
} from "../../support/search-result.ts";

const told = tellSearch(result, cited);
const rowsOf = (dataset: Dataset) => [...dataset.rows()];
const datasetOf = (name: string) => told.datasets!.find((one) => one.name === name)!;

describe("the data of a search", () => {
  it("have the counts and what was asked", () => {
    expect(told.data).toMatchObject({
      search: "lower-or-add",
      population: "crowd",
      size: 40,
      seed: 6,
      reference: "stay",
      people: 2,
      cases: 4,
      sampled: 80,
      implausible: 2,
      not_among: 70,
      failed: 4,
      combinations: 2,
      crossed: true,
      tie: 0.25,
      objectives: [
        { name: "feeling", outcome: "at(m.b, day 35)", better: "lower", step: 0.05, unit: "1" },
        { name: "withdrawal", better: "lower", step: 5, unit: "%" },
        { name: "tablets", better: "higher", step: 2, unit: "1" },
      ],
      words: told.answers,
      beats: pairwise.map((row) => row.map(({ wins }) => wins.value)),
      ties: pairwise.map((row) => row.map(({ ties }) => ties)),
      perfect_information: e(0.2),
    });
  });

  it("have each strategy, hypothesis and pair", () => {
    const data = told.data as { ranking: object[]; hypotheses: object[]; rivals: object[] };
    expect(data.ranking[0]).toEqual({
      strategy: "lower",
      gain: e(1.5),
      best: e(0.7),
      regret: e(0.2),
      pareto: true,
      pareto_probability: 0.9,
      dominated_by: null,
      weightings: 0.64,
      tied_with_first: false,
      objectives: Object.fromEntries(objectives.map(({ name }, k) => [name, ranking[0]!.objectives[k]])),
      evidence: [
        { source: "trial0", citation: "Doe 2020", says: "Finding 0.", direction: "for" },
        { source: "trial1", citation: null, says: "Finding 1.", direction: "against" },
      ],
    });
    expect(data.hypotheses).toMatchObject([
      {
        name: "vta.tolerance",
        question: "Do receptors fade?",
        worth: 0.18,
        worth_chance: 0.01,
        share: 0.42,
        share_chance: 0.002,
        changes_first: true,
        clear: true,
        choices: [
          { name: "fades", cases: 2, first: "lower", lead: e(0.75), first_wins: e(0.55) },
          { name: "stays" },
        ],
      },
      { name: "gut.speed", clear: false },
    ]);
    expect(data.rivals[0]).toEqual({
      strategies: ["lower", "add"],
      hypothesis: "vta.tolerance",
      share: 0.3,
      share_chance: 0.02,
      choices: rivals[0]!.choices,
    });
  });

  const numbers = (names: readonly string[], unit?: string) =>
    names.map((name) => ({ name, type: "number", ...(unit ? { unit } : {}) }));

  it("have every person, combination and strategy in a row", () => {
    expect(told.datasets!.map(({ name }) => name)).toEqual(["cases", "ranking", "pairwise", "hypotheses"]);
    const dataset = datasetOf("cases");
    expect(dataset.columns).toEqual([
      { name: "subject", type: "integer" },
      { name: "weight", type: "number" },
      { name: "vta.tolerance", type: "text" },
      { name: "gut.speed", type: "text" },
      { name: "strategy", type: "text" },
      ...["feeling", "withdrawal", "tablets"].map((name, k) => ({
        name,
        type: "number",
        unit: layout[k]!.unit,
      })),
    ]);
    const rows = rowsOf(dataset);
    expect(rows).toHaveLength(4 * 3);
    expect(rows[4]).toEqual([0, 0.5, "stays", "slow", "lower", 0.4, 20, 2]);
  });

  it("have the ranking and who beats whom", () => {
    const dataset = datasetOf("ranking");
    expect(dataset.columns.slice(0, 16)).toEqual([
      { name: "rank", type: "integer" },
      { name: "strategy", type: "text" },
      ...numbers(["gain", "gain_low", "gain_high"], "step"),
      ...numbers(["best", "best_low", "best_high"]),
      ...numbers(["regret", "regret_low", "regret_high"], "step"),
      { name: "pareto", type: "flag" },
      ...numbers(["pareto_probability"]),
      { name: "dominated_by", type: "text" },
      ...numbers(["weightings"]),
      { name: "tied_with_first", type: "flag" },
    ]);
    expect(dataset.columns.slice(22, 28)).toEqual([
      ...numbers(
        ["mean", "change", "change_low", "change_high"].map((one) => `withdrawal_${one}`),
        "%",
      ),
      ...numbers(["withdrawal_better", "withdrawal_worse"]),
    ]);
    const [first, , third] = rowsOf(dataset);
    expect(first!.slice(0, 16)).toEqual([
      1,
      "lower",
      1.5,
      1.4,
      1.6,
      0.7,
      0.6,
      expect.closeTo(0.8, 12),
      0.2,
      0.1,
      expect.closeTo(0.3, 12),
      true,
      0.9,
      null,
      0.64,
      false,
    ]);
    expect(first!.slice(22)).toEqual([20, 10, 9.99, 10.01, 0.6, 0.2, 2, 1, 0.99, 1.01, 0.6, 0.2]);
    expect(third!.slice(11, 16)).toEqual([false, 0.125, "add", 0.04, false]);
    const pairs = datasetOf("pairwise");
    expect(pairs.columns).toEqual([
      { name: "strategy", type: "text" },
      { name: "against", type: "text" },
      ...numbers(["wins", "wins_low", "wins_high", "ties", "losses"]),
    ]);
    expect(rowsOf(pairs)).toHaveLength(6);
    expect(rowsOf(pairs)[1]).toEqual(["lower", "stay", 0.9, 0.8, 1, 0.05, expect.closeTo(0.05, 12)]);
  });

  it("have each hypothesis about each contested mechanism", () => {
    const dataset = datasetOf("hypotheses");
    expect(dataset.columns).toEqual([
      { name: "hypothesis", type: "text" },
      { name: "choice", type: "text" },
      { name: "cases", type: "integer" },
      { name: "first", type: "text" },
      ...numbers(["lead", "lead_low", "lead_high", "value"], "step"),
      ...numbers(["first_wins", "value_chance", "share", "share_chance"]),
    ]);
    expect(rowsOf(dataset)).toHaveLength(4);
    expect(rowsOf(dataset)[1]).toEqual([
      "vta.tolerance",
      "stays",
      2,
      "add",
      -0.25,
      -0.35,
      -0.15,
      0.18,
      0.55,
      0.01,
      0.42,
      0.002,
    ]);
  });
});
