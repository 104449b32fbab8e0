import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { into } from "../../src/cli/destination.ts";
import { openForShards, openStore, ownOf } from "../../src/cli/shares.ts";
import { PartStore, planHash } from "../../src/files/index.ts";
import type { Plan } from "../../src/runs/index.ts";
import { shippedLibrary } from "../support/shipped.ts";

const root = mkdtempSync(join(tmpdir(), "lull-shares-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const folder = () => {
  const path = join(root, String(++folders));
  mkdirSync(path);
  return path;
};
const planOf = (seed: number): Plan => ({
  describes: { seed },
  parts: 2,
  part: () => ({ from: 0, tasks: [{ arm: 0 }] }),
});
const done = [{ values: [1], status: { kind: "success" as const, time: 1, message: "completed" } }];
const planIn = (path: string) => JSON.parse(readFileSync(join(path, "plan.json"), "utf8")).plan;

const question = { verb: "population", of: "a.yaml" };
const where = (path: string) => ({ out: path, byDefault: path, question });
const open = (path: string, isShared: boolean) =>
  into(
    where(path),
    async (folder) => openStore(folder.path, planOf(1), { goesOn: true, isShared, question }),
    {
      isShared,
    },
  );

describe("a folder of parts", () => {
  it("lets a shard in that another shard is just beginning, and nobody else", async () => {
    const path = folder();
    mkdirSync(join(path, "parts"));
    writeFileSync(join(path, "plan.json.0badf00d.tmp"), "{");
    await expect(open(path, false)).rejects.toThrow(/holds files that are not results/);
    expect((await open(path, true)).count).toBe(0);
    expect(planIn(path)).toBe(planHash(planOf(1)));
  });

  it("keeps a shard out where there are other files", async () => {
    const path = folder();
    writeFileSync(join(path, "thesis.txt"), "all of it");
    await expect(open(path, true)).rejects.toThrow(/holds files that are not results/);
    expect(existsSync(join(path, "plan.json"))).toBe(false);
  });

  it("is not begun anew while it has not finished, though it holds results of an earlier run", async () => {
    const path = folder();
    const begin = (seed: number) =>
      into(where(path), async (results) => {
        const store = openStore(results.path, planOf(seed), { goesOn: false, question });
        return { store, results };
      });
    const { results } = await begin(1);
    results.write(new Map([["table.csv", "a"]]), { plan: planHash(planOf(1)) });
    const { store } = await begin(2);
    expect(readFileSync(join(path, "table.csv"), "utf8")).toBe("a");
    store.keep(0, planOf(2).part(0), done);
    await expect(begin(2)).rejects.toThrow(/holds a run that has not finished.\nGo on with it by --resume/);
    expect(new PartStore(path, planOf(2)).count).toBe(1);
  });
});

describe("openForShards", () => {
  it("replaces a plan of which nothing is done, or that is finished, and keeps one that is under way", () => {
    const path = folder();
    openForShards(path, planOf(1), question);
    const second = openForShards(path, planOf(2), question);
    expect(planIn(path)).toBe(planHash(planOf(2)));
    second.keep(0, planOf(2).part(0), done);
    expect(openForShards(path, planOf(2), question).count).toBe(1);
    expect(() => openForShards(path, planOf(3), question)).toThrow(
      /holds parts of another plan: seed was 2, now 3\./,
    );
    const manifest = { lull_results: 1, files: [], plan: planHash(planOf(2)) };
    writeFileSync(join(path, "manifest.json"), JSON.stringify(manifest));
    expect(openForShards(path, planOf(3), question).count).toBe(0);
    expect(planIn(path)).toBe(planHash(planOf(3)));
  });
});

describe("ownOf", () => {
  it("names what is not in the models, without places, and nothing else", () => {
    const library = shippedLibrary();
    expect(ownOf(library, library)).toEqual({});
    const drug = { ...library.drugs.get("citalopram")!, title: "Another" };
    const own = ownOf({ ...library, drugs: new Map([...library.drugs, ["citalopram", drug]]) }, library);
    expect(own).toMatchObject({ own_files: { drugs: [{ title: "Another" }], people: [] } });
    expect(JSON.stringify(own)).not.toContain('"place"');
  });
});
