import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * What a script of this folder prints in R: one JSON value a line.
 *
 * @param subjects how many of each data set, the first ones
 */
export function linesFromR<T>(script: string, subjects: number): T[] {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const text = execFileSync("Rscript", [path, String(subjects)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}
