import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fingerprintOf } from "../document/index.ts";
import { type FileKind, kindOf, type LibraryFiles, parseYaml } from "../language/index.ts";
import { CommitFault, isInCommit, noModelInCommit, pin, withoutCommit } from "./commit.ts";
import { readTextFile, shownPath, yamlFiles } from "./disk.ts";
import { sha256Of } from "./hash.ts";

/** The folder of the installed package. */
export const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The version in package.json. */
export function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string }).version;
}

/** The folders of the shipped models, scenarios and searches. */
export const shippedModels = shownPath(join(packageRoot, "models"));
export const shippedScenarios = shownPath(join(packageRoot, "scenarios"));
export const shippedSearches = `${shippedScenarios}/searches`;

/** Where what is shipped lies, by its name in the package. */
export const shippedFolders = ["models", "scenarios"].map((name) => ({
  name,
  folder: join(packageRoot, name),
}));

/** Scenarios that bring tables of data, and cannot be opened from their text alone. */
const shippedData = `${shippedScenarios}/data`;

/** Paths of the shipped scenarios; searches, which stand in a folder among them, are files of another kind. */
export const scenarioFiles = (): string[] =>
  yamlFiles(shippedScenarios).filter(
    (path) => ![shippedSearches, shippedData].some((folder) => path.startsWith(`${folder}/`)),
  );
/** Paths of the shipped searches. */
export const searchFiles = (): string[] => yamlFiles(shippedSearches);

/**
 * The files of a models folder: its model file (in it, or in the one folder below that has one) with `drugs`, `people`
 * and `evidence` beside, or in a small folder files that say themselves what they are. `model` picks a model file by
 * path; drugs, people and evidence the folder lacks come from the shipped one. `read` gives the texts. A folder may be
 * `git:COMMIT`, for the shipped one as it was, or `git:COMMIT:FOLDER`.
 *
 * @throws CommitFault
 */
export function libraryFiles(
  folder: string = shippedModels,
  model?: string,
  read: LibraryFiles["read"] = readTextFile,
): LibraryFiles {
  const base = shownPath(pin(folder, shippedModels));
  const all = yamlFiles(base);
  const candidates = all.filter((path) => /(^|\/)model\.ya?ml$/i.test(path));
  if (isInCommit(base) && candidates.length === 0 && model === undefined)
    throw new CommitFault(noModelInCommit(base));
  const own = (name: string, kind: FileKind) => {
    const inFolder = yamlFiles(`${base}/${name}`);
    if (inFolder.length > 0 || base === shippedModels) return inFolder;
    const isBeside = (path: string) => path.slice(0, path.lastIndexOf("/") + 1) === `${base}/`;
    return all.filter((path) => isBeside(path) && kindIn(path, read(path) ?? "") === kind);
  };
  const below = (name: string, kind: FileKind) => {
    const found = own(name, kind);
    return found.length > 0 ? found : yamlFiles(`${shippedModels}/${name}`);
  };
  return {
    model: model ?? candidates[0] ?? `${base}/model.yaml`,
    drugs: below("drugs", "drug"),
    people: below("people", "person"),
    populations: below("populations", "population"),
    evidence: below("evidence", "evidence"),
    claims: own("claims", "claim"),
    read,
  };
}

/**
 * What the parts of a model are called in other languages, by language: the files of the folder `words` beside it. A
 * folder without takes the shipped ones, as it does for drugs and people.
 */
export function modelWords(folder: string = shippedModels): Readonly<Record<string, unknown>> {
  const own = join(folder, "words");
  const from = existsSync(own) ? own : join(shippedModels, "words");
  const names = readdirSync(from).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    names.sort().map((name) => {
      const text = readFileSync(join(from, name), "utf8");
      try {
        return [name.slice(0, -5), JSON.parse(text)];
      } catch (error) {
        throw new Error(`${join(from, name)} is no JSON: ${(error as Error).message}`);
      }
    }),
  );
}

/** What kind of file this is; undefined where it does not say, or is no YAML. */
function kindIn(path: string, text: string): FileKind | undefined {
  const { parsed } = parseYaml(path, text);
  return parsed && kindOf(parsed);
}

/** A short fingerprint of the texts of a library: the same models give the same one on every machine and in every commit. */
export const fingerprint = (texts: ReadonlyMap<string, string>): string =>
  fingerprintOf(new Map([...texts].map(([path, text]) => [withoutCommit(path), text])), sha256Of);

/** The text of Chart.js for a page that must work offline. */
export function chartScript(): string {
  // The package does not export this file by name, but ships it beside its main one.
  const main = createRequire(import.meta.url).resolve("chart.js");
  return readFileSync(join(dirname(main), "chart.umd.min.js"), "utf8");
}
