import type { Samples, ScenarioResult } from "../simulation/index.ts";
import { csvField } from "./csv.ts";
import type { RowColumn, TableRow } from "./rows.ts";

export interface TidyOptions {
  /** Days between rows; 1 when left out. The end of the run is always a row too. */
  readonly everyDays?: number | undefined;
}

/** A moment asked for, as a place in the stored times: `share` of the way from `before` to the next one. */
interface Moment {
  readonly time: number;
  readonly before: number;
  readonly share: number;
}

export const tidyColumns: readonly RowColumn[] = [
  { name: "scenario", type: "text" },
  { name: "arm", type: "text" },
  { name: "time_day", type: "number", unit: "day" },
  { name: "variable", type: "text" },
  { name: "value", type: "number" },
  { name: "unit", type: "text" },
];
const header = `${tidyColumns.map(({ name }) => name).join(",")}\n`;
/** Two times closer than this (days, under a millisecond) are the same moment. */
const sameMoment = 1e-8;

/**
 * The result as tidy CSV (RFC 4180, but with `\n`): all arms, all columns, one number a row, in full precision. Rows at
 * times that were not sampled lie on a straight line: sample at `rowTimes`. At a dose the row is just after it.
 * @example tidyCsv(result, { everyDays: 7 }) // "scenario,arm,time_day,variable,value,unit\ndoses,10 mg,0,..."
 */
export function tidyCsv(result: ScenarioResult, options: TidyOptions = {}): string {
  return [...tidyRows(result, options)].join("");
}

/** The same text line by line, header first, each with its `\n`, so that a large result can be streamed. */
export function tidyRows(result: ScenarioResult, { everyDays = 1 }: TidyOptions = {}): Generator<string> {
  // Checked here and not in the generator, so that the caller hears of it at once.
  if (!(everyDays > 0 && Number.isFinite(everyDays)))
    throw new Error(`invalid everyDays: ${everyDays}; expected a number of days above 0`);
  return lines(result, everyDays);
}

/** About so many characters are one piece of a text that is written piece by piece. */
const pieceLength = 1 << 16;

/** The same text in pieces of many lines, made as they are written: a text of any length is never held as a whole. */
export function tidyPieces(result: ScenarioResult, options: TidyOptions = {}): Iterable<string> {
  tidyRows(result, options);
  return {
    *[Symbol.iterator]() {
      let piece = "";
      for (const line of tidyRows(result, options)) {
        piece += line;
        if (piece.length < pieceLength) continue;
        yield piece;
        piece = "";
      }
      if (piece !== "") yield piece;
    },
  };
}

/** The same rows as data, of `tidyColumns`, made as they are asked for: for a Parquet file. */
export function tidyTable(result: ScenarioResult, { everyDays = 1 }: TidyOptions = {}): Iterable<TableRow> {
  return table(result, everyDays, (text) => text);
}

function* lines(result: ScenarioResult, everyDays: number): Generator<string> {
  yield header;
  for (const [scenario, arm, time, name, value, unit] of table(result, everyDays, csvField))
    yield `${scenario},${arm},${time},${name},${numberText(value)},${unit}\n`;
}

type TidyRow = readonly [
  scenario: string,
  arm: string,
  time: number,
  name: string,
  value: number,
  unit: string,
];

/** Every row; texts are spelled once for each arm and column, not once for each row. */
function* table(
  { id, arms }: ScenarioResult,
  everyDays: number,
  spelled: (text: string) => string,
): Generator<TidyRow> {
  const scenario = spelled(id);
  for (const { label, trajectory, rows = trajectory, between } of arms) {
    const arm = spelled(label);
    const columns = [...rows.columns.values()].map((column) => ({
      values: column.values,
      name: spelled(column.name),
      unit: spelled(column.unit),
    }));
    const strays = [...(between ?? [])]
      .flatMap(([column, { times, values }]) => {
        const [name, unit] = [spelled(column), spelled(rows.columns.get(column)!.unit)];
        return Array.from(times, (time, i): TidyRow => [scenario, arm, clean(time), name, values[i]!, unit]);
      })
      .sort(([, , a], [, , b]) => a - b);
    let next = 0;
    for (const moment of momentsOf(rows, everyDays)) {
      while (next < strays.length && strays[next]![2] < moment.time) yield strays[next++]!;
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
function* momentsOf({ times }: Samples, everyDays: number): Generator<Moment> {
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

function valueAt(values: Float64Array, { before, share }: Moment): number {
  const left = values[before] ?? Number.NaN;
  return share === 0 ? left : left + share * ((values[before + 1] ?? Number.NaN) - left);
}

/** JavaScript prints the shortest decimal that reads back as the same number. No number: an empty field. */
const numberText = (value: number) => (Number.isFinite(value) ? String(value) : "");
