import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for what several processes of one run of the tests share, see `made.ts`; gone when the run is over. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "lull-tests-"));
  process.env.LULL_TEST_FOLDER = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
