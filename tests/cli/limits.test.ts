import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { inTemporaryFolder, lull, write } from "../support/cli.ts";

const scenario = `
scenario: Tiny
question: Does it run where little may be reserved?
duration: 3 days
arms: [{label: a, treatment: escitalopram 10 mg daily}]
measure: {x: "at(vta.firing, end)"}
`;

it("a checkout without tools for development runs what was built, or says what to do", () => {
  inTemporaryFolder((folder) => {
    mkdirSync(join(folder, "src/cli"), { recursive: true });
    write(folder, "package.json", '{"type": "module"}');
    write(folder, "package-lock.json", "{}");
    copyFileSync(join(packageRoot, "src/cli/start.mjs"), join(folder, "src/cli/start.mjs"));
    const run = () => spawnSync(process.execPath, ["src/cli/start.mjs"], { cwd: folder, encoding: "utf8" });
    expect(run()).toMatchObject({ status: 1, stdout: "" });
    expect(run().stderr).toMatch(
      /takes tsx, a tool for development[\s\S]*Install with npm ci, without --omit=dev/,
    );
    mkdirSync(join(folder, "dist/cli"), { recursive: true });
    write(folder, "dist/cli/main.js", 'process.stdout.write("built");');
    expect(run()).toMatchObject({ status: 0, stdout: "built", stderr: "" });
  });
});

it.skipIf(process.platform !== "linux")(
  "too little address space for WebAssembly: JavaScript computes the same, and a note says so",
  () => {
    inTemporaryFolder((folder) => {
      const args = ["run", write(folder, "tiny.yaml", scenario), "--no-files", "--json"];
      const program = [process.execPath, join(packageRoot, "src/cli/start.mjs"), ...args];
      const { status, stdout, stderr } = spawnSync(
        "sh",
        ["-c", 'ulimit -v 6000000; exec "$@"', "sh", ...program],
        {
          cwd: folder,
          encoding: "utf8",
          timeout: 100_000,
        },
      );
      expect(status, stderr).toBe(0);
      expect(stderr).toMatch(/WebAssembly takes \(ulimit -v\), so equations ran as JavaScript/);
      const free = lull(args, folder);
      expect(free.stderr).not.toContain("WebAssembly");
      const value = (text: string) => JSON.parse(text).arms[0].measures.x.value;
      expect(value(stdout) / value(free.stdout)).toBeCloseTo(1, 12);
    });
  },
);
