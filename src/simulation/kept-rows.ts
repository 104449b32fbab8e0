import type { Column, ExtraSamples, Samples } from "./types.ts";

/** Part of a column's range by which a sample must leave the line between its neighbours to count. */
const share = 0.01;
/** And part of its size: below, it is the exactness of a run. */
const least = 1e-4;

/**
 * Keeps every column of a run at the days asked for and at its last sample, and where that is asked for what happens between
 * these: of the samples between two of them the one furthest above the straight line and the one furthest below, so that the
 * peak after a dose and the trough before it are both there. It sees samples as they come, and holds those since the last row.
 */
export class RowKeeper {
  private readonly wanted: ReadonlySet<number>;
  private readonly hasBetween: boolean;
  private readonly times: number[] = [];
  private columns: SeenColumn[] = [];
  /** Times of the samples since the last row, with which they begin. */
  private readonly recent = new NumberRun();
  /** How many samples it has seen. */
  count = 0;

  constructor(days: readonly number[], hasBetween = false) {
    this.wanted = new Set(days);
    this.hasBetween = hasBetween;
  }

  /** Takes in the first `count` of these samples, which follow those before. */
  see({ times, columns }: Samples, count = times.length): void {
    if (this.count === 0) this.columns = Array.from(columns.values(), (column) => new SeenColumn(column));
    const arrays = Array.from(columns.values(), ({ values }) => values);
    for (const [c, column] of this.columns.entries()) column.measure(arrays[c]!, count);
    for (let from = 0; from < count; ) {
      let to = from;
      while (to < count && !this.wanted.has(times[to]!)) to++;
      const isRow = to < count;
      const end = isRow ? to + 1 : count;
      this.recent.add(times, from, end);
      for (const [c, column] of this.columns.entries()) column.recent.add(arrays[c]!, from, end);
      if (isRow) this.close();
      else if (!this.hasBetween || this.times.length === 0) this.forget();
      from = end;
    }
    this.count += count;
  }

  /** The rows, the last sample among them, and by column what lies between. */
  finish(): { readonly rows: Samples; readonly between: ReadonlyMap<string, ExtraSamples> } {
    if (this.recent.last !== this.times.at(-1)) this.close();
    const { times, columns } = this;
    return {
      rows: {
        times: Float64Array.from(times),
        columns: new Map(
          columns.map(({ column, rows }) => [column.name, { ...column, values: Float64Array.from(rows) }]),
        ),
      },
      between: new Map(columns.flatMap((one) => (one.extra ? [[one.column.name, one.extra] as const] : []))),
    };
  }

  /** The latest sample is a row. */
  private close(): void {
    const isSecond = this.times.length > 0 && this.hasBetween;
    this.times.push(this.recent.last);
    for (const column of this.columns) {
      if (isSecond) column.lookBetween(this.recent);
      column.rows.push(column.recent.last);
    }
    this.forget();
  }

  private forget(): void {
    for (const one of [this.recent, ...this.columns.map(({ recent }) => recent)]) one.keepLast();
  }
}

/** Numbers that follow each other. */
class NumberRun {
  values = new Float64Array(64);
  length = 0;

  get last(): number {
    return this.values[this.length - 1]!;
  }

  add(from: Float64Array, start: number, end: number): void {
    const length = this.length + end - start;
    if (length > this.values.length) {
      const larger = new Float64Array(2 * length);
      larger.set(this.values.subarray(0, this.length));
      this.values = larger;
    }
    this.values.set(from.subarray(start, end), this.length);
    this.length = length;
  }

  keepLast(): void {
    this.values[0] = this.last;
    this.length = 1;
  }
}

/** A column as far as it has been seen. */
class SeenColumn {
  readonly column: Column;
  readonly rows: number[] = [];
  readonly recent = new NumberRun();
  /** Samples between rows that may count, and how far from the line they are. */
  private readonly strays: { readonly time: number; readonly value: number; readonly away: number }[] = [];
  private low = Number.POSITIVE_INFINITY;
  private high = Number.NEGATIVE_INFINITY;

  constructor(column: Column) {
    this.column = column;
  }

  /** By how much a sample must be off the line: it grows with what is seen. */
  private get enough(): number {
    const { low, high } = this;
    return Math.max(share * (high - low), least * Math.max(Math.abs(low), Math.abs(high)));
  }

  measure(values: Float64Array, count: number): void {
    let { low, high } = this;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    this.low = low;
    this.high = high;
  }

  /** Looks at what lies between the first and the last of the latest samples, both of which are rows. */
  lookBetween({ values: times, length }: NumberRun): void {
    const { values } = this.recent;
    const last = length - 1;
    const slope = (values[last]! - values[0]!) / (times[last]! - times[0]!);
    const enough = this.enough;
    let [above, below] = [enough, -enough];
    let [highest, lowest] = [-1, -1];
    for (let i = 1; i < last; i++) {
      const away = values[i]! - values[0]! - slope * (times[i]! - times[0]!);
      if (away > above) [above, highest] = [away, i];
      if (away < below) [below, lowest] = [away, i];
    }
    const found = [
      { at: highest, away: above },
      { at: lowest, away: -below },
    ].filter(({ at }) => at >= 0);
    for (const { at, away } of found.sort((a, b) => a.at - b.at))
      this.strays.push({ time: times[at]!, value: values[at]!, away });
  }

  get extra(): ExtraSamples | undefined {
    const found = this.strays.filter(({ away }) => away > this.enough);
    if (found.length === 0) return undefined;
    return {
      times: Float64Array.from(found, ({ time }) => time),
      values: Float64Array.from(found, ({ value }) => value),
    };
  }
}
