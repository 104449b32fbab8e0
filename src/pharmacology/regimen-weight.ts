import type { Diagnostic } from "../diagnostics/index.ts";
import * as say from "./covariate-messages.ts";
import { usualWeight } from "./covariates.ts";
import type { RegimenEntry } from "./regimen-types.ts";

/** A treatment with its doses by weight put into mg for somebody of `weight` kg; a usual weight where nothing is known, which is said. */
export function byWeight(
  entries: readonly RegimenEntry[],
  weight: number | undefined,
): { entries: RegimenEntry[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const kg = weight ?? usualWeight;
  return {
    entries: entries.map((entry) => {
      if (!entry.isPerKg) return entry;
      if (weight === undefined) diagnostics.push(say.usualWeightTaken(kg, entry.place));
      return { ...scaled(entry, kg), isPerKg: undefined, weight: kg };
    }),
    diagnostics,
  };
}

/** An entry with all its amounts so many times as large. */
export function scaled(entry: RegimenEntry, factor: number): RegimenEntry {
  if (factor === 1) return entry;
  const { loading, titrate } = entry;
  return {
    ...entry,
    dose: entry.dose * factor,
    loading: loading && { ...loading, dose: loading.dose * factor },
    titrate: titrate && { ...titrate, to: titrate.to * factor, by: titrate.by * factor },
  };
}
