import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPool } from "../../src/cli/pool.ts";
import { runParts } from "../../src/cli/run-parts.ts";
import { type DiskWriter, realDisk } from "../../src/files/disk-writer.ts";
import { PartStore, PartsFault } from "../../src/files/index.ts";
import { keyOf, uniform } from "../../src/random/index.ts";
import {
  type Chunk,
  type EvaluateMany,
  evaluateHere,
  evaluateWith,
  evaluatorHere,
  type Plan,
  partsOf,
  prepareArms,
  type TaskResult,
} from "../../src/runs/index.ts";
import { threadsFromBundle } from "../support/bundle.ts";
import { noSpace } from "../support/failing-disk.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const { scenario } = experimentOf(`
scenario: Parts
question: Is anything lost?
duration: 1 week
person: depressed-adult
arms:
  - {label: drug, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
measure: {firing: "at(raphe.firing, end)", never: "time_to(raphe.firing, 99)"}
`);
const prepared = prepareArms(
  scenario.arms.map((arm) => ({ arm, duration: scenario.duration, requests: scenario.measures })),
  shippedLibrary(),
);
const inPart = 6;
const plan: Plan = {
  describes: { scenario: "parts", seed: 1 },
  parts: 8,
  part: (index): Chunk => ({
    from: index * inPart,
    tasks: Array.from({ length: inPart }, (_, i) => ({
      arm: 0,
      person: new Map([["raphe.coupling_time", 4 + 8 * uniform(1, index * inPart + i, keyOf("coupling"))]]),
    })),
  }),
};
const all = partsOf(plan.parts, { index: 1, count: 1 });

const root = mkdtempSync(join(tmpdir(), "lull-parts-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const folder = () => join(root, String(++folders));
const bytesIn = (store: PartStore) =>
  Object.fromEntries(
    readdirSync(join(store.folder, "parts"))
      .sort()
      .map((name) => [name, readFileSync(join(store.folder, "parts", name), "utf8")]),
  );

const reference = new PartStore(folder(), plan);
await runParts(plan, all, reference, evaluatorHere(prepared));
const expected = bytesIn(reference);

const program = threadsFromBundle();

describe("many runs", () => {
  it("keep every part once", () => {
    expect(Object.keys(expected)).toHaveLength(plan.parts);
    const tasks = all.flatMap((part) => reference.read(part).map((row) => row.task));
    expect(tasks).toEqual(Array.from({ length: plan.parts * inPart }, (_, i) => i));
    expect(new Set(all.flatMap((part) => reference.read(part).map((row) => row.values[0]))).size).toBe(
      plan.parts * inPart,
    );
  });

  it.each([1, 2])("give the same bytes on %d workers", async (workers) => {
    const pool = openPool(prepared, { workers });
    const store = new PartStore(folder(), plan);
    await runParts(plan, all, store, pool).finally(() => pool.close());
    expect(bytesIn(store)).toEqual(expected);
  });

  it("go on threads whatever the engine was told when the process was started", async () => {
    const before = process.execArgv;
    process.execArgv = ["--import", "tsx", "--max-old-space-size=4000", "--stack-trace-limit=20"];
    try {
      // From the sources, as where no bundle can be kept.
      const worker = new URL("../../src/cli/pool-worker.ts", import.meta.url);
      const pool = openPool(prepared, { workers: 1, worker });
      const { tasks } = plan.part(0);
      const results = await pool.evaluate({ from: 0, tasks }).finally(() => pool.close());
      expect(results.map(({ values }) => values[0])).toEqual(reference.read(0).map((row) => row.values[0]));
    } finally {
      process.execArgv = before;
    }
  });

  it("give the same rows through a pool as here, in the order of the tasks", async () => {
    const tasks = [...all.flatMap((part) => plan.part(part).tasks)];
    const rows = async (evaluate: EvaluateMany) => {
      const list: TaskResult[] = [];
      for await (const row of evaluate(tasks)) list.push(row);
      return list;
    };
    const pool = openPool(prepared, { workers: 1 });
    const there = await rows(evaluateWith(pool)).finally(() => pool.close());
    expect(there).toEqual(await rows(evaluateHere(prepared)));
  });

  it("give the same bytes in shards, in any order, also when a shard runs twice", async () => {
    const merged = new PartStore(folder(), plan);
    for (const index of [3, 1, 3, 2]) {
      const shard = new PartStore(join(root, `shard-${index}`), plan);
      await runParts(plan, partsOf(plan.parts, { index, count: 3 }), shard, evaluatorHere(prepared));
      for (const part of all) if (shard.has(part)) merged.adopt(part, shard);
    }
    expect(bytesIn(merged)).toEqual(expected);
  });

  it("go on after a stop with the parts that are missing, and only those", async () => {
    const path = folder();
    const half = new PartStore(path, plan);
    await runParts(plan, [0, 1, 5], half, evaluatorHere(prepared));
    // What a kill in the middle of a write leaves behind.
    writeFileSync(join(path, "parts", "0000002.jsonl.0badf00d.tmp"), "half a par");
    const computed: number[] = [];
    const store = new PartStore(path, plan, { isAlone: true });
    const watched: Plan = {
      ...plan,
      part(index) {
        computed.push(index);
        return plan.part(index);
      },
    };
    await runParts(watched, all, store, evaluatorHere(prepared));
    expect(computed).toEqual([2, 3, 4, 6, 7]);
    expect(bytesIn(store)).toEqual(expected);
  });
});

describe("what goes wrong with many runs", () => {
  beforeAll(() => {
    process.env.LULL_TEST_WORKER = program();
  });
  afterEach(() => {
    for (const name of ["LULL_TEST_DIES_AT", "LULL_TEST_DIED"]) delete process.env[name];
  });
  afterAll(() => {
    delete process.env.LULL_TEST_WORKER;
  });
  const dying = new URL("../support/dying-worker.mjs", import.meta.url);

  it("a worker that dies once: another takes its chunk", async () => {
    process.env.LULL_TEST_DIES_AT = String(3 * inPart);
    process.env.LULL_TEST_DIED = join(root, "died");
    const pool = openPool(prepared, { workers: 1, worker: dying });
    const store = new PartStore(folder(), plan);
    await runParts(plan, all, store, pool).finally(() => pool.close());
    expect(readdirSync(root)).toContain("died");
    expect(bytesIn(store)).toEqual(expected);
  });

  it("a worker that always dies: a plain error, what was done is kept, and the rest can follow", async () => {
    process.env.LULL_TEST_DIES_AT = String(4 * inPart);
    const pool = openPool(prepared, { workers: 1, worker: dying });
    const path = folder();
    const store = new PartStore(path, plan);
    const run = runParts(plan, all, store, pool).finally(() => pool.close());
    await expect(run).rejects.toThrow(
      /A worker stopped twice while it computed tasks 24 to 29.*\n4 of 8 parts are kept in .*--resume/,
    );
    const again = new PartStore(path, plan);
    expect(again.count).toBe(4);
    await runParts(plan, all, again, evaluatorHere(prepared));
    expect(bytesIn(again)).toEqual(expected);
  });

  it("a full disk: a plain error, what was done is kept", async () => {
    const path = folder();
    let room = 3;
    const disk: DiskWriter = {
      ...realDisk,
      write(file, content) {
        if (--room < 0) throw noSpace();
        realDisk.write(file, content);
      },
    };
    const store = new PartStore(path, plan, { disk });
    await expect(runParts(plan, all, store, evaluatorHere(prepared))).rejects.toThrow(
      /There is no space left on the disk\.\n2 of 8 parts are kept/,
    );
    const again = new PartStore(path, plan);
    await runParts(plan, all, again, evaluatorHere(prepared));
    expect(bytesIn(again)).toEqual(expected);
  });

  it("a damaged part: says which file and what to do", async () => {
    const store = new PartStore(folder(), plan);
    await runParts(plan, [0, 1], store, evaluatorHere(prepared));
    const path = store.pathOf(1);
    writeFileSync(path, readFileSync(path, "utf8").replace(/(\d)\.(\d)/, "$2.$1"));
    expect(() => store.read(1)).toThrow(PartsFault);
    expect(() => store.read(1)).toThrow(/0000001\.jsonl is damaged.*\nRemove that file/);
    expect(store.read(0)).toHaveLength(inPart);
    writeFileSync(path, "");
    expect(() => store.read(1)).toThrow(/damaged/);
    // A whole part in the place of another is damage too.
    writeFileSync(path, readFileSync(store.pathOf(0)));
    expect(() => store.read(1)).toThrow(/damaged/);
  });

  it("another plan in the same folder: says what differs", () => {
    const other = { ...plan, describes: { scenario: "parts", seed: 2 } };
    expect(() => new PartStore(reference.folder, other)).toThrow(/another plan: seed was 1, now 2\./);
    expect(() => new PartStore(reference.folder, { ...plan, parts: 9 })).toThrow(/number of parts/);
    const broken = folder();
    new PartStore(broken, plan);
    const path = join(broken, "plan.json");
    const whole = readFileSync(path, "utf8");
    const damaged = ["", "{", "null", "[]", "{}", '"plan"', whole.replace('"seed": 1', '"seed": 2'), "\0"];
    for (const text of [...damaged, whole.slice(0, -20), whole.replace("parts", "part")]) {
      writeFileSync(path, text);
      expect(() => new PartStore(broken, plan), text).toThrow(/plan\.json is damaged/);
    }
  });

  it("a shard that cannot be", () => {
    for (const [index, count] of [
      [0, 3],
      [4, 3],
      [1.5, 3],
    ] as const)
      expect(() => partsOf(8, { index, count })).toThrow("invalid shard");
  });
});
