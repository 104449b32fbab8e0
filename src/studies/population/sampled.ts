import { type Subject, samplePerson } from "../../runs/index.ts";
import type { NumberStore, PopulationStudy } from "./types.ts";

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

/** Subjects that are drawn before their parameters are put away. */
const inBlock = 4096;

function draw({ sampler, question: { size, seed }, room = inMemory() }: PopulationStudy): Sampled {
  const kinds: SubjectKind[] = [];
  const kindOf = new Uint32Array(size);
  const places = new Map<string, number>();
  /** of each block: where in the room the column of a parameter begins */
  const blocks: ReadonlyMap<string, number>[] = [];
  const names = new Set<string>();
  for (let first = 0; first < size; first += inBlock) {
    const count = Math.min(inBlock, size - first);
    const columns = new Map<string, Float64Array>();
    for (let subject = first; subject < first + count; subject++) {
      const { parameters, ...kind } = samplePerson(sampler, seed, subject);
      for (const [name, value] of parameters) {
        const column = columns.get(name) ?? new Float64Array(count).fill(Number.NaN);
        columns.set(name, column);
        column[subject - first] = value;
      }
      const key = JSON.stringify(kind);
      const place = places.get(key) ?? kinds.push(kind) - 1;
      places.set(key, place);
      kindOf[subject] = place;
    }
    for (const name of columns.keys()) names.add(name);
    blocks.push(new Map([...columns].map(([name, column]) => [name, room.add(column)])));
  }
  const sorted = [...names].sort();
  const read = (block: number, name: string, into: Float64Array) => {
    const place = blocks[block]!.get(name);
    if (place === undefined) into.fill(Number.NaN);
    else room.read(place, into);
  };
  let atHand: { readonly block: number; readonly columns: readonly Float64Array[] } | undefined;
  return {
    names: sorted,
    column(name) {
      const column = new Float64Array(size);
      for (const block of blocks.keys())
        read(block, name, column.subarray(block * inBlock, (block + 1) * inBlock));
      return column;
    },
    row(subject) {
      const block = Math.floor(subject / inBlock);
      if (atHand?.block !== block) {
        const columns = sorted.map((name) => {
          const column = new Float64Array(Math.min(inBlock, size - block * inBlock));
          read(block, name, column);
          return column;
        });
        atHand = { block, columns };
      }
      return atHand.columns.map((column) => column[subject - block * inBlock]!);
    },
    ancestry: (subject) => kinds[kindOf[subject]!]!.ancestry,
    people: (subject) => kinds[kindOf[subject]!]!.people,
  };
}

function inMemory(): NumberStore {
  const arrays: Float64Array[] = [];
  return {
    add: (numbers) => arrays.push(numbers) - 1,
    read: (place, into) => into.set(arrays[place]!),
  };
}
