import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { Failure } from "../../src/cli/failure.ts";
import { addStudy } from "../../src/cli/study.ts";
import { packageRoot } from "../../src/files/index.ts";
import { studies } from "../../src/studies/index.ts";

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

/**
 * What a verb answers, asked in this process: for the tenth message of a kind, whose like another test saw from the
 * program itself.
 */
export async function here(addVerb: (program: Command) => void, args: readonly string[]): Promise<Outcome> {
  const said = { stdout: "", stderr: "" };
  const streams = ["stdout", "stderr"] as const;
  const writes = streams.map((name) => process[name].write);
  for (const name of streams)
    process[name].write = ((text: string | Uint8Array) => {
      said[name] += String(text);
      return true;
    }) as typeof process.stdout.write;
  try {
    const program = new Command("lull").exitOverride();
    addVerb(program);
    for (const command of program.commands) command.exitOverride();
    await program.parseAsync(args, { from: "user" });
    return { code: 0, ...said };
  } catch (error) {
    if (!(error instanceof Failure || error instanceof CommanderError)) throw error;
    const told = error instanceof Failure && error.message ? `${error.message}\n` : "";
    return { code: error.exitCode, stdout: said.stdout, stderr: said.stderr + told };
  } finally {
    for (const [i, name] of streams.entries()) process[name].write = writes[i]!;
  }
}

/** As {@link here}, of a study, whose verb is its name. */
export const studyHere = (args: readonly string[]): Promise<Outcome> =>
  here((program) => addStudy(program, studies.find(({ name }) => name === args[0])!), args);

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
  const remove = () => rmSync(folder, { recursive: true, force: true });
  let result: T | undefined;
  try {
    result = use(folder);
    return result instanceof Promise ? (result.finally(remove) as T) : result;
  } finally {
    if (!(result instanceof Promise)) remove();
  }
}

export function write(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
