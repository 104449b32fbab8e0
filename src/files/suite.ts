import { existsSync, readdirSync } from "node:fs";
import type { SuiteCase } from "../interchange/index.ts";
import { readBytes, readTextFile } from "./disk.ts";

/**
 * The cases of an SBML Test Suite folder, one by one: `NNNNN/NNNNN-sbml-lXvY.xml` (the newest level there is),
 * `-settings.txt`, `-results.csv`. Tags come from `index.tsv` beside the cases, else from each case's `-model.m`.
 */
export function* readSuite(folder: string): Generator<SuiteCase> {
  if (!existsSync(folder)) return;
  const tags = tagsOf(readTextFile(`${folder}/index.tsv`));
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  for (const name of names) {
    const at = `${folder}/${name}/${name}`;
    const settings = readTextFile(`${at}-settings.txt`);
    const results = readTextFile(`${at}-results.csv`);
    const file = readdirSync(`${folder}/${name}`)
      .filter((one) => /-sbml-l\dv\d\.xml$/.test(one))
      .sort()
      .at(-1);
    const content = file && readBytes(`${folder}/${name}/${file}`);
    if (!settings || !results || !content) continue;
    const described = readTextFile(`${at}-model.m`) ?? "";
    yield {
      name,
      sbml: { file: `${name}/${file}`, content },
      settings,
      results,
      tags:
        tags.get(name) ??
        [...described.matchAll(/^(?:component|test)Tags:(.*)$/gm)].flatMap(([, list = ""]) => words(list)),
    };
  }
}

const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== "" && !word.endsWith(":"));

function tagsOf(index: string | undefined): ReadonlyMap<string, string[]> {
  const rows = (index ?? "").split(/\r?\n/).map((line) => line.split("\t"));
  return new Map(rows.slice(1).map(([name = "", , ...lists]) => [name, lists.flatMap(words)]));
}
