import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { violations } from "./support/architecture.ts";

const root = new URL("../src/", import.meta.url);

function sourcesOfProject(): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.tsx?$/.test(path) && path.includes("/"));
  return new Map(paths.sort().map((path) => [path, readFileSync(new URL(path, root), "utf8")]));
}

const opening = "// What?\n// Deliberately nothing.\n";
const indexes = {
  "units/index.ts": `${opening}export { a } from "./a.ts";\n`,
  "units/a.ts": "export const a = 1;\n",
  "model/index.ts": `${opening}export {};\n`,
};

/** The rules on a made-up src/ of a few sound files and those given. */
function check(files: Record<string, string>, expected: string[]): void {
  expect(violations(new Map(Object.entries({ ...indexes, ...files })))).toEqual(expected);
}

describe("architecture", () => {
  it("`violations` finds none in src/", () => {
    const sources = sourcesOfProject();
    expect(sources.size).toBeGreaterThan(50);
    expect(violations(sources)).toEqual([]);
  });

  it("no file of src/ has more than 400 lines", () => {
    const long = [...sourcesOfProject()].filter(([, text]) => text.trimEnd().split("\n").length > 400);
    expect(long.map(([path]) => path)).toEqual([]);
  });

  it("`violations` finds none in sound made-up sources", () => {
    check({ "model/b.ts": 'import { a } from "../units/index.ts";\nimport x from "mathjs";\n' }, []);
  });

  it("`violations` reports an import from a folder below, with its line", () => {
    check({ "units/b.ts": '\nimport {\n  type Model,\n} from "../model/index.ts";\n' }, [
      "units/b.ts:4: imports model/index.ts, which stands below units/",
    ]);
  });

  it("`violations` reports a study that imports another, but not what studies share", () => {
    const shared = 'import { count } from "../failures.ts";\n';
    check(
      {
        "studies/index.ts": `${opening}export {};\n`,
        "studies/failures.ts": "export const count = 1;\n",
        "studies/why/plan.ts": shared,
        "studies/fit/plan.ts": `${shared}import { count as c } from "../why/plan.ts";\n`,
      },
      ["studies/fit/plan.ts:2: imports studies/why/plan.ts, another study"],
    );
  });

  it("`violations` reports a type or a re-export taken past another folder's index", () => {
    const past = "imports units/a.ts past units/index.ts";
    check(
      {
        "model/b.ts": 'import type { A } from "../units/a.ts";\nexport { a } from "../units/a.ts";\n',
        "model/c.ts": 'const later = () => import("../units/a.ts");\n',
      },
      [`model/b.ts:1: ${past}`, `model/b.ts:2: ${past}`, `model/c.ts:1: ${past}`],
    );
  });

  it("`violations` reports a circle of files inside a folder once, by its path", () => {
    check(
      {
        "model/x.ts": 'import { y } from "./y.ts";\n',
        "model/y.ts": 'import { z } from "./z.ts";\n',
        "model/z.ts": '\nimport type { X } from "./x.ts";\n',
      },
      ["model/z.ts:2: closes a circle: model/x.ts -> model/y.ts -> model/z.ts -> model/x.ts"],
    );
  });

  it("`violations` reports Node built-ins, with and without prefix, below files/ only", () => {
    check(
      {
        "model/b.ts": 'import { join } from "node:path";\nimport fs from "fs";\n',
        "files/index.ts": `${opening}import { join } from "node:path";\n`,
        "runs/index.ts": `${opening}export {};\n`,
        "runs/worker.ts": 'import { parentPort } from "node:worker_threads";\n',
      },
      ["model/b.ts:1: imports the Node built-in node:path", "model/b.ts:2: imports the Node built-in fs"],
    );
  });

  it("`violations` reports process, the clock and unseeded chance, but not words in comments and strings", () => {
    check(
      {
        "model/b.ts": [
          "const a = process.env.HOME;",
          "const b = [Date.now(), Math.random()];",
          'const c = "the process calls Date.now()"; // process',
          "/* Math.random()\n process */",
          "const d = { process: 1 }, e = d.process, f = /[\"'`]/, g = `process`;",
          "const h = `\u0024{process.cwd()}`;",
        ].join("\n"),
      },
      [
        "model/b.ts:1: uses process",
        "model/b.ts:2: uses Date.now",
        "model/b.ts:2: uses Math.random",
        "model/b.ts:7: uses process",
      ],
    );
  });

  it("`violations` reports a folder without an index, or with one that does not say what it answers", () => {
    check(
      {
        "charts/a.ts": "export const a = 1;\n",
        "report/index.ts": "// One line only.\nexport {};\n",
        "cli/main.ts": "export {};\n",
      },
      ["charts/index.ts:1: is missing", "report/index.ts:1: does not open with two lines of comment"],
    );
  });

  it("`violations` reports a folder that has no place in the order", () => {
    check({ "helpers/index.ts": `${opening}import { a } from "../units/index.ts";\n` }, [
      'helpers/index.ts:3: the folder "helpers" has no place in the order of folders',
    ]);
  });
});
