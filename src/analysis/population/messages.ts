import { type Diagnostic, type Place, suggestion } from "../../diagnostics/index.ts";

// Every sentence about a population that was asked for and cannot be had.

export const unknownPopulation = (name: string, place: Place, known: readonly string[]): Diagnostic => ({
  severity: "error",
  code: "unknown-population",
  message: `There is no population "${name}".`,
  place,
  help: suggestion(name, known) ?? `Populations: ${known.join(", ") || "none"}.`,
});
