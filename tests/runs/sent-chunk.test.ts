import { describe, expect, it } from "vitest";
import { type Chunk, receivedChunk, sentChunk } from "../../src/runs/index.ts";

const person = (shift: number, more: readonly (readonly [string, number])[] = []) =>
  new Map([...Array.from({ length: 300 }, (_, i) => [`module.parameter_${i}`, i + shift] as const), ...more]);
const [first, second] = [person(0.25), person(0.5, [["module.own", Number.NaN]])];

const chunk: Chunk = {
  from: 64,
  tasks: [
    { arm: 0, person: first },
    { arm: 1, person: first, chosen: new Map([["module.own", -0]]), isAlone: true },
    { arm: 2, person: second, gates: new Map([["module.effect", 0]]), parameters: new Map() },
    { arm: 3, slopes: ["module.own"], force: new Map([["module.parameter_7", 1e-300]]) },
  ],
};

describe("a chunk that is sent to a thread", () => {
  it("arrives as it was, with the order of its names, and what tasks shared they share again", () => {
    const { from, tasks } = receivedChunk(structuredClone(sentChunk(chunk)));
    expect(from).toBe(chunk.from);
    // Maps are equal in any order of their names.
    expect(tasks).toStrictEqual(chunk.tasks);
    for (const [i, task] of tasks.entries())
      expect([...(task.person?.keys() ?? [])]).toEqual([...(chunk.tasks[i]!.person?.keys() ?? [])]);
    expect(tasks[0]!.person).toBe(tasks[1]!.person);
  });

  it("holds every name once, however many people have it", () => {
    const many = Array.from({ length: 32 }, (_, i) => ({ arm: 0, person: person(i) }));
    const { names, lists, numbers } = sentChunk({ from: 0, tasks: many });
    expect(names).toEqual([...person(0).keys()]);
    expect(new Set(lists).size).toBe(1);
    expect(numbers).toHaveLength(32 * 300);
  });
});
