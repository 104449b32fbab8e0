import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { type Disk, once, readOnce } from "../../src/cli/read-once.ts";
import { Cache, libraryFiles, readTextFile } from "../../src/files/index.ts";
import { inTemporaryFolder, lull } from "../support/cli.ts";

const value = { when: 1, what: new Map([["a", Float64Array.of(1, 2)]]) };

/** The one file of a folder. */
function onlyFile(folder: string): string {
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0]!);
}

describe("Cache", () => {
  it("gives back what was put under a key, to the next process too, and nothing for another key or kind", () =>
    inTemporaryFolder((folder) => {
      new Cache(folder, "code").put("kind", "key", value);
      const cache = new Cache(folder, "code");
      expect(cache.get("kind", "key")).toEqual(value);
      expect(cache.get("kind", "other")).toBeUndefined();
      expect(cache.get("other", "key")).toBeUndefined();
    }));

  it("takes nothing that other code made", () =>
    inTemporaryFolder((folder) => {
      new Cache(folder, "before").put("kind", "key", value);
      expect(new Cache(folder, "after").get("kind", "key")).toBeUndefined();
    }));

  it("takes no file that is damaged, cut short, empty or of another key, and mends it when asked to keep", () =>
    inTemporaryFolder((folder) => {
      const cache = new Cache(folder, "code");
      cache.put("kind", "key", value);
      const path = onlyFile(folder);
      const whole = readFileSync(path);
      for (let at = 0; at < whole.length; at += 7) {
        const damaged = Buffer.from(whole);
        damaged[at]! ^= 0x10;
        writeFileSync(path, damaged);
        expect(cache.get("kind", "key"), `byte ${at}`).toBeUndefined();
        writeFileSync(path, whole.subarray(0, at));
        expect(cache.get("kind", "key"), `cut at ${at}`).toBeUndefined();
      }
      cache.put("kind", "key", value);
      expect(cache.get("kind", "key")).toEqual(value);
      const right = readFileSync(path);
      cache.put("kind", "other", { not: "this" });
      const other = readdirSync(folder).find((name) => join(folder, name) !== path)!;
      writeFileSync(path, readFileSync(join(folder, other)));
      expect(cache.get("kind", "key")).toBeUndefined();
      writeFileSync(path, right);
      expect(cache.get("kind", "key")).toEqual(value);
    }));

  it("does without where it may not write, and where there is no folder", () =>
    inTemporaryFolder((folder) => {
      const file = join(folder, "file");
      writeFileSync(file, "mine");
      for (const cache of [new Cache(file, "code"), new Cache(join(file, "below"), "code")]) {
        cache.put("kind", "key", value);
        expect(cache.get("kind", "key")).toBeUndefined();
      }
      expect(readFileSync(file, "utf8")).toBe("mine");
    }));

  it("may be shared: while another thread writes again and again, what is read is whole", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lull-test-"));
    const cache = new Cache(folder, "code");
    const lengths = [10, 100_000];
    cache.put("kind", "key", new Float64Array(lengths[0]!).fill(lengths[0]!));
    const path = onlyFile(folder);
    // A plain thread: it does what another process does, writing whole files beside and renaming them.
    const versions = lengths.map((length) => {
      cache.put("kind", "key", new Float64Array(length).fill(length));
      return readFileSync(path);
    });
    const writer = new Worker(
      `const { workerData: { path, versions } } = require("node:worker_threads"); const fs = require("node:fs");
       for (let i = 0; i < 400; i++) { fs.writeFileSync(path + ".w.tmp", versions[i % 2]); fs.renameSync(path + ".w.tmp", path); }`,
      { eval: true, workerData: { path, versions } },
    );
    let isOver = false;
    const over = new Promise((resolve) => writer.once("exit", resolve)).then(() => {
      isOver = true;
    });
    let reads = 0;
    while (!isOver) {
      const read = cache.get("kind", "key") as Float64Array;
      expect(lengths).toContain(read.length);
      expect(read[read.length - 1]).toBe(read.length);
      cache.put("kind", "key", new Float64Array(lengths[reads % 2]!).fill(lengths[reads % 2]!));
      reads++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await over;
    expect(reads).toBeGreaterThan(3);
    rmSync(folder, { recursive: true, force: true });
  });
});

describe("readOnce", () => {
  it("takes the library as it was read, until a file that it read is another or gone", () =>
    inTemporaryFolder((folder) => {
      const cache = new Cache(folder, "code");
      const texts = new Map<string, string | undefined>();
      const files = libraryFiles(undefined, undefined, (path) =>
        texts.has(path) ? texts.get(path) : readTextFile(path),
      );
      const first = readOnce(files, cache);
      expect(readOnce(files, cache)).toEqual(first);
      const path = files.drugs[0]!;
      const before = readTextFile(path)!;
      texts.set(path, before.replace(/^title: .*$/m, "title: Renamed"));
      const changed = readOnce(files, cache);
      expect([...changed.value!.drugs.values()].some((drug) => drug.title === "Renamed")).toBe(true);
      texts.set(path, undefined);
      expect(readOnce(files, cache).value).toBeUndefined();
      texts.delete(path);
      expect(readOnce(files, cache)).toEqual(first);
    }));
});

describe("commands that read no formula of their own", () => {
  it("do without the parser once the library was read, and with it where another drug brings another formula", () =>
    inTemporaryFolder((folder) => {
      // Node tells on the error stream what it loads.
      const asked = { LULL_CACHE: folder, NODE_DEBUG: "module" };
      const loads = (args: readonly string[]) => /mathjs.*browser/.test(lull(args, undefined, asked).stderr);
      expect(loads(["list", "drugs"])).toBe(true);
      expect(loads(["run", "first-look", "--no-files"])).toBe(false);
      expect(loads(["explain", "sert.occupancy"])).toBe(false);
      const drug = readTextFile("models/drugs/escitalopram.yaml")!;
      const other = join(folder, "other.yaml");
      writeFileSync(other, drug.replace(/^drug: .*$/m, "drug: other"));
      expect(loads(["explain", "plasma.other", "--with", other])).toBe(true);
    }));
});

describe("once", () => {
  it("works out anew what any text, any missing file or any list of files had a part in, and nothing else", () =>
    inTemporaryFolder((folder) => {
      const cache = new Cache(join(folder, "cache"), "code");
      const models = join(folder, "models");
      cpSync("notebooks/models/two-baths", models, { recursive: true });
      const [read, missing, other] = ["read", "missing", "other"].map((name) => join(folder, name));
      for (const path of [read!, other!]) writeFileSync(path, "as it was");
      let worked = 0;
      const work = (disk: Disk) => {
        worked++;
        return [disk.read(read!), disk.read(missing!), disk.library(models).drugs.length];
      };
      const ask = () => once("kind", "key", work, ([text]) => text !== "a fault", { cache });
      const first = ask();
      expect([ask(), worked]).toEqual([first, 1]);
      writeFileSync(other!, "otherwise");
      expect([ask(), worked]).toEqual([first, 1]);
      writeFileSync(read!, "otherwise");
      expect([ask()[0], worked]).toEqual(["otherwise", 2]);
      writeFileSync(missing!, "there");
      expect([ask()[1], worked]).toEqual(["there", 3]);
      writeFileSync(join(models, "one.yaml"), "drug: one\n");
      ask();
      expect(worked).toBe(4);
      writeFileSync(read!, "a fault");
      for (const times of [5, 6]) {
        expect(ask()[0]).toBe("a fault");
        expect(worked).toBe(times);
      }
    }));

  it("lets lint tell a fault that came into a scenario after it was found sound, and its warnings again when it is gone", () =>
    inTemporaryFolder((folder) => {
      const path = join(folder, "own.yaml");
      const sound = readFileSync("scenarios/first-look.yaml", "utf8").replace(
        /^scenario: .*$/m,
        "scenario: own",
      );
      const lint = (text: string) => {
        writeFileSync(path, text);
        return lull(["lint", path], undefined, { LULL_CACHE: join(folder, "cache") });
      };
      const first = lint(sound);
      expect(first.code).toBe(0);
      expect(lint(sound)).toEqual(first);
      const faulty = lint(sound.replaceAll("escitalopram", "escitaloprim"));
      expect(faulty.code).toBe(1);
      expect(faulty.stderr).toContain("escitaloprim");
      expect(lint(sound)).toEqual(first);
    }));
});

describe("the command line's bundle", () => {
  it("is made once, made anew where it is damaged, and done without where nothing can be written", () =>
    inTemporaryFolder((folder) => {
      const version = (cache: string) => lull(["--version"], undefined, { LULL_CACHE: cache });
      const expected = lull(["--version"]);
      expect(expected.code).toBe(0);
      expect(version(folder)).toEqual(expected);
      const bundles = join(folder, "cli");
      const main = join(onlyFile(bundles), "main.js");
      const whole = readFileSync(main);
      writeFileSync(main, whole.subarray(0, whole.length / 2));
      expect(version(folder)).toEqual(expected);
      expect(readFileSync(main)).toEqual(whole);
      const file = join(folder, "file");
      writeFileSync(file, "mine");
      expect(version(file)).toEqual(expected);
      expect(version("off")).toEqual(expected);
      expect(readFileSync(file, "utf8")).toBe("mine");
    }));
});
