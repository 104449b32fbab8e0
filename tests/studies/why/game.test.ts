import { describe, expect, it } from "vitest";
import { exactValues } from "../../../src/studies/why/exact.ts";
import { type GameOptions, type GameSolution, solveGame } from "../../../src/studies/why/game.ts";
import type { Coalition, Evaluate, PlayerGroup } from "../../../src/studies/why/types.ts";

// Games whose Shapley and Owen values are known in closed form.

type Game = (on: readonly number[]) => number;

const onIn = (coalition: Coalition) => [...coalition].flatMap((sign, i) => (sign === "1" ? [i] : []));
const alone = (players: number): PlayerGroup[] =>
  Array.from({ length: players }, (_, i) => ({ name: `p${i}`, members: [i] }));
const evaluating =
  (game: Game): Evaluate =>
  async (coalitions) =>
    coalitions.map((c) => ({ worth: [game(onIn(c))] }));

const options: GameOptions = { seed: 1, samples: 40, mostExact: 2 ** 11, least: 0, isDeep: true };

async function solved(
  players: number,
  groups: readonly PlayerGroup[],
  game: Game,
  more: Partial<GameOptions> = {},
): Promise<GameSolution> {
  const result = await solveGame(players, groups, evaluating(game), { ...options, ...more });
  if ("missing" in result) throw new Error(`${result.missing} coalitions without a value`);
  return result;
}

const sharesOf = ({ groups }: GameSolution) =>
  Object.fromEntries(groups.map(({ group, shares }) => [group.name, shares[0]!]));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

// One left glove and two right ones: a pair is worth 1. Shapley values 2/3, 1/6, 1/6.
const gloves: Game = (on) => (on.includes(0) && (on.includes(1) || on.includes(2)) ? 1 : 0);
// A product, where nothing adds up by itself.
const factors = [0.5, 1.4, 0.8, 1.1, 0.7, 1.2];
const product: Game = (on) => on.reduce((all, i) => all * factors[i]!, 1);

describe("exactValues", () => {
  it("gives the Shapley values of the glove game", () => {
    const shares = exactValues(3, alone(3), (c) => [gloves(onIn(c))]);
    expect(shares.map((s) => s[0])).toEqual([
      expect.closeTo(2 / 3, 12),
      expect.closeTo(1 / 6, 12),
      expect.closeTo(1 / 6, 12),
    ]);
  });

  it("gives Owen values: right gloves that come as one bargain for half", () => {
    const groups = [
      { name: "left", members: [0] },
      { name: "right", members: [1, 2] },
    ];
    const shares = exactValues(3, groups, (c) => [gloves(onIn(c))]);
    expect(shares.map((s) => s[0])).toEqual([
      expect.closeTo(1 / 2, 12),
      expect.closeTo(1 / 4, 12),
      expect.closeTo(1 / 4, 12),
    ]);
  });
});

describe("solveGame", () => {
  it("gives nothing to a player that changes nothing, and the same to players alike", async () => {
    const game: Game = (on) => (on.includes(0) ? 1 : 0) * (on.includes(1) ? 2 : 1) + 0 * on.length;
    const { p0, p1, p2 } = sharesOf(await solved(3, alone(3), game));
    expect(p0).toBeCloseTo(1.5, 12);
    expect(p1).toBeCloseTo(0.5, 12);
    expect(p2).toBeCloseTo(0, 12);
  });

  it.each([
    ["exactly", {}],
    ["by sampling within groups", { mostExact: 10 }],
    ["by sampling throughout", { mostExact: 1, samples: 5 }],
    ["by sampling groups alone", { mostExact: 1, samples: 5, isDeep: false }],
  ])("shares sum to the whole, and members to their group: %s", async (_, more) => {
    const groups = [
      { name: "a", members: [0, 1] },
      { name: "b", members: [2, 3] },
      { name: "c", members: [4, 5] },
    ];
    const result = await solved(6, groups, product, more);
    const whole = product([0, 1, 2, 3, 4, 5]) - 1;
    expect(sum(result.groups.map((g) => g.shares[0]!))).toBeCloseTo(whole, 12);
    for (const { shares, members } of result.groups)
      if (members) expect(sum(members.map((m) => m.shares[0]!))).toBeCloseTo(shares[0]!, 12);
  });

  it("samples shares whose intervals hold the exact ones", async () => {
    const exact = sharesOf(await solved(6, alone(6), product));
    let outside = 0;
    for (let seed = 0; seed < 20; seed++) {
      const sampled = await solved(6, alone(6), product, { mostExact: 1, samples: 8, seed });
      expect(sampled.samples).toBe(8);
      for (const { group, shares, error } of sampled.groups)
        if (Math.abs(shares[0]! - exact[group.name]!) > error) outside++;
    }
    // 120 intervals of 95%: 6 are expected to miss, more than 15 with a chance below 1 in 1000.
    expect(outside).toBeLessThan(15);
  });

  it("looks into no group when asked not to, and needs fewer coalitions", async () => {
    const groups = [
      { name: "a", members: [0, 1, 2] },
      { name: "b", members: [3, 4, 5] },
    ];
    const deep = await solved(6, groups, product);
    const flat = await solved(6, groups, product, { isDeep: false });
    expect(flat.groups.every((g) => g.members === undefined)).toBe(true);
    expect(flat.evaluated).toBeLessThan(deep.evaluated);
    expect(sharesOf(flat)).toEqual({
      a: expect.closeTo(sharesOf(deep).a!, 12),
      b: expect.closeTo(sharesOf(deep).b!, 12),
    });
  });

  it("says in which combination there is no value", async () => {
    const evaluate: Evaluate = async (coalitions) =>
      coalitions.map((c) => (c === "10" ? {} : { worth: [1] }));
    const result = await solveGame(2, alone(2), evaluate, options);
    expect(result).toMatchObject({ off: ["p1"] });
  });
});

describe("a game in which something has no value", () => {
  const fault = { kind: "max-steps", time: 3, message: "Out of steps." } as const;
  const groups = [
    { name: "first", members: [0, 1] },
    { name: "second", members: [2] },
  ];
  const lacking =
    (hasNone: (on: readonly number[]) => boolean): Evaluate =>
    async (coalitions) =>
      coalitions.map((c) => (hasNone(onIn(c)) ? { status: fault } : { worth: [onIn(c).length] }));

  it("names the groups that are off where the fewest players are, of so many that were tried", async () => {
    // Without the third player there is no value; nobody and everybody were asked for before.
    const none = await solveGame(
      3,
      groups,
      lacking((on) => on.length > 0 && !on.includes(2)),
      options,
    );
    expect(none).toEqual({ tried: 6, missing: 3, off: ["second"], status: fault });
    const nobody = await solveGame(
      3,
      groups,
      lacking((on) => on.length === 0),
      options,
    );
    expect(nobody).toEqual({ tried: 2, missing: 1, off: ["first", "second"], status: fault });
    const all = await solveGame(
      3,
      groups,
      lacking((on) => on.length === 3),
      options,
    );
    expect(all).toMatchObject({ missing: 1, off: [] });
  });
});
