import type { Coalition, CoalitionValue, PlayerGroup } from "./types.ts";

/** How many coalitions {@link exactValues} needs, at most. */
export function exactCost(groups: readonly PlayerGroup[]): number {
  const players = groups.reduce((sum, g) => sum + g.members.length, 0);
  const byGroup = groups.reduce((sum, g) => sum + 2 ** (groups.length - 1 + g.members.length), 0);
  return Math.min(2 ** players, byGroup);
}

/**
 * Owen values (Owen 1977, in Mathematical Economics and Game Theory, p 76): Shapley values among the groups, and within
 * each group among its members, so that members sum to their group. With one member in every group, or with one group,
 * they are Shapley values (Shapley 1953, Ann Math Stud 28:307). One list of shares for each player.
 */
export function exactValues(
  players: number,
  groups: readonly PlayerGroup[],
  worth: (coalition: Coalition) => CoalitionValue,
): number[][] {
  const shares: number[][] = Array.from({ length: players }, () => []);
  for (const [own, { members }] of groups.entries()) {
    const others = groups.filter((_, i) => i !== own);
    for (let outer = 0; outer < 2 ** others.length; outer++) {
      const present = others.flatMap((g, i) => (has(outer, i) ? g.members : []));
      const outerWeight = weight(countOf(outer), groups.length);
      for (let inner = 0; inner < 2 ** members.length; inner++) {
        const within = members.filter((_, i) => has(inner, i));
        const before = worth(coalitionOf(players, [...present, ...within]));
        const factor = outerWeight * weight(within.length, members.length);
        for (const [i, member] of members.entries()) {
          if (has(inner, i)) continue;
          const after = worth(coalitionOf(players, [...present, ...within, member]));
          addGain(shares[member]!, before, after, factor);
        }
      }
    }
  }
  return shares;
}

/** All coalitions that {@link exactValues} asks for. */
export function* exactCoalitions(players: number, groups: readonly PlayerGroup[]): Generator<Coalition> {
  for (const [own, { members }] of groups.entries()) {
    const others = groups.filter((_, i) => i !== own);
    for (let outer = 0; outer < 2 ** others.length; outer++) {
      const present = others.flatMap((g, i) => (has(outer, i) ? g.members : []));
      for (let inner = 0; inner < 2 ** members.length; inner++)
        yield coalitionOf(players, [...present, ...members.filter((_, i) => has(inner, i))]);
    }
  }
}

/** The coalition in which these players are on. */
export function coalitionOf(players: number, on: readonly number[]): Coalition {
  const signs = new Array<string>(players).fill("0");
  for (const player of on) signs[player] = "1";
  return signs.join("");
}

/** Adds `factor` times what `after` is worth above `before`. */
export function addGain(to: number[], before: CoalitionValue, after: CoalitionValue, factor = 1): void {
  for (let k = 0; k < after.length; k++) to[k] = (to[k] ?? 0) + factor * (after[k]! - before[k]!);
}

const has = (set: number, index: number) => Math.floor(set / 2 ** index) % 2 === 1;

function countOf(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

/** Share of the orders of `count` players in which exactly a given set of this size comes before a given player. */
function weight(size: number, count: number): number {
  let product = 1 / count;
  for (let i = 1; i <= size; i++) product *= i / (count - i);
  return product;
}
