import { isUsable } from "../diagnostics/index.ts";
import { type EvaluateMany, type PreparedArms, prepareArms } from "../runs/index.ts";
import type { Cast, Claim } from "../scenario/index.ts";
import { present } from "../text/index.ts";
import { ClaimTable } from "./claim-table.ts";
import { valuesAt } from "./points.ts";
import type { Ledger } from "./types.ts";
import { drawParameters, uncertainParameters } from "./uncertainty.ts";
import { holds } from "./verdict.ts";

/** So many draws over the declared uncertainty. Draws are keyed, so that any number of threads gives the same. */
export interface DrawOptions {
  readonly seed: number;
  readonly samples: number;
  evaluator(prepared: PreparedArms): EvaluateMany;
  /** Told of draws that have ended. */
  onProgress?(done: number, total: number): void;
}

/**
 * In how many of the draws each claim's expectation holds, in the order of the claims; NaN for those about a population,
 * which spans the uncertainty itself, so that a claim about one has no probability of its own. A run that fails counts
 * against.
 */
export async function countHolding(
  claims: readonly Claim[],
  cast: Cast,
  { seed, samples, evaluator, onProgress }: DrawOptions,
): Promise<number[]> {
  const table = new ClaimTable();
  const asked = claims.map((claim) => (claim.population ? undefined : table.cell(claim)));
  const cells = present(...asked);
  const prepared = prepareArms(
    table.runs().map((run) => ({ ...run, isOften: true })),
    cast,
  );
  const held = cells.map(() => 0);
  if (isUsable(prepared.diagnostics)) {
    const uncertain = uncertainParameters(prepared.systems, cast);
    const draws = function* () {
      for (let draw = 0; draw < samples; draw++) yield drawParameters(uncertain, seed, draw);
    };
    let done = 0;
    const found = valuesAt({ table, prepared, cells }, draws(), evaluator(prepared), { isLast: true });
    for await (const values of found) {
      for (const [i, { claim }] of cells.entries()) if (holds(claim, values[i])) held[i]! += 1;
      onProgress?.(++done, samples);
    }
  }
  return asked.map((cell) => (cell ? held[cells.indexOf(cell)]! : Number.NaN));
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
