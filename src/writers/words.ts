import {
  type Cell,
  citation,
  type Document,
  type Equation,
  type FailedRuns,
  type FailureReason,
  type Note,
  type Provenance,
  provenanceLine,
  type Section,
  type Table,
  type TableColumn,
} from "../document/index.ts";
import { printFormula } from "../expressions/index.ts";
import type { Estimate } from "../statistics/index.ts";
import { listed, percent, plain, rounded } from "../text/index.ts";

// How values and notes read, the same in every medium that people read.

/** What stands where there is no value. */
const none = "-";

export const isEstimate = (cell: Cell): cell is Estimate => typeof cell === "object" && cell !== null;

/** How long a bar is; NaN for what is no number. */
export const barOf = (cell: Cell): number =>
  isEstimate(cell) ? cell.value : typeof cell === "number" ? cell : Number.NaN;

/** A cell as people read it. */
export function cellText(cell: Cell, column: TableColumn): string {
  if (isEstimate(cell)) return estimateText(cell, column);
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (typeof cell === "string") return cell;
  return cell === null || cell === undefined || !Number.isFinite(cell) ? none : numberText(cell, column);
}

function estimateText({ value, low, high }: Estimate, column: TableColumn): string {
  if (!Number.isFinite(value)) return none;
  const text = numberText(value, column);
  const isExact = low === high || !Number.isFinite(low) || !Number.isFinite(high);
  return isExact ? text : `${text} (${numberText(low, column)} to ${numberText(high, column)})`;
}

function numberText(value: number, column: TableColumn): string {
  const { kind, unit = "1", digits = 3, decimals, isSigned, isGiven, isOfAnySize } = column;
  if (kind === "share") return Number.isFinite(100 * value) ? percent(value) : none;
  if (kind === "count") return String(value);
  if (isGiven) return String(plain(value));
  const size = unit === "1" && !isOfAnySize ? 1 : 0;
  const text =
    decimals === undefined ? rounded(value, digits, size) : withoutMinusZero(value.toFixed(decimals));
  return isSigned && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

const withoutMinusZero = (text: string) => (/^-[0.]*$/.test(text) ? text.slice(1) : text);

/** The head of a column, with its unit. */
export const headText = ({ name, unit = "1" }: TableColumn) => (unit === "1" ? name : `${name} (${unit})`);

/** Numbers are set to the right, so that their digits stand above each other. */
export const isNumeric = ({ kind }: TableColumn) => kind === "number" || kind === "count" || kind === "share";

/** A note in sentences. */
export function noteText(note: Note): string {
  return note.kind === "failed-runs" ? failedText(note) : note.text;
}

/** How many runs failed, of what follows which runs it is, and why they failed. */
function failedText(failures: FailedRuns): string {
  const { failed, runs, reasons, isShown } = failures;
  if (isShown)
    return `${failed === 1 ? "One arm" : `${failed} arms`} of ${runs} did not finish; what follows shows ${failed === 1 ? "it" : "them"} as far as ${failed === 1 ? "it" : "they"} came.`;
  const why = reasons.map((one) => {
    const times = reasons.length > 1 ? `${one.count} times ` : "";
    return `${times}${one.reason}${daysText(one)}`;
  });
  const of = reasons.length === 1 && failed > 1 ? " (of the first)" : "";
  const because = why.length > 0 ? ` Why${of}: ${why.join("; ")}` : "";
  if (failed >= runs) return `${runs === 1 ? "The only run" : `All ${runs} runs`} failed.${because}`;
  return `${failed} of ${runs} runs failed${whereText(failures)}; what follows is of the ${runs - failed} that did not.${because}`;
}

/** What a reason that names the day of the first run says too little of. */
const daysText = ({ days }: FailureReason) =>
  days && days.count > 1
    ? ` (They stopped on ${days.count} different days, ${days.first} to ${days.last}.)`
    : "";

/** In how many people, and in which arms. */
function whereText({ people, arms = [] }: FailedRuns): string {
  const own = arms.filter(({ failed }) => failed > 0).map(({ label, failed }) => `${failed} of ${label}`);
  const of = own.length > 0 ? ` (${listed(own)})` : "";
  return people ? `, in ${people.failed} of ${people.sampled} people${of}` : of;
}

/** A caption that says so where a table is of survivors only. */
export const captionText = ({
  caption,
  isOfSurvivors = false,
}: {
  caption: string;
  isOfSurvivors?: boolean | undefined;
}) => (isOfSurvivors ? `${caption} (only runs that did not fail)` : caption);

/** An equation in a line of plain text, in the words of a model's file. */
export const equationText = ({ name, isRate, formula }: Equation): string =>
  `${isRate ? `d ${name} / dt` : name} = ${printFormula(formula)}`;

/** Every document ends with it. */
export const disclaimer = "A research and teaching model, not medical advice.";

/** A document as the paragraphs of a text, empty ones left out; `write` makes the parts of that text. */
export const paragraphs = (
  { title, lead, notes, answers, sections, methods }: Document,
  provenance: Provenance | undefined,
  write: Record<"title" | "note" | "text", (text: string) => string> & { section(of: Section): string[] },
): string =>
  [
    write.title(title),
    write.text(lead),
    ...notes.map((note) => write.note(noteText(note))),
    ...answers.map(write.text),
    ...sections.flatMap(write.section),
    ...methods.map(write.text),
    disclaimer,
    ...(provenance
      ? [`How to cite: ${citation(provenance)}`, provenanceLine(provenance)].map(write.text)
      : []),
  ]
    .filter((block) => block.trim() !== "")
    .join("\n\n");

/** What of a table can stand in a text: every column but bars, and the texts of all rows. */
export function textTable(
  { columns, rows, foot = [] }: Table,
  text: (value: Cell, column: TableColumn) => string = cellText,
): { readonly columns: readonly TableColumn[]; readonly lines: readonly (readonly string[])[] } {
  const indices = [...columns.keys()].filter((i) => columns[i]!.kind !== "bar");
  return {
    columns: indices.map((i) => columns[i]!),
    lines: [...rows, ...foot].map((row) =>
      indices.map((i) => (i < row.length ? text(row[i], columns[i]!) : "")),
    ),
  };
}
