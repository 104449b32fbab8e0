import type { Plugin } from "vite";

/** In place of the whole of mathjs, whose one-file build the formula parser imports: what it uses of it. */
export const parserOnly = [
  "mathjs/lib/browser/math.js",
  'import { create, parseDependencies } from "mathjs"; export default { create, parseDependencies };',
] as const;

/** For vite: modules that are not files, by the name they are imported by. */
export const givenPlugin = (given: ReadonlyMap<string, string>): Plugin => ({
  name: "lull-given",
  enforce: "pre",
  resolveId: (id) => (given.has(id) ? `\0${id}` : undefined),
  load: (id) => given.get(id.slice(1)),
});
