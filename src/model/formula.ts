import type { Place } from "../diagnostics/index.ts";
import { parseFormula, type Range } from "../expressions/index.ts";
import type { Formula } from "./types.ts";

/** Where a stretch of a formula stands in its file (the whole formula, when that is not known). */
export function placeIn(formula: Formula, range: Range): Place {
  const offsets = formula.offsets;
  const start = offsets?.[range.start];
  const last = offsets?.[Math.max(range.start, range.end - 1)];
  if (start === undefined || last === undefined) return formula.place;
  return { file: formula.place.file, start, end: last + 1 };
}

/** A formula written by our own code (generated modules, tests). Throws when it cannot be read. */
export function formula(text: string, place: Place): Formula {
  const result = parseFormula(text);
  if ("faults" in result) throw new Error(`invalid formula: ${text}; ${result.faults[0]?.message}`);
  return { text, expression: result.expression, place };
}
