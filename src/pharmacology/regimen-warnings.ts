import type { Diagnostic } from "../diagnostics/index.ts";
import { isReuptakeInhibitor } from "./occupancy.ts";
import { countIn, type Slot } from "./regimen-levels.ts";
import * as say from "./regimen-messages.ts";
import type { Course } from "./regimen-switch.ts";
import { roundingText } from "./tablets.ts";
import type { Drug } from "./types.ts";

/** What is possible but unusual, and why it is worth a second look. `slots` are in order of time. */
export function warningsOf(
  slots: readonly Slot[],
  courses: readonly Course[],
  duration: number,
  drugs: ReadonlyMap<string, Drug>,
): Diagnostic[] {
  return [
    ...outsideLicensed(slots, drugs),
    ...twoReuptakeInhibitors(slots, drugs),
    ...roundedAway(slots, courses, duration, drugs),
    ...missingNothing(slots, courses),
    ...overlapping(slots),
    ...apparent(courses, drugs),
  ];
}

/** Entries of one drug that run side by side count together. One warning a drug, at the entry with its highest dose. */
function outsideLicensed(slots: readonly Slot[], drugs: ReadonlyMap<string, Drug>): Diagnostic[] {
  const highest = new Map<string, { daily: number; course: Course }>();
  const active = new Map<string, Map<Course, { perDay: number; end: number }>>();
  for (const { course, time, perDay } of slots) {
    const side = active.get(course.drug) ?? new Map();
    active.set(course.drug, side);
    side.set(course, { perDay, end: time + course.every });
    let daily = 0;
    for (const [other, { perDay: part, end }] of side)
      if (end > time + 1e-9) daily += part;
      else side.delete(other);
    if (daily > (highest.get(course.drug)?.daily ?? 0)) highest.set(course.drug, { daily, course });
  }
  return [...highest.values()].flatMap(({ daily, course }) => {
    const { max: most, min: least } = drugs.get(course.drug)!.licensed;
    // Half a dose is a common start; what stays under that is more likely a slip of the unit, or meant to be small.
    if (daily < (least / 2) * (1 - 1e-9))
      return [say.belowLicensed(course.drug, Number(daily.toPrecision(6)), least, course.place)];
    if (daily <= most * (1 + 1e-9)) return [];
    return [say.aboveLicensed(course.drug, Number(daily.toPrecision(6)), most, course.place)];
  });
}

/** What goes into a vein of a drug whose clearance is known over its bioavailability only; said once a drug. */
function apparent(courses: readonly Course[], drugs: ReadonlyMap<string, Drug>): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const { drug: name, route, place } of courses) {
    const drug = drugs.get(name);
    if (route && drug?.bioavailabilityOf?.what === "nominal" && !found.has(name))
      found.set(name, say.apparentInAVein(drug.title.toLowerCase(), place));
  }
  return [...found.values()];
}

/** Infusions of one entry that outlast the time to the next; said once an entry. */
function overlapping(slots: readonly Slot[]): Diagnostic[] {
  const found = new Map<Course, Diagnostic>();
  for (const { course, amount } of slots) {
    const { infusion, every, split } = course;
    if (!infusion || found.has(course) || (course.until ?? Infinity) - course.from <= every) continue;
    const over = "over" in infusion ? infusion.over : amount / infusion.rate;
    const gap = every / (split?.at.length ?? 1);
    if (over > gap * (1 + 1e-9)) found.set(course, say.infusionsOverlap(over, gap, infusion.place));
  }
  return [...found.values()];
}

/** Days to miss on which no dose of the drug is due; entries of one drug count together, as one may go on from another. */
function missingNothing(slots: readonly Slot[], courses: readonly Course[]): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const { drug, miss = [], place } of courses)
    for (const days of miss) {
      if (days.kind !== "days") continue;
      const isDue = slots.some(
        ({ course, time }) => course.drug === drug && time > days.from - 1e-9 && time < days.until - 1e-9,
      );
      if (!isDue) found.set(`${drug} ${days.text}`, say.missingNothing(drug, days.text, place));
    }
  return [...found.values()];
}

interface TakenCourse {
  readonly course: Course;
  readonly from: number;
  until: number;
}

/** Two drugs that block serotonin reuptake, taken at once and not in a cross-taper; said once for each pair. */
function twoReuptakeInhibitors(slots: readonly Slot[], drugs: ReadonlyMap<string, Drug>): Diagnostic[] {
  const stretches = new Map<string, TakenCourse[]>();
  for (const { course, time } of slots) {
    if (!isReuptakeInhibitor(drugs.get(course.drug)!)) continue;
    const list = stretches.get(course.drug) ?? [];
    stretches.set(course.drug, list);
    const last = list.at(-1);
    const end = (course.until ?? Number.POSITIVE_INFINITY) + (course.taper?.over ?? 0);
    const until = Math.min(time + course.every, end);
    if (last && last.until >= time - 1e-9 && last.course === course) last.until = until;
    else list.push({ course, from: time, until });
  }
  const all = [...stretches.values()];
  return all.flatMap((list, i) =>
    all.slice(i + 1).flatMap((others) => {
      const both = overlapOf(list, others);
      if (!both) return [];
      const [first, second] = both.one.from <= both.two.from ? [both.one, both.two] : [both.two, both.one];
      return [say.twoReuptakeInhibitors(first.course, second.course, both.from, both.until)];
    }),
  );
}

function overlapOf(list: readonly TakenCourse[], others: readonly TakenCourse[]) {
  for (const one of list)
    for (const two of others) {
      const from = Math.max(one.from, two.from);
      const until = Math.min(one.until, two.until);
      const isCrossed = crosses(one.course, two.course) || crosses(two.course, one.course);
      if (until > from + 1e-6 && !isCrossed) return { one, two, from, until };
    }
  return undefined;
}

const crosses = (old: Course, next: Course) =>
  old.isCrossed === true && next.replaces?.drug === old.drug && next.replaces.crossTaper !== undefined;

/** A taper whose last doses are nearer to nothing than to the smallest tablet. */
function roundedAway(
  slots: readonly Slot[],
  courses: readonly Course[],
  duration: number,
  drugs: ReadonlyMap<string, Drug>,
): Diagnostic[] {
  return courses.flatMap((course) => {
    const { taper, rounding, until } = course;
    const drug = drugs.get(course.drug);
    if (!taper || !rounding || !drug || until === undefined || until >= duration) return [];
    const own = slots.filter((slot) => slot.course === course);
    const last = own.at(-1);
    const planned = until + countIn(taper.over, course.every) * course.every;
    const gap = last ? planned - (last.time + course.every) : 0;
    if (!last || gap < course.every - 1e-6) return [];
    const canHalve = rounding.kind === "tablets" && rounding.parts === 1;
    const sizes = roundingText(rounding, course.taken?.strengths ?? drug.tablets);
    return [say.roundedAway(gap, last.amount, sizes, canHalve, rounding.place)];
  });
}
