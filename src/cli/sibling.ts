/** True when the file is TypeScript, run from a checkout; in the package it is JavaScript. */
export const isSource = (from: string) => bundle() === undefined && from.endsWith(".ts");

/** A module beside the one whose `import.meta.url` this is, or in the bundle that runs. */
export const siblingModule = (name: string, from: string) =>
  new URL(`./${name}.${isSource(from) ? "ts" : "js"}`, bundle() ?? from);

/** A file of the bundle that `start.mjs` made; undefined when the sources or the package run. */
const bundle = (): string | undefined => (globalThis as { lullBundle?: string }).lullBundle;
