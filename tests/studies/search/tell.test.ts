import { describe, expect, it } from "vitest";
import { prepareSearch, type SearchResult, searchResult, tellSearch } from "../../../src/studies/index.ts";
import { searchFigures } from "../../../src/studies/search/figures.ts";
import type { Selection } from "../../../src/studies/search/types.ts";
import { searchWords } from "../../../src/studies/search/words.ts";
import { htmlText, jsonText, terminalText } from "../../../src/writers/index.ts";
import { provenance } from "../../support/result.ts";
import { searchOf, searchText } from "../../support/search.ts";
import { shippedLibrary } from "../../support/shipped.ts";

const text = searchText.replace(
  "{label: add bupropion,",
  '{label: "add <b>", evidence: [{source: peters2022, says: "It did <nothing>.", direction: against}],',
);
const told = (result: SearchResult) => tellSearch(result, () => "Peters 2022");
const { study } = prepareSearch(searchOf(text), shippedLibrary()).value!;

/** Outcomes (feeling, withdrawal, tablets) of stay, 10 mg, 5 mg and add, made up. */
function selection(rows: readonly (readonly [combination: number, ...feeling: number[]])[]): Selection {
  const cases = rows.map(([combination, ...feeling], i) => ({
    subject: Math.floor(i / 2),
    combination: [combination],
    weight: 0.5,
    outcomes: feeling.map((x, s) => [x, [0, 0.05, 0.1, 0][s]!, s === 3 ? 2 : 1]),
  }));
  return { cases, sampled: rows.length + 3, implausible: 1, notAmong: 2, failed: 0 };
}

describe("a search by hand", () => {
  // Ten people under both hypotheses: adding takes 0.2 off blunting under the first, nothing under the second; lowering
  // to 5 mg takes 0.1 off under both.
  const rows = Array.from({ length: 20 }, (_, i): [number, ...number[]] => [
    i % 2,
    0.5,
    0.5,
    0.4,
    i % 2 === 0 ? 0.3 : 0.5,
  ]);
  const result = searchResult(study, selection(rows));
  const of = (label: string) => result.ranking.find((r) => r.strategy.label === label)!;

  it("ranks by mean gain, in steps: 0.1 less blunting is two, a tablet more costs a half, a fall of 0.1 a fifth", () => {
    expect(of("5 mg").gain.value).toBeCloseTo(2 - 0.2, 12);
    expect(of("add <b>").gain.value).toBeCloseTo((4 - 0.5 + (0 - 0.5)) / 2, 12);
    expect(of("10 mg").gain.value).toBeCloseTo(-0.1, 12);
    expect(of("stay").gain.value).toBe(0);
    expect(result.ranking.map((r) => r.strategy.label)).toEqual(["5 mg", "add <b>", "stay", "10 mg"]);
  });

  it("has the regret, the probability of being best and the Pareto set that can be counted", () => {
    expect(of("add <b>").best.value).toBeCloseTo(0.5, 12);
    expect(of("5 mg").best.value).toBeCloseTo(0.5, 12);
    // Under the first choice 5 mg loses 3.5 - 1.8, under the second nothing.
    expect(of("5 mg").regret.value).toBeCloseTo(1.7 / 2, 12);
    expect(of("add <b>").regret.value).toBeCloseTo((1.8 + 0.5) / 2, 12);
    expect(of("stay")).toMatchObject({ isPareto: true, dominatedBy: undefined });
    expect(of("10 mg")).toMatchObject({ isPareto: false, dominatedBy: "stay" });
    expect(of("10 mg").objectives[1]!.worse.value).toBe(0);
    expect(result.perfect.value).toBe(of("5 mg").regret.value);
  });

  it("finds what decides: settling the hypothesis is worth the whole regret", () => {
    const [decisive] = result.information;
    expect(decisive).toMatchObject({ factor: { name: "receptor.vta_2c_tolerance" }, turns: true });
    expect(decisive!.choices.map((c) => c.first)).toEqual(["add <b>", "5 mg"]);
    expect(decisive!.valueChance).toBeLessThan(0.01);
    // The most there is to gain, less what ten people whose choices are dealt at random would show.
    expect(decisive!.value).toBeGreaterThan(0.5);
    expect(decisive!.value).toBeLessThanOrEqual(1.7 / 2);
  });

  it("says it in words, and that evidence speaks against where it does", () => {
    const words = searchWords(result).join("\n");
    expect(words).toContain('"5 mg" comes first: 1.80 (1.80 to 1.80) steps better than "stay"');
    expect(words).toContain("What to measure: receptor.vta_2c_tolerance.");
    expect(words).not.toContain("A tie");
    const shown = terminalText(told(result));
    expect(shown).toContain("Of 23 pairs of a person and a combination 1 was implausible");
    expect(shown).toContain("0/0/1");
  });

  it("becomes a page in which no label is markup, with every chart as plain JSON", () => {
    const figures = searchFigures(result);
    expect(figures.map((f) => f.id)).toEqual(["gain", "best", "pareto", "hypotheses"]);
    for (const chart of figures.flatMap((f) => f.charts))
      expect(JSON.parse(JSON.stringify(chart.config))).toEqual(chart.config);
    const page = htmlText(told(result), { chartScript: "", provenance });
    expect(page).not.toContain("<b>");
    expect(page).toContain("It did &lt;nothing>.");
    expect(page).toContain("Peters 2022");
    const json = JSON.parse(jsonText(tellSearch(result, () => undefined)));
    expect(json.ranking[1].evidence[0]).toMatchObject({ source: "peters2022", citation: null });
    expect(json.hypotheses[0]).toMatchObject({ changes_first: true, clear: true });
  });

  it("calls a tie a tie", () => {
    const even = Array.from({ length: 20 }, (_, i): [number, ...number[]] => [
      i % 2,
      0.5,
      0.5,
      0.4 + (i % 4 < 2 ? 0.09 : -0.09),
      0.385 + (i % 4 < 2 ? -0.09 : 0.09),
    ]);
    const tied = searchResult(study, selection(even));
    expect(tied.ranking[1]!.isTiedWithFirst).toBe(true);
    expect(searchWords(tied).join("\n")).toMatch(/A tie: 10 people do not tell "[^"]+" apart from it\./);
    expect(terminalText(told(tied))).toContain("2=");
  });

  it("says when staying is best", () => {
    const none = searchResult(
      study,
      selection(rows.map(([combination]) => [combination, 0.5, 0.6, 0.6, 0.6])),
    );
    expect(none.ranking[0]!.strategy.label).toBe("stay");
    expect(searchWords(none)[0]).toBe('Nothing that was tried does better than "stay" on the whole.');
  });

  it("ranks nothing where there is nobody", () => {
    const empty: SearchResult = searchResult(study, selection([]));
    expect(empty.ranking).toEqual([]);
    expect(terminalText(told(empty))).toContain("Nobody who was sampled is who the search asks about");
    expect(searchFigures(empty)).toEqual([]);
  });
});
