import { type Expression, type Lookup, walk } from "../expressions/index.ts";
import { once } from "./once.ts";
import { expressionsOf } from "./reach.ts";
import { dependenceOf } from "./time-dependence.ts";
import { isStep, most, TimeSolver, TooManyThresholds, Unsolvable } from "./time-solver.ts";
import type { FlatSystem } from "./types.ts";

/**
 * Just before day 0, where what begins on day 0 has not begun: the time that equilibria and everything before a run are
 * taken at.
 */
export const beforeStart = -1e-300;

/** Whether anything in the system reads the time of the run. */
export const usesTime = once((system: FlatSystem): boolean =>
  expressionsOf(system).some((expression) => dependenceOf(system).of(expression).time),
);

/**
 * The times in [from, to] at which formulas change their course by the clock alone: comparisons of time inside `if()`, jumps
 * of `floor` and `ceil`, kinks of `min`, `max` and `abs`. Some of them may be no change at all (a superset is harmless: a
 * step ends there). Numbers are those of `lookup`, so they are the run's own.
 *
 * @throws TooManyThresholds
 */
export function thresholdTimes(system: FlatSystem, lookup: Lookup, from: number, to: number): number[] {
  return usesTime(system) ? timesOf(expressionsOf(system), system, lookup, from, to) : [];
}

/**
 * The times in [from, to] at which triggers of events turn by the clock alone, so that a run meets them instead of
 * stepping over them and going back.
 *
 * @throws TooManyThresholds
 */
export function triggerTimes(system: FlatSystem, lookup: Lookup, from: number, to: number): number[] {
  const triggers = (system.events ?? []).map((event) => event.trigger);
  return timesOf(triggers, system, lookup, from, to);
}

/**
 * The times in [from, to] about which formulas of the clock alone rise, fall or have a top, however short that is: a run
 * that ends a step there meets what it would otherwise step over. None where they are too many to stop at.
 */
export function middleTimes(system: FlatSystem, lookup: Lookup, from: number, to: number): number[] {
  if (!usesTime(system)) return [];
  const solver = new TimeSolver(dependenceOf(system), lookup, from, to);
  const times = new Set<number>();
  try {
    for (const expression of expressionsOf(system))
      walk(expression, (part) => {
        for (const time of solver.middlesOf(part)) if (time > from && time < to) times.add(time);
        if (times.size > most) throw new TooManyThresholds();
      });
  } catch (error) {
    if (!(error instanceof TooManyThresholds)) throw error;
    return [];
  }
  return [...times].sort((a, b) => a - b);
}

function timesOf(
  formulas: readonly Expression[],
  system: FlatSystem,
  lookup: Lookup,
  from: number,
  to: number,
): number[] {
  const solver = new TimeSolver(dependenceOf(system), lookup, from, to);
  const times = new Set<number>();
  for (const expression of formulas)
    walk(expression, (part) => {
      try {
        for (const time of solver.changesOf(part)) if (time >= from && time <= to) times.add(time);
      } catch (error) {
        // Told when the model is joined; a kink that cannot be solved for is no jump, and the step control sees to it.
        if (!(error instanceof Unsolvable)) throw error;
      }
      if (times.size > most) throw new TooManyThresholds();
    });
  return [...times].sort((a, b) => a - b);
}

/** The first part of a formula whose change by the clock cannot be worked out, and why; undefined where all can. */
export function unsolvableIn(
  expression: Expression,
  system: FlatSystem,
  lookup: Lookup,
): { readonly part: Expression; readonly reason: string } | undefined {
  const dependence = dependenceOf(system);
  if (!dependence.of(expression).time) return undefined;
  const solver = new TimeSolver(dependence, lookup, 0, 1);
  let found: { part: Expression; reason: string } | undefined;
  walk(expression, (part) => {
    const isJump = part.kind === "comparison" || isStep(part);
    if (found || !isJump) return;
    try {
      const on = dependence.of(part);
      if (on.time && on.state)
        throw new Unsolvable(part, "it compares the time with something that depends on states");
      if (part.kind === "comparison" && on.time && (part.operator === "==" || part.operator === "!="))
        throw new Unsolvable(part, "an instant has no length, so nothing can happen at it");
      solver.changesOf(part);
    } catch (error) {
      if (error instanceof Unsolvable) found = { part, reason: error.message };
      // How often it happens depends on the length of the run.
      else if (!(error instanceof TooManyThresholds)) throw error;
    }
  });
  return found;
}
