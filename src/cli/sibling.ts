/** True when the file is TypeScript, run from a checkout; in the package it is JavaScript. */
export const isSource = (from: string) => from.endsWith(".ts");

/** A module beside the one whose `import.meta.url` this is. */
export const siblingModule = (name: string, from: string) =>
  new URL(`./${name}.${isSource(from) ? "ts" : "js"}`, from);
