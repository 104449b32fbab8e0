import { type Diagnostic, error, type Place, unknown } from "../../diagnostics/index.ts";

// Every sentence about a population that was asked for and cannot be had.

export const unknownPopulation = (
  name: string,
  place: Place | undefined,
  known: readonly string[],
): Diagnostic => unknown("population", name, place, known, `Populations: ${known.join(", ") || "none"}.`);

export const tooFewSubjects = (
  claim: string,
  { subjects, of }: { readonly subjects: number; readonly of: number },
  fewest: number,
  place: Place,
): Diagnostic =>
  error(
    "too-few-subjects",
    `Only ${subjects} of ${of} plausible subjects are among those that the claim "${claim}" asks about; at least ${fewest} are needed.`,
    place,
    "Sample more subjects, or ask about more of them.",
  );

export const failedSubjects = (failed: number, of: number, reason: string): string =>
  `${failed} of ${of} runs did not reach their end, and those people are left out: ${reason}`;
