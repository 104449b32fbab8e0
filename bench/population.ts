import { median } from "../src/statistics/index.ts";
import type { Dropped, Ratios, Say, Standing } from "./measure.ts";
import type { Method } from "./method.ts";
import type { Plan } from "./plan.ts";

export interface CrowdStanding {
  readonly method: string;
  readonly isOwn: boolean;
  readonly rtol: number;
  readonly people: number;
  readonly cpuPerPerson: number;
  readonly ratios: Ratios;
  /** Mean over people of the sum of their final states: must agree between methods. */
  readonly check: number;
}

/**
 * CPU time per person on one core, each method at the tolerance that gave the compared accuracy for the nominal person.
 * Slow methods simulate fewer people (the budget of one round).
 */
export async function measureCrowds(
  methods: readonly Method[],
  at: readonly Standing[],
  { people, crowdRounds: rounds, crowdBudget: budget }: Plan,
  say: Say,
): Promise<{ crowds: CrowdStanding[]; dropped: Dropped[] }> {
  const dropped: Dropped[] = [];
  const entries: { method: Method; rtol: number; count: number; rounds: number[]; check: number }[] = [];
  for (const method of methods) {
    const standing = at.find((s) => s.method === method.name);
    if (!standing || method.onlySingle) continue;
    const rtol = Number(standing.rtol.toPrecision(3));
    const count = Math.max(2, Math.min(people, 2 * Math.floor(budget / Math.max(standing.ms, 0.1) / 2)));
    entries.push({ method, rtol, count, rounds: [], check: Number.NaN });
  }
  for (let round = 0; round < rounds; round++) {
    say(`population: round ${round + 1} of ${rounds}`);
    for (const entry of entries) {
      try {
        const { cpu, sum } = await entry.method.crowd(entry.rtol, 0, entry.count);
        entry.rounds.push(cpu / entry.count);
        entry.check = sum / entry.count;
      } catch (error) {
        dropped.push({
          name: entry.method.name,
          why: error instanceof Error ? error.message : String(error),
        });
        entries.splice(entries.indexOf(entry), 1);
      }
    }
  }
  const peers = entries.filter((entry) => !entry.method.isOwn);
  return {
    crowds: entries.map(({ method, rtol, count, rounds: times, check }) => ({
      method: method.name,
      isOwn: method.isOwn,
      rtol,
      people: count,
      cpuPerPerson: median(times),
      ratios: new Map(
        peers.map((peer) => [peer.method.name, median(times.map((ms, round) => peer.rounds[round]! / ms))]),
      ),
      check,
    })),
    dropped,
  };
}
