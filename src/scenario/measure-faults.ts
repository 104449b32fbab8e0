import type { Diagnostic } from "../diagnostics/index.ts";
import { type FlatSystem, possibleRange } from "../model/index.ts";
import { levelOutside, type MeasureRequest, measures, timesOf } from "./measures.ts";
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

/** Hypotheses may make something else of a variable, so that each system has its own range of it. */
function levelFaults(request: MeasureRequest, systems: readonly FlatSystem[]): Diagnostic[] {
  const ranges = systems.flatMap((system) => possibleRange(system, request.variable) ?? []);
  const [first] = ranges;
  if (!first) return [];
  const low = Math.min(...ranges.map((range) => range.low));
  const high = Math.max(...ranges.map((range) => range.high));
  const level = levelOutside(request, { low, high });
  return level === undefined ? [] : [say.levelOutside(request, level, { low, high, unit: first.unit })];
}
