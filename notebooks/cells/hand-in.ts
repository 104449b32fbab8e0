import { isRecord, isText } from "./shapes.ts";
import type { Answered, Drawing, Work } from "./sheet.ts";

// What a student hands in: one lesson's work as JSON text, in a file or in a link to the teachers' page.

/** One lesson handed in. */
export interface HandIn extends Work {
  /** Version of this form. */
  readonly lull: 1;
  /** Slug of the lesson. */
  readonly lesson: string;
  readonly name: string;
  /** Day, as YYYY-MM-DD. */
  readonly day: string;
}

/** Longest link that is made: mail and courses cut longer ones. */
export const longestLink = 4000;

/** The text of a hand-in, numbers as precise as a hand draws. */
export const handInText = (work: HandIn): string =>
  JSON.stringify(work, (_, value) => (typeof value === "number" ? Number(value.toPrecision(4)) : value));

/** What stands after `#hand-in=` in a link: base64url of the text. */
export function toLink(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The text in a link, or undefined when there is none that can be read. */
export function fromLink(link: string): string | undefined {
  const [, code] = /#hand-in=([\w-]+)\s*$/.exec(link) ?? [];
  if (code === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
      c.charCodeAt(0),
    );
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 1 && value.length <= 100 && value.every(Number.isFinite);
const areTexts = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every(isText);

const isDrawing = (value: unknown): value is Drawing =>
  isRecord(value) &&
  isText(value.ask) &&
  isText(value.axis) &&
  [value.weeks, value.low, value.high, value.points].every(Number.isFinite) &&
  isNumbers(value.drawn) &&
  isNumbers(value.truth) &&
  value.drawn.length === value.truth.length &&
  Array.isArray(value.ways) &&
  value.ways.every(isText);
const isAnswered = (value: unknown): value is Answered =>
  isRecord(value) && isText(value.ask) && isText(value.given) && typeof value.isRight === "boolean";

/** A hand-in out of its text; whatever else somebody opens gives undefined. */
export function readHandIn(text: string): HandIn | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.lull !== 1) return undefined;
  const { lesson, name, day, drawing, answer, settings, texts } = value;
  if (!isText(lesson) || !isText(name) || !isText(day)) return undefined;
  if (drawing !== undefined && !isDrawing(drawing)) return undefined;
  if (answer !== undefined && !isAnswered(answer)) return undefined;
  if (settings !== undefined && !(isRecord(settings) && Object.values(settings).every(areTexts)))
    return undefined;
  if (texts !== undefined && !areTexts(texts)) return undefined;
  return value as unknown as HandIn;
}
