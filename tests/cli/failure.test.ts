import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diskReason } from "../../src/cli/failure.ts";

const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};
const denied = (code: string, path: string) => ({ code, syscall: "open", path, message: `${code}: no` });

describe("what a disk refuses", () => {
  it("is said in a sentence that names the path", () => {
    const folder = mkdtempSync(join(tmpdir(), "lull-refused-"));
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(diskReason(denied("EISDIR", "out"))).toBe("out is a folder, not a file.");
    expect(diskReason(thrown(() => mkdirSync(join(file, "x"))))).toBe(
      `A part of the path ${join(file, "x")} is a file, not a folder.`,
    );
    expect(diskReason(thrown(() => writeFileSync(join(folder, "n".repeat(300)), "")))).toMatch(
      / is too long\.$/,
    );
    expect(diskReason(denied("EACCES", "out/x"))).toBe("Permission was denied for out/x.");
    expect(diskReason(thrown(() => readdirSync(join(folder, "none"))))).toBe(
      `There is no file or folder ${join(folder, "none")}.`,
    );
    expect(diskReason(denied("EROFS", "/media/stick"))).toBe(
      "/media/stick lies on a disk that is read-only.",
    );
  });

  it("of a file of Lull's own is said of the folder that it stands for", () => {
    expect(diskReason(denied("EACCES", "/data/out/.lull-2d711642.lock"))).toBe(
      "Permission was denied for /data/out.",
    );
  });

  it("is left in the system's words where these are not known, and nothing else is taken for it", () => {
    expect(diskReason(denied("EXDEV", "x"))).toBe("EXDEV: no");
    expect(diskReason(new Error("else"))).toBeUndefined();
  });
});
