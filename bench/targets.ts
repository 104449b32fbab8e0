import type { BenchResult, Comparison } from "./bench.ts";
import { table } from "./tables.ts";

/** What we hold ourselves to on the shipped model, and what this run measured. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  /** Undefined where the peer is not here. */
  readonly isMet: boolean | undefined;
}

const times = (ratio: number) => `${ratio.toPrecision(2)}x`;
const largest = (ratios: readonly (number | undefined)[]) => {
  const known = ratios.filter((ratio) => ratio !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
};
const at = (comparisons: readonly Comparison[], peer: string) =>
  comparisons.find(({ whose }) => whose.startsWith(`${peer} `));

/** The targets, read off a finished bench. The first model is the shipped one. */
export function targetsOf({ models, scaling, cold }: BenchResult): Target[] {
  const { comparisons, coarse, refined } = models[0]!;
  const faster = (what: string, least: number, ratio: number | undefined): Target => ({
    what,
    wanted: `at least ${least}x`,
    measured: ratio === undefined ? "not measured" : times(ratio),
    isMet: ratio === undefined ? undefined : ratio >= least,
  });
  const single = (peer: string) =>
    largest((at(comparisons, peer)?.single ?? []).filter((s) => s.isOwn).map((s) => s.ratios.get(peer)));
  const lsoda = comparisons.find(({ whose }) => whose.includes("lsoda"));
  const crowd = largest((lsoda?.crowds ?? []).filter((c) => c.isOwn).map((c) => c.ratios.get("cvode")));
  const within = (what: string, limit: number, ms: number | undefined): Target => ({
    what,
    wanted: `${limit} ms`,
    measured: ms === undefined ? "none" : `${ms.toPrecision(3)} ms`,
    isMet: ms !== undefined && ms <= limit,
  });
  return [
    faster("one run against CVODE with KLU, at its accuracy", 5, single("cvode")),
    faster("one run against deSolve lsoda with compiled C, at its accuracy", 5, single("desolve lsoda")),
    within("a run while a slider moves, rms error at most 2e-3", 8, coarse?.ms),
    within("the refined run, rms error at most 1e-4", 16, refined?.ms),
    faster("people on one core against CVODE, at the accuracy of lsoda", 6, crowd),
    within("from equations to functions, cold", 500, cold.compile),
    ...growth(scaling),
  ];
}

/** Cost of a step per nonzero in the largest model over that in the smallest. */
function growth(scaling: BenchResult["scaling"]): Target[] {
  const fastest = scaling.filter((row) => row.method.includes("wasm"));
  const [first, last] = [fastest[0], fastest.at(-1)];
  if (!first || !last || first === last) return [];
  const ratio = last.nanosecondsPerStepAndNonzero / first.nanosecondsPerStepAndNonzero;
  return [
    {
      what: `cost of a step per nonzero, ${last.states} states over ${first.states}`,
      wanted: "below 2x",
      measured: times(ratio),
      isMet: ratio < 2,
    },
  ];
}

const verdict = ({ isMet }: Target) => (isMet === undefined ? "-" : isMet ? "yes" : "NO");

export function targetsTable(result: BenchResult): string {
  return table(
    ["on the shipped model", "wanted", "measured", "met"],
    targetsOf(result).map((target) => [target.what, target.wanted, target.measured, verdict(target)]),
  );
}
