import { describe, expect, it } from "vitest";
import { readScenario } from "../../../src/language/index.ts";
import { evaluateHere } from "../../../src/runs/index.ts";
import { type Arm, type Cast, requestFor } from "../../../src/scenario/index.ts";
import { type RequireOptions, requireOutcome } from "../../../src/studies/require/plan.ts";
import type { Target } from "../../../src/studies/require/types.ts";
import { readModules } from "../../support/modules.ts";
import { shippedLibrary } from "../../support/shipped.ts";

// What would have to be true for a product of two parameters, 2 times 1, to be another number.

const text = `
module: m
title: M
about: a product.
parameters:
  gain: { about: G, unit: 1, value: 2, range: [1, 3], tier: assumed, note: test }
  loss: { about: L, unit: 1, value: 1, range: [0.2, 1.8], tier: assumed, note: test }
  pace: { about: P, unit: 1/day, value: 1, range: [0.5, 2], tier: assumed, note: test }
states:
  w: { about: W, unit: 1, initial: 1, rate: "pace * (1 - w)" }
values:
  y: { about: Y, unit: 1, formula: gain * loss * w }
`;
const library = shippedLibrary();
const [person] = library.people.values();
const cast: Cast = {
  model: {
    ...library.model,
    modules: readModules(text).modules,
    person: "anyone",
    care: [{ name: "none", set: [] }],
  },
  drugs: new Map(),
  people: new Map([["anyone", { ...person!, name: "anyone", set: [], scale: [], sources: [] }]]),
};
const arms = readScenario(
  "s.yaml",
  "scenario: S\nquestion: Q\nduration: 2 days\narms: [{label: one}, {label: two}]\n",
  () => undefined,
).value!.scenario.arms as [Arm, Arm];
const place = { file: "s.yaml", start: 0, end: 0 };
const isProduct = (name: string) => name !== "m.pace";

async function ask(
  target: Target,
  parts: { arm?: Arm; against?: Arm } = {},
  options: Partial<RequireOptions> = {},
) {
  const { result: requirement, diagnostics } = await requireOutcome(
    {
      title: "A product",
      arm: arms[0],
      duration: 2,
      measure: requestFor("at", "m.y", [1], { place }),
      target,
      ...parts,
    },
    cast,
    { evaluator: evaluateHere, isWanted: isProduct, ...options },
  );
  if (!requirement) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return requirement;
}
const any = Number.POSITIVE_INFINITY;
const more = { low: 2.53, high: any };

describe("what a product takes to be more", () => {
  it("is one factor or the other, in units of half its range, or both", async () => {
    const found = await ask(more);
    expect(found).toMatchObject({
      title: "A product",
      measure: "at(m.y, day 1)",
      where: '"one"',
      unit: "1",
      nominal: 2,
      parameters: 2,
      claim: undefined,
      closest: undefined,
    });
    const [one, another, two] = found.answers;
    expect([one!.kind, another!.kind, two!.kind]).toEqual(["one", "another", "two"]);
    const movesOf = ({ moves }: (typeof found.answers)[number]) =>
      moves.map(({ factor, to, moved }) => [factor.name, to, moved]);
    expect(movesOf(one!)).toEqual([["m.loss", expect.closeTo(1.265, 3), expect.closeTo(0.33125, 3)]]);
    expect(movesOf(another!)).toEqual([["m.gain", expect.closeTo(2.53, 3), expect.closeTo(0.53, 3)]]);
    const [first, second] = two!.moves;
    expect([first!.factor.name, second!.factor.name]).toEqual(["m.loss", "m.gain"]);
    expect(first!.to * second!.to).toBeCloseTo(two!.value, 9);
    for (const answer of found.answers) {
      expect(answer.value).toBeGreaterThanOrEqual(2.53);
      expect(answer.size).toBeCloseTo(Math.hypot(...answer.moves.map(({ moved }) => moved)), 6);
      expect([answer.carried, answer.breaks]).toEqual([undefined, []]);
    }
    expect(two!.size).toBeLessThan(one!.size);
  });

  it("is nothing where it is so already", async () => {
    expect(await ask({ low: 1.5, high: any })).toMatchObject({
      nominal: 2,
      answers: [],
      closest: undefined,
      runs: 1,
    });
  });

  it("is an answer that hits the bound itself, which is good enough", async () => {
    const isWanted = (name: string) => name === "m.gain";
    // Gain times 1, from 1 to 3: its ends give 1 and 3, and nothing beyond.
    for (const [target, end] of [
      [{ low: 3, high: any }, 3],
      [{ low: 3, high: 3 }, 3],
      [{ low: Number.NEGATIVE_INFINITY, high: 1 }, 1],
    ] as const) {
      const { answers, closest } = await ask(target, {}, { isWanted });
      expect(answers[0]).toMatchObject({ kind: "one", value: end, size: 1 });
      expect(answers[0]!.moves).toMatchObject([{ to: end, moved: Math.sign(end - 2) }]);
      expect(closest).toBeUndefined();
    }
    for (const target of [
      { low: 2, high: any },
      { low: Number.NEGATIVE_INFINITY, high: 2 },
    ])
      expect(await ask(target, {}, { isWanted })).toMatchObject({ nominal: 2, answers: [], runs: 1 });
  });

  it("is nothing within the ranges where these end too soon: then the closest is told", async () => {
    const { answers, closest } = await ask({ low: 6, high: any });
    expect(answers).toEqual([]);
    expect(closest!.value).toBeCloseTo(5.4, 6);
    expect(closest!.moves.map(({ factor, to }) => [factor.name, to])).toEqual(
      expect.arrayContaining([
        ["m.gain", expect.closeTo(3, 9)],
        ["m.loss", expect.closeTo(1.8, 9)],
      ]),
    );
  });

  it("moves neither what is not wanted nor what an arm says", async () => {
    const own = await ask(more, {}, { isWanted: (name) => name === "m.gain" });
    expect([own.parameters, own.answers.map(({ kind }) => kind)]).toEqual([1, ["one", "least"]]);
    const set = [{ name: "m.loss", value: 1.2, place }] as unknown as Arm["set"];
    const held = await ask(more, { arm: { ...arms[0], set } });
    expect([held.parameters, held.nominal]).toEqual([1, expect.closeTo(2.4, 9)]);
    expect(held.answers[0]!.moves[0]).toMatchObject({ to: expect.closeTo(2.53 / 1.2, 3) });
    expect((await ask(more, {}, { isWanted: () => true })).parameters).toBe(3);
  });

  it("is, of a difference, what moves both arms apart", async () => {
    const found = await ask({ low: 0.5, high: any }, { against: arms[1] });
    expect([found.where, found.nominal, found.answers]).toEqual(['"one" minus "two"', 0, []]);
    expect(found.closest).toEqual({ value: 0, moves: [] });
    // Of two arms of which one has a loss of its own, the gain moves the difference: 2 (1.5 - 1) is 1.
    const set = [{ name: "m.loss", value: 1.5, place }] as unknown as Arm["set"];
    const apart = await ask({ low: 1.2, high: any }, { arm: { ...arms[0], set }, against: arms[1] });
    expect([apart.nominal, apart.parameters]).toEqual([expect.closeTo(1, 9), 1]);
    expect(apart.answers[0]!.moves[0]).toMatchObject({
      to: expect.closeTo(2.4, 3),
      moved: expect.closeTo(0.4, 3),
    });
  });

  it("says how many runs it took, every sixteenth on the way", async () => {
    const told: number[] = [];
    const { runs } = await ask(more, {}, { onProgress: (count) => told.push(count) });
    expect(told).toEqual(Array.from({ length: Math.floor(runs / 16) }, (_, i) => 16 * (i + 1)));
    expect(told.length).toBeGreaterThan(0);
  });
});
