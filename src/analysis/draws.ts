import { type ArmValues, prepareArms } from "../runs/index.ts";
import type { Cast, Claim } from "../scenario/index.ts";
import { ClaimTable } from "./claim-table.ts";
import type { Ledger } from "./types.ts";
import { drawParameters, uncertainParameters } from "./uncertainty.ts";
import { holds } from "./verdict.ts";

/** Draws `from` (inclusive) to `to` (exclusive) over the declared uncertainty. Draws are keyed, so any split gives the same. */
export interface DrawOptions {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  onProgress?(done: number, total: number): void;
}

/** In how many of the draws each claim's expectation holds, in the order of the claims; NaN for those about a population. A run that fails counts against. */
export function countHolding(
  claims: readonly Claim[],
  cast: Cast,
  { seed, from, to, onProgress }: DrawOptions,
): number[] {
  const table = new ClaimTable();
  const cells = claims.map((claim) => table.cell(claim));
  const prepared = prepareArms(table.runs(), cast);
  const uncertain = uncertainParameters(prepared.systems, cast);
  // A population spans the uncertainty itself, so a claim about one has no probability of its own.
  const held = claims.map((claim) => (claim.population ? Number.NaN : 0));
  for (let draw = from; draw < to; draw++) {
    onProgress?.(draw - from, to - from);
    const parameters = drawParameters(uncertain, seed, draw);
    const values: ArmValues[] = Array.from({ length: prepared.count }, (_, i) => prepared.run(i, parameters));
    for (const [i, cell] of cells.entries()) if (holds(cell.claim, table.read(cell, values))) held[i]! += 1;
  }
  return held;
}

/** The ledger with probabilities from the counts of all draws. */
export function withProbabilities(ledger: Ledger, held: readonly number[], samples: number): Ledger {
  return {
    ...ledger,
    results: ledger.results.map((result, i) =>
      Number.isNaN(held[i]) ? result : { ...result, samples, probability: held[i]! / samples },
    ),
  };
}
