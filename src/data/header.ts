import { type Diagnostic, nearestNames, type Place } from "../diagnostics/index.ts";
import { parseUnit, sameDimension, unit } from "../units/index.ts";
import type { CsvCell } from "./csv.ts";
import * as say from "./messages.ts";
import { type DataColumn, type DataTable, dataColumns } from "./types.ts";

/** Where the columns of a table are, and what its times are counted in. */
export interface Header {
  /** Indices of columns by our names; those of NONMEM's data sets beside them. */
  readonly indices: ReadonlyMap<DataColumn | NonmemColumn, number>;
  /** days in one of its units of time */
  readonly timeUnit: number;
  readonly isNonmem: boolean;
}

const nonmemColumns = ["dv", "mdv", "evid", "cmt", "dvid"] as const;
type NonmemColumn = (typeof nonmemColumns)[number];

/** What columns with how far points scatter are often called. */
const spreads = /^(error|err|sem?|sdev|sigma|spread)$/;

/** Names that a column may have besides its own, in lower case. */
const aliases: Readonly<Record<string, DataColumn>> = { scale: "variable", id: "subject", lloq: "limit" };

const days = unit("day").dimension;

/** Reads the first line of a table; undefined where no point can be read without what is missing. */
export function readHeader(
  table: DataTable,
  head: readonly CsvCell[],
  placeOf: (cell: CsvCell | undefined, row: readonly CsvCell[]) => Place,
  diagnostics: Diagnostic[],
): Header | undefined {
  const names = head.map((cell) => cell.text);
  if (head.length === 1 && /\S[\s|:]+\S/.test(names[0]!)) {
    diagnostics.push(say.otherSeparator(placeOf(head[0], head)));
    return undefined;
  }
  const indices = new Map<DataColumn | NonmemColumn, number>();
  const put = (name: DataColumn | NonmemColumn, at: number) => {
    if (indices.has(name))
      diagnostics.push(
        say.badData(
          `The column "${names[at]}" stands twice.`,
          placeOf(head[at], head),
          "Keep one of the two.",
        ),
      );
    else indices.set(name, at);
  };
  const mapped = new Set<number>();
  for (const [name, { text, place }] of table.columns) {
    const at = names.indexOf(text);
    if (at < 0) diagnostics.push(say.mappedNowhere(text, place, names));
    else {
      mapped.add(at);
      put(name, at);
    }
  }
  const isNonmem = !indices.has("value") && names.some((name) => name.toLowerCase() === "dv");
  let written: string | undefined;
  for (const [at, cell] of head.entries()) {
    if (mapped.has(at) && at !== indices.get("time")) continue;
    const lower = cell.text.toLowerCase();
    const timed = /^(?:time_(\w+)|(week|day|hour)s?)$/.exec(lower)?.slice(1).find(Boolean);
    if (timed !== undefined && daysIn(timed) !== undefined) written = timed;
    if (mapped.has(at)) continue;
    const known = [...dataColumns, ...(isNonmem ? nonmemColumns : [])].find((name) => name === lower);
    if (timed !== undefined && daysIn(timed) !== undefined) put("time", at);
    else if (known && !table.columns.has(known as DataColumn)) put(known, at);
    else if (aliases[lower] && !table.columns.has(aliases[lower])) put(aliases[lower], at);
    else {
      const [near] = isNonmem
        ? []
        : spreads.test(lower) && !indices.has("sd")
          ? (["sd"] as const)
          : nearestNames(
              lower,
              dataColumns.filter((name) => !indices.has(name)),
              1,
            );
      if (near) diagnostics.push(say.unusedColumn(cell.text, near, placeOf(cell, head)));
    }
  }
  if (isNonmem) indices.set("value", indices.get("dv")!);
  const missing = (["time", "value"] as const).filter((name) => !indices.has(name));
  for (const name of missing)
    diagnostics.push(
      say.noColumn(
        name,
        placeOf(undefined, head),
        names,
        name === "time" && written === undefined
          ? `Name it time_week, time_day or time_hour, or map it: columns: {time: ...}. Columns here: ${names.join(", ")}.`
          : undefined,
      ),
    );
  if (missing.length > 0) return undefined;
  const said = table.time?.text ?? written ?? (isNonmem ? "hour" : undefined);
  const timeUnit = said === undefined ? undefined : daysIn(said);
  if (timeUnit === undefined) {
    const place = table.time?.place ?? placeOf(head[indices.get("time")!], head);
    diagnostics.push(
      said === undefined
        ? say.noTimeUnit(place)
        : say.badUnit(`"${said}" is not a unit of time.`, place, ["week", "day", "hour", "min"]),
    );
    return undefined;
  }
  return { indices, timeUnit, isNonmem };
}

function daysIn(text: string): number | undefined {
  const read = parseUnit(text);
  return "unit" in read && sameDimension(read.unit.dimension, days) ? read.unit.factor : undefined;
}
