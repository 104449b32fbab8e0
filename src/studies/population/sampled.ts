import { type Subject, samplePerson } from "../../runs/index.ts";
import { PeopleTable } from "./table.ts";
import type { PopulationStudy } from "./types.ts";

/** All who were drawn, parameter by parameter: a map for each person would take gigabytes of a large population. */
export interface Sampled {
  /** Parameters that anybody has, sorted. */
  readonly names: readonly string[];
  /** A parameter of everybody in canonical units; NaN where a subject shares the model's value. */
  column(name: string): Float64Array;
  /** All parameters of a subject, in the order of the names: quick from one subject to the next. */
  row(subject: number): number[];
  ancestry(subject: number): string | undefined;
  /** Names of the people that combine in a subject. */
  people(subject: number): readonly string[];
}

const known = new WeakMap<PopulationStudy, Sampled>();

/** Draws everybody, once for each study. */
export function sampledIn(study: PopulationStudy): Sampled {
  const sampled = known.get(study) ?? draw(study);
  known.set(study, sampled);
  return sampled;
}

type SubjectKind = Pick<Subject, "ancestry" | "people">;

function draw({ sampler, question: { size, seed }, room }: PopulationStudy): Sampled {
  const kinds: SubjectKind[] = [];
  const kindOf = new Uint32Array(size);
  const indices = new Map<string, number>();
  const table = new PeopleTable<string>(size, room);
  for (let subject = 0; subject < size; subject++) {
    const { parameters, ...kind } = samplePerson(sampler, seed, subject);
    for (const [name, value] of parameters) table.set(subject, name, value);
    const key = JSON.stringify(kind);
    const position = indices.get(key) ?? kinds.push(kind) - 1;
    indices.set(key, position);
    kindOf[subject] = position;
  }
  const names = table.keys.sort();
  return {
    names,
    column: (name) => table.column(name),
    row: table.rowsOf(names),
    ancestry: (subject) => kinds[kindOf[subject]!]!.ancestry,
    people: (subject) => kinds[kindOf[subject]!]!.people,
  };
}
