import type * as z from "zod";
import { type Diagnostic, isUsable, type Place } from "../diagnostics/index.ts";
import type { ModuleSource } from "../model/index.ts";
import type { Drug, Person } from "../pharmacology/index.ts";
import { type Claim, type Population, unknownSource } from "../scenario/index.ts";
import { readClaim } from "./claim.ts";
import { claimSchema } from "./claim-schema.ts";
import { parseYaml, type Read, readAs } from "./document.ts";
import { readDrug } from "./drug.ts";
import { drugSchema } from "./drug-schema.ts";
import { evidenceSchema } from "./evidence-schema.ts";
import {
  danglingSources,
  kindOf,
  type Library,
  type ReadLibrary,
  type ReportedFinding,
  type Source,
  unclearKind,
} from "./library.ts";
import * as say from "./messages.ts";
import { moduleSchema } from "./model-schema.ts";
import { readModule } from "./module.ts";
import { readPerson } from "./person.ts";
import { personSchema } from "./person-schema.ts";
import { readPopulation } from "./population.ts";
import { populationSchema } from "./population-schema.ts";

/**
 * A library with further files on top: a module, drug, person, population or claim takes the place of the one of the same
 * name, or joins the others. Which kind a file is, its first key says. Faults in all files are reported at once.
 */
export function extendLibrary(base: Library, files: ReadonlyMap<string, string>): ReadLibrary {
  const diagnostics: Diagnostic[] = [];
  const modules: ModuleSource[] = [];
  const drugs: Drug[] = [];
  const people: Person[] = [];
  const populations: Population[] = [];
  const claims: Claim[] = [];
  const sources: Source[] = [];
  const findings: ReportedFinding[] = [];
  /** The sources that findings name, which may be defined in a later file. */
  const named: { readonly id: string; readonly place: Place }[] = [];
  for (const [path, text] of files) {
    const { parsed, diagnostics: faults } = parseYaml(path, text);
    diagnostics.push(...faults);
    if (!parsed) continue;
    const kind = kindOf(parsed);
    const add = <T, D>(list: T[], schema: z.ZodType<D>, make: (read: Read<D>) => T | undefined) => {
      const { read } = readAs(parsed, schema, kind!, diagnostics);
      const made = read && make(read);
      if (made) list.push(made);
    };
    if (kind === "module") add(modules, moduleSchema, readModule);
    else if (kind === "drug") add(drugs, drugSchema, readDrug);
    else if (kind === "person") add(people, personSchema, readPerson);
    else if (kind === "population") add(populations, populationSchema, readPopulation);
    else if (kind === "claim") add(claims, claimSchema, readClaim);
    else if (kind === "evidence") {
      const { read } = readAs(parsed, evidenceSchema, kind, diagnostics);
      for (const [id, source] of Object.entries(read?.data.sources ?? {})) sources.push({ id, ...source });
      for (const [i, finding] of (read?.data.findings ?? []).entries()) {
        findings.push(finding);
        named.push({ id: finding.source, place: read!.at("findings", i, "source") });
      }
    } else
      diagnostics.push(unclearKind(parsed, ["module", "drug", "person", "population", "claim", "evidence"]));
  }
  for (const [what, list] of [
    ["module", modules],
    ["drug", drugs],
    ["person", people],
    ["population", populations],
    ["claim", claims],
  ] as const)
    diagnostics.push(...twins(what, list));
  const onTop = <T>(below: ReadonlyMap<string, T>, above: readonly T[], nameOf: (item: T) => string) =>
    new Map([...below, ...above.map((item) => [nameOf(item), item] as const)]);
  const moduleMap = onTop(new Map(base.model.modules.map((m) => [m.name, m])), modules, (m) => m.name);
  const library: Library = {
    model: { ...base.model, modules: [...moduleMap.values()] },
    drugs: onTop(base.drugs, drugs, (d) => d.name),
    people: onTop(base.people, people, (p) => p.name),
    populations: onTop(base.populations, populations, (p) => p.name),
    sources: onTop(base.sources, sources, (s) => s.id),
    findings: [...base.findings, ...findings],
    claims: onTop(base.claims, claims, (c) => c.id),
    ownModules: [...new Set([...(base.ownModules ?? []), ...modules.map((m) => m.name)])],
    texts: new Map([...base.texts, ...files]),
  };
  for (const { id, place } of named)
    if (!library.sources.has(id)) diagnostics.push(unknownSource(id, place, library.sources.keys()));
  diagnostics.push(...danglingSources(library));
  const value = isUsable(diagnostics) ? library : undefined;
  return { value, partial: library, diagnostics, texts: library.texts };
}

/** Of two files of one's own that define the same, neither is the one that is meant. */
function twins(
  what: string,
  list: readonly { readonly name?: string; readonly id?: string; readonly place: Place }[],
): Diagnostic[] {
  const first = new Map<string, Place>();
  return list.flatMap(({ name, id, place }) => {
    const called = name ?? id ?? "";
    const before = first.get(called);
    if (before === undefined) first.set(called, place);
    return before === undefined ? [] : [say.duplicate(what, called, place, before)];
  });
}
