import type { Diagnostic } from "../diagnostics/index.ts";
import * as say from "./messages.ts";
import type { Dose, Drug, RegimenEntry } from "./types.ts";

const mostDoses = 100_000;

/**
 * The doses of a treatment in a run of `duration` days, by time. An entry gives its dose at `from`, `from + every`, ...
 * and stops before `until` (exclusive) and before the end of the run. Times are multiples, not sums, so they do not creep.
 */
export function expandRegimen(
  entries: readonly RegimenEntry[],
  duration: number,
  drugs: ReadonlyMap<string, Drug>,
): { doses: Dose[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const doses: Dose[] = [];
  for (const entry of entries) {
    const faults = faultsOf(entry, duration, drugs);
    diagnostics.push(...faults);
    if (faults.some((f) => f.severity === "error")) continue;
    const end = Math.min(entry.until ?? duration, duration);
    // A rounding error in the last multiple must not add a dose at the exclusive end.
    const count = Math.ceil((end - entry.from) / entry.every - 1e-9);
    for (let i = 0; i < count; i++)
      doses.push({ time: entry.from + i * entry.every, drug: entry.drug, amount: entry.dose });
  }
  doses.sort((a, b) => a.time - b.time);
  return { doses, diagnostics };
}

function faultsOf(entry: RegimenEntry, duration: number, drugs: ReadonlyMap<string, Drug>): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const drug = drugs.get(entry.drug);
  if (!drug) faults.push(say.unknownDrug(entry.drug, entry.place, drugs.keys()));
  if (!(entry.dose > 0)) faults.push(say.notPositive("dose", `${entry.dose} mg`, entry.place));
  if (!(entry.every > 0))
    faults.push(say.notPositive("interval between doses", `${entry.every} days`, entry.place));
  if (entry.until !== undefined && entry.until <= entry.from)
    faults.push(say.endsBeforeStart(entry.from, entry.until, entry.place));
  else if (entry.from >= duration) faults.push(say.startsTooLate(entry.from, duration, entry.place));
  if (faults.length > 0) return faults;
  const count = (Math.min(entry.until ?? duration, duration) - entry.from) / entry.every;
  if (count > mostDoses) return [say.tooManyDoses(Math.ceil(count), entry.place)];
  const daily = entry.dose / Math.max(entry.every, 1e-9);
  if (drug && daily > drug.licensed.max * (1 + 1e-9))
    faults.push(say.aboveLicensed(drug.name, Number(daily.toPrecision(6)), drug.licensed.max, entry.place));
  return faults;
}
