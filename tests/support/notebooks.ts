import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { packageRoot } from "../../src/files/index.ts";

/** Kinds of cells that the lessons use. */
export type CellKind = "text/markdown" | "text/html" | "text/x-typescript";

export interface Cell {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  /** Line of the notebook on which its text begins, from 0. */
  readonly line: number;
}

/** The cells of a notebook as written. */
export function cellsOf(notebook: string): Cell[] {
  return [...notebook.matchAll(/<script id="(\d+)" type="([^"]+)"(?: [^>]*)?>\n([\s\S]*?)<\/script>/g)].map(
    ({ 1: id, 2: kind, 3: text, index }) => ({
      id: id!,
      kind: kind!,
      text: text!,
      line: notebook.slice(0, index).split("\n").length,
    }),
  );
}

/** The TypeScript of a notebook, each line where it stands in the notebook. */
export function programOf(notebook: string): string {
  const lines = notebook.split("\n").map(() => "");
  for (const { kind, text, line } of cellsOf(notebook)) {
    if (kind !== "text/x-typescript") continue;
    for (const [i, content] of text.split("\n").entries()) lines[line + i] = content;
    lines[line + text.split("\n").length - 1] = ";";
  }
  return `${lines.join("\n")}\nexport {};\n`;
}

/** The words of a page in a language; undefined where it is not told in that. */
export function pageWords(code: string, slug: string): Readonly<Record<string, string>> | undefined {
  const path = join(packageRoot, "notebooks", "words", code, `${slug}.yaml`);
  return existsSync(path) ? parse(readFileSync(path, "utf8")) : undefined;
}

/** What the compiler finds wrong with the cells of notebooks, as `name:line: message`. */
export function typeFaults(notebooks: ReadonlyMap<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), "lull-cells-"));
  try {
    const cells = join(packageRoot, "notebooks", "cells");
    const index = readFileSync(join(cells, "index.ts"), "utf8");
    const names = [...index.matchAll(/export \{([^}]*)\}/g)].flatMap(([, list]) =>
      list!
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean),
    );
    const globals = names.map((name) => `  const ${name}: typeof import("${cells}/index.ts").${name};`);
    writeFileSync(join(folder, "globals.d.ts"), `declare global {\n${globals.join("\n")}\n}\nexport {};\n`);
    for (const [name, notebook] of notebooks) writeFileSync(join(folder, `${name}.ts`), programOf(notebook));
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: join(packageRoot, "tsconfig.json"),
        compilerOptions: { typeRoots: [join(packageRoot, "node_modules/@types")] },
        include: [
          "*.ts",
          ...["virtual.d.ts", "kit.d.ts"].map((name) => join(cells, name)),
          join(packageRoot, "src/api/shipped-model.d.ts"),
        ],
      }),
    );
    const compiler = join(packageRoot, "node_modules", "typescript", "bin", "tsc");
    const { stdout } = spawnSync(process.execPath, [compiler, "-p", folder, "--pretty", "false"], {
      encoding: "utf8",
      cwd: folder,
      timeout: 120_000,
    });
    return stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => line.replace(/^(.*?)\.ts\((\d+),\d+\): error \w+: /, "$1:$2: "));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
