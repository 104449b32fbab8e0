import type * as z from "zod";
import type { Person, PersonNumber } from "../pharmacology/index.ts";
import { readCovariates } from "./covariates.ts";
import type { Read } from "./document.ts";
import * as say from "./messages.ts";
import type { personSchema } from "./person-schema.ts";

type PersonData = z.infer<typeof personSchema>;

/** A person file as data. */
export function readPerson(read: Read<PersonData>): Person {
  const { data } = read;
  return {
    name: data.person,
    title: data.title,
    about: data.about.trim(),
    place: read.at("person"),
    group: data.group ?? "other",
    trait: data.trait,
    set: numbersOf(read, "set"),
    scale: numbersOf(read, "scale"),
    covariates: readCovariates(read, data.covariates, ["covariates"]),
    sources: data.sources ?? [],
  };
}

function numbersOf(read: Read<PersonData>, key: "set" | "scale"): PersonNumber[] {
  const { diagnostics } = read;
  return Object.entries(read.data[key] ?? {}).map(([name, item]) => {
    const number = typeof item === "number" ? { value: item } : item;
    const { value, range, tier, sources = [] } = number;
    if (range && !(range[0] <= value && value <= range[1]))
      diagnostics.push(say.outsideRange(name, value, range, read.at(key, name)));
    if (tier !== undefined && tier !== "assumed" && sources.length === 0)
      diagnostics.push(say.noSources(name, tier, read.key(key, name)));
    if (key === "scale" && value < 0) diagnostics.push(say.negativeFactor(name, value, read.at(key, name)));
    return { ...number, name, sources, place: read.key(key, name) };
  });
}
