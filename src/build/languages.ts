import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../files/index.ts";

/** Words of a language by key. */
export type LanguageFile = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The files `XX.json` of a folder by the code of their language, English first: to add a language is to add a file. */
export function languagesIn(folder: string): Readonly<Record<string, LanguageFile>> {
  const codes = readdirSync(folder).flatMap((name) => (name.endsWith(".json") ? [name.slice(0, -5)] : []));
  const sorted = codes.sort((a, b) => Number(b === "en") - Number(a === "en") || (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map((code) => [code, JSON.parse(readFileSync(join(folder, `${code}.json`), "utf8"))]),
  );
}

/** For vite: the explorer's words as modules, all of them and their codes alone. */
export function explorerLanguages(): [string, string][] {
  const all = languagesIn(join(packageRoot, "src", "explorer", "words"));
  return [
    ["virtual:lull-languages", `export default ${JSON.stringify(all)};`],
    ["virtual:lull-language-codes", `export default ${JSON.stringify(Object.keys(all))};`],
  ];
}
