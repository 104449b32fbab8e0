import { UnreadableTable } from "../data/index.ts";
import type { Diagnostic, Place } from "../diagnostics/index.ts";
import type { Drug, Person } from "../pharmacology/index.ts";
import type { PersonName } from "../scenario/index.ts";
import { openAs, type Read } from "./document.ts";
import { readDrug } from "./drug.ts";
import { drugSchema } from "./drug-schema.ts";
import * as say from "./messages.ts";
import { resolvePath } from "./paths.ts";
import { readPerson } from "./person.ts";
import { personSchema } from "./person-schema.ts";

/** The text of a file by its path; undefined where there is none. */
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
      const read = openAs(path, text, drugSchema, "drug", this.diagnostics);
      return read && readDrug(read);
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
      const read = openAs(path, text, personSchema, "person", this.diagnostics);
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

  /** The text of a file that is no YAML. */
  plain(name: string, place: Place): { path: string; text: string } | undefined {
    const path = this.path(name);
    let text = this.texts.get(path);
    try {
      text ??= this.readText(path);
    } catch (error) {
      if (!(error instanceof UnreadableTable)) throw error;
      this.diagnostics.push(say.unreadableTable(path, error.message, place));
      return undefined;
    }
    if (text === undefined) this.diagnostics.push(say.missingFile(path, place, []));
    else this.texts.set(path, text);
    return text === undefined ? undefined : { path, text };
  }
}
