import type { Place } from "../diagnostics/index.ts";

/** What became of one thing on its way from one format to another. */
export interface Passage {
  readonly fate: "kept" | "approximated" | "dropped";
  /** What it is, for example "12 species" or "the annotation of S1". */
  readonly what: string;
  /** How it was kept, what stands in its place, or why it was left out. */
  readonly how: string;
  readonly place?: Place | undefined;
}

export const isLoss = ({ fate }: Passage): boolean => fate !== "kept";
