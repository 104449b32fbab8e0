import type * as z from "zod";
import { type Checked, type Diagnostic, isUsable, type SourceTexts } from "../diagnostics/index.ts";
import { folderOf, type ModelSource, type ModuleSource } from "../model/index.ts";
import { type Drug, type Person, routeNumbers } from "../pharmacology/index.ts";
import { type Claim, type Population, unknownSource } from "../scenario/index.ts";
import { readClaim } from "./claim.ts";
import { claimSchema } from "./claim-schema.ts";
import { type Parsed, parseYaml, type Read, readAs } from "./document.ts";
import { readDrug } from "./drug.ts";
import { drugSchema } from "./drug-schema.ts";
import { evidenceSchema } from "./evidence-schema.ts";
import * as say from "./messages.ts";
import { type ModelData, modelSchema, moduleSchema } from "./model-schema.ts";
import { readModule } from "./module.ts";
import { readPage } from "./page.ts";
import { resolvePath } from "./paths.ts";
import { readPerson } from "./person.ts";
import { personSchema } from "./person-schema.ts";
import { readPopulation } from "./population.ts";
import { populationSchema } from "./population-schema.ts";
import { type FileKind, fileKinds } from "./schemas.ts";

/** A published work that numbers and claims rest on. */
export interface Source {
  readonly id: string;
  readonly citation: string;
  readonly doi?: string | undefined;
  /** How well it is known: read whole, abstract only, through others, or from memory. */
  readonly read: "fulltext" | "abstract" | "secondary" | "recalled";
}

/** A fact that a source reports, in our own words. */
export interface ReportedFinding {
  readonly id: string;
  readonly source: string;
  readonly species?: string | undefined;
  readonly says: string;
}

/** Everything under `models/`, read and cross-checked: what scenarios draw from. */
export interface Library {
  readonly model: ModelSource;
  readonly drugs: ReadonlyMap<string, Drug>;
  readonly people: ReadonlyMap<string, Person>;
  readonly populations: ReadonlyMap<string, Population>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly findings: readonly ReportedFinding[];
  readonly claims: ReadonlyMap<string, Claim>;
  /** Modules that did not come with Lull; see `Cast`. */
  readonly ownModules?: readonly string[] | undefined;
  readonly texts: SourceTexts;
}

/** Where a library's texts are: the file system, a fetch, or a map in a test. Paths use "/". */
export interface LibraryFiles {
  /** Path of the model file. */
  readonly model: string;
  readonly drugs: readonly string[];
  readonly people: readonly string[];
  readonly populations?: readonly string[] | undefined;
  readonly evidence: readonly string[];
  readonly claims: readonly string[];
  /** The text of a file, or undefined when there is none. */
  read(path: string): string | undefined;
}

/** A library, if it is without errors, and what of it could be read, for further checks. */
export interface ReadLibrary extends Checked<Library> {
  /** Absent where there is no model. */
  readonly partial?: Library | undefined;
  readonly texts: SourceTexts;
}

/** What kind of file this is, by the first of its keys that names one. */
export function kindOf(parsed: Parsed): FileKind | undefined {
  if (typeof parsed.data !== "object" || parsed.data === null) return undefined;
  // Of its own keys, in the order written: scenarios and claims may name a model or a person further down.
  return Object.keys(parsed.data).find((key): key is FileKind => Object.hasOwn(fileKinds, key));
}

/** The one fault of a file that begins as another kind than the wanted one; undefined where it does not. */
export function otherKind(file: string, text: string, wanted: FileKind): Diagnostic | undefined {
  const { parsed } = parseYaml(file, text);
  const kind = parsed && kindOf(parsed);
  const keys = kind ? Object.keys(parsed.data as object) : [];
  if (!kind || kind !== keys[0] || keys.includes(wanted)) return undefined;
  const start = Math.max(0, text.search(new RegExp(`^${kind}`, "m")));
  return say.otherKind(kind, wanted, { file, start, end: start + kind.length });
}

/** The fault of a file of which no key says what kind it is. */
export function unclearKind(
  { file, text, data }: Parsed,
  known: readonly string[] = Object.keys(fileKinds),
): Diagnostic {
  const keys = typeof data === "object" && data !== null && !Array.isArray(data) ? Object.keys(data) : [];
  const start = Math.max(
    0,
    keys[0] === undefined ? 0 : text.search(new RegExp(`^${keys[0].replace(/\W/g, ".")}`, "m")),
  );
  const end = text.indexOf("\n", start);
  return say.unknownKind({ file, start, end: Math.max(start + 1, end < 0 ? text.length : end) }, known, keys);
}

/** Reads the model with its modules, and all drugs, people and evidence. Reports every fault in every file at once. */
export function readLibrary(files: LibraryFiles): ReadLibrary {
  const diagnostics: Diagnostic[] = [];
  const texts = new Map<string, string>();
  const open = (
    path: string,
    askedBy?: Diagnostic["place"],
    known: readonly string[] = [],
    help?: string,
  ): Parsed | undefined => {
    const text = files.read(path);
    if (text === undefined) {
      diagnostics.push(say.missingFile(path, askedBy, known, help));
      return undefined;
    }
    texts.set(path, text);
    const { parsed, diagnostics: faults } = parseYaml(path, text);
    diagnostics.push(...faults);
    return parsed;
  };
  const as = <T>(parsed: Parsed | undefined, schema: z.ZodType<T>, kind: string): Read<T> | undefined =>
    parsed && readAs(parsed, schema, kind, diagnostics).read;
  const all = <T, D>(
    paths: readonly string[],
    schema: z.ZodType<D>,
    kind: string,
    make: (read: Read<D>) => T | undefined,
  ): T[] =>
    paths.flatMap((path) => {
      const read = as(open(path), schema, kind);
      return (read && make(read)) ?? [];
    });

  const sources = new Map<string, Source>();
  const findings: ReportedFinding[] = [];
  const evidencePlaces = new Map<string, Diagnostic["place"]>();
  for (const path of files.evidence) {
    const read = as(open(path), evidenceSchema, "evidence");
    if (!read) continue;
    for (const [id, source] of Object.entries(read.data.sources)) {
      const first = evidencePlaces.get(id);
      if (first) diagnostics.push(say.duplicate("source", id, read.key("sources", id), first));
      evidencePlaces.set(id, read.key("sources", id));
      sources.set(id, { id, ...source });
    }
    for (const finding of read.data.findings ?? []) findings.push(finding);
    for (const [i, finding] of (read.data.findings ?? []).entries())
      if (!Object.hasOwn(read.data.sources, finding.source))
        diagnostics.push(unknownSource(finding.source, read.at("findings", i, "source"), sources.keys()));
  }

  const drugs = all(files.drugs, drugSchema, "drug", readDrug);
  const people = all(files.people, personSchema, "person", readPerson);
  const populations = all(files.populations ?? [], populationSchema, "population", readPopulation);
  const claims = all(files.claims, claimSchema, "claim", readClaim);
  for (const [what, list] of [
    ["drug", drugs],
    ["person", people],
    ["population", populations],
    ["claim", claims.map((claim) => ({ name: claim.id, place: claim.place }))],
  ] as const)
    diagnostics.push(...twins(what, list));

  const modelRead = as(open(files.model), modelSchema, "model");
  const folder = files.model.slice(0, files.model.lastIndexOf("/") + 1);
  const modules = (modelRead?.data.modules ?? []).flatMap((path, i): ModuleSource[] => {
    const read = as(
      open(resolvePath(folder + path), modelRead?.at("modules", i), [], say.besideModel),
      moduleSchema,
      "module",
    );
    return read ? [readModule(read)] : [];
  });
  const written = modelRead && readModel(modelRead, modules);
  // What stands for modules that could not be read is not known to be wrong.
  const isWhole = modules.length === modelRead?.data.modules.length;
  const page = isWhole && modelRead ? readPage(modelRead, { modules, drugs, people }) : undefined;
  const model = written && { ...written, page };
  if (model && modelRead.data.person === undefined) people.push(anyone(model.place));
  else if (model && !people.some((p) => p.name === model.person)) {
    const names = people.map((p) => p.name);
    diagnostics.push(say.modelsPerson(model.person, modelRead.at("person"), names));
  }
  if (modelRead && isWhole)
    diagnostics.push(...strayBoxes(modelRead, modules), ...strayVariables(modelRead, modules));

  const library = model && {
    model,
    drugs: new Map(drugs.map((d) => [d.name, d])),
    people: new Map(people.map((p) => [p.name, p])),
    populations: new Map(populations.map((p) => [p.name, p])),
    sources,
    findings,
    claims: new Map(claims.map((claim) => [claim.id, claim])),
    texts,
  };
  if (library) diagnostics.push(...danglingSources(library));
  return { value: isUsable(diagnostics) ? library : undefined, partial: library, diagnostics, texts };
}

/** Who runs a model that names no person: somebody who changes nothing. */
const anyone = (place: Person["place"]): Person => ({
  name: "anyone",
  title: "Anyone",
  about: "Changes nothing of the model.",
  place,
  group: "other",
  set: [],
  scale: [],
  sources: [],
});

function twins(
  what: string,
  list: readonly { name: string; place: NonNullable<Diagnostic["place"]> }[],
): Diagnostic[] {
  const first = new Map<string, (typeof list)[number]>();
  return list.flatMap((item) => {
    const twin = first.get(item.name);
    if (twin) return [say.duplicate(what, item.name, item.place, twin.place)];
    first.set(item.name, item);
    return [];
  });
}

/** Modules and folders of the overview that the model does not have. */
function strayBoxes({ data, at }: Read<ModelData>, modules: readonly ModuleSource[]): Diagnostic[] {
  const names = modules.map(({ name }) => name);
  const folders = [...new Set(modules.map(folderOf))].filter((folder) => folder !== "");
  return (data.overview ?? []).flatMap((box, i) => [
    ...(box.modules ?? []).flatMap((name, k) =>
      names.includes(name)
        ? []
        : [say.notInModel("overview", "module", name, at("overview", i, "modules", k), names)],
    ),
    ...(box.folders ?? []).flatMap((name, k) =>
      folders.includes(name)
        ? []
        : [say.notInModel("overview", "folder", name, at("overview", i, "folders", k), folders)],
    ),
  ]);
}

/** Variables that populations are to be followed by, which the model does not have. */
function strayVariables({ data, at }: Read<ModelData>, modules: readonly ModuleSource[]): Diagnostic[] {
  const known = modules.flatMap((m) => [...m.states, ...m.values].map((item) => `${m.name}.${item.name}`));
  const check = (name: string, ...path: PropertyKey[]) =>
    known.includes(name) ? [] : [say.notInModel("model", "variable", name, at(...path), known)];
  return [
    ...(data.follow ?? []).flatMap((name, i) => check(name, "follow", i)),
    ...(data.onset ? check(data.onset.of, "onset", "of") : []),
  ];
}

function readModel(read: Read<ModelData>, modules: readonly ModuleSource[]): ModelSource {
  const { data } = read;
  return {
    name: data.model,
    title: data.title,
    about: data.about.trim(),
    place: read.at("model"),
    modules,
    person: data.person ?? anyone(read.at("model")).name,
    care: Object.entries(data.care ?? { none: {} }).map(([name, set]) => ({
      name,
      set: Object.entries(set).map(([parameter, value]) => ({
        name: parameter,
        value,
        place: read.key("care", name, parameter),
      })),
    })),
    enzymes: data.enzymes ?? "enzyme",
    ...{ follow: data.follow, onset: data.onset, quoted: data.quoted },
    use: data.use,
    rows: Object.entries(data.rows ?? {}).map(([id, says]) => ({ id, says })),
    overview: data.overview?.map(({ title, about, modules = [], folders = [], drugs = false }, i) => ({
      ...{
        title,
        about: about.trim(),
        modules,
        folders,
        hasDrugs: drugs,
        place: read.at("overview", i, "title"),
      },
    })),
    groups: Object.entries(data.groups ?? {}).map(([name, group]) => ({
      name,
      ...group,
      place: read.key("groups", name),
    })),
  };
}

/** Source ids that no evidence file defines. */
export function danglingSources(library: Library): Diagnostic[] {
  const known = library.sources;
  const check = (
    ids: readonly string[],
    place: NonNullable<Diagnostic["place"]>,
    own: readonly (typeof place)[] = [],
  ) => ids.flatMap((id, i) => (known.has(id) ? [] : [unknownSource(id, own[i] ?? place, known.keys())]));
  const ofDrug = (drug: Drug) => [
    ...drug.metabolites.map((m) => m.formed),
    ...drug.covariates.map((effect) => effect.clearance),
    ...[drug, ...drug.products].flatMap(({ routes }) =>
      routes.flatMap((route) => routeNumbers.map((key) => route[key])),
    ),
    ...(drug.bioavailabilityOf ? [{ sources: drug.bioavailabilityOf.sources, place: drug.place }] : []),
    ...[drug, ...drug.metabolites].flatMap((s) => [
      ...Object.values(s.kinetics),
      ...s.enzymes.map((e) => e.share),
      ...s.inhibits.flatMap((i) => [i.ki, i.own_ki, i.recovery_half_life]),
      ...s.targets.flatMap((t) => [t.ec50, t.emax]),
    ]),
  ];
  return [
    ...library.model.modules.flatMap((module) => [
      ...module.parameters.flatMap((p) => check(p.sources, p.place)),
      ...module.effects.flatMap((e) => check(e.sources, e.place)),
      ...module.hypotheses.flatMap((h) => h.choices.flatMap((c) => check(c.sources, c.place))),
    ]),
    ...[...library.drugs.values()].flatMap((drug) =>
      [...ofDrug(drug), ...drug.measured].flatMap((p) => check(p?.sources ?? [], p?.place ?? drug.place)),
    ),
    ...[...library.claims.values()].flatMap((claim) =>
      check(claim.sources, claim.place, claim.places.sources),
    ),
    ...[...library.people.values()].flatMap((person) => [
      ...check(person.sources, person.place),
      ...[...person.set, ...person.scale].flatMap((number) => check(number.sources, number.place)),
    ]),
    ...[...library.populations.values()].flatMap((population) =>
      [...population.traits, ...population.kinetics, ...population.inclusion, ...population.targets].flatMap(
        (item) => check(item.sources, item.place),
      ),
    ),
  ];
}
