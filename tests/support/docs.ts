import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/files/index.ts";

/** The pages that a user reads, the first screen first. */
export const pages = [
  "README.md",
  "src/commands.md",
  "scenarios/README.md",
  "models/README.md",
  "src/interchange/README.md",
  "src/api/README.md",
] as const;

export const pageText = (page: string) => readFileSync(join(packageRoot, page), "utf8");

/** All of them as one text. */
export const docs = pages.map(pageText).join("\n\n");

/** The shell commands of the block after a marker. */
export const blockAfter = (marker: string) =>
  new RegExp(`<!-- ${marker} -->\\n\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(docs)?.[1]?.trim();
