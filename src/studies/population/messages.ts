import { type Diagnostic, error } from "../../diagnostics/index.ts";
import type { Population } from "../../scenario/index.ts";

export const noCutoff = ({ name, place }: Population): Diagnostic =>
  error(
    "no-cutoff",
    `Nothing says who counts in the population "${name}": it has no published share, and the model no onset.`,
    place,
    "Give it a target with share_of and above, or write onset: {of, above, says} in model.yaml.",
  );
