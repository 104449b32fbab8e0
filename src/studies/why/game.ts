import { halfWidthOfMean } from "../../statistics/index.ts";
import { exactCoalitions, exactCost, exactValues } from "./exact.ts";
import type {
  Coalition,
  CoalitionValue,
  Evaluate,
  GroupValue,
  MissingValues,
  PlayerGroup,
  Value,
} from "./types.ts";
import { coalitionsOf, gainsOf, memberValues, walksOf } from "./walks.ts";

export interface GameOptions {
  readonly seed: number;
  /** Pairs of random orders where values are sampled. */
  readonly samples: number;
  /** Values are exact where they need no more coalitions than this. */
  readonly mostExact: number;
  /** Groups that carry less than this part of all groups' absolute shares are not looked into. */
  readonly least: number;
  /** Whether groups are looked into at all; if not, a group is one player. */
  readonly isDeep: boolean;
  /** Of coalitions that must be worth the same, the one that stands for all; left out: each stands for itself. */
  leastAlike?(coalition: Coalition): Coalition;
  /** Called before coalitions are evaluated, with how many are still unknown. */
  onNeed?(count: number): void;
}

export interface GameSolution {
  /** Largest first. */
  readonly groups: readonly GroupValue[];
  /** With everybody, and with nobody. */
  readonly all: CoalitionValue;
  readonly none: CoalitionValue;
  readonly evaluated: number;
  /** Pairs of random orders that were used: 0 where everything is exact. */
  readonly samples: number;
}

/**
 * Owen values of players in groups: exact where the coalitions are few; else exact among groups and sampled within the
 * groups that carry much; else sampled throughout. Whatever the way, members sum to their group and groups to the whole.
 */
export async function solveGame(
  players: number,
  groups: readonly PlayerGroup[],
  evaluate: Evaluate,
  options: GameOptions,
): Promise<GameSolution | MissingValues> {
  const known = coalitionsIn(groups, evaluate, options);
  try {
    return await solve(players, groups, known, options);
  } catch (stop) {
    if (stop instanceof Missing) return stop.what;
    throw stop;
  }
}

async function solve(
  players: number,
  groups: readonly PlayerGroup[],
  known: Coalitions,
  options: GameOptions,
): Promise<GameSolution> {
  const { worth } = known;
  const [nobody, everybody] = ["0".repeat(players), "1".repeat(players)] as const;
  const done = (values: readonly GroupValue[], samples: number): GameSolution => ({
    groups: [...values].sort((a, b) => Math.abs(b.shares[0]!) - Math.abs(a.shares[0]!)),
    all: worth(everybody),
    none: worth(nobody),
    evaluated: known.count(),
    samples,
  });
  await known.need([nobody, everybody]);
  if (options.isDeep && exactCost(groups) <= options.mostExact) {
    await known.need(exactCoalitions(players, groups));
    const shares = exactValues(players, groups, worth);
    return done(
      groups.map((group) => {
        const members = group.members.map((m): Value => ({ shares: shares[m]!, error: 0 }));
        return { group, ...sumOf(members), members };
      }),
      0,
    );
  }
  const asOne = groups.map((g): PlayerGroup => ({ name: g.name, members: [groups.indexOf(g)] }));
  if (exactCost(asOne) <= options.mostExact) {
    // A group that moves as one is a player of a smaller game.
    const spread = (c: Coalition) => spreadOut(c, groups, players);
    await known.need([...exactCoalitions(groups.length, asOne)].map(spread));
    const shares = exactValues(groups.length, asOne, (c) => worth(spread(c)));
    const whole = shares.reduce((sum, s) => sum + Math.abs(s[0]!), 0);
    const isOpen = groups.map(
      (g, i) => options.isDeep && g.members.length > 1 && Math.abs(shares[i]![0]!) > options.least * whole,
    );
    const members = await sampled(players, groups, isOpen, shares, known, options);
    const values = groups.map((group, i): GroupValue => {
      const own = { shares: shares[i]!, error: 0 };
      const single = group.members.length === 1 ? [own] : undefined;
      return { group, ...own, members: isOpen[i] ? members[i]!.members : single };
    });
    return done(values, isOpen.includes(true) ? options.samples : 0);
  }
  const isOpen = groups.map((g) => options.isDeep || g.members.length === 1);
  const values = await sampled(players, groups, isOpen, undefined, known, options);
  return done(
    groups.map((group, i) => {
      const { members, ...own } = values[i]!;
      return { group, ...own, members: isOpen[i] ? members : undefined };
    }),
    options.samples,
  );
}

/** Values from random walks: groups that are not open enter as one. `exact`: shares of the groups, where known. */
async function sampled(
  players: number,
  groups: readonly PlayerGroup[],
  isOpen: readonly boolean[],
  exact: readonly (readonly number[])[] | undefined,
  known: Coalitions,
  { samples, seed }: GameOptions,
): Promise<(Value & { members: Value[] })[]> {
  const parts = groups.map((g, i) => ({ steps: isOpen[i] ? g.members.map((m) => [m]) : [g.members] }));
  if (exact && !isOpen.includes(true)) return [];
  const walks = walksOf(parts, samples, seed);
  await known.need(walks.flatMap((walk) => coalitionsOf(walk, parts, players)));
  const gains = gainsOf(walks, parts, players, known.worth);
  return groups.map((_, i) => {
    const own = gains.map((pair) => pair[i]!);
    const members = memberValues(own, exact?.[i]);
    const totals = own.map((steps) => steps.reduce((sum, g) => sum + g[0]!, 0));
    return { shares: sumOf(members).shares, error: exact ? 0 : halfWidthOfMean(totals), members };
  });
}

function spreadOut(coalition: Coalition, groups: readonly PlayerGroup[], players: number): Coalition {
  const signs = new Array<string>(players).fill("0");
  for (const [i, group] of groups.entries())
    if (coalition[i] === "1") for (const member of group.members) signs[member] = "1";
  return signs.join("");
}

const sumOf = (members: readonly Value[]): Value => ({
  shares: members[0]!.shares.map((_, k) => members.reduce((sum, m) => sum + m.shares[k]!, 0)),
  error: 0,
});

/** Stops the search for values: a coalition has none. */
class Missing extends Error {
  readonly what: MissingValues;

  constructor(what: MissingValues) {
    super("a coalition has no value");
    this.what = what;
  }
}

type Coalitions = ReturnType<typeof coalitionsIn>;

/** Coalitions whose worth is known; of those that are worth the same, one is evaluated. */
function coalitionsIn(groups: readonly PlayerGroup[], evaluate: Evaluate, options: GameOptions) {
  const known = new Map<Coalition, CoalitionValue>();
  const alike = new Map<Coalition, Coalition>();
  const leastOf = (coalition: Coalition): Coalition => {
    const least = alike.get(coalition) ?? options.leastAlike?.(coalition) ?? coalition;
    alike.set(coalition, least);
    return least;
  };
  return {
    count: () => known.size,

    worth(coalition: Coalition): CoalitionValue {
      const found = known.get(leastOf(coalition));
      if (!found) throw new Error(`invalid coalition: ${coalition}; expected one that was evaluated`);
      return found;
    },

    async need(coalitions: Iterable<Coalition>): Promise<void> {
      const first = new Map<Coalition, Coalition>();
      for (const coalition of coalitions) {
        const least = leastOf(coalition);
        if (!known.has(least) && !first.has(least)) first.set(least, coalition);
      }
      const unknown = [...first.values()];
      if (unknown.length === 0) return;
      options.onNeed?.(unknown.length);
      const results = await evaluate(unknown);
      const missing: number[] = [];
      for (const [i, { worth }] of results.entries()) {
        if (worth) known.set(leastOf(unknown[i]!), worth);
        else missing.push(i);
      }
      if (missing.length === 0) return;
      const fewest = missing.reduce((a, b) => (offIn(unknown[b]!) < offIn(unknown[a]!) ? b : a));
      throw new Missing({
        tried: unknown.length,
        missing: missing.length,
        off: groups.filter((g) => g.members.some((m) => unknown[fewest]![m] === "0")).map((g) => g.name),
        status: results[fewest]!.status,
      });
    },
  };
}

const offIn = (coalition: Coalition) => [...coalition].filter((sign) => sign === "0").length;
