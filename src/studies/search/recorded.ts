import type { Diagnostic } from "../../diagnostics/index.ts";
import type { RunFacts } from "../../document/index.ts";
import type { Cast } from "../../scenario/index.ts";
import type { PreparedSearch } from "./plan.ts";

/** What a record says of a search: its strategies as arms, and what was found out of range when it was made ready. */
export const searchRun = (
  { study: { strategies, seed }, prepared: { systems } }: PreparedSearch,
  cast: Cast,
  diagnostics: readonly Diagnostic[],
): RunFacts & { readonly seed: number } => ({
  cast,
  arms: strategies.map(({ label, arm }) => ({ ...arm, label })),
  seed,
  systems,
  outside: diagnostics.filter(({ code }) => code === "outside-range").map(({ message }) => message),
});
