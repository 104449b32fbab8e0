import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openForShards, openStore, ownOf } from "../../src/cli/shares.ts";
import { planHash } from "../../src/files/index.ts";
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

describe("openStore", () => {
  it("lets a shard into a folder that another shard is just beginning, and nobody else", () => {
    const path = folder();
    mkdirSync(join(path, "parts"));
    writeFileSync(join(path, "plan.json.0badf00d.tmp"), "{");
    expect(() => openStore(path, planOf(1), false)).toThrow(/holds files that are not results/);
    expect(openStore(path, planOf(1), true).count).toBe(0);
    expect(planIn(path)).toBe(planHash(planOf(1)));
  });

  it("keeps a shard out of a folder with other files", () => {
    const path = folder();
    writeFileSync(join(path, "thesis.txt"), "all of it");
    expect(() => openStore(path, planOf(1), true)).toThrow(/holds files that are not results/);
    expect(existsSync(join(path, "plan.json"))).toBe(false);
  });
});

describe("openForShards", () => {
  it("replaces a plan of which nothing is done, or that is finished, and keeps one that is under way", () => {
    const path = folder();
    openForShards(path, planOf(1));
    const second = openForShards(path, planOf(2));
    expect(planIn(path)).toBe(planHash(planOf(2)));
    second.keep(0, planOf(2).part(0), done);
    expect(openForShards(path, planOf(2)).count).toBe(1);
    expect(() => openForShards(path, planOf(3))).toThrow(/holds parts of another plan: seed was 2, now 3\./);
    writeFileSync(join(path, "manifest.json"), "{}");
    expect(openForShards(path, planOf(3)).count).toBe(0);
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
