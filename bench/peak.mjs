// Preloaded into a measured process: writes the most memory that it held, in KiB, to the file that PEAK_FILE names.
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.env.PEAK_FILE)
  process.once("exit", () => appendFileSync(process.env.PEAK_FILE, `${process.resourceUsage().maxRSS}\n`));
