import type { Attribution, Band, Sensitivity } from "../studies/index.ts";

/** What takes many runs: asked for by the visitor, answered with word of progress. `text` is a scenario of one arm. */
export type StudyQuestion =
  | { readonly kind: "why"; readonly text: string; readonly variable: string }
  | { readonly kind: "rests"; readonly text: string; readonly variable: string }
  | { readonly kind: "band"; readonly text: string; readonly variable: string }
  | { readonly kind: "claims"; readonly ids: readonly string[] };

/** How a claim fares at the declared numbers. */
export interface ClaimVerdict {
  readonly id: string;
  readonly passes: boolean;
  readonly reason: string | undefined;
}

export type StudyAnswer =
  | { readonly kind: "why"; readonly attribution: Attribution }
  | { readonly kind: "rests"; readonly sensitivity: Sensitivity }
  | { readonly kind: "band"; readonly band: Band }
  | { readonly kind: "claims"; readonly verdicts: readonly ClaimVerdict[] };

export type StudyOf<K extends StudyQuestion["kind"]> = Extract<StudyAnswer, { kind: K }>;
