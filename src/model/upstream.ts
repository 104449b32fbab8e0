import { namesIn, walk } from "../expressions/index.ts";
import { resolveName } from "./names.ts";
import type { Model } from "./types.ts";
import { formulasOf } from "./unused.ts";

/** Full names of everything that a variable depends on, directly or through others, itself included. */
export function upstreamOf(name: string, model: Model): Set<string> {
  const reads = new Map<string, string[]>();
  for (const module of model.modules)
    for (const { name: user, formula } of formulasOf(module)) {
      const home = model.entries.get(user)?.module ?? module.name;
      const names = [...namesIn(formula.expression)];
      walk(formula.expression, (part) => {
        if (part.kind === "baseline") names.push(part.name);
      });
      const full = names.map((n) => resolveName(n, home, model.entries) ?? n);
      reads.set(user, [...(reads.get(user) ?? []), ...full]);
    }
  const found = new Set([name]);
  for (const next of found) for (const read of reads.get(next) ?? []) found.add(read);
  return found;
}
