import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chosenCommands } from "./before.ts";

// Where the time of whole studies goes: each on one thread under the profiler of the engine, its samples shared out by what the code
// is for. `npx tsx bench/profile.ts`, or with the beginnings of commands: `npx tsx bench/profile.ts check "population first-look"`.

/** A sampled place in the code: a part of the CPU profile that V8 writes. */
interface Node {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

interface Profile {
  readonly nodes: readonly Node[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** What a file of `src` is for, by the first pattern that its path, or its path and function, has. */
const phases: readonly (readonly [phase: string, files: RegExp])[] = [
  ["stages, factors and solves of steps", /wasm\/stepper\.ts attempt$/],
  ["Jacobians", /wasm\/stepper\.ts linearize$/],
  [
    "measures",
    /simulation\/(follow|followed|attention|history|curve|quartic|step-reader|between)\.ts|wasm\/sampler\.ts|wasm\/stepper\.ts quarters$/,
  ],
  ["the way of steps: lengths, doses, outputs", /src\/(solvers|simulation|compile\/wasm)\//],
  ["equations and code", /src\/(compile|expressions|model)\//],
  ["drawing people, preparing arms", /src\/(pharmacology|scenario|runs|random|numbers|engine)\//],
  [
    "results and their words",
    /src\/(studies|analysis|statistics|document|charts|writers|text|interchange)\//,
  ],
  ["reading the library, the command line", /src\//],
];
const equilibria = /simulation\/equilibrium\.ts/;

const root = fileURLToPath(new URL("..", import.meta.url));
const main = pathToFileURL(join(root, "src/cli/main.ts")).pathname;

/** Runs a command on one thread and reads the profile of it. */
function profileOf(args: readonly string[]): Profile {
  const folder = mkdtempSync(join(tmpdir(), "lull-profile-"));
  try {
    const given = ["--import", import.meta.resolve("tsx"), main, ...args, "--workers", "0"];
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--cpu-prof", "--cpu-prof-interval", "1000", "--cpu-prof-dir", join(folder, "profile"), ...given],
      { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 },
    );
    // `check` ends with 1 where a claim fails.
    if (status === null || status > 1) throw new Error(`lull ${args.join(" ")} failed:\n${stderr}`);
    const files = readdirSync(join(folder, "profile")).map((name) => join(folder, "profile", name));
    const texts = files.map((file) => readFileSync(file, "utf8")).sort((a, b) => b.length - a.length);
    return JSON.parse(texts[0]!) as Profile;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds of each phase. A sample counts for the innermost file of `src` on its stack, but all of an equilibrium for that. */
function secondsByPhase({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const phaseOf = (leaf: number): string => {
    const { functionName } = byId.get(leaf)!.callFrame;
    if (functionName === "(garbage collector)") return "garbage";
    if (functionName === "(idle)" || functionName === "(program)") return "the engine";
    let innermost: string | undefined;
    for (let at: number | undefined = leaf; at !== undefined; at = parents.get(at)) {
      const { url, functionName: name } = byId.get(at)!.callFrame;
      if (equilibria.test(url)) return "equilibria";
      innermost ??= phases.find(([, files]) => files.test(`${url} ${name}`))?.[0];
    }
    return innermost ?? "the engine";
  };
  const known = new Map(nodes.map(({ id }) => [id, phaseOf(id)]));
  const seconds = new Map<string, number>();
  for (const [i, sample] of samples.entries()) {
    const phase = known.get(sample)!;
    seconds.set(phase, (seconds.get(phase) ?? 0) + timeDeltas[i]! / 1e6);
  }
  return seconds;
}

const order = [...phases.map(([phase]) => phase)];
order.splice(2, 0, "equilibria");
order.push("garbage", "the engine");
const studies = chosenCommands(process.argv.slice(2)).filter(({ isSmall }) => !isSmall);
const columns = studies.map(({ name, args }) => {
  process.stderr.write(`${name} ...\n`);
  return { name, seconds: secondsByPhase(profileOf(args)) };
});
const sum = (seconds: ReadonlyMap<string, number>) => [...seconds.values()].reduce((a, b) => a + b, 0);
console.log(`| of one thread, % | ${columns.map(({ name }) => name).join(" | ")} |`);
console.log(`| --- | ${columns.map(() => "---:").join(" | ")} |`);
for (const phase of order) {
  const cells = columns.map(({ seconds }) => ((100 * (seconds.get(phase) ?? 0)) / sum(seconds)).toFixed(1));
  console.log(`| ${phase} | ${cells.join(" | ")} |`);
}
console.log(`| in all, s | ${columns.map(({ seconds }) => sum(seconds).toFixed(0)).join(" | ")} |`);
