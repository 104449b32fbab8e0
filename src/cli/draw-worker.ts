import { countHolding } from "../analysis/index.ts";
import { loadLibrary, withOwnFiles } from "./library.ts";

/** One worker's share of the draws over the declared uncertainty. */
export interface DrawTask {
  readonly claims: readonly string[];
  /** Files of one's own, by path. */
  readonly own: ReadonlyMap<string, string>;
  readonly models: string | undefined;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** Counts in how many draws each claim holds; runs in a worker thread. */
export default function run({ claims, own, models, ...draws }: DrawTask): number[] {
  const library = withOwnFiles(loadLibrary(models), own);
  return countHolding(
    claims.map((id) => library.claims.get(id)!),
    library,
    draws,
  );
}
