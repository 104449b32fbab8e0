import { type Diagnostic, isUsable } from "../diagnostics/index.ts";
import { settleProducts } from "./products.ts";
import { faultsOf, mostDoses } from "./regimen-checks.ts";
import { selected } from "./regimen-days.ts";
import { countIn, type Slot, slotsOf, steadyDays } from "./regimen-levels.ts";
import * as say from "./regimen-messages.ts";
import { type Course, settleSwitches } from "./regimen-switch.ts";
import type { Dose, DosePlan, MissedDose, RegimenEntry } from "./regimen-types.ts";
import { warningsOf } from "./regimen-warnings.ts";
import { byWeight } from "./regimen-weight.ts";
import type { Drug } from "./types.ts";

/**
 * The doses of a treatment in a run of `duration` days, by time, each with its reason, and those asked for and not
 * taken. An entry gives its dose at `from`, `from + every`, ... before `until` (exclusive) and before the end of the run;
 * then its taper follows. A treatment that was written for a longer run (`planned` days) is carried out as far as this
 * one goes. Doses of an event table after the end are counted and told. Chances are drawn by seed, drug and time, so the same seed always misses the same doses.
 */
export function expandRegimen(
  entries: readonly RegimenEntry[],
  duration: number,
  drugs: ReadonlyMap<string, Drug>,
  seed = 0,
  planned = duration,
): DosePlan & { diagnostics: Diagnostic[] } {
  const weighed = byWeight(entries, undefined);
  const products = settleProducts(weighed.entries, drugs);
  const { courses, diagnostics } = settleSwitches(products.entries);
  diagnostics.unshift(...weighed.diagnostics, ...products.diagnostics);
  const written = Math.max(duration, planned);
  const slots: Slot[] = [];
  for (const course of courses) {
    const faults = faultsOf(course, written, drugs);
    diagnostics.push(...faults);
    const drug = drugs.get(course.drug);
    if (!isUsable(faults) || !drug) continue;
    const end = Math.min(course.until ?? written, written) + (course.taper?.over ?? 0);
    const start = course.isSteady ? course.from - steadyDays : course.from;
    const count = countIn(end - start, course.every) * (course.split?.at.length ?? 1);
    if (count > mostDoses) diagnostics.push(say.tooManyDoses(count, course.place));
    else slots.push(...slotsOf(course, written, drug).filter((slot) => !isPaused(slot, seed)));
  }
  slots.sort((a, b) => a.time - b.time);
  const contradictions = clashes(slots);
  // Doses that contradict each other are not added up for warnings too.
  diagnostics.push(...contradictions);
  if (contradictions.length === 0) diagnostics.push(...warningsOf(slots, courses, written, drugs));
  diagnostics.push(...notReached(courses, duration, written));
  const reached = slots.filter(({ time }) => time < duration);
  return Object.assign(takenAndMissed(reached, duration, seed, drugs), { diagnostics });
}

/** What is not begun when the run ends: doses of event tables, counted over all lines, and entries of a longer plan. */
function notReached(courses: readonly Course[], duration: number, written: number): Diagnostic[] {
  const countBefore = ({ from, until = duration, every }: Course, end: number) =>
    countIn(Math.min(until, end) - from, every);
  const events = courses.filter((course) => course.isEvent);
  const late = events.filter((course) => countBefore(course, duration) < countBefore(course, Infinity));
  const [all, given] = [Number.POSITIVE_INFINITY, duration].map((end) =>
    events.reduce((sum, course) => sum + countBefore(course, end), 0),
  ) as [number, number];
  const end = Math.max(0, ...late.map(({ until = 0 }) => until));
  return [
    ...(late[0] ? [say.eventsPastEnd(all - given, all, duration, end, late[0].place)] : []),
    ...courses
      .filter((course) => !course.isEvent && course.from >= duration && course.from < written)
      .map((course) => say.notBegun(course.drug, course.from, duration, course.place)),
  ];
}

const isPaused = ({ course, time }: Slot, seed: number) =>
  selected(course.pause, time, { seed, purpose: "pause", drug: course.drug }) !== undefined;

function takenAndMissed(
  slots: readonly Slot[],
  duration: number,
  seed: number,
  drugs: ReadonlyMap<string, Drug>,
): DosePlan {
  const doses: Dose[] = [];
  const missed: MissedDose[] = [];
  for (const { course, time, amount, reason } of slots) {
    const { drug, late } = course;
    const isRunIn = time < 0;
    const way = wayOf(course, amount, drugs.get(drug)!);
    const dose = { time, drug, amount, reason, ...way, ...(isRunIn ? { every: course.every } : {}) };
    const miss = isRunIn ? undefined : selected(course.miss, time, { seed, purpose: "miss", drug });
    const delay = late && !isRunIn ? selected(late.on, time, { seed, purpose: "late", drug }) : undefined;
    if (miss) missed.push({ ...dose, reason: `missed (${miss.text}); ${reason}` });
    else if (!late || !delay) doses.push(dose);
    else if (time + late.by < duration)
      doses.push({ ...dose, time: time + late.by, late: late.by, reason: `late (${delay.text}); ${reason}` });
    else missed.push({ ...dose, reason: `late (${delay.text}), past the end of the run; ${reason}` });
  }
  return { doses: doses.sort((a, b) => a.time - b.time), missed };
}

/** How a dose comes into the body, where it is not swallowed as the kinetics of its drug say. */
function wayOf(
  { route, infusion, taken }: Course,
  amount: number,
  drug: Drug,
): Pick<Dose, "route" | "over" | "ways"> {
  const own = drug.routes.length > 0 ? drug.routes.map(({ name }) => name) : undefined;
  const ways = taken?.ways ?? own;
  if (!route) return ways ? { ways } : {};
  if (!infusion) return { route };
  return { route: "iv", over: "over" in infusion ? infusion.over : amount / infusion.rate };
}

/** Entries of one drug that ask for a dose at the same moment contradict each other; said once for each pair. */
function clashes(slots: readonly Slot[]): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const latest = new Map<string, Slot>();
  const numbers = new Map<Course, number>();
  const numberOf = (course: Course) => {
    if (!numbers.has(course)) numbers.set(course, numbers.size);
    return numbers.get(course)!;
  };
  for (const slot of slots) {
    const { course, time } = slot;
    const other = latest.get(course.drug);
    latest.set(course.drug, slot);
    if (!other || other.course === course || (course.isEvent && other.course.isEvent)) continue;
    // A tablet beside an infusion.
    if (course.route !== other.course.route) continue;
    if (time - other.time > 1e-6) continue;
    const [first, second] = [other.course, course].sort(
      (a, b) => a.from - b.from || a.place.start - b.place.start,
    ) as [Course, Course];
    const key = `${numberOf(first)} ${numberOf(second)}`;
    if (!found.has(key)) found.set(key, say.contradiction(course.drug, time, second.place, first.place));
  }
  return [...found.values()];
}
