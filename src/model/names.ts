import { type Expression, rewrite } from "../expressions/index.ts";
import type { Entry } from "./types.ts";

/** The full name that a name in a formula of `module` means; local names win. Undefined when there is none. */
export function resolveName(
  name: string,
  module: string,
  entries: ReadonlyMap<string, Entry>,
): string | undefined {
  if (name.includes(".")) return entries.has(name) ? name : undefined;
  const full = `${module}.${name}`;
  return entries.has(full) ? full : undefined;
}

/** The formula with full names. Names must have been checked. */
export function qualified(
  expression: Expression,
  module: string,
  entries: ReadonlyMap<string, Entry>,
): Expression {
  return rewrite(expression, (part) =>
    part.kind === "name" || part.kind === "baseline" || part.kind === "rate"
      ? { ...part, name: resolveName(part.name, module, entries) ?? part.name }
      : part,
  );
}
