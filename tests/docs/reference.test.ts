import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { referencePage } from "../../src/build/index.ts";
import { signatureOf } from "../../src/build/reference.ts";
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

  it.each([
    "function f(a: { readonly b: number }): string",
    "function f(a: string): { readonly value: number; readonly unit: string }",
    "function f(): Promise<{ value: number }>",
    "async function f<T extends { a: number }>(a: T): Promise<Map<string, T>>",
    "function f(a: number): A | { readonly value: number }",
    "function f(a: number): (b: number) => { c: number }",
  ])("gives %s whole, and none of its body", (signature) => {
    expect(signatureOf(`export ${signature} {\n  if (a) { return { b: 1 }; }\n}`)).toBe(signature);
  });

  it("refuses a signature of which it cannot tell the end", () => {
    expect(() => signatureOf("export function f({\n  a,\n}")).toThrow("function f(");
  });
});
