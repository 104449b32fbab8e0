import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Milliseconds that one process waits for what another makes. */
const mostWait = 150_000;

/** Stops this process for a moment. */
const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);

/**
 * What is made once in a run of the tests, whichever of its processes comes first; a fault in the making is one for all.
 *
 * @param make makes it as a folder at a path where there is nothing yet
 * @returns the path of the folder, which nobody changes
 */
export function madeOnce(name: string, make: (folder: string) => void): string {
  const shared = process.env.LULL_TEST_FOLDER!;
  const [folder, fault, mine] = [name, `${name}.fault`, `${name}.made`].map((file) => join(shared, file));
  if (isFirst(join(shared, `${name}.begun`)))
    try {
      make(mine!);
      renameSync(mine!, folder!);
    } catch (error) {
      writeFileSync(fault!, String(error));
      throw error;
    }
  const end = performance.now() + mostWait;
  while (!existsSync(folder!)) {
    if (existsSync(fault!)) throw new Error(`${name} was not made: ${readFileSync(fault!, "utf8")}`);
    if (performance.now() > end) throw new Error(`${name} was not made in ${mostWait / 1000} s.`);
    pause();
  }
  return folder!;
}

/** Whether this process makes a folder that none has made. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** All files of a folder and those below, by their path in it. */
export function filesIn(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(path.slice(folder.length + 1), readFileSync(path));
  }
  return files;
}
