import type { Checked, Diagnostic, Place } from "../diagnostics/index.ts";
import { z95 } from "../statistics/index.ts";
import { withoutMissing } from "../text/index.ts";
import { parseUnit, sameDimension, type Unit, unit, unitNames } from "../units/index.ts";
import { type CsvCell, csvRows } from "./csv.ts";
import { type Header, readHeader } from "./header.ts";
import * as say from "./messages.ts";
import type { DataColumn, DataTable, Observation, Written } from "./types.ts";
import { tidyRows } from "./wide.ts";

/** What can be measured: the names of a model with their units, and the arms of a run. */
export interface Measurable {
  /** The kind of a name, and its unit; undefined where there is none. */
  entry(name: string): { readonly kind: string; readonly unit: Unit } | undefined;
  /** Names of all that changes over time. */
  readonly variables: () => readonly string[];
  /** g/mol of what a level is of, where that is known */
  molarMass?(name: string): number | undefined;
  readonly arms: readonly string[];
  /** days */
  readonly duration: number;
}

// nmol is 1e-6 mg for each g/mol.
const molar = unit("nmol/L").dimension;
const level = unit("ng/mL").dimension;

/** Faults of one table that are shown; a wrong column would fill the screen. */
const mostFaults = 20;
/**
 * Reads tables of measured points: tidy ones (a point a row: time, value, and where wanted variable, arm, subject, unit,
 * sd or se or lower and upper, n, limit), wide ones (a column for each variable) and NONMEM-style ones (DV and MDV; doses are passed over). Every cell that does
 * not fit is an error at its place. Rows without a value ("", "." or NA) are passed over.
 */
export function readObservations(
  tables: readonly DataTable[],
  measurable: Measurable,
): Checked<readonly Observation[]> {
  const diagnostics: Diagnostic[] = [];
  const seen = new Map<string, Place>();
  const value = tables.flatMap((table) => {
    const faults: Diagnostic[] = [];
    const read = new TableReader(table, measurable, seen, faults).observations();
    const errors = faults.filter((one) => one.severity === "error");
    diagnostics.push(...faults.filter((one) => one.severity !== "error"), ...errors.slice(0, mostFaults));
    if (errors.length > mostFaults)
      diagnostics.push(say.manyMore(errors.length - mostFaults, errors[mostFaults]!.place!));
    return read;
  });
  return { value: diagnostics.some((d) => d.severity === "error") ? undefined : value, diagnostics };
}

class TableReader {
  private readonly table: DataTable;
  private readonly measurable: Measurable;
  private readonly seen: Map<string, Place>;
  private readonly diagnostics: Diagnostic[];
  private header!: Header;

  constructor(table: DataTable, measurable: Measurable, seen: Map<string, Place>, diagnostics: Diagnostic[]) {
    this.table = table;
    this.measurable = measurable;
    this.seen = seen;
    this.diagnostics = diagnostics;
  }

  observations(): Observation[] {
    const { table, diagnostics } = this;
    const { rows: lines, fault } = csvRows(table.text);
    if (fault) {
      diagnostics.push(say.brokenCsv(fault.kind, { file: table.file, start: fault.start, end: fault.end }));
      return [];
    }
    const mapped = new Set([...table.columns.values()].map(({ text }) => text));
    const isWhole = table.columns.has("value") || table.variable !== undefined;
    const tidy = isWhole ? lines : tidyRows(lines, mapped, (name) => this.variableNamed(name) !== undefined);
    const width = lines[0]?.length;
    const [head, ...rows] = tidy;
    if (!head) {
      diagnostics.push(say.noPoints(table.place));
      return [];
    }
    const header = readHeader(table, head, this.placeOf, diagnostics);
    if (!header) return [];
    this.header = header;
    if (tidy.length - 1 > lines.length - 1) this.refuseShared(header, head);
    const before = diagnostics.length;
    const read = rows.flatMap((row) => {
      if (row.length !== head.length) {
        diagnostics.push(say.otherCells(row.length, width!, this.placeOf(undefined, row)));
        return [];
      }
      return this.observation(row) ?? [];
    });
    if (read.length === 0 && diagnostics.length === before) diagnostics.push(say.noPoints(table.place));
    return read;
  }

  /** In a wide table of several variables a column of spreads, units or limits could be of any of them. */
  private refuseShared({ indices }: Header, head: readonly CsvCell[]): void {
    for (const name of ["sd", "se", "lower", "upper", "unit", "limit"] as const)
      if (indices.has(name))
        this.diagnostics.push(
          say.badData(
            `The column "${name}" does not say which of the variables it belongs to.`,
            this.placeOf(head[indices.get(name)!], head),
            `Write one value a row: time_week,variable,value,${name}.`,
          ),
        );
  }

  private readonly placeOf = (cell: CsvCell | undefined, row: readonly CsvCell[]): Place => {
    const start = cell?.start ?? row[0]!.start;
    return { file: this.table.file, start, end: Math.max(cell?.end ?? row.at(-1)!.end, start + 1) };
  };

  private observation(row: readonly CsvCell[]): Observation | undefined {
    const { header, measurable, diagnostics } = this;
    const cell = (name: Parameters<Header["indices"]["get"]>[0]) => row[header.indices.get(name) ?? -1];
    const place = (name: Parameters<Header["indices"]["get"]>[0]) => this.placeOf(cell(name), row);
    if (this.isPassedOver(cell)) return undefined;
    let isSound = true;
    const fault = (diagnostic: Diagnostic) => {
      isSound = false;
      diagnostics.push(diagnostic);
    };
    /** Undefined where the column or its value is missing. */
    const number = (name: DataColumn): number | undefined => {
      const found = cell(name);
      if (!found || isMissing(found.text)) return undefined;
      const value = numberIn(found.text);
      if (value === undefined) fault(say.notANumber(found.text, name, place(name)));
      return value;
    };

    const variable = this.variable(cell("variable") ?? cell("dvid") ?? cell("cmt"), row, fault);
    const arm = this.arm(cell("arm"), row, fault);
    const factor = variable === undefined ? 1 : this.factor(cell("unit"), variable, row, fault);

    const time = number("time");
    if (time === undefined) {
      if (isMissing(cell("time")?.text ?? "")) fault(say.notANumber("", "time", place("time")));
    } else if (time < 0) fault(say.beforeRun(place("time")));
    const days = (time ?? 0) * header.timeUnit;
    if (days > measurable.duration * (1 + 1e-9))
      fault(say.beyondRun(`day ${Number(days.toPrecision(6))}`, measurable.duration, place("time")));

    const written = cell("value")!.text;
    const isBelow = /^<\s*/.test(written);
    const given = isBelow ? numberIn(written.replace(/^<\s*/, "")) : numberIn(written);
    if (given === undefined) fault(say.notANumber(written, "value", place("value")));
    const limit = number("limit");
    const isCensored = isBelow || (limit !== undefined && given !== undefined && given < limit);
    const value = (isCensored ? (limit ?? given) : given) ?? 0;

    const [sd, se, lower, upper, n] = (["sd", "se", "lower", "upper", "n"] as const).map(number);
    for (const [name, spread] of [
      ["sd", sd],
      ["se", se],
    ] as const)
      if (spread !== undefined && !(spread > 0))
        fault(
          say.badData(
            `The ${name} of this point is ${spread}, but it must be more than 0.`,
            place(name),
            "Leave it empty where it is not known.",
          ),
        );
    if (n !== undefined && !(Number.isInteger(n) && n > 0))
      fault(say.badData(`n is ${n}, but it must be a whole number above 0.`, place("n")));
    if ((lower === undefined) !== (upper === undefined))
      fault(
        say.badData(
          "This point has one of lower and upper, but not both.",
          place(lower === undefined ? "upper" : "lower"),
        ),
      );
    const hasInterval = lower !== undefined && upper !== undefined;
    if (hasInterval && !(lower < upper && lower <= value && value <= upper))
      fault(
        say.badData(
          `The value ${value} does not lie between lower and upper, ${lower} and ${upper}.`,
          place("lower"),
        ),
      );
    if (!isSound || variable === undefined || arm === undefined) return undefined;

    const subject = cell("subject")?.text || undefined;
    const key = JSON.stringify([arm, subject, variable, Number(days.toPrecision(10))]);
    const first = this.seen.get(key);
    if (first) {
      diagnostics.push(say.samePoint(first, this.placeOf(undefined, row)));
      return undefined;
    }
    this.seen.set(key, this.placeOf(undefined, row));
    const error =
      se ??
      (sd === undefined ? undefined : sd / Math.sqrt(n ?? 1)) ??
      (hasInterval ? (upper - lower) / (2 * z95) : undefined);
    const shown = sd ?? se;
    const bar = hasInterval
      ? ([lower, upper] as const)
      : shown === undefined
        ? undefined
        : ([value - shown, value + shown] as const);
    return withoutMissing({
      ...{ variable, arm, subject, n },
      time: Math.min(days, measurable.duration),
      value: value * factor,
      error: error && error * factor,
      bar: bar && ([bar[0] * factor, bar[1] * factor] as const),
      isCensored: isCensored || undefined,
      place: place("value"),
    });
  }

  /** Doses of a NONMEM-style table, and rows that hold no measured value. */
  private isPassedOver(cell: (name: "mdv" | "evid" | "value") => CsvCell | undefined): boolean {
    const isOn = (name: "mdv" | "evid") => {
      const text = cell(name)?.text ?? "";
      return !isMissing(text) && Number(text) !== 0;
    };
    return isOn("mdv") || isOn("evid") || isMissing(cell("value")?.text ?? "");
  }

  private variable(
    cell: CsvCell | undefined,
    row: readonly CsvCell[],
    fault: (diagnostic: Diagnostic) => void,
  ): string | undefined {
    const { table, measurable } = this;
    const numbered = cell && table.variables.get(cell.text);
    const isNumber = this.header.isNonmem && !this.header.indices.has("variable");
    const written: Written | undefined =
      numbered ??
      (cell && !isNumber ? { text: cell.text, place: this.placeOf(cell, row) } : undefined) ??
      (table.variables.size > 0 ? undefined : table.variable);
    if (!written) {
      fault(
        say.badData(
          cell ? `Nothing says which variable ${cell.text} stands for.` : "Nothing says what was measured.",
          this.placeOf(cell, row),
          isNumber
            ? "Add a column variable, or write variable: or variables: {2: scale.madrs} beside file: in the scenario."
            : "Add a column variable, or variable: beside file: in the scenario.",
        ),
      );
      return undefined;
    }
    const known = this.variableNamed(written.text);
    if (known !== undefined) return known;
    fault(
      say.notAVariable(
        written.text,
        measurable.entry(written.text)?.kind,
        written.place,
        measurable.variables().flatMap((name) => [name, ...shortNames(name)]),
      ),
    );
    return undefined;
  }

  /** A scale may go by its own name, in capitals too. */
  private variableNamed(text: string): string | undefined {
    return [text, `scale.${text}`, `scale.${text.toLowerCase()}`].find((name) => {
      const entry = this.measurable.entry(name);
      return entry && entry.kind !== "parameter";
    });
  }

  private arm(
    cell: CsvCell | undefined,
    row: readonly CsvCell[],
    fault: (diagnostic: Diagnostic) => void,
  ): string | undefined {
    const { arms } = this.measurable;
    const written = cell ? { text: cell.text, place: this.placeOf(cell, row) } : this.table.arm;
    if (!written) {
      if (arms.length === 1) return arms[0];
      fault(say.whichArm(this.table.place, arms));
      return undefined;
    }
    if (arms.includes(written.text)) return written.text;
    fault(say.unknownArm(written.text, written.place, arms));
    return undefined;
  }

  /** What a number of the table is multiplied by to be in the variable's unit. */
  private factor(
    cell: CsvCell | undefined,
    variable: string,
    row: readonly CsvCell[],
    fault: (diagnostic: Diagnostic) => void,
  ): number {
    const own = this.measurable.entry(variable)!.unit;
    const written =
      cell && !isMissing(cell.text) ? { text: cell.text, place: this.placeOf(cell, row) } : this.table.unit;
    if (!written || written.text === own.text) return 1;
    const read = parseUnit(written.text);
    if ("fault" in read) {
      fault(say.noUnit(written.text, written.place, unitNames));
      return 1;
    }
    const mass = this.measurable.molarMass?.(variable);
    if (
      mass !== undefined &&
      sameDimension(read.unit.dimension, molar) &&
      sameDimension(own.dimension, level)
    )
      return (read.unit.factor * mass * 1e-6) / own.factor;
    if (!sameDimension(read.unit.dimension, own.dimension)) {
      fault(say.otherDimension(written.text, variable, own.text, written.place));
      return 1;
    }
    return read.unit.factor / own.factor;
  }
}

/** "madrs" for "scale.madrs". */
const shortNames = (name: string) => (name.startsWith("scale.") ? [name.slice("scale.".length)] : []);

const isMissing = (text: string) => text === "" || text === "." || text === "NA";

/** Not all that JavaScript takes: 0x10 and Infinity are slips in a table. */
function numberIn(text: string): number | undefined {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
