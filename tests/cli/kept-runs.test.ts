import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { KeptRuns, ShareDone } from "../../src/cli/kept-runs.ts";
import { PartStore } from "../../src/files/index.ts";
import { chunkSize } from "../../src/runs/chunks.ts";
import type { Evaluator, Shard, TaskInput, TaskResult } from "../../src/runs/index.ts";

const root = mkdtempSync(join(tmpdir(), "lull-kept-runs-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const folder = () => join(root, String(++folders));
const plan = { describes: { study: "in rounds" } };

/** Gives the square of a parameter; fails in some runs, gives nothing in others. Counts what it computes. */
function counting(stopAfter = Number.POSITIVE_INFINITY) {
  const computed: number[] = [];
  const evaluator: Evaluator = {
    width: 1,
    async evaluate({ from, tasks }) {
      if (computed.length >= stopAfter) throw new Error("killed");
      computed.push(from);
      return tasks.map(({ parameters }) => {
        const x = parameters!.get("x")!;
        return {
          values: x % 5 === 0 ? [undefined] : [x * x + 0.1],
          ...(x % 3 === 0 ? { notes: [`x is ${x}.`, "It is not steady."] } : {}),
          status:
            x % 7 === 0
              ? { kind: "non-finite", time: 0.3, state: "a.b", message: "ran away", remedy: "none" }
              : { kind: "success", time: 2, message: "completed" },
        } as const;
      });
    },
  };
  return { computed, evaluator };
}
const tasksOf = (xs: readonly number[]): TaskInput[] =>
  xs.map((x) => ({ arm: x % 2, parameters: new Map([["x", x]]) }));

/** A study in two rounds: the second asks about what the first ranked. */
async function study(kept: KeptRuns, evaluator: Evaluator): Promise<TaskResult[]> {
  const evaluate = kept.evaluateWith(evaluator);
  const first: TaskResult[] = [];
  for await (const row of evaluate(tasksOf(Array.from({ length: 4 * chunkSize }, (_, i) => i))))
    first.push(row);
  const ranked = first.map(({ values }) => Math.floor(values[0] ?? 0) % 1000);
  const second: TaskResult[] = [];
  for await (const row of evaluate(tasksOf([...ranked, 3, 4]), { isLast: true })) second.push(row);
  return [...first, ...second];
}
const chunks = 9;
const run = (path: string, evaluator: Evaluator, options: { shard?: Shard; isComplete?: boolean } = {}) =>
  study(new KeptRuns(new PartStore(path, plan), options), evaluator);
const whole = await run(folder(), counting().evaluator);

describe("`KeptRuns`", () => {
  it("gives the rows of every round, with what failed, what gave nothing and what runs say of themselves", () => {
    expect(whole).toHaveLength(8 * chunkSize + 2);
    expect(whole[7]).toMatchObject({
      task: 7,
      arm: 1,
      values: [49.1],
      status: { kind: "non-finite", time: 0.3 },
    });
    expect(whole[7]).not.toHaveProperty("notes");
    for (const x of [3, 15])
      expect(whole[x]).toMatchObject({
        notes: [`x is ${x}.`, "It is not steady."],
        status: { kind: "success" },
      });
    expect(whole[15]!.values).toEqual([undefined]);
    expect(whole[5]).toMatchObject({ values: [undefined], status: { kind: "success" } });
  });

  it.each([0, 1, 3, 4, 5, 8])("goes on after a stop at chunk %d with those that are missing", async (at) => {
    const path = folder();
    await expect(run(path, counting(at).evaluator)).rejects.toThrow("killed");
    const { computed, evaluator } = counting();
    expect(await run(path, evaluator)).toEqual(whole);
    expect(computed).toHaveLength(chunks - at);
    const nothing = counting();
    expect(await run(path, nothing.evaluator)).toEqual(whole);
    expect(nothing.computed).toEqual([]);
  });

  it("shares rounds out among shards of one folder, and computes nothing twice", async () => {
    const path = folder();
    const { computed, evaluator } = counting();
    for (const index of [3, 1, 2])
      await expect(run(path, evaluator, { shard: { index, count: 3 } })).rejects.toThrow(ShareDone);
    expect(computed).toHaveLength(chunks);
    expect(await run(path, counting(0).evaluator, { isComplete: true })).toEqual(whole);
  });

  it("lets each shard of a folder of its own compute the first round, and its share of the last", async () => {
    const { computed, evaluator } = counting();
    const paths = [1, 2].map(() => folder());
    for (const [i, path] of paths.entries())
      await expect(run(path, evaluator, { shard: { index: i + 1, count: 2 } })).rejects.toThrow(ShareDone);
    expect(computed).toHaveLength(4 + chunks);
    const merged = new PartStore(folder(), plan);
    for (const path of paths) {
      const store = new PartStore(path, plan);
      for (const part of store.parts) if (!merged.has(part)) merged.adopt(part, store);
    }
    const { evaluator: none } = counting(0);
    expect(await study(new KeptRuns(merged, { isComplete: true }), none)).toEqual(whole);
  });

  it("says how much is missing where all should be there", async () => {
    const path = folder();
    const { evaluator } = counting();
    await expect(run(path, evaluator, { shard: { index: 1, count: 2 } })).rejects.toThrow(ShareDone);
    await expect(run(path, evaluator, { isComplete: true })).rejects.toThrow(
      /2 of 5 parts are missing\.\nRun the shards that have not finished again/,
    );
  });

  it("does not take a damaged part for a result", async () => {
    const path = folder();
    await run(path, counting().evaluator);
    writeFileSync(new PartStore(path, plan).pathOf(6), "{}\n");
    await expect(run(path, counting().evaluator)).rejects.toThrow(/0000006\.jsonl is damaged/);
  });
});
