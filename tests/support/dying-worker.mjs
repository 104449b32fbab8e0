import { existsSync, writeFileSync } from "node:fs";

const { LULL_TEST_DIES_AT, LULL_TEST_DIED, LULL_TEST_WORKER } = process.env;
const { default: work } = await import(LULL_TEST_WORKER);

/**
 * The worker whose address is in LULL_TEST_WORKER, but that it dies on the chunk that begins at the task in
 * LULL_TEST_DIES_AT; once only when a file is named for it.
 */
export default function run(chunk) {
  if (String(chunk.from) === LULL_TEST_DIES_AT && !(LULL_TEST_DIED && existsSync(LULL_TEST_DIED))) {
    if (LULL_TEST_DIED) writeFileSync(LULL_TEST_DIED, "");
    process.exit(3);
  }
  return work(chunk);
}
