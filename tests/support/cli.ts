import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../src/files/index.ts";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const program = [join(packageRoot, "src/cli/start.mjs")];

/** After this a command counts as hanging: it is killed, and its exit code is null. */
export const limit = { timeout: 150_000, killSignal: "SIGKILL" } as const;

/** Runs the command line as a person would, in a folder of its own choosing. */
export function lull(
  args: readonly string[],
  cwd = packageRoot,
  settings: Readonly<Record<string, string>> = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", ...settings },
    ...limit,
  });
  // How far a run is, which it says after a second: on a busy machine every one does.
  return { code: status, stdout, stderr: stderr.replace(/^arm \d+ of \d+: .*\n/gm, "") };
}

/** Runs the command line before a reader that stops after the first line. */
export function firstLine(args: readonly string[]): Outcome {
  const words = [process.execPath, ...program, ...args].map((word) => `'${word}'`).join(" ");
  const { status, stdout, stderr } = spawnSync("sh", ["-c", `${words} | head -1`], {
    cwd: packageRoot,
    encoding: "utf8",
    ...limit,
  });
  return { code: status, stdout, stderr };
}

/** Runs the command line with what it prints going to a file. */
export function printing(args: readonly string[], to: string, cwd = packageRoot): Outcome {
  const file = openSync(to, "w");
  try {
    const { status, stderr } = spawnSync(process.execPath, [...program, ...args], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", file, "pipe"],
      ...limit,
    });
    return { code: status, stdout: "", stderr };
  } finally {
    closeSync(file);
  }
}

/** Starts what serves until it is stopped, reads the page at the address that it names, and stops it. */
export async function served(args: readonly string[]): Promise<string> {
  const server = spawn(process.execPath, [...program, ...args], { cwd: packageRoot });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      const hear = (chunk: Buffer) => {
        said += chunk;
        const found = /http:\/\/[\w.:]+\/?/.exec(said);
        if (found) resolve(found[0]);
      };
      server.stdout.on("data", hear);
      server.stderr.on("data", hear);
      server.once("exit", () => reject(new Error(said)));
    });
    return await (await fetch(address)).text();
  } finally {
    server.kill();
  }
}

/** A folder that is gone after the test. */
export function inTemporaryFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "lull-test-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function write(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
