import { plain } from "../src/text/index.ts";
import type { BenchResult } from "./bench.ts";
import type { Ratios } from "./measure.ts";

/** What `--json` prints, about the shipped model. Ratios are the time of CVODE divided by that of the method. */
export interface BenchJson {
  readonly model: { readonly states: number; readonly nonzeros: number };
  /** At CVODE's accuracy at relative tolerance 1e-6; `rms` is where `ms` (CPU, warm) holds. */
  readonly single: readonly {
    readonly method: string;
    readonly rms: number;
    readonly ms: number;
    readonly ratio_vs_cvode: number | null;
  }[];
  /** Our fastest whole run within an error of 2e-3 and of 1e-4; null when there is none. */
  readonly frame: { readonly coarse: RmsAndMs; readonly refined: RmsAndMs };
  readonly population: readonly {
    readonly method: string;
    readonly cpu_ms_per_person: number;
    readonly ratio_vs_cvode: number | null;
  }[];
  /** ms from the start of a fresh process to its end. */
  readonly cold_ms: number;
  readonly missing_peers: readonly string[];
}

type RmsAndMs = { readonly rms: number; readonly ms: number } | null;

export function jsonOf({ models, cold, missing }: BenchResult): BenchJson {
  const { states, nonzeros, comparisons, coarse, refined } = models[0]!;
  const { single, crowds } = comparisons[0]!;
  const frame = (point: typeof coarse): RmsAndMs =>
    point ? { rms: short(point.rms), ms: short(point.ms) } : null;
  return {
    model: { states, nonzeros },
    single: single.map(({ method, rms, ms, ratios }) => ({
      method,
      rms: short(rms),
      ms: short(ms),
      ratio_vs_cvode: againstCvode(ratios),
    })),
    frame: { coarse: frame(coarse), refined: frame(refined) },
    population: crowds.map(({ method, cpuPerPerson, ratios }) => ({
      method,
      cpu_ms_per_person: short(cpuPerPerson),
      ratio_vs_cvode: againstCvode(ratios),
    })),
    cold_ms: short(cold.wall),
    missing_peers: missing.map((peer) => peer.name),
  };
}

const againstCvode = (ratios: Ratios): number | null => {
  const ratio = ratios.get("cvode");
  return ratio === undefined ? null : short(ratio);
};
const short = (value: number): number => plain(value, 4);
