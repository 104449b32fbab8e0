import { doseForOccupancy, steadyOccupancy } from "./occupancy.ts";
import type { Course } from "./regimen-switch.ts";
import { nearestAmount } from "./tablets.ts";
import type { Drug } from "./types.ts";

/** One dose as asked for, before anybody forgets it. */
export interface Slot {
  readonly course: Course;
  readonly time: number;
  /** mg of this dose */
  readonly amount: number;
  /** mg a day that the entry asks for at this time */
  readonly perDay: number;
  readonly reason: string;
}

/** How many doses start in a stretch; a rounding error in the last multiple must not add one at the exclusive end. */
export const countIn = (length: number, every: number) => Math.max(0, Math.ceil(length / every - 1e-9));

const mg = (amount: number) => `${Number(amount.toPrecision(6))} mg`;

interface Level {
  /** mg each interval */
  readonly amount: number;
  readonly reason: string;
}

/** Every dose that one course asks for in a run of `duration` days. Times are multiples, not sums, so they do not creep. */
export function slotsOf(course: Course, duration: number, drug: Drug): Slot[] {
  const { from, every, taper } = course;
  const end = Math.min(course.until ?? duration, duration);
  const slots: Slot[] = [];
  let reason = "";
  const give = (interval: number, level: Level, before: number) => {
    // Doses of one reason share its text: the same one for each of them would take more memory than the rest of a dose.
    if (level.reason !== reason) reason = level.reason;
    const parts = course.split?.at ?? [0];
    for (const [i, offset] of parts.entries()) {
      const time = from + interval * every + offset;
      const share = course.split?.shares?.[i];
      const wanted = share === undefined ? level.amount / parts.length : level.amount * share;
      const tablets = course.taken?.strengths ?? drug.tablets;
      const amount = course.rounding ? nearestAmount(wanted, course.rounding, tablets) : wanted;
      const whole = share === undefined ? amount * parts.length : amount / share;
      if (amount > 0 && (offset === 0 || time < before - 1e-9))
        slots.push({ course, time, amount, perDay: whole / every, reason });
    }
  };
  if (course.isSteady)
    for (let i = -Math.max(1, Math.floor(steadyDays / every)); i < 0; i++)
      give(i, { amount: course.dose, reason: "taken for a year before day 0" }, 0);
  const steady = countIn(end - from, every);
  for (let i = 0; i < steady; i++) give(i, levelAt(course, i), end);
  if (taper && course.until !== undefined) {
    const full = levelAt({ ...course, loading: undefined }, Math.max(0, steady - 1)).amount;
    const down = countIn(taper.over, every);
    const stop = Math.min(course.until + taper.over, duration);
    // With an interval that does not divide the time before it, the taper still starts at `until`.
    const start = steady * every + from >= course.until - 1e-9 ? steady : countIn(course.until - from, every);
    for (let i = 0; i < down && from + (start + i) * every < stop - 1e-9; i++)
      give(start + i, taperLevel(course, full, i, down, drug), stop);
  }
  return slots;
}

/** How long somebody at steady state has taken the same doses: long for every half-life and for slow adaptation. */
export const steadyDays = 364;

/** The dose of the interval `i` after the start of a course, before its taper. */
function levelAt(course: Course, i: number): Level {
  const { dose, every, loading, titrate, rise } = course;
  const days = i * every;
  if (loading && days < loading.days - 1e-9) return { amount: loading.dose, reason: "loading dose" };
  if (titrate) {
    const step = Math.floor(days / titrate.every + 1e-9);
    const amount = Math.min(titrate.to, dose + step * titrate.by);
    return {
      amount,
      reason: amount < titrate.to ? `titration, step ${step + 1}` : `titrated to ${mg(amount)}`,
    };
  }
  if (rise) {
    const up = countIn(rise, every);
    if (i < up)
      return { amount: (dose * (i + 1)) / (up + 1), reason: `cross-taper, dose ${i + 1} of ${up} up` };
  }
  return { amount: dose, reason: course.isEvent ? "event table" : `${mg(dose)} regularly` };
}

/**
 * Dose `i` of `down` on the way to none: equal steps of dose, or of occupancy at steady state (hyperbolic:
 * Horowitz & Taylor 2019, Lancet Psychiatry 6:538). The first is below the full dose and the last above none.
 */
function taperLevel(course: Course, full: number, i: number, down: number, drug: Drug): Level {
  const taper = course.taper!;
  const steps = Math.min(taper.steps ?? down, down);
  const step = Math.floor((i * steps) / down);
  const left = (steps - step) / (steps + 1);
  const what = course.isCrossed ? "cross-taper" : `${taper.shape} taper`;
  const reason = `${what}, step ${step + 1} of ${steps} down`;
  if (taper.shape === "linear") return { amount: full * left, reason };
  const daily = full / course.every;
  return {
    amount: doseForOccupancy(drug, steadyOccupancy(drug, daily) * left, daily) * course.every,
    reason,
  };
}
