import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  FolderFault,
  manifestIn,
  ResultsFolder,
  refusalToWrite,
  writeResults,
} from "../../src/files/index.ts";
import { failingDisk, Killed, slowDisk } from "../support/failing-disk.ts";

const root = mkdtempSync(join(tmpdir(), "lull-results-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const parent = () => {
  const path = join(root, String(++folders));
  mkdirSync(path);
  return path;
};
const put = (path: string, text: string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** All files below a folder but manifests, with their texts. */
function textsIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== "manifest.json")
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

const first = new Map([
  ["table.csv", "a,b\n1,2\n"],
  ["report.html", "<p>first</p>"],
  ["old-figure.svg", "<svg/>"],
]);
const second = new Map([
  ["table.csv", "a,b\n3,4\n"],
  ["report.html", "<p>second</p>"],
  ["figures/new.svg", "<svg></svg>"],
]);
const question = { verb: "run", of: "a.yaml" };

describe("`ResultsFolder`", () => {
  it("replaces what an earlier run of the same question wrote, and leaves the user's notes", () => {
    const out = join(parent(), "out");
    writeResults(out, first, {});
    put(join(out, "notes.txt"), "mine");
    put(join(out, "drafts/one/two.txt"), "mine too");
    mkdirSync(join(out, "empty"));
    writeResults(out, second, {});
    expect(textsIn(out)).toEqual({
      ...Object.fromEntries(second),
      "notes.txt": "mine",
      "drafts/one/two.txt": "mine too",
    });
    expect(existsSync(join(out, "empty"))).toBe(true);
    expect(manifestIn(out)?.files.map((f) => f.path)).toEqual([
      "figures/new.svg",
      "report.html",
      "table.csv",
    ]);
    expect(readdirSync(dirname(out))).toEqual(["out"]);
  });

  it.each([
    ["somebody else's manifest", { "manifest.json": '{"name": "app", "icons": []}' }, /did not write/],
    ["a manifest that is no JSON", { "manifest.json": "{" }, /did not write/],
    ["a list in its manifest that is none", { "manifest.json": '{"lull_results": 1}' }, /did not write/],
    ["other files", { "thesis.tex": "all" }, /not results of an earlier run/],
  ])("refuses a folder with %s", (_, files, message) => {
    const out = join(parent(), "out");
    for (const [name, text] of Object.entries(files)) put(join(out, name), text);
    expect(() => writeResults(out, first, {})).toThrow(message);
    for (const [name, text] of Object.entries(files))
      expect(readFileSync(join(out, name), "utf8")).toBe(text);
    expect(readdirSync(out)).toEqual(Object.keys(files));
    expect(readdirSync(dirname(out))).toEqual(["out"]);
  });

  it("leaves no empty folders where a study had no result, and those that were there before", () => {
    const home = parent();
    const path = join(home, "of", "a", "study");
    const folder = new ResultsFolder(path, { question: 1 });
    mkdirSync(path, { recursive: true });
    folder.release();
    expect(readdirSync(home)).toEqual([]);
    mkdirSync(join(home, "of"));
    const again = new ResultsFolder(path, { question: 1 });
    again.release();
    expect(readdirSync(home, { recursive: true })).toEqual(["of"]);
  });

  it("refuses results of another question, and results that were changed by hand", () => {
    const out = join(parent(), "out");
    const write = (asked: object) => {
      const folder = new ResultsFolder(out, { question: asked });
      folder.write(first, { command: "lull run a.yaml" });
      folder.release();
    };
    write(question);
    write({ of: "a.yaml", verb: "run" });
    expect(() => write({ ...question, set: ["x=1"] })).toThrow(/another question.\nThey came from: lull run/);
    put(join(out, "table.csv"), "a,b\n1,2\nmy own row,0\n");
    expect(() => write(question)).toThrow(/table\.csv has been changed since Lull wrote it/);
    expect(refusalToWrite(out, question)).toMatch(/has been changed/);
  });

  it("refuses to write over a file of the user's that has the name of a result", () => {
    const out = join(parent(), "out");
    writeResults(out, first, {});
    put(join(out, "figures/new.svg"), "mine");
    const before = textsIn(out);
    expect(() => writeResults(out, second, {})).toThrow(/figures\/new\.svg was not written by Lull/);
    expect(textsIn(out)).toEqual(before);
  });

  it("is held by one command at a time; what a dead one left behind holds nothing", async () => {
    const out = join(parent(), "out");
    const folder = new ResultsFolder(out);
    expect(() => new ResultsFolder(out)).toThrow(new RegExp(`in use: process ${process.pid} is writing`));
    expect(() => new ResultsFolder(out, { isShared: true })).toThrow(FolderFault);
    folder.release();
    const shard = new ResultsFolder(out, { isShared: true });
    expect(() => new ResultsFolder(out)).toThrow(/in use/);
    shard.release();
    const lock = readdirSync(dirname(out));
    expect(lock).toEqual([]);
    new ResultsFolder(out).release();

    const gone = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => gone.once("exit", resolve));
    const held = new ResultsFolder(out);
    const [name] = readdirSync(dirname(out));
    const text = readFileSync(join(dirname(out), name!), "utf8");
    held.release();
    for (const stale of [
      text.replace(String(process.pid), String(gone.pid)),
      // The same number, but another process: it began at another time.
      text.replace(/"began":"\d+"/, '"began":"1"'),
    ]) {
      expect(stale).not.toBe(text);
      put(join(dirname(out), name!), stale);
      new ResultsFolder(out).release();
    }
    put(join(dirname(out), name!), text.replace(/"host":"[^"]*"/, '"host":"elsewhere"'));
    expect(() => new ResultsFolder(out)).toThrow(/on elsewhere[\s\S]*cannot be seen from this machine/);
  });
});

/** A folder that can be replaced by another, and one that cannot, as it holds where the process stands. */
const kinds = [
  { kind: "beside the folder", inside: false },
  { kind: "in the folder, where it cannot be replaced", inside: true },
];

/** As text, in which the order of the files does not show. */
const sorted = (texts: Record<string, string>) => JSON.stringify(Object.entries(texts).sort());

describe.each(kinds)("results written $kind", ({ inside }) => {
  const here = process.cwd();
  const standing = <T>(out: string, use: () => T): T => {
    if (inside) {
      mkdirSync(out, { recursive: true });
      process.chdir(out);
    }
    try {
      return use();
    } finally {
      process.chdir(here);
    }
  };
  const notes = { "notes.txt": "mine", "drafts/one.txt": "mine too" };
  const begin = (isFirst: boolean) => {
    const out = join(parent(), "out");
    if (!isFirst) {
      standing(out, () => writeResults(out, first, {}));
      for (const [name, text] of Object.entries(notes)) put(join(out, name), text);
    }
    return { out, before: isFirst ? {} : { ...Object.fromEntries(first), ...notes } };
  };
  const wanted = (isFirst: boolean) => ({ ...Object.fromEntries(second), ...(isFirst ? {} : notes) });
  const callsOf = (isFirst: boolean) => {
    const { out } = begin(isFirst);
    const disk = failingDisk("killed");
    standing(out, () => writeResults(out, second, {}, disk));
    return disk.calls.length;
  };
  const withoutOwn = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([path]) => !/(^|\/)\.lull-/.test(path)));

  const isHeld = (out: string) =>
    [dirname(out), out].some(
      (path) => existsSync(path) && readdirSync(path).some((name) => /^\.lull-.*lock$/.test(name)),
    );

  it.each([true, false])(
    "are there whole or not at all after a kill at any call (first run: %s)",
    (isFirst) => {
      const count = callsOf(isFirst);
      expect(count).toBeGreaterThan(12);
      for (let at = 0; at < count; at++) {
        const { out, before } = begin(isFirst);
        expect(() => standing(out, () => writeResults(out, second, {}, failingDisk("killed", at)))).toThrow(
          Killed,
        );
        const left = withoutOwn(textsIn(out));
        const isNone = Object.keys(left).length === 0;
        const wholes = [before, wanted(isFirst)].map(sorted);
        // A folder that cannot be replaced may be between the two for a moment, and then says so by having no manifest.
        if (inside && !existsSync(join(out, "manifest.json")))
          expect(left).toMatchObject(isFirst ? {} : notes);
        else if (!isNone) expect(wholes, `at call ${at}`).toContain(sorted(left));

        // The lock is that of this process, which has not died; the next command is another one's.
        for (const path of [dirname(out), out])
          if (existsSync(path))
            for (const name of readdirSync(path)) if (/^\.lull-.*lock$/.test(name)) rmSync(join(path, name));
        standing(out, () => new ResultsFolder(out).release());
        expect(wholes, `put right after call ${at}`).toContain(sorted(textsIn(out)));
        expect(readdirSync(dirname(out)).filter((name) => name !== "out")).toEqual([]);
        standing(out, () => writeResults(out, second, {}));
        expect(textsIn(out)).toEqual(wanted(isFirst));
      }
    },
  );

  it.each([true, false])(
    "leave what was there when the disk is full at any call (first run: %s)",
    (isFirst) => {
      const count = callsOf(isFirst);
      for (let at = 0; at < count; at++) {
        const { out, before } = begin(isFirst);
        try {
          standing(out, () => writeResults(out, second, {}, failingDisk("full", at)));
          expect(textsIn(out)).toEqual(wanted(isFirst));
        } catch (error) {
          expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
          expect(textsIn(out), `at call ${at}`).toEqual(before);
        }
        expect(readdirSync(dirname(out)).filter((name) => name !== "out")).toEqual([]);
      }
    },
  );

  it.each([true, false])(
    "are all old or all new to whoever looks while a slow disk writes, and nobody else may write (first run: %s)",
    (isFirst) => {
      const { out, before } = begin(isFirst);
      const wholes = [before, wanted(isFirst)].map(sorted);
      const seen = new Set<string>();
      let looks = 0;
      let refusals = 0;
      const look = () => {
        looks++;
        const texts = withoutOwn(textsIn(out));
        const isBetween = inside && !existsSync(join(out, "manifest.json"));
        if (isBetween) expect(texts).toMatchObject(isFirst ? {} : notes);
        else if (existsSync(out) && Object.keys(texts).length > 0) {
          expect(wholes).toContain(sorted(texts));
          seen.add(sorted(texts));
        }
        if (!isHeld(out)) return;
        expect(() => new ResultsFolder(out)).toThrow(/in use/);
        refusals++;
      };
      standing(out, () => writeResults(out, second, {}, slowDisk(look)));
      expect(looks).toBeGreaterThan(12);
      expect(refusals).toBeGreaterThan(looks - 6);
      expect(textsIn(out)).toEqual(wanted(isFirst));
      if (!isFirst) expect(seen).toContain(wholes[0]);
    },
  );
});
