import { describe, expect, it } from "vitest";
import { samplePerson } from "../../../src/runs/index.ts";
import { kindRisks, numberRisks } from "../../../src/studies/population/risks.ts";
import type { ArmLayout, PopulationStudy } from "../../../src/studies/population/types.ts";

// Who is at risk, of people in whom everything is drawn by hand.

const size = 200;
const sampler = {
  population: {
    ancestries: [],
    traits: [
      {
        name: "sex",
        byAncestry: [
          {
            shares: [
              { person: "woman", share: 0.3 },
              { person: "man", share: 0.7 },
            ],
          },
        ],
      },
      { name: "rare", byAncestry: [{ shares: [{ person: "rare", share: 0.02 }] }] },
    ],
  },
  people: new Map(),
  single: ["m.gain", "m.idle", "m.other"].map((name) => ({
    name,
    distribution: { kind: "uniform", low: 0, high: 1 },
  })),
  kinetic: [],
  parameters: new Map(),
  named: new Set(),
  shares: [],
} as never;
const study = { question: { size, seed: 5 }, sampler } as unknown as PopulationStudy;
const all = Array.from({ length: size }, (_, i) => i);
const people = all.map((subject) => samplePerson(sampler, 5, subject));
const women = all.filter((i) => people[i]!.people.includes("woman"));
const men = all.filter((i) => !women.includes(i));
/** Blunted are so many of the women and of the men. */
const outcomeWith = (ofWomen: number, ofMen: number) => {
  const blunted = new Set([...women.slice(0, ofWomen), ...men.slice(0, ofMen)]);
  return all.map((i) => (blunted.has(i) ? 1 : 0));
};
/** Two-sided tail of the normal distribution, by summing its density. */
function tail(z: number): number {
  const steps = 200_000;
  const width = (10 - z) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += Math.exp(-((z + (i + 0.5) * width) ** 2) / 2);
  return (2 * sum * width) / Math.sqrt(2 * Math.PI);
}

describe("kinds of people at risk", () => {
  it("are compared with all others, by a test of two shares with their pooled share", () => {
    const [a, b] = [Math.round(women.length / 2), Math.round(men.length / 3)];
    const kinds = kindRisks(study, all, outcomeWith(a, b), 0.5);
    // Of the rare kind there are fewer than ten.
    expect(kinds.map(({ person }) => person).sort()).toEqual(["man", "woman"]);
    const woman = kinds.find(({ person }) => person === "woman")!;
    expect(women.length).not.toBe(men.length);
    expect([woman.count, woman.among.value, woman.others.value]).toEqual([
      women.length,
      expect.closeTo(a / women.length, 12),
      expect.closeTo(b / men.length, 12),
    ]);
    const pooled = (a + b) / size;
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / women.length + 1 / men.length));
    const z = (a / women.length - b / men.length) / error;
    // Two questions with one answer: correction for both leaves it as it is.
    for (const { adjusted } of kinds) expect(adjusted).toBeCloseTo(tail(Math.abs(z)), 5);
    expect(Object.keys(woman)).not.toContain("rest");
  });

  it("stand no further apart than chance where nobody or everybody is blunted", () => {
    for (const outcome of [outcomeWith(0, 0), outcomeWith(women.length, men.length)])
      for (const { adjusted, among, others } of kindRisks(study, all, outcome, 0.5)) {
        expect(adjusted).toBe(1);
        expect(among.value).toBe(others.value);
      }
  });

  it("need ten of each, and what counts is above the cut-off, not on it", () => {
    const few = [...women.slice(0, 9), ...men.slice(0, 40)];
    expect(
      kindRisks(
        study,
        few,
        few.map(() => 1),
        0.5,
      ),
    ).toEqual([]);
    const ten = [...women.slice(0, 10), ...men.slice(0, 40)];
    const kinds = kindRisks(
      study,
      ten,
      ten.map(() => 0.5),
      0.5,
    );
    expect(kinds.map(({ count }) => count).sort((a, b) => a - b)).toEqual([10, 40]);
    for (const { among } of kinds) expect(among.value).toBe(0);
  });
});

describe("numbers at risk", () => {
  const layout = { parameters: new Set(["m.gain", "m.idle"]) } as unknown as ArmLayout;
  const gain = all.map((i) => people[i]!.parameters.get("m.gain")!);

  it("are those that go with the outcome, of those that can matter in the arm", () => {
    const { compared, numbers } = numberRisks(study, layout, all, gain, 0.5);
    expect(compared).toBe(2);
    expect(numbers.map(({ name }) => name)).toEqual(["m.gain"]);
    expect(numbers[0]!.correlation.value).toBeCloseTo(1, 9);
    // Means of those above and not above, apart by so many pooled standard deviations.
    const groups = [gain.filter((g) => g > 0.5), gain.filter((g) => g <= 0.5)].map((values) => {
      const mean = values.reduce((x, y) => x + y, 0) / values.length;
      return { mean, n: values.length, squares: values.reduce((x, y) => x + (y - mean) ** 2, 0) };
    });
    const pooled = Math.sqrt((groups[0]!.squares + groups[1]!.squares) / (size - 2));
    expect(numbers[0]!.difference).toBeCloseTo((groups[0]!.mean - groups[1]!.mean) / pooled, 9);
  });

  it("have no difference of groups where one holds fewer than two people", () => {
    const [top] = [...gain].sort((a, b) => b - a);
    const { numbers } = numberRisks(study, layout, all, gain, top! - 1e-12);
    expect(numbers[0]!.difference).toBeUndefined();
    const [, , third] = [...gain].sort((a, b) => b - a);
    expect(numberRisks(study, layout, all, gain, third!).numbers[0]!.difference).toBeGreaterThan(1);
  });

  it("go against it as strongly as with it", () => {
    const { numbers } = numberRisks(
      study,
      layout,
      all,
      gain.map((g) => -g),
      -0.5,
    );
    expect(numbers[0]!.correlation.value).toBeCloseTo(-1, 9);
    expect(numbers[0]!.difference).toBeLessThan(-1);
  });

  it("are none among those that are alike in everybody", () => {
    const one = all.slice(0, 1);
    expect(numberRisks(study, layout, one, [1], 0.5)).toEqual({ compared: 0, numbers: [] });
  });
});
