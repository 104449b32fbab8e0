import { type Subject, samplePerson } from "../../runs/index.ts";
import type { PopulationStudy } from "./types.ts";

/** All who were drawn, subject by subject in every column: a map for each person would take gigabytes of a large population. */
export interface Sampled {
  /** Parameters that anybody has, sorted. */
  readonly names: readonly string[];
  /** A parameter in canonical units; NaN where a subject shares the model's value. */
  column(name: string): Float64Array;
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

type Kind = Pick<Subject, "ancestry" | "people">;

function draw({ sampler, question: { size, seed } }: PopulationStudy): Sampled {
  const columns = new Map<string, Float64Array>();
  const kinds: Kind[] = [];
  const kindOf = new Uint32Array(size);
  const places = new Map<string, number>();
  for (let subject = 0; subject < size; subject++) {
    const { parameters, ...kind } = samplePerson(sampler, seed, subject);
    for (const [name, value] of parameters) {
      let column = columns.get(name);
      if (!column) {
        column = new Float64Array(size).fill(Number.NaN);
        columns.set(name, column);
      }
      column[subject] = value;
    }
    const key = JSON.stringify(kind);
    const place = places.get(key) ?? kinds.push(kind) - 1;
    places.set(key, place);
    kindOf[subject] = place;
  }
  return {
    names: [...columns.keys()].sort(),
    column: (name) => columns.get(name)!,
    ancestry: (subject) => kinds[kindOf[subject]!]!.ancestry,
    people: (subject) => kinds[kindOf[subject]!]!.people,
  };
}
