import type { Place } from "../diagnostics/index.ts";

/** What became of one thing on its way from one format to another. */
export interface Conversion {
  readonly fate: "kept" | "approximated" | "dropped";
  /** What it is, for example "12 species" or "the annotation of S1". */
  readonly what: string;
  /** How it was kept, what stands in its place, or why it was left out. */
  readonly how: string;
  readonly place?: Place | undefined;
}

const passing =
  (fate: Conversion["fate"]) =>
  (what: string, how: string, place?: Place): Conversion => ({ fate, what, how, place });
export const kept = passing("kept");
export const approximated = passing("approximated");
export const dropped = passing("dropped");

/** The conversion of so many things; none where there are none. */
export const ofAny = (
  pass: typeof kept,
  { length }: readonly unknown[],
  many: string,
  how: string,
): Conversion[] => (length > 0 ? [pass(`${length} ${many}`, how)] : []);

export const isLoss = ({ fate }: Conversion): boolean => fate !== "kept";

/**
 * The report of one conversion from format to format: a line for each thing, what was lost first, with its line in the
 * document.
 */
export function lossReport(conversions: readonly Conversion[], text?: string): string {
  const order = { dropped: 0, approximated: 1, kept: 2 } as const;
  const lineOf = ({ place }: Conversion) =>
    place && text !== undefined
      ? ` (${place.file}:${text.slice(0, place.start).split("\n").length})`
      : place
        ? ` (${place.file})`
        : "";
  return [...conversions]
    .sort((a, b) => order[a.fate] - order[b.fate])
    .map((one) => `${`${one.fate}:`.padEnd(14)}${one.what}: ${one.how}${lineOf(one)}`)
    .join("\n");
}

/** What a loss means for the command that met it. */
export function lossVerdict(conversions: readonly Conversion[]): string | undefined {
  const lost = conversions.filter(isLoss).length;
  if (lost === 0) return undefined;
  return `${lost} ${lost === 1 ? "thing does" : "things do"} not pass unchanged; nothing was written. --allow-loss writes all the same.`;
}
