import {
  type Checked,
  type Diagnostic,
  isUsable,
  type Place,
  type SourceTexts,
} from "../diagnostics/index.ts";
import type { Drug, Person } from "../pharmacology/index.ts";
import { type Arm, onTop, type Scenario } from "../scenario/index.ts";
import { parseYaml, type Read, readAs } from "./document.ts";
import { readDrug, readPerson, resolvePath } from "./library.ts";
import { readMeasure } from "./measure.ts";
import * as say from "./messages.ts";
import { readDose, readDuration, readTime } from "./quantities.ts";
import { drugSchema, personSchema, type ScenarioArmData, scenarioSchema } from "./schemas.ts";

/** A scenario with the drug and person files that it names by path. */
export interface ScenarioFile {
  readonly scenario: Scenario;
  readonly drugs: readonly Drug[];
  readonly people: readonly Person[];
  /** Path of the scenario's own model file, when it names one. */
  readonly model?: string | undefined;
}

type ReadText = (path: string) => string | undefined;

/**
 * A scenario file as data; `like` is resolved, every arm is complete. A drug, person or model may be named by a path
 * that ends in .yaml, relative to the scenario; those files are read too.
 */
export function readScenario(
  file: string,
  text: string,
  readText: ReadText = () => undefined,
): Checked<ScenarioFile> & { texts: SourceTexts } {
  const texts = new Map([[file, text]]);
  const diagnostics: Diagnostic[] = [];
  const { parsed, diagnostics: syntax } = parseYaml(file, text);
  if (!parsed) return { diagnostics: syntax, texts };
  const { read, diagnostics: shape } = readAs(parsed, scenarioSchema, "scenario");
  if (!read) return { diagnostics: shape, texts };
  const { data } = read;
  const own = new OwnFiles(file, readText, texts, diagnostics);
  const duration = readDuration(data.duration, "duration", read.at("duration"), diagnostics);
  const person = data.person && own.person(data.person, read.at("person"));
  const arms = readArms(read, data.arms, own, diagnostics);
  const scenario: Scenario = {
    id: file.slice(file.lastIndexOf("/") + 1).replace(/\.ya?ml$/i, ""),
    title: data.scenario,
    question: data.question.trim(),
    duration,
    arms: arms.map((arm) => ({ ...arm, person: arm.person ?? person, care: arm.care ?? data.care })),
    measures: Object.entries(data.measure ?? {}).flatMap(
      ([name, request]) => readMeasure(name, request, read.at("measure", name), diagnostics) ?? [],
    ),
    plots: (data.plot ?? []).map((plot, i) => {
      const place = read.at("plot", i);
      return typeof plot === "string"
        ? { kind: "group", group: plot, place }
        : { kind: "variables", ...plot, place };
    }),
    place: read.at("scenario"),
  };
  const value = {
    scenario,
    drugs: [...own.drugs.values()],
    people: [...own.people.values()],
    model: data.model && own.path(data.model),
  };
  return { value: isUsable(diagnostics) ? value : undefined, diagnostics, texts };
}

/** The files that a scenario names by path: each is read once, and stands for the name it defines. */
class OwnFiles {
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

  person(name: string, place: Place): string {
    return this.named(name, place, this.people, (path, text) => {
      const read = this.open(path, text, personSchema, "person");
      return read && readPerson(read);
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

function readArms(
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
    const arm = readArm(read, item, i, own, diagnostics);
    done.push({
      label: item.label,
      place,
      person: arm.person ?? like?.person,
      care: arm.care ?? like?.care,
      treatment: item.treatment ? arm.treatment : (like?.treatment ?? []),
      knockouts: onTop(like?.knockouts ?? [], arm.knockouts, (k) => k.effect),
      hypotheses: onTop(like?.hypotheses ?? [], arm.hypotheses, (h) => h.name),
      set: onTop(like?.set ?? [], arm.set, (s) => s.name),
    });
  }
  return done;
}

function readArm(
  read: Read<unknown>,
  item: ScenarioArmData,
  i: number,
  own: OwnFiles,
  diagnostics: Diagnostic[],
): Omit<Arm, "label" | "place"> {
  const knockout = item.knockout ?? [];
  return {
    person: item.person && own.person(item.person, read.at("arms", i, "person")),
    care: item.care,
    treatment: (item.treatment ?? []).map((entry, k) => {
      const at = (key: string) => read.at("arms", i, "treatment", k, key);
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
      ? knockout.map((effect, k) => ({ effect, gate: 0, place: read.at("arms", i, "knockout", k) }))
      : Object.entries(knockout).map(([effect, gate]) => ({
          effect,
          gate,
          place: read.key("arms", i, "knockout", effect),
        })),
    hypotheses: Object.entries(item.hypothesis ?? {}).map(([name, choice]) => ({
      name,
      choice,
      place: read.key("arms", i, "hypothesis", name),
    })),
    set: Object.entries(item.set ?? {}).map(([name, value]) => ({
      name,
      value,
      place: read.key("arms", i, "set", name),
    })),
  };
}
