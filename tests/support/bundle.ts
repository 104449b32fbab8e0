import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { packageRoot } from "../../src/files/index.ts";

const place = globalThis as { lullBundle?: string };

/** Address of the bundle of src/ that the command line runs from, made if it is not there. */
function bundleOfSources(): string {
  const start = pathToFileURL(join(packageRoot, "src/cli/start.mjs")).href;
  const script = `process.argv.push("--version"); process.on("exit", () => console.log(globalThis.lullBundle)); await import(${JSON.stringify(start)})`;
  const args = ["--input-type=module", "--eval", script, "lull"];
  // Where the bundle is kept as a rule, whatever this process was told.
  const env = { ...process.env, LULL_CACHE: "" };
  return execFileSync(process.execPath, args, { encoding: "utf8", env }).trim().split("\n").at(-1)!;
}

/**
 * Has the threads that the tests of a file open run from the command line's bundle, as those of its users do: reading three
 * hundred sources one by one costs each thread 3 s of a core.
 *
 * @returns the address of a thread's program in the bundle
 */
export function threadsFromBundle(): () => string {
  beforeAll(() => {
    place.lullBundle = bundleOfSources();
  });
  afterAll(() => {
    delete place.lullBundle;
  });
  return () => new URL("./pool-worker.js", place.lullBundle).href;
}
