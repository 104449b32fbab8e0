import { type EvaluateMany, type PreparedArms, prepareArms, type TaskInput } from "../runs/index.ts";
import type { Cast, Claim } from "../scenario/index.ts";
import { ClaimTable, type RunValues } from "./claim-table.ts";
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
  const cells = claims.map((claim) => (claim.population ? undefined : table.cell(claim)));
  const held = cells.map((cell) => (cell ? 0 : Number.NaN));
  const runs = table.runs();
  const prepared = prepareArms(
    runs.map((run) => ({ ...run, isOften: true })),
    cast,
  );
  const uncertain = uncertainParameters(prepared.systems, cast);
  const isUsable = !prepared.diagnostics.some((d) => d.severity === "error");
  const order = isUsable ? prepared.setsOf([...runs.keys()]).flat() : [];
  const tasks = function* (): Generator<TaskInput> {
    for (let draw = 0; draw < samples; draw++) {
      const parameters = drawParameters(uncertain, seed, draw);
      for (const arm of order) yield { arm, parameters };
    }
  };
  const values = new Array<RunValues>(runs.length);
  let ended = 0;
  for await (const row of evaluator(prepared)(tasks(), { isLast: true })) {
    values[row.arm] = row;
    if (++ended % runs.length > 0) continue;
    for (const [i, cell] of cells.entries())
      if (cell && holds(cell.claim, table.read(cell, values))) held[i]! += 1;
    onProgress?.(ended / runs.length, samples);
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
