import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { readTextFile, shippedModels, shownPath, writeNewFile } from "../files/index.ts";
import type { Library } from "../language/index.ts";
import { capital } from "../text/index.ts";
import { diskReason, Failure } from "./failure.ts";
import { isPath, loadLibrary } from "./library.ts";

/** A kind of file that can be begun: its template, how its things are named, and what is done with it next. */
interface FileTemplate {
  /** The thing that the file in `models/templates` defines; a file of one's own has another name in its place. */
  readonly template: string;
  /** What a name may be made of, and how that is said. */
  readonly allowed: RegExp;
  readonly says: string;
  /** Names that a file of one's own would take away from the models. */
  known(library: Library): Iterable<string>;
  /** Commands that take the file at `path`, as it is. */
  next(path: string, name: string): readonly string[];
}

const identifier = {
  allowed: /^[A-Za-z_][A-Za-z0-9_]*$/,
  says: "letters, digits and underscores, the first no digit",
};
const kebab = { allowed: /^[a-z0-9][a-z0-9-]*$/, says: "lower case letters, digits and hyphens" };

export const kinds: Readonly<Record<string, FileTemplate>> = {
  mechanism: {
    template: "new_mechanism",
    ...identifier,
    known: ({ model, drugs }) => [...model.modules.map(({ name }) => name), ...drugs.keys()],
    next: (path, name) => [
      `explain ${name}.level --with ${path}`,
      `run first-look --with ${path} --hypothesis ${name}.reach=motivation --no-files`,
    ],
  },
  drug: {
    template: "new_drug",
    ...identifier,
    known: ({ model, drugs }) => [...drugs.keys(), ...model.modules.map(({ name }) => name)],
    next: (path, name) => [
      `explain ${name} --with ${path}`,
      `run first-look --with ${path} --treatment "${name} 20 mg daily" --no-files`,
    ],
  },
  person: {
    template: "new-person",
    ...kebab,
    known: ({ people }) => people.keys(),
    next: (path) => [`run first-look --person depressed-adult,${path} --no-files`],
  },
  population: {
    template: "new-population",
    ...kebab,
    known: ({ populations }) => populations.keys(),
    next: (path) => [`population first-look --population ${path} --size 40`],
  },
  claim: {
    template: "new-claim",
    ...kebab,
    known: ({ claims }) => claims.keys(),
    next: (path) => [`check ${path}`],
  },
  scenario: { template: "new-scenario", ...kebab, known: () => [], next: (path) => [`run ${path}`] },
  search: { template: "new-search", ...kebab, known: () => [], next: (path) => [`search ${path} --size 20`] },
};

export function addNew(program: Command): void {
  program
    .command("new")
    .description(
      "start a file of your own: a commented one that runs as it is; an existing file is never overwritten",
    )
    .addArgument(new Argument("<kind>", "what it is").choices(Object.keys(kinds)))
    .argument("<name>", "its name, and that of the file")
    .addOption(new Option("--out <path>", "folder for it, or its own path").default(".", "this folder"))
    .action((kind: string, name: string, { out }: { out: string }) => {
      process.stdout.write(beginFile(kind, name, out));
    });
}

/** Writes the file and says what to do with it. @throws Failure where something of that name is there */
export function beginFile(called: string, name: string, out: string): string {
  const kind = kinds[called]!;
  if (!kind.allowed.test(name))
    throw new InvalidArgumentError(
      `"${name}" cannot be the name of a ${called}: it is made of ${kind.says}, for example ${suggested(name, kind)}.`,
    );
  if ([...kind.known(loadLibrary())].includes(name))
    throw new Failure(
      `The models have a "${name}", whose place this file would take. Choose another name.\nWhat it is: lull explain ${name}`,
    );
  const path = shownPath(isPath(out) && !isFolder(out) ? out : join(out, `${name}.yaml`));
  const template = readTextFile(`${shippedModels}/templates/${kind.template}.yaml`)!;
  const title = kind.template.replace(/[-_]/, " ").replace(/^n/, "N");
  const text = template
    .replaceAll(`${kind.template}.yaml`, () => path)
    .replaceAll(kind.template, () => name)
    .replaceAll(title, () => titleOf(name));
  try {
    if (!writeNewFile(path, text))
      throw new Failure(`${path} is there already, and is left as it is. Choose another name or --out.`);
  } catch (error) {
    throw diskReason(error) ? new Failure(`${path} could not be written: ${diskReason(error)}`) : error;
  }
  const commands = [`lint ${path}`, ...kind.next(path, name)];
  return `${path} is written. It runs as it is; change what you need:\n${commands.map((c) => `  lull ${c}\n`).join("")}`;
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

/** A name near the one that was asked for that would do. */
function suggested(name: string, { allowed, template }: FileTemplate): string {
  const joint = template.includes("_") ? "_" : "-";
  const near = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, joint)
    .replace(/^[-_\d]+|[-_]+$/g, "");
  return allowed.test(near) ? near : `my${joint}own`;
}

const titleOf = (name: string) => capital(name.replace(/[-_]+/g, " ").trim() || name);
