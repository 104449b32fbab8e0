import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { KeptByTask } from "../../src/cli/kept-by-task.ts";
import { PartStore } from "../../src/files/index.ts";
import { type Evaluator, evaluatorHere } from "../../src/runs/index.ts";
import { fitOf, pkCsv, pkScenario } from "../support/fit.ts";

const root = mkdtempSync(join(tmpdir(), "lull-kept-by-task-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const folder = () => join(root, String(++folders));
const plan = { describes: { study: "side by side" } };
const openKept = (path: string, isComplete = false) =>
  new KeptByTask(new PartStore(path, plan), { isComplete });

/** Fits three parameters with their intervals from two starts; says how many chunks it computed. */
async function kineticsFitted(kept: KeptByTask, stopAfter = Number.POSITIVE_INFINITY) {
  let computed = 0;
  // Later questions are answered first, as in a pool of threads.
  const slowly = (evaluator: Evaluator): Evaluator => ({
    width: 2,
    async evaluate(chunk) {
      if (computed >= stopAfter) throw new Error("killed");
      computed++;
      for (let turns = computed % 3; turns < 2; turns++)
        await new Promise((resolve) => setImmediate(resolve));
      return evaluator.evaluate(chunk);
    },
  });
  const scenario = pkScenario(pkCsv(0.1, 7));
  try {
    const result = await fitOf([scenario], ["pk.ka", "pk.ke", "pk.volume"], {
      starts: 2,
      evaluator: (prepared) => kept.evaluateWith(slowly(evaluatorHere(prepared))),
    });
    return { result, computed };
  } finally {
    kept.close();
  }
}

describe("`KeptByTask`", () => {
  it("gives a fit that was killed the numbers of one that was not, and computes nothing that was kept", async () => {
    const whole = folder();
    const { result, computed } = await kineticsFitted(openKept(whole));
    for (const at of [0, 5, computed - 1]) {
      const path = folder();
      await expect(kineticsFitted(openKept(path), at)).rejects.toThrow("killed");
      const resumed = await kineticsFitted(openKept(path));
      expect(resumed.result).toEqual(result);
      // Two descents: one may have been in the middle of a run.
      expect(computed - at - resumed.computed).toBeOneOf([0, -1]);
    }
    const again = await kineticsFitted(openKept(whole), 0);
    expect(again).toEqual({ result, computed: 0 });
    // Slopes go through the file too.
    const store = new PartStore(whole, plan);
    const texts = store.parts.map((part) => readFileSync(store.pathOf(part), "utf8"));
    expect(texts.join("")).toMatch(/"slopes":\[-?\d/);
  });

  it("does not take a damaged part, or one whose question was changed, for a result", async () => {
    const path = folder();
    await kineticsFitted(openKept(path));
    const part = new PartStore(path, plan).pathOf(2);
    const text = readFileSync(part, "utf8");
    writeFileSync(part, text.replace(/"of":"./, '"of":"x'));
    expect(() => openKept(path)).toThrow(/0000002\.jsonl is damaged: its checksum does not fit/);
    rmSync(part);
    expect((await kineticsFitted(openKept(path))).computed).toBe(1);
  });

  it("says that parts are missing where all should be there", async () => {
    await expect(kineticsFitted(openKept(folder(), true))).rejects.toThrow(/1 of 1 parts are missing/);
  });
});
