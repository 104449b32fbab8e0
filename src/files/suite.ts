import { existsSync, readdirSync } from "node:fs";
import type { SuiteCase } from "../interchange/index.ts";
import type { InputFiles } from "./inputs.ts";

/**
 * The cases of an SBML Test Suite folder, one by one: `NNNNN/NNNNN-sbml-lXvY.xml` (the newest level there is),
 * `-settings.txt`, `-results.csv`. Tags come from `index.tsv` beside the cases, else from each case's `-model.m`.
 * @param inputs reads the files, and knows afterwards which they were
 */
export function* readSuite(folder: string, inputs: InputFiles): Generator<SuiteCase> {
  if (!existsSync(folder)) return;
  const tags = tagsOf(inputs.read(`${folder}/index.tsv`));
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  for (const name of names) {
    const at = `${folder}/${name}/${name}`;
    const settings = inputs.read(`${at}-settings.txt`);
    const results = inputs.read(`${at}-results.csv`);
    const file = readdirSync(`${folder}/${name}`)
      .filter((one) => /-sbml-l\dv\d\.xml$/.test(one))
      .sort()
      .at(-1);
    const content = file && inputs.bytes(`${folder}/${name}/${file}`);
    if (!settings || !results || !content) continue;
    const described = inputs.read(`${at}-model.m`) ?? "";
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
