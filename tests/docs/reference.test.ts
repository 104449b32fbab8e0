import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { referencePage } from "../../src/build/index.ts";
import { packageRoot } from "../../src/files/index.ts";
import * as library from "../../src/index.ts";

describe("the reference of the library", () => {
  const page = referencePage();

  it("is what the comments in the source give; `npm run reference` writes it anew", () => {
    expect(readFileSync(join(packageRoot, "src", "API.md"), "utf8")).toBe(page);
  });

  it("tells every export, each function with an example", () => {
    for (const name of Object.keys(library)) {
      const section = page.split(`\n### ${name}\n`)[1]?.split("\n### ")[0] ?? "";
      expect(section, name).toMatch(/\w+/);
      expect(section, name).toContain("For example");
    }
  });
});
