import type { Estimate } from "../statistics/index.ts";
import { isLeftover, unitAfter } from "../text/index.ts";
import type { Cell, Dataset, DatasetColumn, Row, TableColumn } from "./types.ts";

/** A column of a table together with what stands in it for each of the things that rows are about. */
export interface FilledColumn<T> extends TableColumn {
  cell(of: T, index: number): Cell;
}

/** A column of a dataset together with its values; undefined is missing, as null is. */
export interface FilledField<T> extends DatasetColumn {
  value(of: T, index: number): DatasetCell | undefined;
}

type DatasetCell = string | number | boolean | null;

type ColumnFormat = Omit<TableColumn, "name" | "kind">;

const columnOf =
  (kind: TableColumn["kind"], usual: ColumnFormat = {}) =>
  <T>(name: string, cell: FilledColumn<T>["cell"], look: ColumnFormat = {}): FilledColumn<T> => ({
    name,
    kind,
    ...usual,
    ...look,
    cell,
  });

/** Columns of tables by what they hold; the last argument says how they look. */
export const column = {
  text: columnOf("text"),
  number: columnOf("number"),
  /** Numbers of rows that have units of their own. */
  quantity: columnOf("number", { isOfAnySize: true }),
  count: columnOf("count"),
  share: columnOf("share"),
  bar: columnOf("bar"),
  code: columnOf("code"),
  /** The unit of the numbers in a row, empty where they are plain. */
  unit: <T>(of: (one: T, index: number) => string): FilledColumn<T> =>
    columnOf("text")("unit", (one: T, i) => unitAfter(of(one, i)).trim()),
};

/** Columns and rows of a table: a row for each of the things that it is about. */
export const tabulated = <T>(
  things: readonly T[],
  columns: readonly FilledColumn<T>[],
): { readonly columns: TableColumn[]; readonly rows: Row[] } => ({
  columns: columns.map(({ cell, ...bare }) => bare),
  rows: things.map((one, i) =>
    withoutLeftovers(
      columns,
      columns.map(({ cell }) => cell(one, i)),
    ),
  ),
});

/** In a row that says that its numbers are plain the rounding of 0 is 0; of numbers with a unit any may be small. */
function withoutLeftovers(columns: readonly TableColumn[], row: readonly Cell[]): Row {
  const isPlain = row[columns.findIndex(({ name }) => name === "unit")] === "";
  return isPlain ? row.map((cell) => (typeof cell === "number" && isLeftover(cell, 1) ? 0 : cell)) : row;
}

/** An object of which JSON keeps every key: null stands for what is not there. */
export const withNulls = (one: object): object =>
  Object.fromEntries(Object.entries(one).map(([key, value]) => [key, value ?? null]));

/** A number for JSON: null where there is none, or none that is finite. */
export const finiteOrNull = (x: number | undefined): number | null =>
  x !== undefined && Number.isFinite(x) ? x : null;

const fieldOf =
  (type: DatasetColumn["type"]) =>
  <T>(name: string, value: FilledField<T>["value"], unit?: string): FilledField<T> => ({
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    value,
  });

/** Columns of datasets by type, with the unit of a number as the last argument. */
export const field = {
  text: fieldOf("text"),
  number: fieldOf("number"),
  integer: fieldOf("integer"),
  flag: fieldOf("flag"),
  /** An estimate in three columns, the ends of its interval after it. */
  estimate: <T>(name: string, of: (one: T) => Estimate, unit?: string): FilledField<T>[] => [
    fieldOf("number")(name, (one: T) => of(one).value, unit),
    fieldOf("number")(`${name}_low`, (one: T) => of(one).low, unit),
    fieldOf("number")(`${name}_high`, (one: T) => of(one).high, unit),
  ],
};

/** A dataset with a row for each of the things that it is about, which are asked for when rows are. */
export const dataset = <T>(
  name: string,
  things: () => Iterable<T>,
  columns: readonly FilledField<T>[],
): Dataset => ({
  name,
  columns: columns.map(({ value, ...bare }) => bare),
  *rows() {
    let index = 0;
    for (const one of things()) {
      yield columns.map(({ value }) => value(one, index) ?? null);
      index++;
    }
  },
});
