import type { FormulaFault, Range } from "./types.ts";

export interface Token {
  readonly kind: "number" | "name" | "symbol";
  readonly text: string;
  readonly range: Range;
}

const pattern =
  /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)|(?<symbol><=|>=|==|!=|[-+*/^(),<>])|(?<space>\s+)|(?<other>.)/gsu;

/**
 * Splits a formula into tokens with their places. The grammar is mathjs's, but only characters that a formula needs are
 * let through, so quotes, brackets, braces, assignments and transposes never reach a parser.
 */
export function tokenize(formula: string): { tokens: Token[]; faults: FormulaFault[] } {
  const tokens: Token[] = [];
  const faults: FormulaFault[] = [];
  for (const match of formula.matchAll(pattern)) {
    const range = { start: match.index, end: match.index + match[0].length };
    const groups = match.groups!;
    if (groups.number !== undefined) tokens.push({ kind: "number", text: match[0], range });
    else if (groups.name !== undefined) tokens.push({ kind: "name", text: match[0], range });
    else if (groups.symbol !== undefined) tokens.push({ kind: "symbol", text: match[0], range });
    else if (groups.other !== undefined) faults.push(forbidden(match[0], range));
  }
  return { tokens, faults };
}

function forbidden(character: string, range: Range): FormulaFault {
  const help: Record<string, string> = {
    "?": "Write if(condition, a, b).",
    ":": "Write if(condition, a, b).",
    "&": 'Write "and".',
    "|": 'Write "or".',
    "!": 'Write "not".',
    "=": 'A formula is one expression; compare with "==".',
    "%": "Write percentages as fractions.",
  };
  return {
    code: "formula-character",
    message: `"${character}" has no meaning in a formula.`,
    range,
    help:
      help[character] ??
      "A formula may hold numbers, names, + - * / ^, comparisons and the listed functions.",
  };
}
