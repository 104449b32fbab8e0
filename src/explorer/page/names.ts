import { about, spoken } from "./library.ts";

/** What a variable is called, in the words of its model where that has some. */
export const nice = (name: string) =>
  about.get(name)?.title ??
  `${name.slice(0, name.indexOf("."))}: ${spoken(name).replace(/\bht(\d[a-z]?)/g, (_, kind: string) => `5-HT${kind.toUpperCase()}`)}`;
