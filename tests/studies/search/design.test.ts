import { describe, expect, it } from "vitest";
import type { Cast } from "../../../src/scenario/index.ts";
import { designOf, factorsOf, triedHypotheses } from "../../../src/studies/search/design.ts";

const place = { file: "s.yaml", start: 0, end: 1 };
const hypothesis = (name: string, first: string, choices: readonly string[]) => ({
  name,
  question: `Is it ${name}?`,
  default: first,
  choices: choices.map((choice) => ({ name: choice, about: `It is ${choice}.` })),
});
const cast = {
  model: {
    place,
    modules: [
      { name: "vta", hypotheses: [hypothesis("fade", "yes", ["yes", "no"])] },
      { name: "gut", hypotheses: [hypothesis("slow", "a", ["a", "b", "c"])] },
    ],
  },
} as unknown as Cast;
const found = (asked: Parameters<typeof factorsOf>[0]) => {
  const diagnostics: { message: string; severity: string; help?: string | undefined }[] = [];
  return { factors: factorsOf(asked, cast, diagnostics as never), diagnostics };
};
const tried = (name: string, shares?: readonly [string, number][]) => ({
  name,
  place,
  ...(shares && { shares: shares.map(([choice, share]) => ({ choice, share, place })) }),
});

describe("hypotheses that are tried", () => {
  it("are all or none, or those asked for in the order of the model, with what each choice is worth", () => {
    expect(found("none").factors).toEqual([]);
    expect(found("all").factors.map(({ name }) => name)).toEqual(["vta.fade", "gut.slow"]);
    const { factors, diagnostics } = found([
      tried("gut.slow", [
        ["a", 1],
        ["c", 3],
      ]),
      tried("vta.fade"),
    ]);
    expect(diagnostics).toEqual([]);
    expect(factors).toEqual([
      {
        name: "vta.fade",
        question: "Is it fade?",
        choices: [
          { name: "yes", about: "It is yes.", isDefault: true, share: 0.5 },
          { name: "no", about: "It is no.", isDefault: false, share: 0.5 },
        ],
      },
      {
        name: "gut.slow",
        question: "Is it slow?",
        choices: [
          { name: "a", about: "It is a.", isDefault: true, share: 0.25 },
          { name: "c", about: "It is c.", isDefault: false, share: 0.75 },
        ],
      },
    ]);
  });

  it("are named where they are not there, or asked for twice", () => {
    const said = (asked: Parameters<typeof factorsOf>[0]) =>
      found(asked).diagnostics.map(({ severity, message }) => [severity, message]);
    expect(said([tried("vta.fad")])[0]).toEqual(["error", expect.stringContaining("vta.fad")]);
    expect(said([tried("vta.fade", [["yse", 1]])])[0]).toEqual(["error", expect.stringContaining("yse")]);
    expect(said([tried("vta.fade"), tried("gut.slow"), tried("vta.fade")])).toEqual([
      ["error", expect.stringContaining("vta.fade")],
    ]);
    expect(said([tried("vta.fade"), tried("gut.slow")])).toEqual([]);
  });

  it("are read from a list of names", () => {
    expect(triedHypotheses(" all ", cast)).toBe("all");
    expect(triedHypotheses("none", cast)).toBe("none");
    expect(triedHypotheses("gut.slow, vta.fade,gut.slow", cast)).toEqual([
      { name: "gut.slow", place },
      { name: "vta.fade", place },
    ]);
    expect(triedHypotheses("vta.fade,gut.slo", cast)).toEqual({
      problem: 'There is no hypothesis "gut.slo".\nDid you mean "gut.slow"?',
    });
    expect(triedHypotheses("qqqqqqqqqqqq", cast)).toEqual({
      problem: 'There is no hypothesis "qqqqqqqqqqqq".\n`lull list hypotheses` shows them all.',
    });
  });
});

describe("a design", () => {
  const { factors } = found([
    tried("vta.fade", [
      ["yes", 1],
      ["no", 3],
    ]),
    tried("gut.slow"),
  ]);

  it("crosses people with all combinations while they are few, each worth the product of its shares", () => {
    const design = designOf(factors, 6, 10, 1);
    expect([design.combinationCount, design.isCrossed]).toEqual([6, true]);
    const combinations = design.combinationsOf(3);
    expect(combinations.map(({ combination }) => combination)).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(combinations.map(({ weight }) => weight)).toEqual(
      [1, 1, 1, 3, 3, 3].map((quarters) => expect.closeTo(quarters / 4 / 3, 12)),
    );
    expect(designOf([], 1, 10, 1).combinationsOf(0)).toEqual([{ combination: [], weight: 1 }]);
  });

  it("gives each person one of many, so that every hypothesis holds in its share of people", () => {
    const size = 120;
    const design = designOf(factors, 5, size, 1);
    expect([design.combinationCount, design.isCrossed]).toEqual([6, false]);
    const all = Array.from({ length: size }, (_, subject) => design.combinationsOf(subject));
    expect(all.every((combinations) => combinations.length === 1 && combinations[0]!.weight === 1)).toBe(
      true,
    );
    const count = (k: number, choice: number) => all.filter(([one]) => one!.combination[k] === choice).length;
    expect([count(0, 0), count(0, 1)]).toEqual([30, 90]);
    expect([count(1, 0), count(1, 1), count(1, 2)]).toEqual([40, 40, 40]);
    // One factor says nothing of the other: a quarter of 40, give or take four standard deviations.
    const both = all.filter(([one]) => one!.combination[0] === 0 && one!.combination[1] === 0).length;
    expect(Math.abs(both - 10)).toBeLessThan(4 * Math.sqrt(40 * 0.25 * 0.75));
    const again = designOf(factors, 5, size, 1);
    expect(again.combinationsOf(7)).toEqual(design.combinationsOf(7));
    const other = designOf(factors, 5, size, 2);
    expect(
      all.some(([one], i) => other.combinationsOf(i)[0]!.combination.join() !== one!.combination.join()),
    ).toBe(true);
  });
});
