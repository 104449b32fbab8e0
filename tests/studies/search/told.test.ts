import { describe, expect, it } from "vitest";
import { tellSearch } from "../../../src/studies/index.ts";
import { searchWords } from "../../../src/studies/search/words.ts";
import {
  cited,
  factors,
  gut,
  ranking,
  result,
  study,
  tolerance,
  with_,
} from "../../support/search-result.ts";
import { tableOf } from "../../support/told.ts";

const told = tellSearch(result, cited);
const section = (title: string) => told.sections.find((one) => one.title === title)!;

describe("a search, told", () => {
  it("says who was asked about, under what, and who was left out", () => {
    expect([told.title, told.lead, told.notes]).toEqual(["Lower or add", "What gives feeling back?", []]);
    expect(told.about).toEqual({ search: "lower-or-add", population: "crowd", size: 40, seed: 6 });
    expect(section("The ranking").says).toEqual([
      "40 people of crowd (seed 6), each under all 2 combinations of hypotheses about 2 hypotheses. Of 80 pairs of a person and a combination 2 were implausible, 70 are not among those asked about and 4 had a run that failed; 2 people in 4 pairs are compared, all strategies in the same people.",
      "One step is a fall of 0.050 in feeling, a fall of 5.0 % in withdrawal or a rise of 2.0 in tablets; differences below 0.25 steps are ties.",
    ]);
    const counts = (parts: object) => tellSearch(with_(parts), cited).sections[0]!.says![0];
    const one = { ...result.selection, implausible: 1, notAmong: 1, failed: 0 };
    expect(
      counts({
        selection: one,
        study: { ...study, design: { factors: [], combinationCount: 1, isCrossed: true } },
      }),
    ).toBe(
      "40 people of crowd (seed 6), under the default hypotheses. Of 80 people 1 was implausible and 1 is not among those asked about; 2 people in 4 pairs are compared, all strategies in the same people.",
    );
    const none = { ...one, implausible: 0, notAmong: 0 };
    const drawn = { factors: factors.slice(0, 1), combinationCount: 4096, isCrossed: false };
    expect(counts({ selection: none, people: 4, study: { ...study, design: drawn } })).toBe(
      "40 people of crowd (seed 6), each under one of the 4,096 combinations of hypotheses about 1 hypothesis, so that every hypothesis holds in its share of people. Of 80 people 4 people are compared, all strategies in the same people.",
    );
  });

  it("says what comes first, what it loses, what trials found, and what to measure", () => {
    expect(told.answers).toEqual([
      expect.stringMatching(/^"lower" comes first: 1\.50 \(1\.40 to 1\.60\) steps better than "stay"/),
      'A tie: 2 people do not tell "add" apart from it.',
      "Choosing it for everybody loses 0.20 (0.10 to 0.30) steps a person compared with choosing what is best for each.",
      'Undominated (no other strategy is at least as good on every objective and better on one): "lower" and "add".',
      'Over all ways to weigh the objectives, "lower" comes first in 64% and "add" in 32%.',
      'Outside the model there are 2 findings on "lower": 1 for it, 0 mixed and 1 against. Against it: Finding 1.',
      'What to measure: vta.tolerance. Settling it before choosing is worth 0.18 steps a person (fades: "lower"; stays: "add").',
      'How far "lower" leads "add" depends most on gut.speed (58% of its variance) and vta.tolerance (42% of its variance).',
    ]);
    const words = (parts: object) => searchWords(with_(parts));
    const all = ranking.map((one) => ({ ...one, isPareto: true }));
    expect(words({ ranking: all })).toContain(
      "No strategy is dominated: each is better than any other on some objective.",
    );
    expect(words({ information: [] }).at(-1)).toBe(
      "No rival hypotheses were tried; --hypotheses all shows which of them decide.",
    );
    expect(words({ information: [{ ...tolerance, turns: false }] }).at(-2)).toBe(
      "What to measure: vta.tolerance. Settling it before choosing is worth 0.18 steps a person (it does not change which comes first).",
    );
    // One look in forty by chance: of one hypothesis clear, of two (1 in 20) not.
    const doubtful = { ...tolerance, valueChance: 0.025, shareChance: 0.025 };
    expect(words({ information: [doubtful] }).join()).toContain("What to measure: vta.tolerance.");
    expect(words({ information: [doubtful, { ...gut, shareChance: 0.5 }] }).at(-1)).toBe(
      "What to measure: none of the 2 hypotheses changes what to choose by more than chance would show in so many people.",
    );
    expect(words({ information: [{ ...tolerance, value: 0, share: 0 }] }).at(-1)).toBe(
      "What to measure: none of the hypotheses changes what to choose by more than chance would show in so many people.",
    );
    const unproven = [{ ...ranking[1]!, isTiedWithFirst: false }, ...ranking.slice(1)];
    expect(words({ ranking: unproven }).find((one) => one.startsWith("Outside"))).toBe(
      'Outside the model there is 1 finding on "add": 0 for it, 1 mixed and 0 against.',
    );
    expect(words({ ranking: [ranking[2], ranking[0]] }).some((one) => one.startsWith("Outside"))).toBe(false);
  });

  it("says how strategies were compared, and how to read the ranking", () => {
    expect(section("What was asked").says).toHaveLength(3);
    expect(section("What was asked").says![0]).toMatch(/^All strategies run in the same people/);
    expect(section("What was asked").says![2]).toMatch(
      /few people are among those that the search asks about count for less/,
    );
    const plain = tellSearch(with_({ study: { ...study, design: { ...study.design, factors: [] } } }), cited);
    expect(plain.sections.at(-1)!.says).toHaveLength(2);
    expect(told.methods).toEqual([expect.stringMatching(/^= after a rank: not told apart from the first\./)]);
    expect(section("What is known outside the model").says).toEqual([
      expect.stringMatching(/^Nothing here enters the ranking\./),
    ]);
  });

  it("has its parts in the order of what a reader asks", () => {
    expect(told.sections.map(({ title }) => title)).toEqual([
      "The ranking",
      undefined,
      "Who beats whom",
      "What would you have to measure to know?",
      "What is known outside the model",
      "What was asked",
    ]);
    const bare = tellSearch(with_({ information: [], rivals: [] }), cited);
    expect(bare.sections.map(({ title }) => title)).not.toContain("What would you have to measure to know?");
    const failures = { kind: "failed-runs", failed: 4, runs: 240, reasons: [] } as const;
    const failed = tellSearch(
      with_({ selection: { ...result.selection, failures, notes: ["Beware."] } }),
      cited,
    );
    expect(failed.notes).toEqual([failures, { kind: "warning", text: "Beware." }]);
    expect(tableOf(failed, /^Steps better/).isOfSurvivors).toBe(true);
    expect(tableOf(told, /^Steps better/).isOfSurvivors).toBe(false);
  });

  it("ranks nothing where nobody is left, and says so", () => {
    const empty = tellSearch(
      with_({ ranking: [], pairwise: [], information: [], rivals: [], people: 0 }),
      cited,
    );
    expect(empty.answers[0]).toMatch(/^Nobody who was sampled is who the search asks about/);
    expect(empty.sections.map(({ title }) => title)).toEqual([
      undefined,
      "What is known outside the model",
      "What was asked",
    ]);
    expect(empty.sections[0]!.says).toHaveLength(1);
    expect(empty.methods).toEqual([]);
  });
});
