import { describe, expect, it } from "vitest";
import { keyOf, uniform } from "../../src/random/index.ts";
import {
  adoptArms,
  armsOfSets,
  chunksOf,
  evaluateHere,
  prepareArms,
  type TaskInput,
  type TaskResult,
} from "../../src/runs/index.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const { scenario } = experimentOf(`
scenario: Few
question: Does it matter who computes?
duration: 2 weeks
person: depressed-adult
arms:
  - {label: placebo, care: trial}
  - {label: drug, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
  - {label: fixed, like: drug, set: {raphe.coupling_time: 8}}
measure: {blunting: "at(affect.blunting, end)", firing: "at(raphe.firing, week 1)", never: "time_to(affect.blunting, 99)"}
`);
const prepared = prepareArms(
  scenario.arms.map((arm) => ({ arm, duration: scenario.duration, requests: scenario.measures })),
  shippedLibrary(),
  "duration",
);
const coupling = (task: number) => 4 + 8 * uniform(1, task, keyOf("coupling"));
const tasks = Array.from(
  { length: 70 },
  (_, i): TaskInput => ({ arm: i % 2, person: new Map([["raphe.coupling_time", coupling(i >> 1)]]) }),
);

async function all(rows: AsyncIterable<TaskResult>): Promise<TaskResult[]> {
  const list: TaskResult[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

describe("evaluateHere", () => {
  it("gives one row a task, in order, with the measures of its arm", async () => {
    const rows = await all(evaluateHere(prepared)(tasks));
    expect(rows.map((row) => row.task)).toEqual(tasks.map((_, i) => i));
    expect(rows.every((row) => row.status.kind === "success" && row.values.length === 3)).toBe(true);
    expect(rows[0]!.values[2]).toBeUndefined();
    // Different people, different firing under drug.
    expect(new Set(rows.filter((r) => r.arm === 1).map((r) => r.values[1])).size).toBe(35);
  });

  it("takes tasks as they are needed and stops when asked to", async () => {
    let made = 0;
    function* endless(): Generator<TaskInput> {
      for (; ; made++) yield tasks[0]!;
    }
    const rows = await all(evaluateHere(prepared)(endless(), { isCancelled: () => made > 40 }));
    expect(rows.length).toBeLessThanOrEqual(64);
    expect(made).toBeLessThan(100);
  });

  it("gives the same bytes from arms that were sent to another thread", async () => {
    const here = await all(evaluateHere(prepared)(tasks));
    const adopted = adoptArms(structuredClone(prepared.share()));
    expect(await all(evaluateHere(adopted)(tasks))).toEqual(here);
  });

  it("agrees with one run at a time to the tolerance", async () => {
    const rows = await all(evaluateHere(prepared)(tasks.slice(0, 6)));
    for (const row of rows) {
      const alone = prepared.runAll([tasks[row.task]!])[0]!;
      expect(row.values[1]).toBeCloseTo(alone.values[1]!, 5);
    }
  });
});

describe("another way of integrating", () => {
  const firing = (arms: typeof prepared) => arms.runAll(tasks.slice(0, 4)).map((row) => row.values[1]!);

  it("is taken by every run, here and in another thread, and gives the same numbers to its tolerance", () => {
    const usual = firing(prepared);
    const loose = prepared.with({ rtol: 1e-3 });
    expect(firing(loose)).not.toEqual(usual);
    expect(firing(adoptArms(structuredClone(loose.share())))).toEqual(firing(loose));
    const other = firing(prepared.with({ solver: "odex", rtol: 1e-8 }));
    expect(other).not.toEqual(usual);
    for (const [i, value] of other.entries()) {
      expect(value).toBeCloseTo(usual[i]!, 4);
      expect(firing(loose)[i]).toBeCloseTo(value, 2);
    }
  });
});

describe("what a task may change", () => {
  const firing = (task: TaskInput) => prepared.runAll([task])[0]!.values[1]!;
  const slow = new Map([["raphe.coupling_time", 12]]);

  it("draws and people give way to what the arm sets; a forced value does not", () => {
    const nominal = firing({ arm: 2 });
    expect(firing({ arm: 2, parameters: slow })).toBe(nominal);
    expect(firing({ arm: 2, person: slow })).toBe(nominal);
    expect(firing({ arm: 2, force: slow })).not.toBe(nominal);
    expect(firing({ arm: 1, person: slow })).not.toBe(firing({ arm: 1 }));
  });

  it("a subject comes before the arm's person, a draw after", () => {
    const well = new Map([["depression.illness", 0]]);
    const blunting = (task: TaskInput) => prepared.runAll([task])[0]!.values[0]!;
    const ill = blunting({ arm: 0 });
    expect(blunting({ arm: 0, parameters: well })).toBe(ill);
    expect(blunting({ arm: 0, person: well })).toBeLessThan(ill);
  });

  it("gates knock effects out", () => {
    const gates = new Map([["vta.serotonin_2c_brake", 0]]);
    const blunting = (task: TaskInput) => prepared.runAll([task])[0]!.values[0]!;
    expect(blunting({ arm: 1, gates })).not.toBe(blunting({ arm: 1 }));
  });
});

describe("chunksOf", () => {
  it("counts runs, and leaves what is read off a run with it", () => {
    const sets = armsOfSets([[4, 0, 1], [5], [6, 2]]);
    const cuts = [...chunksOf(sets, 2)].map(({ from, tasks: some }) => [from, some.map(({ arm }) => arm)]);
    expect(cuts).toEqual([
      [0, [4, 0, 1, 5]],
      [4, [6, 2]],
    ]);
  });

  it("cuts at the same places whatever comes after", () => {
    const cuts = (n: number) => [...chunksOf(tasks.slice(0, n), 8)].map((c) => [c.from, c.tasks.length]);
    expect(cuts(20)).toEqual([
      [0, 8],
      [8, 8],
      [16, 4],
    ]);
    expect(cuts(16)).toHaveLength(2);
    expect(cuts(0)).toEqual([]);
  });
});
