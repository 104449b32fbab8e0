import type { DatasetColumn, DatasetRow } from "../document/index.ts";
import type { Samples, ScenarioResult } from "../simulation/index.ts";
import { csvRows } from "./rows.ts";

export interface TidyOptions {
  /** Days between rows; 1 when left out. The end of the run is always a row too. */
  readonly everyDays?: number | undefined;
}

/** A moment asked for, as a place in the stored times: `share` of the way from `before` to the next one. */
interface TimePoint {
  readonly time: number;
  readonly before: number;
  readonly share: number;
}

export const tidyColumns: readonly DatasetColumn[] = [
  { name: "scenario", type: "text" },
  { name: "arm", type: "text" },
  { name: "time_day", type: "number", unit: "day" },
  { name: "variable", type: "text" },
  { name: "value", type: "number" },
  { name: "unit", type: "text" },
];
/** Two times closer than this (days, under a millisecond) are the same moment. */
const sameMoment = 1e-8;

/**
 * The result as tidy CSV (RFC 4180, but with `\n`): all arms, all columns, one number a row, in full precision. Rows at
 * times that were not sampled lie on a straight line: sample at `rowTimes`. At a dose the row is just after it.
 * @example tidyCsv(result, { everyDays: 7 }) // "scenario,arm,time_day,variable,value,unit\ndoses,10 mg,0,..."
 */
export function tidyCsv(result: ScenarioResult, options: TidyOptions = {}): string {
  return [...csvRows(tidyColumns, tidyTable(result, options))].join("");
}

/** The same rows as data, of `tidyColumns`, made as they are asked for. */
export function tidyTable(result: ScenarioResult, { everyDays = 1 }: TidyOptions = {}): Iterable<DatasetRow> {
  // Checked here and not in the generator, so that the caller hears of it at once.
  if (!(everyDays > 0 && Number.isFinite(everyDays)))
    throw new Error(`invalid everyDays: ${everyDays}; expected a number of days above 0`);
  return table(result, everyDays);
}

type TidyRow = readonly [
  scenario: string,
  arm: string,
  time: number,
  name: string,
  value: number,
  unit: string,
];

function* table({ id: scenario, arms }: ScenarioResult, everyDays: number): Generator<TidyRow> {
  for (const { label: arm, trajectory, rows = trajectory, between } of arms) {
    // Each list is asked for once: it may lie on the disk.
    const columns = Array.from(rows.columns.values(), (column) => ({ ...column }));
    const strays = Array.from(between ?? [], ([name, extra]) => ({
      ...extra,
      name,
      unit: rows.columns.get(name)!.unit,
      next: 0,
    }));
    for (const moment of momentsOf(rows, everyDays)) {
      const since: TidyRow[] = [];
      for (const one of strays)
        for (; one.next < one.times.length; one.next++) {
          const time = clean(one.times[one.next]!);
          if (time >= moment.time) break;
          since.push([scenario, arm, time, one.name, one.values[one.next]!, one.unit]);
        }
      yield* since.sort(([, , a], [, , b]) => a - b);
      for (const { name, unit, values } of columns)
        yield [scenario, arm, moment.time, name, valueAt(values, moment), unit];
    }
  }
}

/** The days between rows where nothing else is asked for; what happens between them has rows of its own. */
export const usualDays = (duration: number): number => (duration < 10 ? duration / 100 : 1);

/** The days of the rows of a run that lasts so many days: to be sampled, so that every row is the solution itself. */
export function rowTimes(duration: number, everyDays: number): number[] {
  const rows = Math.floor((duration + sameMoment) / everyDays);
  return Array.from({ length: rows + 1 }, (_, i) => Math.min(momentOf(i, everyDays), duration));
}

/** 3 * 0.1 should read 0.3. */
const momentOf = (multiple: number, everyDays: number) => clean(multiple * everyDays);
const clean = (time: number) => Number(time.toPrecision(12));

/** Multiples of `everyDays` inside the run, and its end. */
function* momentsOf({ times }: Samples, everyDays: number): Generator<TimePoint> {
  if (times.length === 0) return;
  const first = times[0]!;
  const last = times[times.length - 1]!;
  let before = 0;
  let multiple = Math.ceil((first - sameMoment) / everyDays);
  for (; ; multiple++) {
    const time = momentOf(multiple, everyDays);
    if (time > last - sameMoment) break;
    while (before + 1 < times.length && times[before + 1]! <= time + sameMoment) before++;
    const [left, right] = [times[before]!, times[before + 1] ?? times[before]!];
    const onGrid = Math.abs(time - left) <= sameMoment || right <= left;
    yield { time, before, share: onGrid ? 0 : (time - left) / (right - left) };
  }
  yield { time: clean(last), before: times.length - 1, share: 0 };
}

function valueAt(values: Float64Array, { before, share }: TimePoint): number {
  const left = values[before] ?? Number.NaN;
  return share === 0 ? left : left + share * ((values[before + 1] ?? Number.NaN) - left);
}
