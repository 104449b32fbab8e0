import type { Library, Source } from "../language/index.ts";
import type { Model } from "../model/index.ts";
import type { Person, PersonNumber } from "../pharmacology/index.ts";
import { hanging, present, withoutMissing } from "../text/index.ts";
import { sectionLines, sourceLine } from "./explain-things.ts";

/** What is known about a person; what `explain` prints and gives as JSON. */
export interface PersonExplanation {
  readonly name: string;
  readonly kind: "person";
  readonly title: string;
  readonly about: string;
  /** Its file. */
  readonly declared: string;
  readonly trait?: string;
  readonly numbers: readonly {
    readonly parameter: string;
    readonly how: "set" | "scale";
    readonly value: number;
    readonly unit: string;
    readonly range?: readonly [number, number];
    readonly tier?: string;
    readonly note?: string;
    readonly about?: string;
  }[];
  readonly sources: readonly Source[];
  /** Cases of the same trait, of which a subject can only have one. */
  readonly instead_of: readonly string[];
}

export function explainPerson(person: Person, model: Model, library: Library): PersonExplanation {
  const all = [...person.set, ...person.scale];
  const ids = new Set([...person.sources, ...all.flatMap((number) => number.sources)]);
  const rivals = [...library.people.values()].filter(
    (other) => other.trait !== undefined && other.trait === person.trait && other.name !== person.name,
  );
  const facts = (how: "set" | "scale") => (number: PersonNumber) => {
    const entry = model.entries.get(number.name);
    const unit = how === "set" ? (entry?.unit.text ?? "1") : "1";
    const { value, range, tier, note } = number;
    const { about } = entry?.source ?? {};
    return withoutMissing({ parameter: number.name, how, value, unit, range, tier, note, about });
  };
  const { name, title, about, trait } = person;
  return {
    ...withoutMissing({ name, kind: "person" as const, title, about, declared: person.place.file, trait }),
    numbers: [...person.set.map(facts("set")), ...person.scale.map(facts("scale"))],
    sources: [...ids].flatMap((id) => library.sources.get(id) ?? []),
    instead_of: rivals.map((other) => other.name),
  };
}

export function describePerson(e: PersonExplanation): string {
  const numbers = e.numbers.flatMap(({ parameter, how, value, unit, range, tier, note, about }) => [
    ...hanging(
      `${parameter} ${how === "set" ? "=" : "x"} ${value}${unit === "1" ? "" : ` ${unit}`}` +
        ` (${[range && `plausible ${range.join(" to ")}`, `tier: ${tier ?? "assumed"}`].filter(Boolean).join("; ")})`,
    ),
    ...[about, note].flatMap((text) => (text ? hanging(`  ${text}`).map((line) => `  ${line}`) : [])),
  ]);
  return [
    `${e.name} (person): ${e.title}`,
    ...hanging(e.about),
    ...hanging(`written in ${e.declared}; one of your own begins with \`lull new person NAME\``),
    "",
    "Sets (=) or scales (x)",
    ...(numbers.length > 0 ? numbers : ["  nothing: this is the model as shipped"]),
    ...sectionLines({
      [`Instead of (one ${e.trait} a person)`]: present(e.instead_of.join(", ")),
      Evidence: e.sources.map(sourceLine),
    }),
  ].join("\n");
}
