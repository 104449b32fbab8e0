import type { Place } from "../diagnostics/index.ts";
import { type Expression, parseFormula, type Range } from "../expressions/index.ts";
import type { Formula } from "./types.ts";

/** Where a stretch of a formula stands in its file (the whole formula, when that is not known). */
export function placeIn(formula: Formula, range: Range): Place {
  const offsets = formula.offsets;
  const start = offsets?.[range.start];
  const last = offsets?.[Math.max(range.start, range.end - 1)];
  if (start === undefined || last === undefined) return formula.place;
  return { file: formula.place.file, start, end: last + 1 };
}

/** What formulas of our own code say: every drug has much the same ones. */
const known = new Map<string, Expression>();

/** A formula written by our own code (generated modules, tests). Throws when it cannot be read. */
export function formula(text: string, place: Place): Formula {
  const expression = known.get(text) ?? readFormula(text);
  known.set(text, expression);
  return { text, expression, place };
}

function readFormula(text: string): Expression {
  const result = parseFormula(text);
  if ("faults" in result) throw new Error(`invalid formula: ${text}; ${result.faults[0]?.message}`);
  return result.expression;
}

/** The formulas that were read so far by {@link formula}, for a process that would spare itself the parser. */
export const knownFormulas = (): ReadonlyMap<string, Expression> => new Map(known);

/** Takes over what another process knew. */
export function recallFormulas(formulas: ReadonlyMap<string, Expression>): void {
  for (const [text, expression] of formulas) known.set(text, expression);
}
