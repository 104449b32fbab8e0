import { type Diagnostic, didYouMean, error, type Place, suggestion } from "../diagnostics/index.ts";
import { counted, listed, quoted } from "../text/index.ts";
import type { CsvFault } from "./csv.ts";

// Every sentence that reading measured points can say.

export const badData = (message: string, place: Place, help?: string, code = "bad-data"): Diagnostic =>
  error(code, message, place, help);

/** @param code of tables that hold something else than measured points */
export const brokenCsv = (kind: CsvFault["kind"], place: Place, code?: string): Diagnostic =>
  kind === "unclosed-quote"
    ? badData(
        "This quote is never closed, so the lines after it belong to no row.",
        place,
        'Close it with ".',
        code,
      )
    : badData(
        "After a closing quote the cell goes on.",
        place,
        'Put a comma or the end of the line there; a quote within quotes is written "".',
        code,
      );

/** @param code of tables that hold something else than measured points */
export const otherSeparator = (place: Place, code?: string): Diagnostic =>
  badData(
    "The cells of this table are parted neither by commas nor by semicolons or tabs.",
    place,
    "Save it as a CSV file with commas between cells and points in numbers.",
    code,
  );

export const noColumn = (name: string, place: Place, head: readonly string[], help?: string): Diagnostic =>
  badData(`The table has no column "${name}".`, place, help ?? `Columns here: ${head.join(", ")}.`);

export const mappedNowhere = (wanted: string, place: Place, head: readonly string[]): Diagnostic =>
  badData(
    `The table has no column "${wanted}".`,
    place,
    didYouMean(wanted, head, `Columns there: ${head.join(", ")}.`),
  );

export const unusedColumn = (name: string, meant: string, place: Place): Diagnostic => ({
  ...badData(
    `The column "${name}" is not used.`,
    place,
    `Is "${meant}" meant? Then rename it, or write columns: {${meant}: ${name}} in the scenario.`,
  ),
  severity: "warning",
});

export const noTimeUnit = (place: Place): Diagnostic =>
  badData(
    "Nothing says in which unit these times are.",
    place,
    "Name the column time_week, time_day or time_hour, or write time: week beside file: in the scenario.",
  );

export const notAVariable = (
  name: string,
  kind: string | undefined,
  place: Place,
  known: readonly string[],
): Diagnostic =>
  error(
    "unknown-variable",
    kind
      ? `"${name}" is a ${kind}, which does not change over time.`
      : `The model has no variable "${name}".`,
    place,
    suggestion(name, known) ??
      "`lull list variables` shows all names; the level of a drug is there where an arm takes it. Columns of another kind are left out of the table.",
  );

export const unknownArm = (label: string, place: Place, known: readonly string[]): Diagnostic =>
  error(
    "unknown-arm",
    `The scenario has no arm "${label}".`,
    place,
    didYouMean(label, known, `Its arms: ${known.map(quoted).join(", ")}.`),
  );

export const whichArm = (place: Place, known: readonly string[]): Diagnostic =>
  badData(
    `The scenario has ${known.length} arms, and nothing says in which these points were measured.`,
    place,
    `Add a column arm, or arm: beside file: in the scenario. Its arms: ${known.map(quoted).join(", ")}.`,
  );

export const badUnit = (message: string, place: Place, known: readonly string[]): Diagnostic =>
  error("bad-unit", message, place, `Units here: ${listed(known)}.`);

/** @param text a unit that may have several parts: only the part that is none is compared with those there are */
export function noUnit(text: string, place: Place, known: readonly string[]): Diagnostic {
  const part = text.split(/[\s/*^()\d.-]+/).find((one) => one !== "" && !known.includes(one)) ?? text;
  return error(
    "bad-unit",
    `"${text}" is not a unit.`,
    place,
    didYouMean(part, known, `Units here: ${listed(known)}.`),
  );
}

export const otherDimension = (unit: string, variable: string, own: string, place: Place): Diagnostic =>
  error(
    "wrong-dimension",
    `"${unit}" cannot be converted to ${own === "1" ? "a plain number" : own}, the unit of ${variable}.`,
    place,
    own === "1"
      ? "Write the values as plain numbers, without a unit."
      : `Write the values in ${own}, or in another unit of the same kind.`,
  );

export const notANumber = (text: string, column: string, place: Place): Diagnostic =>
  badData(
    text === "" ? `The column ${column} is empty here.` : `"${text}" in column ${column} is not a number.`,
    place,
    /^[+-]?\d+,\d+$/.test(text)
      ? `Write ${text.replace(",", ".")} for ${text}.`
      : "Write the number alone, without unit or words; a row without a point is left out.",
  );

export const beyondRun = (time: string, duration: number, place: Place): Diagnostic =>
  badData(
    `This point is at ${time}, but the run lasts ${Number(duration.toPrecision(6))} days.`,
    place,
    "Make the scenario's duration longer, or leave the point out.",
  );

export const beforeRun = (place: Place): Diagnostic =>
  badData("This point lies before the start of the run.", place, "Times count from 0.");

export const samePoint = (first: Place, place: Place): Diagnostic => ({
  ...badData(
    "The same arm, subject and variable has a point at this time already.",
    place,
    "Leave one out, or tell them apart with a column subject.",
  ),
  notes: [{ message: "the first one", place: first }],
});

export const otherCells = (count: number, head: number, place: Place): Diagnostic =>
  badData(
    `This row has ${counted(count, "cell")}, but the header has ${head}.`,
    place,
    "A comma within a text needs quotes around the text; a decimal comma must be a point.",
  );

export const noPoints = (place: Place): Diagnostic =>
  badData(
    "There is not one measured point in this table.",
    place,
    "A table has a line with the names of its columns and a line for each point: time_week,variable,arm,value",
  );

export const manyMore = (count: number, place: Place): Diagnostic =>
  badData(`${counted(count, "more fault")} in this table.`, place, "Mend these first.");
