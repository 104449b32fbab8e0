import type { Observation } from "../data/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import { type FlatSystem, type PossibleRange, possibleRange } from "../model/index.ts";
import { hasLevel, levelOutside, type MeasureRequest, measures, timesOf } from "./measures.ts";
import * as say from "./messages.ts";

/**
 * What is wrong or doubtful in what measures ask of a run of `duration` days: times after its end or the wrong way round,
 * and levels that their variable cannot have in any of the systems that are run.
 */
export function measureFaults(
  requests: readonly MeasureRequest[],
  duration: number,
  systems: readonly FlatSystem[],
): Diagnostic[] {
  return requests.flatMap((request) => {
    const times = timesOf(request);
    const faults = times
      .filter((time) => Number.isFinite(time) && time > duration)
      .map((time) => say.timeAfterEnd(request.text, time, duration, request.place));
    const [from = 0, to = duration] = times;
    if (measures[request.function].looks === "within" && from > to)
      faults.push(say.timeBackwards(request.text, request.place));
    return [...faults, ...levelFaults(request, systems)];
  });
}

function levelFaults(request: MeasureRequest, systems: readonly FlatSystem[]): Diagnostic[] {
  const range = hasLevel(request) ? rangeIn(systems, request.variable) : undefined;
  const level = range && levelOutside(request, range);
  return level === undefined ? [] : [say.levelOutside(request, level, range!)];
}

/** Hypotheses may make something else of a variable, so that each system has its own range of it. */
function rangeIn(systems: readonly FlatSystem[], variable: string): PossibleRange | undefined {
  const ranges = systems.flatMap((system) => possibleRange(system, variable) ?? []);
  const [first] = ranges;
  if (!first) return undefined;
  const low = Math.min(...ranges.map((range) => range.low));
  const high = Math.max(...ranges.map((range) => range.high));
  return { low, high, unit: first.unit };
}

/** Part of what lies between the ends of a range by which a measured point may lie beyond them: it has its error. */
const scatter = 0.1;

/** Measured points farther from what their variable can be than errors of measurement explain, told once for each variable. */
export function pointFaults(points: readonly Observation[], systems: readonly FlatSystem[]): Diagnostic[] {
  return [...new Set(points.map(({ variable }) => variable))].flatMap((variable) => {
    const range = rangeIn(systems, variable);
    if (!range || !Number.isFinite(range.high - range.low)) return [];
    const slack = scatter * (range.high - range.low);
    const own = points.filter((point) => point.variable === variable);
    const outside = own.filter(({ value }) => value < range.low - slack || value > range.high + slack);
    return outside[0] ? [say.pointsOutside(outside[0], outside.length, own.length, range)] : [];
  });
}
