import type { Diagnostic, Place } from "../diagnostics/index.ts";
import type { Drug, Person } from "../pharmacology/index.ts";
import { type Arm, onTop, type PersonName } from "../scenario/index.ts";
import { parseYaml, type Read, readAs } from "./document.ts";
import { readDrug } from "./drug.ts";
import * as say from "./messages.ts";
import { resolvePath } from "./paths.ts";
import { readPerson } from "./person.ts";
import { readDose, readDuration, readTime } from "./quantities.ts";
import { type ArmData, drugSchema, personSchema, type ScenarioArmData } from "./schemas.ts";

export type ReadText = (path: string) => string | undefined;

/** The files that a scenario names by path: each is read once, and stands for the name it defines. */
export class OwnFiles {
  readonly drugs = new Map<string, Drug>();
  readonly people = new Map<string, Person>();
  private readonly folder: string;
  private readonly readText: ReadText;
  private readonly texts: Map<string, string>;
  private readonly diagnostics: Diagnostic[];

  constructor(file: string, readText: ReadText, texts: Map<string, string>, diagnostics: Diagnostic[]) {
    this.folder = file.slice(0, file.lastIndexOf("/") + 1);
    this.readText = readText;
    this.texts = texts;
    this.diagnostics = diagnostics;
  }

  path(name: string): string {
    return name.startsWith("/") ? name : resolvePath(this.folder + name);
  }

  drug(name: string, place: Place): string {
    return this.named(name, place, this.drugs, (path, text) => {
      const read = this.open(path, text, drugSchema, "drug");
      return read && readDrug(read, this.diagnostics);
    });
  }

  /** The people of an arm: one, or several that combine; `path` is where they stand. */
  peopleOf(
    names: string | readonly string[] | undefined,
    read: Read<unknown>,
    path: readonly PropertyKey[],
  ): PersonName[] | undefined {
    if (typeof names === "string") {
      const place = read.at(...path);
      return [{ name: this.person(names, place), place }];
    }
    return names?.map((name, i) => {
      const place = read.at(...path, i);
      return { name: this.person(name, place), place };
    });
  }

  private person(name: string, place: Place): string {
    return this.named(name, place, this.people, (path, text) => {
      const read = this.open(path, text, personSchema, "person");
      return read && readPerson(read, this.diagnostics);
    });
  }

  private named<T extends { name: string }>(
    name: string,
    place: Place,
    known: Map<string, T>,
    read: (path: string, text: string) => T | undefined,
  ): string {
    if (!/\.ya?ml$/i.test(name)) return name;
    const path = this.path(name);
    const before = known.get(path);
    if (before) return before.name;
    const text = this.readText(path);
    if (text === undefined) {
      this.diagnostics.push(say.missingFile(path, place, []));
      return name;
    }
    this.texts.set(path, text);
    const item = read(path, text);
    if (item) known.set(path, item);
    return item?.name ?? name;
  }

  private open<T>(
    path: string,
    text: string,
    schema: Parameters<typeof readAs<T>>[1],
    kind: string,
  ): Read<T> | undefined {
    const { parsed, diagnostics } = parseYaml(path, text);
    this.diagnostics.push(...diagnostics);
    if (!parsed) return undefined;
    const result = readAs(parsed, schema, kind);
    this.diagnostics.push(...result.diagnostics);
    return result.read;
  }
}

/** The arms of a scenario, `like` resolved. */
export function readArms(
  read: Read<unknown>,
  data: readonly ScenarioArmData[],
  own: OwnFiles,
  diagnostics: Diagnostic[],
): Arm[] {
  const done: Arm[] = [];
  for (const [i, item] of data.entries()) {
    const place = read.at("arms", i, "label");
    const twin = done.find((arm) => arm.label === item.label);
    if (twin) diagnostics.push(say.duplicate("arm", item.label, place, twin.place));
    const like = item.like === undefined ? undefined : done.find((arm) => arm.label === item.like);
    if (item.like !== undefined && !like)
      diagnostics.push(
        say.unknownArm(
          item.like,
          read.at("arms", i, "like"),
          done.map((arm) => arm.label),
        ),
      );
    const arm = readArm(read, item, ["arms", i], own, diagnostics);
    done.push({
      label: item.label,
      place,
      people: arm.people ?? like?.people,
      care: arm.care ?? like?.care,
      treatment: item.treatment ? arm.treatment : (like?.treatment ?? []),
      knockouts: onTop(like?.knockouts ?? [], arm.knockouts, (k) => k.effect),
      hypotheses: onTop(like?.hypotheses ?? [], arm.hypotheses, (h) => h.name),
      set: onTop(like?.set ?? [], arm.set, (s) => s.name),
    });
  }
  return done;
}

/** What an arm says of itself; `path` is where it stands in its file. */
export function readArm(
  read: Read<unknown>,
  item: ArmData,
  path: readonly PropertyKey[],
  own: OwnFiles,
  diagnostics: Diagnostic[],
): Omit<Arm, "label" | "place"> {
  const knockout = item.knockout ?? [];
  return {
    people: own.peopleOf(item.person, read, [...path, "person"]),
    care: item.care,
    treatment: (item.treatment ?? []).map((entry, k) => {
      const at = (key: string) => read.at(...path, "treatment", k, key);
      return {
        drug: own.drug(entry.drug, at("drug")),
        dose: readDose(entry.dose, "dose", at("dose"), diagnostics),
        every: readDuration(entry.every, "interval between doses", at("every"), diagnostics),
        from: entry.from === undefined ? 0 : readTime(entry.from, at("from"), diagnostics),
        until: entry.until === undefined ? undefined : readTime(entry.until, at("until"), diagnostics),
        place: at("drug"),
      };
    }),
    knockouts: Array.isArray(knockout)
      ? knockout.map((effect, k) => ({ effect, gate: 0, place: read.at(...path, "knockout", k) }))
      : Object.entries(knockout).map(([effect, gate]) => ({
          effect,
          gate,
          place: read.key(...path, "knockout", effect),
        })),
    hypotheses: Object.entries(item.hypothesis ?? {}).map(([name, choice]) => ({
      name,
      choice,
      place: read.key(...path, "hypothesis", name),
    })),
    set: Object.entries(item.set ?? {}).map(([name, value]) => ({
      name,
      value,
      place: read.key(...path, "set", name),
    })),
  };
}
