import type { Place } from "../diagnostics/index.ts";

/** The columns of a tidy table, in the names that a table may use or map its own to. */
export const dataColumns = [
  "time",
  "variable",
  "value",
  "arm",
  "subject",
  "unit",
  "sd",
  "se",
  "lower",
  "upper",
  "n",
  "limit",
] as const;
export type DataColumn = (typeof dataColumns)[number];

/** A table whose bytes could not be read, with the reason in words. */
export class UnreadableTable extends Error {}

/** A text and where it is written. */
export interface Written {
  readonly text: string;
  readonly place: Place;
}

/** A table of measured points as a scenario names it; nothing in it has been looked at yet. */
export interface DataTable {
  /** Of the table itself. */
  readonly file: string;
  readonly text: string;
  /** Its own names of columns, by ours. */
  readonly columns: ReadonlyMap<DataColumn, Written>;
  /** Unit of its times, where no column says it. */
  readonly time?: Written | undefined;
  /** What holds for all rows, of a table without such a column. */
  readonly variable?: Written | undefined;
  readonly arm?: Written | undefined;
  readonly unit?: Written | undefined;
  /** Variables by their number in `cmt` or `dvid` of a NONMEM-style table. */
  readonly variables: ReadonlyMap<string, Written>;
  readonly place: Place;
}

/** One measured point. Numbers are in the variable's declared unit, times in days. */
export interface Observation {
  readonly variable: string;
  readonly arm: string;
  readonly subject?: string | undefined;
  /** From the start of the run. A point at the time of a dose was taken just before it. */
  readonly time: number;
  readonly value: number;
  /** Standard deviation of the value about what it estimates; of a mean of n its standard error. Absent: not known. */
  readonly error?: number | undefined;
  /** The error bar: from `lower` and `upper`, else the value and once its sd or se to both sides. */
  readonly bar?: readonly [number, number] | undefined;
  readonly n?: number | undefined;
  /** Nothing but that it is below `value`, the limit of quantification, is known. */
  readonly isCensored?: boolean | undefined;
  readonly place: Place;
}
