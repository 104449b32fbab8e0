import { spawnSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { packageRoot, sha256Of, sha256OfFile } from "../../src/files/index.ts";
import { inTemporaryFolder, limit } from "../support/cli.ts";

describe("the hash of a file", () => {
  it("is that of its bytes, however many blocks these are", () => {
    inTemporaryFolder((folder) => {
      const path = join(folder, "file");
      const block = 2 ** 20;
      for (const length of [0, 1, block - 1, block, block + 1, 2 * block + 7]) {
        const bytes = Uint8Array.from({ length }, (_, i) => (i * 131 + (i >> 8)) % 251);
        writeFileSync(path, bytes);
        expect(sha256OfFile(path), `${length} bytes`).toBe(sha256Of(bytes));
      }
    });
  });

  it("is none where there is no file, or a folder", () => {
    inTemporaryFolder((folder) => {
      expect(sha256OfFile(folder)).toBeUndefined();
      expect(sha256OfFile(join(folder, "none"))).toBeUndefined();
    });
  });

  it("takes no more memory of a large file: of 400 MB a tenth at most", () => {
    inTemporaryFolder((folder) => {
      const path = join(folder, "large");
      writeFileSync(path, "");
      truncateSync(path, 400e6);
      const program = `
        import { sha256OfFile } from ${JSON.stringify(pathToFileURL(join(packageRoot, "src/files/hash.ts")).href)};
        const before = process.resourceUsage().maxRSS;
        const hash = sha256OfFile(${JSON.stringify(path)});
        console.log(hash.length, process.resourceUsage().maxRSS - before);`;
      const { stdout, stderr } = spawnSync(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "-e", program],
        { cwd: packageRoot, encoding: "utf8", ...limit },
      );
      const [length, more] = stdout.split(" ").map(Number);
      expect(stderr).toBe("");
      expect(length).toBe(64);
      expect(more! * 1024).toBeLessThan(40e6);
    });
  });
});
