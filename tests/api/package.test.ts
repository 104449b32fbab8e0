import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { limit } from "../support/cli.ts";
import { pageText } from "../support/docs.ts";

const section = pageText("src/api/README.md");
const api = readFileSync(join(packageRoot, "src", "API.md"), "utf8");

const manifest: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(packageRoot, "package.json"), "utf8"),
);
const main = /<!-- library -->\n```js\n([\s\S]*?)```/.exec(section)![1]!;
const calls = [...section.matchAll(/^\|[^|]+\|(.+)\|$/gm)].flatMap(([, cell]) =>
  [...cell!.matchAll(/`([^`]+)`/g)].map((m) => m[1]!).filter((code) => /^(await )?[\w.]+\(/.test(code)),
);
const examples = [...api.matchAll(/For example:\n\n```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);

/** What an example may take as given. */
const given = `
import { checkClaims, circuit, compare, equations, fit, population, search, steady, explain, list, upstream, LullFault, loadModel, requirement, scan, sensitivity, why, simulatePopulation, measure, simulate, simulator, nearbySimulator, readFolder } from "lull/node";
const model = loadModel();
const scenario = { duration: "2 weeks", arms: [{ label: "drug", treatment: "escitalopram 10 mg daily" }, { label: "placebo" }], measure: { x: "at(affect.blunting, week 2)", blunting: "at(affect.blunting_drug, week 2)" } };
const points = "arm,time_day,variable,value,sd\\ndrug,7,affect.blunting,0.1,0.02\\ndrug,14,affect.blunting,0.12,0.02\\n";
const plan = { search: "Less", question: "Is less better?", duration: "2 weeks", people: 4, reference: "stay", strategies: [{ label: "stay", treatment: "escitalopram 20 mg daily" }, { label: "less", treatment: "escitalopram 10 mg daily" }], objectives: { feeling: { measure: "at(affect.blunting_drug, week 2)", better: "lower", step: 0.05 } } };
const text = "person: somebody\\ntitle: Somebody\\nabout: Anybody.\\nset: {}\\n";
const arm = simulate(model, scenario).arms[0];
`;

let folder = "";

/** Runs something in the folder of a project that has installed the package. */
function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", ...limit });
  return { status, stdout, stderr };
}

function write(name: string, content: string): string {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
  return name;
}

describe("the packed package", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "lull-package-"));
    const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", folder], {
      cwd: packageRoot,
      encoding: "utf8",
      ...limit,
    });
    expect(packed.status, packed.stderr).toBe(0);
    const archive = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
    mkdirSync(join(folder, "node_modules", "lull"), { recursive: true });
    expect(run("tar", "-xzf", archive, "--strip-components=1", "-C", "node_modules/lull").status).toBe(0);
    // As an installation would, without a registry: what the package depends on, and nothing else of this checkout.
    for (const name of Object.keys(manifest.dependencies)) {
      mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
      symlinkSync(join(packageRoot, "node_modules", name), join(folder, "node_modules", name));
    }
    write("package.json", '{ "type": "module" }');
    write(
      "my-mechanisms/people/somebody.yaml",
      "person: somebody\ntitle: Somebody\nabout: Anybody.\nset: {}\n",
    );
  }, 240_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

  it("runs the example of the README in Node as it is", () => {
    const { stdout, stderr, status } = run(process.execPath, write("example.js", main));
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const values = stdout
      .trim()
      .split("\n")
      .map((line) => Number(line.split(" ").at(-1)));
    expect(values.length).toBe(2);
    for (const value of values) expect(value).toBeGreaterThan(0.2);
  });

  it("runs every call of the README's table and every example of the reference", () => {
    expect(calls.length).toBeGreaterThan(10);
    expect(examples.length).toBeGreaterThan(8);
    const blocks = [...calls, ...examples].map((code) => `{\n${code}\n}`);
    const { stderr, status } = run(
      process.execPath,
      write("examples.js", `${given}\n${blocks.join("\n")}\n`),
    );
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("writes the explorer without a bundler", () => {
    const { stdout, stderr, status } = run(
      process.execPath,
      "node_modules/lull/dist/cli/main.js",
      ...["explore", "--build", "page"],
    );
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain("The explorer is in page");
    expect(readFileSync(join(folder, "page", "explorer.js"), "utf8")).toMatch(
      /^self\.lullGiven = \{"library":/,
    );
  });

  it("bundles for a browser with vite, without Node built-ins, and gives the same numbers there", async () => {
    const program = `import { loadModel, simulate } from "lull";
export const value = () => simulate(loadModel(), { duration: "2 weeks", arms: [{ label: "a", treatment: "escitalopram 10 mg daily" }], measure: { x: "at(sert.occupancy, week 2)" } }).arms[0].measures.x.value;
`;
    write("entry.js", program);
    const result = await build({
      root: folder,
      configFile: false,
      logLevel: "error",
      build: { write: false, lib: { entry: join(folder, "entry.js"), formats: ["es"], fileName: "bundle" } },
    });
    const outputs = (Array.isArray(result) ? result : [result]).flatMap((r) =>
      "output" in r ? r.output : [],
    );
    const code = outputs.map((file) => (file.type === "chunk" ? file.code : "")).join("\n");
    expect(code).not.toMatch(/(from|import\()\s*["'](node:|fs|path)/);
    expect(code).not.toContain("__vite-browser-external");
    write("bundle.js", code);
    const shown = (file: string) =>
      run(
        process.execPath,
        "--input-type=module",
        "-e",
        `import { value } from "./${file}"; console.log(value());`,
      );
    const bundled = shown("bundle.js");
    expect(bundled.stderr).toBe("");
    expect(Number(bundled.stdout)).toBeGreaterThan(0.5);
    expect(bundled.stdout).toBe(shown("entry.js").stdout);
  });

  it("brings types that a strict compiler accepts", () => {
    write(
      "typed.ts",
      `import { type ArmOutcome, loadModel, simulate } from "lull";
import { readFolder } from "lull/node";
const arm: ArmOutcome = simulate(loadModel(readFolder("x")), { duration: "1 week", arms: [] }).arm("a");
export const value: number | undefined = arm.measures.x?.value;
// @ts-expect-error there is no such option
simulate(loadModel(), "", { knockouts: [] });
`,
    );
    write(
      "tsconfig.json",
      JSON.stringify({
        compilerOptions: {
          module: "nodenext",
          target: "es2022",
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          lib: ["es2023", "dom"],
          types: [],
        },
        files: ["typed.ts"],
      }),
    );
    const { stdout, status } = run(
      process.execPath,
      join(packageRoot, "node_modules/typescript/bin/tsc"),
      "-p",
      ".",
    );
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it("brings the command `lull`: it lists and runs on several threads", () => {
    const bin = join("node_modules", "lull", "dist", "cli", "main.js");
    const listed = run(process.execPath, bin, "list", "drugs");
    expect(listed.stdout).toMatch(/escitalopram/);
    expect(listed.stderr).toBe("");
    const population = run(process.execPath, bin, "population", "first-look", "--size", "1", "--json");
    expect(population.status, population.stderr).toBe(0);
    expect(readFileSync(join(folder, bin), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
