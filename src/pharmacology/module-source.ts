import type { ModuleSource } from "../model/index.ts";

/** A generated module with nothing in it but what is given. */
export function moduleSource(
  parts: Partial<ModuleSource> & Pick<ModuleSource, "name" | "title" | "about" | "place">,
): ModuleSource {
  return { parameters: [], states: [], values: [], effects: [], hypotheses: [], targets: [], ...parts };
}
