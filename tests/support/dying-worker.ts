import { existsSync, writeFileSync } from "node:fs";
import { workerData } from "piscina";
import { type ArmValues, adoptArms, type Chunk, type SharedArms } from "../../src/runs/index.ts";

const prepared = adoptArms(workerData as SharedArms);

/** A worker that dies on the chunk that begins at the task in LULL_TEST_DIES_AT; once only when a file is named for it. */
export default function run({ from, tasks }: Chunk): ArmValues[] {
  const { LULL_TEST_DIES_AT, LULL_TEST_DIED } = process.env;
  if (String(from) === LULL_TEST_DIES_AT && !(LULL_TEST_DIED && existsSync(LULL_TEST_DIED))) {
    if (LULL_TEST_DIED) writeFileSync(LULL_TEST_DIED, "");
    process.exit(3);
  }
  return prepared.runAll(tasks);
}
