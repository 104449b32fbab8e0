import type { CompiledSystem } from "../../compile/index.ts";
import type { Provenance } from "../../document/index.ts";
import type { Conversion } from "../losses.ts";
import type { ExportedArm } from "./arm.ts";
import { toAntimony, toC, toMrgsolve } from "./programs.ts";
import { toSbml } from "./sbml.ts";

// One arm of a scenario in the words of other programs and of papers.
export { type ExportedArm, exportedArm } from "./arm.ts";

export { conversionsOf } from "./sbml.ts";

export const exportTargets = ["sbml", "antimony", "mrgsolve", "c"] as const;
export type ExportTarget = (typeof exportTargets)[number];

/** An arm as the text of a file that says where it comes from, and what became of everything. */
export function exportArm(
  arm: ExportedArm,
  target: ExportTarget,
  compiled: CompiledSystem,
  origin?: Provenance,
): { readonly text: string; readonly conversions: readonly Conversion[] } {
  switch (target) {
    case "sbml":
      return toSbml(arm, origin);
    case "antimony":
      return toAntimony(arm, origin);
    case "mrgsolve":
      return toMrgsolve(arm, origin);
    case "c":
      return toC(arm, compiled, origin);
  }
}
