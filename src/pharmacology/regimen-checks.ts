import type { Diagnostic } from "../diagnostics/index.ts";
import { mainTarget } from "./occupancy.ts";
import { knownNames } from "./products.ts";
import * as say from "./regimen-messages.ts";
import type { Course } from "./regimen-switch.ts";
import { nearestAmount, roundingText } from "./tablets.ts";
import type { Drug } from "./types.ts";

/** Doses that one entry may ask for in a run. */
export const mostDoses = 100_000;

/** What makes a course impossible, each fault at its own place. */
export function faultsOf(course: Course, duration: number, drugs: ReadonlyMap<string, Drug>): Diagnostic[] {
  const { from, until, every, dose, place } = course;
  const drug = drugs.get(course.drug);
  const faults: Diagnostic[] = [];
  if (!drug) faults.push(say.unknownDrug(course.drug, place, knownNames(drugs)));
  if (!(dose > 0)) faults.push(say.notPositive("dose", `${dose} mg`, place));
  if (!(every > 0)) faults.push(say.notPositive("interval between doses", `${every} days`, place));
  if (until !== undefined && until <= from)
    faults.push(say.endsBeforeStart(from, until, course.untilPlace ?? place));
  else if (from >= duration && !course.isEvent) faults.push(say.startsTooLate(from, duration, place));
  if (faults.length > 0 || !drug) return faults;
  if (course.rounding && course.route) faults.push(say.notForAVein("in tablets", course.rounding.place));
  if (course.taper?.shape === "hyperbolic" && course.route)
    faults.push(say.notForAVein("a hyperbolic taper", course.taper.place));
  if (faults.length > 0) return faults;
  return [...changeFaults(course), ...taperFaults(course, duration, drug), ...roundingFaults(course, drug)];
}

function changeFaults({
  dose,
  every,
  split,
  titrate,
  loading,
  late,
  from,
  until,
  place,
}: Course): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const outside = split?.at.find((time) => time >= every);
  if (split && outside !== undefined) faults.push(say.splitOutside(outside, every, split.place));
  if (titrate && titrate.to <= dose) faults.push(say.titrateDown(dose, titrate.to, titrate.place));
  if (titrate && until !== undefined) {
    const reached = from + Math.ceil((titrate.to - dose) / titrate.by - 1e-9) * titrate.every;
    if (reached >= until) faults.push(say.titrationUnfinished(titrate.to, reached, until, titrate.place));
  }
  if (loading && loading.dose <= dose) faults.push(say.loadingTooSmall(loading.dose, dose, loading.place));
  if (late) {
    const times = split?.at ?? [0];
    const gaps = times.map((time, i) => (times[i + 1] ?? times[0]! + every) - time);
    const gap = Math.min(...gaps);
    if (late.by >= gap) faults.push(say.lateTooLong(late.by, gap, late.place ?? place));
  }
  return faults;
}

function taperFaults({ taper, until, drug: name }: Course, duration: number, drug: Drug): Diagnostic[] {
  if (!taper) return [];
  if (until === undefined || !Number.isFinite(until)) return [say.taperWithoutUntil(taper.place)];
  const end = until + taper.over;
  if (end > duration + 1e-9) return [say.taperTooLong(until, end, duration, taper.place)];
  if (taper.shape === "hyperbolic" && !mainTarget(drug)) return [say.noOccupancy(name, taper.place)];
  return [];
}

/** Doses that somebody wrote must be available as written; steps in between are rounded. */
function roundingFaults(
  { rounding, split, dose, loading, titrate, taken }: Course,
  drug: Drug,
): Diagnostic[] {
  if (!rounding) return [];
  const tablets = taken?.strengths ?? drug.tablets;
  const shares = split?.shares ?? [1 / (split?.at.length ?? 1)];
  return [dose, loading?.dose, titrate?.to].flatMap((amount) =>
    shares.flatMap((share) => {
      if (amount === undefined) return [];
      const near = nearestAmount(amount * share, rounding, tablets);
      if (Math.abs(near - amount * share) < 1e-6) return [];
      return [say.notAvailable(amount * share, near, roundingText(rounding, tablets), rounding.place)];
    }),
  );
}
