import { brokenCsv, type CsvCell, csvRows, otherSeparator } from "../../data/index.ts";
import { type Diagnostic, nearestNames, type Place, suggestion } from "../../diagnostics/index.ts";
import type { RegimenEntry } from "../../pharmacology/index.ts";
import type { Read } from "../document.ts";
import type { OwnFiles } from "../own-files.ts";
import * as say from "./messages.ts";
import type { EventTableData } from "./schema.ts";

/** The columns that are read; `time` and `ii` may carry their unit. Names as in NONMEM's data sets, in any case. */
const columns = ["time", "amt", "cmt", "evid", "ii", "addl", "ss", "rate", "id"] as const;
type ColumnName = (typeof columns)[number];
const unitEndings: Readonly<Record<string, number>> = {
  time: 0,
  time_h: 1 / 24,
  time_hour: 1 / 24,
  time_day: 1,
};

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** What the lines of a table share. */
interface EventTable {
  readonly header: ReadonlyMap<ColumnName, number>;
  /** days in one of its units of time */
  readonly unit: number;
  readonly place: (cell: CsvCell | undefined, row: readonly CsvCell[]) => Place;
  readonly drugOf: (cell: CsvCell | undefined, row: readonly CsvCell[]) => string | undefined;
  readonly subject: string | undefined;
  readonly isIntoVein: boolean;
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads a NONMEM-style event table: `time amt cmt evid ii addl ss rate` (Beal et al., NONMEM Users Guide VI), amounts in
 * mg, times in hours unless the header or the scenario says days. Doses (evid 1, or 4 at the start) are kept,
 * a rate above 0 (mg per unit of time of the table) is an infusion into a vein, whichever compartment it names;
 * observations (evid 0) are passed over, and every code that a run cannot honour is an error at its place.
 */
export function readEventTable(
  read: Read<unknown>,
  data: EventTableData,
  path: readonly PropertyKey[],
  own: OwnFiles,
): RegimenEntry[] {
  const { diagnostics } = read;
  const file = own.plain(data.events, read.at(...path, "events"));
  if (!file) return [];
  const { rows: lines, fault } = csvRows(file.text);
  if (fault) {
    diagnostics.push(
      brokenCsv(fault.kind, { file: file.path, start: fault.start, end: fault.end }, "bad-event-table"),
    );
    return [];
  }
  const [head, ...rows] = lines;
  const placeOf = (cell: CsvCell | undefined, row: readonly CsvCell[]): Place => {
    const start = cell?.start ?? row[0]!.start;
    return { file: file.path, start, end: Math.max(cell?.end ?? row.at(-1)!.end, start + 1) };
  };
  const header = head && readHeader(head, data, placeOf, diagnostics);
  if (!head || !header) {
    if (!head)
      diagnostics.push(
        say.badTable("The event table is empty.", { file: file.path, start: 0, end: 1 }, say.smallestTable),
      );
    return [];
  }
  const drugs = new Map(
    Object.entries(data.drugs ?? {}).map(([number, name]) => [
      number,
      own.drug(name, read.at(...path, "drugs", number)),
    ]),
  );
  const only = data.drug === undefined ? undefined : own.drug(data.drug, read.at(...path, "drug"));
  const table: EventTable = {
    ...header,
    place: placeOf,
    drugOf: (cell, row) => drugOf(cell, row, drugs, only, placeOf, diagnostics),
    subject: data.id === undefined ? undefined : String(data.id),
    isIntoVein: data.route === "iv",
    diagnostics,
  };
  const named = head.filter((cell) => cell.text !== "");
  const whole = rows.filter((row) => {
    // A comma at the end of every line is nothing, but a number behind it is.
    const isWhole =
      row.length === head.length && row.every(({ text }, i) => text === "" || head[i]!.text !== "");
    const wanted = row.length === head.length ? named : head;
    if (!isWhole) diagnostics.push(say.otherCells(row, wanted, placeOf(undefined, row)));
    return isWhole;
  });
  const subject = ownRows(whole, table);
  checkOrder(subject, table);
  const entries = subject.flatMap((row) => readEvent(row, table));
  if (entries.length === 0 && !diagnostics.some(({ severity }) => severity === "error"))
    diagnostics.push(say.noDoses(placeOf(head[0], head)));
  return entries;
}

/** Warns where time runs backwards: more often another subject or a clock that starts anew than rows out of order. */
function checkOrder(rows: readonly (readonly CsvCell[])[], { header, place, diagnostics }: EventTable): void {
  const column = header.get("time")!;
  for (let i = 1; i < rows.length; i++) {
    const [before, now] = [rows[i - 1]![column]!, rows[i]![column]!];
    // A time below 0 is an error of its own.
    if (!(Number(now.text) < Number(before.text) && Number(now.text) >= 0)) continue;
    diagnostics.push(say.timeFalls(before.text, now.text, place(now, rows[i]!)));
    return;
  }
}

/** The name of the column that says whose a row is: `id` as in NONMEM's data sets, else `subject` as in a table of data. */
const subjectColumn = (head: readonly CsvCell[]): "id" | "subject" =>
  head.some((cell) => cell.text.toLowerCase() === "id") ? "id" : "subject";

/** The subjects of a table by their id, each once, in the order in which they come; none without a column id. */
export function subjectsOf(text: string): string[] {
  const [head = [], ...rows] = csvRows(text).rows;
  const own = subjectColumn(head);
  const column = head.findIndex((cell) => cell.text.toLowerCase() === own);
  return column < 0 ? [] : [...new Set(rows.flatMap((row) => row[column]?.text || []))];
}

function readHeader(
  head: readonly CsvCell[],
  data: EventTableData,
  placeOf: EventTable["place"],
  diagnostics: Diagnostic[],
): Pick<EventTable, "header" | "unit"> | undefined {
  if (head.length === 1 && /\S[\s|:]+\S/.test(head[0]!.text)) {
    diagnostics.push(otherSeparator(placeOf(head[0], head), "bad-event-table"));
    return undefined;
  }
  const fault = (cell: CsvCell | undefined, message: string, help: string) =>
    diagnostics.push(say.badTable(message, placeOf(cell, head), help));
  const header = new Map<ColumnName, number>();
  const unused: CsvCell[] = [];
  let unit = data.time === "day" ? 1 : 1 / 24;
  // A drug by its name says more than the number of a compartment.
  const drugColumn = head.some((cell) => cell.text.toLowerCase() === "drug") ? "drug" : "cmt";
  const others: Partial<Record<ColumnName, string>> = { cmt: drugColumn, id: subjectColumn(head) };
  for (const [i, cell] of head.entries()) {
    const written = cell.text.toLowerCase();
    const factor = unitEndings[written];
    const name = columns.find((column) =>
      factor === undefined ? written === (others[column] ?? column) : column === "time",
    );
    if (name === undefined) {
      if (written !== "") unused.push(cell);
    } else if (header.has(name))
      fault(
        cell,
        `The column "${cell.text}" stands twice.`,
        "Leave one of the two out, or give it another name.",
      );
    else header.set(name, i);
    if (factor) unit = factor;
    if (factor && data.time && factor !== (data.time === "day" ? 1 : 1 / 24))
      fault(
        cell,
        `The column "${cell.text}" and "time: ${data.time}" of the scenario disagree.`,
        "Keep one of the two.",
      );
  }
  const missing = (["time", "amt"] as const).filter((name) => !header.has(name));
  for (const name of missing) {
    const near = unused.find((cell) => nearestNames(cell.text, [name]).length > 0);
    const help = near
      ? `Is "${near.text}" meant?`
      : `Columns here: ${head.map((cell) => cell.text).join(", ")}.`;
    fault(near, `The event table has no column "${name}".`, help);
  }
  if (missing.length > 0) return undefined;
  const names = unused.map(({ text }) => text);
  if (names.length > 0) diagnostics.push(say.unusedColumns(names, placeOf(unused[0], head)));
  return { header, unit };
}

/** The rows of the subject asked for; several subjects without a choice are an error. */
function ownRows(rows: readonly (readonly CsvCell[])[], table: EventTable): (readonly CsvCell[])[] {
  const column = table.header.get("id");
  if (column === undefined) return [...rows];
  const idOf = (row: readonly CsvCell[]) => row[column]?.text ?? "";
  const ids = [...new Set(rows.map(idOf))];
  const wanted = table.subject ?? (ids.length === 1 ? ids[0] : undefined);
  const other = rows.find((row) => idOf(row) !== ids[0]) ?? rows[0];
  const fault = (row: readonly CsvCell[], message: string, help?: string) =>
    table.diagnostics.push(say.badTable(message, table.place(row[column], row), help));
  if (wanted === undefined && other)
    fault(
      other,
      `The table holds ${ids.length} subjects, but an arm is one.`,
      "Choose one in the scenario, for example treatment: {events: doses.csv, id: 1}, or write id: each for an arm each.",
    );
  else if (wanted !== undefined && !ids.includes(wanted) && rows[0])
    fault(rows[0], `The table has no subject "${wanted}".`, suggestion(wanted, ids));
  return rows.filter((row) => idOf(row) === wanted);
}

function drugOf(
  cell: CsvCell | undefined,
  row: readonly CsvCell[],
  drugs: ReadonlyMap<string, string>,
  only: string | undefined,
  placeOf: EventTable["place"],
  diagnostics: Diagnostic[],
): string | undefined {
  const fail = (message: string, help: string) => {
    diagnostics.push(say.badTable(message, placeOf(cell, row), help));
    return undefined;
  };
  const example = "treatment: {events: doses.csv, drugs: {1: escitalopram}}";
  if (cell === undefined || isLeftOut(cell))
    return (
      only ??
      fail(
        "Nothing says which drug this is.",
        "Add a column cmt (or drug) with its name, or drug: escitalopram beside events: in the scenario.",
      )
    );
  const mapped = drugs.get(cell.text);
  if (mapped !== undefined) return mapped;
  if (/^[A-Za-z_]\w*$/.test(cell.text)) return cell.text;
  if (only !== undefined && drugs.size === 0 && cell.text === "1") return only;
  return fail(`Nothing says which drug compartment ${cell.text} is.`, `Say so in the scenario: ${example}.`);
}

const isLeftOut = (cell: CsvCell | undefined) => cell === undefined || cell.text === "" || cell.text === ".";

/** One line as a regimen entry; observations give none. */
function readEvent(row: readonly CsvCell[], table: EventTable): RegimenEntry[] {
  const { header, unit, place, isIntoVein } = table;
  const cell = (name: ColumnName) => {
    const column = header.get(name);
    return column === undefined ? undefined : row[column];
  };
  let isSound = true;
  const fault = (name: ColumnName, message: string, help?: string) => {
    isSound = false;
    table.diagnostics.push(say.badTable(message, place(cell(name), row), help));
  };
  /** A missing column or "." counts as `otherwise`. */
  const number = (name: ColumnName, otherwise: number): number => {
    if (isLeftOut(cell(name))) return otherwise;
    const { text } = cell(name)!;
    // Not all that JavaScript takes: 0x10 and Infinity are slips in a table.
    const value = decimal.test(text) ? Number(text) : Number.NaN;
    if (!Number.isFinite(value))
      fault(
        name,
        `"${text}" in column ${name} is not a number.`,
        say.decimalPoint(text) ?? say.numberAlone(name),
      );
    return Number.isFinite(value) ? value : Number.isNaN(otherwise) ? 0 : otherwise;
  };
  const amount = number("amt", 0);
  const evid = number("evid", amount === 0 ? 0 : 1);
  const time = number("time", Number.NaN);
  if (evid === 0) {
    if (amount !== 0) fault("amt", "An observation (evid 0) has no amount.", "Doses have evid 1.");
    return [];
  }
  if (evid !== 1 && evid !== 4)
    fault(
      "evid",
      `evid ${evid} is not supported.`,
      "Supported: 0 (observation, passed over), 1 (dose), 4 (at time 0 only).",
    );
  if (evid === 4 && time !== 0)
    fault(
      "evid",
      "evid 4 resets everything, but a person goes on from what went before.",
      "It is supported at time 0 only; otherwise write evid 1.",
    );
  if (Number.isNaN(time)) fault("time", "The dose has no time.", "Write 0 for a dose at the start.");
  if (time < 0)
    fault(
      "time",
      `The dose is at ${time}, before the run starts.`,
      "Times start at 0; ss = 1 stands for doses before.",
    );
  if (!(amount > 0))
    fault("amt", `The amount must be more than zero, but it is ${amount}.`, "Amounts are in mg.");
  const rate = number("rate", 0);
  if (rate < 0)
    fault(
      "rate",
      `rate ${rate} is not supported: it asks a model for the rate or the length of the infusion.`,
      "Write the rate itself, in mg an hour, or 0 for a dose that is taken at once.",
    );
  const ii = number("ii", 0);
  const addl = number("addl", 0);
  const ss = number("ss", 0);
  if (ii < 0) fault("ii", `The interval ii must not be below zero, but it is ${ii}.`, say.intervals);
  if (!Number.isInteger(addl) || addl < 0)
    fault(
      "addl",
      `addl must be a whole number from 0, but it is ${addl}.`,
      "It counts the doses that follow the first: 6 for a week of daily doses.",
    );
  if (addl > 0 && ii === 0) fault("addl", "Further doses (addl) need an interval ii above 0.", say.intervals);
  if (ss !== 0 && ss !== 1) fault("ss", `ss ${ss} is not supported.`, "Supported: 0, and 1 at time 0.");
  if (ii > 0 && ss === 0 && isLeftOut(cell("addl")))
    table.diagnostics.push(say.intervalWithoutDoses(place(cell("ii"), row)));
  if (ss === 1 && ii === 0) fault("ss", "Steady state (ss 1) needs an interval ii above 0.", say.intervals);
  if (ss === 1 && time !== 0)
    fault(
      "ss",
      "Steady state (ss 1) is supported at time 0 only.",
      "It stands for the same doses before the run, since always.",
    );
  const drug = table.drugOf(cell("cmt"), row);
  if (!isSound || drug === undefined) return [];
  const from = time * unit;
  const every = ii > 0 ? ii * unit : 1;
  return [
    {
      drug,
      dose: amount,
      every,
      from,
      until: from + (addl + 1) * every,
      place: place(cell("amt"), row),
      isEvent: true,
      ...(rate > 0 || isIntoVein ? { route: "iv" as const } : {}),
      ...(rate > 0 ? { infusion: { rate: rate / unit, place: place(cell("rate"), row) } } : {}),
      isSteady: ss === 1,
    },
  ];
}
