import type { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { withPools } from "../../src/cli/pools.ts";
import { adoptArms, batchesOf, prepareArms, type TaskInput, type TaskResult } from "../../src/runs/index.ts";
import { threadsFromBundle } from "../support/bundle.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const { scenario } = experimentOf(`
scenario: s
question: q
duration: 7 days
arms:
  - {label: drug, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
  - {label: none}
  - {label: rival, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}], hypothesis: {hpa.feedback: excessive}}
  - {label: other, treatment: [{drug: bupropion, dose: 150 mg, every: 1 day}]}
measure:
  level: "at(sert.occupancy, day 7)"
`);

const prepared = prepareArms(
  scenario.arms.map((arm) => ({
    arm,
    duration: scenario.duration,
    requests: scenario.measures,
    isOften: true,
  })),
  shippedLibrary(),
);
const systems = new Set(scenario.arms.map((_, arm) => prepared.systemOf(arm))).size;
const tasks = prepared
  .setsOf([0, 1, 2, 3])
  .flat()
  .flatMap((arm) =>
    [0.9, 1.1].map((factor): TaskInput => ({ arm, person: new Map([["sert.expression", factor]]) })),
  );

threadsFromBundle();

describe("batches", () => {
  it("hold all tasks in their order and no more sets of equations than are asked for", () => {
    expect(systems).toBeGreaterThan(2);
    for (const most of [1, 2, systems, systems + 1]) {
      const batches = [...batchesOf(prepared, tasks, most)];
      expect(batches.flatMap((batch) => batch.tasks)).toEqual(tasks);
      for (const batch of batches) expect(batch.prepared.systems.length).toBeLessThanOrEqual(most);
      expect(batches.length).toBeGreaterThanOrEqual(systems / most);
      if (most >= systems) expect(batches).toHaveLength(1);
    }
  });

  it("give what all arms together give, here and in a thread that was handed them alone", () => {
    const all = prepared.runAll(tasks);
    const batches = [...batchesOf(prepared, tasks, 1)];
    expect(batches.flatMap((batch) => batch.prepared.runAll(batch.tasks))).toEqual(all);
    const adopted = batches.map((batch) => adoptArms(structuredClone(batch.prepared.share())));
    expect(batches.flatMap((batch, i) => adopted[i]!.runAll(batch.tasks))).toEqual(all);
    expect(() => batches[0]!.prepared.systemOf(tasks.at(-1)!.arm)).toThrow("expected an arm");
  });

  it("are answered by threads that go when they are over, and by new ones when they are asked again", async () => {
    const [batch] = batchesOf(prepared, tasks.slice(0, 2));
    let alive = 0;
    const onWorker = (worker: Worker) => {
      alive++;
      worker.once("exit", () => alive--);
    };
    process.on("worker", onWorker);
    const told = await withPools({ workers: 1 }, async (evaluator) => {
      const evaluate = evaluator(batch!.prepared);
      const ask = async (isOver: boolean) => {
        const rows: TaskResult[] = [];
        for await (const row of evaluate(batch!.tasks, { isOver })) rows.push(row);
        return { values: rows.map(({ values }) => values), alive };
      };
      return [await ask(false), await ask(true), await ask(true)];
    });
    const [kept, over, again] = told;
    process.off("worker", onWorker);
    expect(told.map((one) => one.alive)).toEqual([1, 0, 0]);
    expect([over!.values, again!.values]).toEqual([kept!.values, kept!.values]);
  });
});
