import type { Command } from "commander";
import { claimFaults, prepareSearch } from "../analysis/index.ts";
import { type Diagnostic, renderDiagnostics } from "../diagnostics/index.ts";
import {
  libraryFiles,
  readTextFile,
  shippedModels,
  shippedScenarios,
  shownPath,
  yamlFiles,
} from "../files/index.ts";
import {
  claimSchema,
  extendLibrary,
  fileKinds,
  kindOf,
  type Library,
  type Parsed,
  parseYaml,
  populationSchema,
  readAs,
  readLibrary,
  readPopulation,
  readScenario,
  readSearch,
  unknownKind,
} from "../language/index.ts";
import { checkBaseline, flatten, unusedParameters } from "../model/index.ts";
import { populationSampler, prepareArms } from "../runs/index.ts";
import { joinWithDrugs, type Population, prepare, withOwn } from "../scenario/index.ts";
import { Failure } from "./failure.ts";
import { modelsOption } from "./options.ts";

export function addLint(program: Command): void {
  program
    .command("lint")
    .description(
      `check ${new Intl.ListFormat("en-GB").format(Object.keys(fileKinds))} files without running them`,
    )
    .argument("[paths...]", "files or folders (default: the shipped models, scenarios and searches)")
    .option("--json", "print the diagnostics as JSON")
    .addOption(modelsOption())
    .action((paths: string[], options: { json?: boolean; models?: string }) => {
      const asked = paths.length > 0 ? paths : [shippedModels, shippedScenarios];
      const { diagnostics, texts, files } = lint(asked, options.models);
      if (options.json) process.stdout.write(`${JSON.stringify({ files, diagnostics }, null, 2)}\n`);
      const faulty = diagnostics.some((d) => d.severity === "error");
      if (diagnostics.length > 0 && !options.json)
        (faulty ? process.stderr : process.stdout).write(`${renderDiagnostics(diagnostics, texts)}\n`);
      if (faulty) throw new Failure("");
      if (!options.json) process.stdout.write(`${files} file${files === 1 ? "" : "s"} checked, no errors.\n`);
    });
}

/** Static checks of files and folders, each by what kind of file it is; the models they build on are checked with them. */
export function lint(
  paths: readonly string[],
  modelsFolder?: string,
): { diagnostics: Diagnostic[]; texts: Map<string, string>; files: number } {
  const diagnostics: Diagnostic[] = [];
  const texts = new Map<string, string>();
  const files = paths.flatMap((path) => {
    const found = yamlFiles(path).map(shownPath);
    if (found.length === 0) throw new Failure(`There is no YAML file at "${path}".`);
    return found;
  });
  const folder =
    modelsFolder ?? paths.find((path) => yamlFiles(path).some((file) => /(^|\/)model\.ya?ml$/.test(file)));
  const library = readLibrary(libraryFiles(folder));
  for (const [file, text] of library.texts) texts.set(file, text);
  const own = (list: readonly Diagnostic[]) => diagnostics.push(...list);
  own(library.diagnostics);
  const cast = library.value;
  if (cast) own(checkModels(cast));
  // Claims of the library speak up only where they are asked about: what is linted may be one file of somebody else's.
  if (cast && files.some((file) => library.texts.has(file)))
    own(claimFaults([...cast.claims.values()], cast));
  for (const file of files) {
    if (library.texts.has(file)) continue;
    const text = readTextFile(file)!;
    texts.set(file, text);
    const { parsed, diagnostics: syntax } = parseYaml(file, text);
    own(syntax);
    const kind = parsed && kindOf(parsed);
    if (!parsed) continue;
    if (!kind) {
      own([unknownKind({ file, start: 0, end: Math.max(1, text.indexOf("\n")) }, Object.keys(fileKinds))]);
      continue;
    }
    if (kind === "scenario") own(lintScenario(file, text, cast, texts));
    else if (kind === "population") own(lintPopulation(parsed, cast));
    else if (kind === "claim") own(lintClaim(parsed, text, cast));
    else if (kind === "search") own(lintSearch(file, text, cast, texts));
    else own(readAs<unknown>(parsed, fileKinds[kind], kind).diagnostics);
  }
  return { diagnostics: unique(diagnostics), texts, files: files.length };
}

function lintPopulation(parsed: Parsed, library: Library | undefined): readonly Diagnostic[] {
  const { read, diagnostics } = readAs(parsed, populationSchema, "population");
  const population = read && readPopulation(read, diagnostics);
  return population && library ? [...diagnostics, ...checkPopulation(population, library)] : diagnostics;
}

function lintClaim(parsed: Parsed, text: string, library: Library | undefined): readonly Diagnostic[] {
  if (!library) return readAs(parsed, claimSchema, "claim").diagnostics;
  const { value, diagnostics } = extendLibrary(library, new Map([[parsed.file, text]]));
  const claims = [...(value?.claims.values() ?? [])].filter((claim) => claim.place.file === parsed.file);
  return [...diagnostics, ...(value ? claimFaults(claims, value) : [])];
}

/** What a population names: people, drugs, parameters, and what its screens and targets measure. */
function checkPopulation(population: Population, library: Library): readonly Diagnostic[] {
  const { arm, duration } = population.cohort;
  const requests = [
    ...population.screens.map((screen) => screen.measure),
    ...population.targets.flatMap((target) => target.measures),
  ];
  const { diagnostics } = prepareArms([{ arm, duration, requests }], library);
  // Without its measures, so that a fault in one of them does not hide the parameters.
  const { systems } = prepareArms([{ arm, duration, requests: [] }], library);
  const names = systems.length > 0 ? populationSampler(population, library, systems).diagnostics : [];
  return [...diagnostics, ...names];
}

function lintScenario(
  file: string,
  text: string,
  library: Library | undefined,
  texts: Map<string, string>,
): Diagnostic[] {
  const read = readScenario(file, text, readTextFile);
  for (const [path, content] of read.texts) texts.set(path, content);
  if (!read.value || !library || read.value.model) return [...read.diagnostics];
  const { diagnostics } = prepare(read.value.scenario, withOwn(library, read.value));
  return [...read.diagnostics, ...diagnostics];
}

function lintSearch(
  file: string,
  text: string,
  library: Library | undefined,
  texts: Map<string, string>,
): readonly Diagnostic[] {
  const { value, diagnostics, texts: read } = readSearch(file, text, readTextFile);
  for (const [path, content] of read) texts.set(path, content);
  if (!value || !library) return diagnostics;
  return [...diagnostics, ...prepareSearch(value.plan, withOwn(library, value)).diagnostics];
}

/** The model with every drug, under every single choice of every hypothesis; what people and care set; what is unused. */
function checkModels(library: Library): Diagnostic[] {
  const joined = joinWithDrugs(library.model, [...library.drugs.values()]);
  const model = joined.value;
  if (!model) return [...joined.diagnostics];
  const choices = [...model.hypotheses].flatMap(([name, h]) =>
    h.choices.filter((c) => c.name !== h.default).map((c) => new Map([[name, c.name]])),
  );
  const systems = [new Map<string, string>(), ...choices].flatMap((choice) => {
    const flat = flatten(model, choice);
    return flat.value ? checkBaseline(model, flat.value) : [...flat.diagnostics];
  });
  const people = [...library.people.values()].map((person) => ({
    label: person.name,
    people: [{ name: person.name, place: person.place }],
    place: person.place,
  }));
  const care = library.model.care.map((c) => ({
    label: `care ${c.name}`,
    care: c.name,
    place: library.model.place,
  }));
  const arms = [...people, ...care].map((arm) => ({
    treatment: [],
    knockouts: [],
    hypotheses: [],
    set: [],
    ...arm,
  }));
  const everything = prepare(
    {
      id: "lint",
      title: "",
      question: "",
      duration: 1,
      arms,
      measures: [],
      plots: library.model.groups.map((group) => ({ kind: "group", group: group.name, place: group.place })),
      place: library.model.place,
    },
    library,
  );
  // Plots may show drugs, which the run above does not have.
  const real = everything.diagnostics.filter(
    (d) => d.code !== "unknown-variable" || !/"(plasma|target)\./.test(d.message),
  );
  const populations = [...library.populations.values()].flatMap((p) => checkPopulation(p, library));
  return [...systems, ...real, ...populations, ...unusedParameters(model)];
}

function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((d) => {
    const key = JSON.stringify([d.code, d.place, d.message]);
    return !seen.has(key) && seen.add(key);
  });
}
