import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Whether the memory of a study grows with its size: every study at two or more sizes, the most that its process held and the most
// that lived in its main thread (what is left when garbage has been collected), and bytes for each unit of size between the last two: a run that is over soon ends before heaps have grown to where they are cleared. `npx tsx bench/memory.ts`, or with the beginnings of names: `npx tsx bench/memory.ts population fit`. `--resume` and `merge` take what `population` wrote just before.
// Most are asked of the ring of two states that a lesson has, so that many runs take seconds.

interface Case {
  readonly name: string;
  /** What a size counts. */
  readonly of: string;
  readonly sizes: readonly number[];
  args(size: number): readonly string[];
}

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lull-memory-"));
const place = (name: string) => join(folder, name);
const write = (name: string, text: string) => {
  writeFileSync(place(name), text);
  return place(name);
};

cpSync(join(root, "notebooks/models/ring"), place("ring"), { recursive: true });
const ring = ["--models", place("ring")];
const crowd = write(
  "crowd.yaml",
  `population: crowd
title: Crowd
about: People in whom every number of the ring differs.
people: {}
spread: 1
parameters:
  ring.grip: {distribution: {uniform: [0.2, 1]}, note: Assumed.}
cohort: {care: "on", duration: 2 days}
inclusion:
  fires: {measure: "at(ring.firing, day 0)", between: [0, 40], says: Whoever fires at all.}
targets:
  less: {share_of: "at(ring.firing, day 2)", above: 0.7, is: 0.5, within: 0.4, says: Half of them.}
`,
);
const ringWith = (name: string, arms: number, more = "") =>
  write(
    name,
    `scenario: Ring
question: How much memory does it take?
duration: 14 days
arms:
  - {label: "off", care: "off"}
${Array.from({ length: arms - 1 }, (_, i) => `  - {label: "on ${i + 1}", care: "on", set: {ring.slow: ${(2 + (6 * i) / arms).toFixed(3)}}}`).join("\n")}
measure:
  end: at(ring.firing, end)
  least: trough(ring.firing)
${more}`,
  );
const two = ringWith("two.yaml", 2);
const points = Array.from(
  { length: 14 },
  (_, day) => `${day},on 1,ring.firing,${(0.6 + 0.02 * day).toFixed(2)}`,
);
const measured = write("points.csv", ["time_day,arm,variable,value", ...points].join("\n"));
const fitted = ringWith("fitted.yaml", 2, `data: ${measured}\n`);
/** The same with the points of so many subjects, each a little off the others. */
const fittedIn = (subjects: number) => {
  const rows = Array.from({ length: subjects }, (_, s) =>
    points.map(
      (row, day) =>
        `${row.slice(0, -4)}${(0.6 + 0.02 * day + 0.01 * Math.sin(7 * s + day)).toFixed(3)},s${s}`,
    ),
  );
  const file = write(
    `subjects-${subjects}.csv`,
    ["time_day,arm,variable,value,subject", ...rows.flat()].join("\n"),
  );
  return ringWith(`fitted-${subjects}.yaml`, 2, `data: ${file}\n`);
};
const doubt = write(
  "doubt.yaml",
  `module: doubt
title: How fast a receptor wears down
about: A contested number of the ring.
hypotheses:
  wear:
    question: How fast does the receptor wear down?
    default: slowly
    choices:
      slowly: {about: In days.}
      quickly: {about: In a day., parameters: {ring.slow: 1}}
`,
);
const strategies = [2, 3, 4, 6].map(
  (slow) => `  - {label: "on ${slow}", care: "on", set: {ring.grip: ${slow / 10}}}`,
);
const searched = write(
  "searched.yaml",
  `search: Ring
question: Which ring fires least?
duration: 4 days
people: 100
hypotheses: all
among:
  fires: {measure: "at(ring.firing, day 1)", above: 0}
reference: "off"
strategies:
  - {label: "off", care: "off"}
${strategies.join("\n")}
objectives:
  firing: {measure: "at(ring.firing, day 4)", better: lower, step: 0.1}
  serotonin: {measure: "at(ring.serotonin, day 4)", better: lower, step: 0.1}
`,
);
const out = (name: string) => ["--out", place(name)];

const cases: readonly Case[] = [
  {
    name: "population",
    of: "people",
    sizes: [2_000, 8_000, 32_000, 100_000],
    args: (n) => ["population", two, ...ring, "--population", crowd, "--size", `${n}`, ...out(`people-${n}`)],
  },
  {
    name: "population --resume",
    of: "people",
    sizes: [2_000, 8_000, 32_000, 100_000],
    args: (n) => [...cases[0]!.args(n), "--resume"],
  },
  {
    name: "merge",
    of: "people",
    sizes: [2_000, 8_000, 32_000, 100_000],
    args: (n) => ["merge", place(`people-${n}`), ...out(`merged-${n}`)],
  },
  {
    name: "sensitivity",
    of: "rows of the sample",
    sizes: [1_024, 4_096, 16_384],
    args: (n) => ["sensitivity", two, ...ring, "--measure", "end", "--size", `${n}`, "--method", "sobol"],
  },
  {
    name: "scan",
    of: "points",
    sizes: [256, 1_024, 4_096],
    args: (n) => [
      ...["scan", two, ...ring, "--measure", "end", "--points", `${Math.sqrt(n)}`],
      ...["--vary", "ring.grip=0.2..1", "--vary", "ring.slow=1..20"],
    ],
  },
  {
    name: "fit",
    of: "starts",
    sizes: [16, 64, 256],
    args: (n) => [
      "fit",
      fitted,
      ...ring,
      "--parameters",
      "ring.slow,ring.grip,ring.loss",
      "--starts",
      `${n}`,
    ],
  },
  {
    name: "fit --subjects",
    of: "subjects",
    sizes: [4, 16, 64],
    args: (n) => [
      ...["fit", fittedIn(n), ...ring, "--parameters", "ring.grip"],
      ...["--subjects", "--no-profiles", "--vpc", "0"],
    ],
  },
  {
    name: "run",
    of: "arms",
    sizes: [40, 160, 640],
    args: (n) => ["run", ringWith(`arms-${n}.yaml`, n), ...ring, ...out(`arms-${n}`)],
  },
  {
    name: "run of 6 arms, no files",
    of: "days",
    sizes: [84, 336, 1_344],
    args: (n) => ["run", "dose-response", "--duration", `${n} days`, "--no-files"],
  },
  {
    name: "why",
    of: "days",
    sizes: [7, 28, 112],
    args: (n) => [
      ...["why", "first-look", "--duration", `${n} days`, "--systems"],
      ...["--measure", "at(affect.blunting_drug, end)"],
    ],
  },
  {
    name: "search",
    of: "people",
    sizes: [1_000, 4_000, 16_000],
    args: (n) => [
      ...["search", searched, ...ring, "--with", doubt, "--population", crowd],
      ...["--size", `${n}`, ...out(`search-${n}`)],
    ],
  },
  {
    name: "check --samples",
    of: "draws",
    sizes: [80, 320, 1_280],
    args: (n) => ["check", "vta-2c", "--no-rivals", "--samples", `${n}`],
  },
  {
    name: "credibility",
    of: "draws",
    sizes: [4, 64, 128],
    args: (n) => ["credibility", "--no-rivals", "--draws", `${n}`],
  },
];

/** Runs a command with a module preloaded that writes numbers into a file, and gives the largest of them. */
function largest(args: readonly string[], preloaded: string, variable: string): number {
  const numbers = place("numbers");
  rmSync(numbers, { force: true });
  const { status, stderr } = spawnSync(process.execPath, [join(root, "src/cli/start.mjs"), ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    env: {
      ...process.env,
      [variable]: numbers,
      NODE_OPTIONS: `--import ${pathToFileURL(join(root, "bench", preloaded)).href}`,
    },
  });
  if (status !== 0 || !existsSync(numbers)) throw new Error(`lull ${args.join(" ")}:\n${stderr}`);
  return Math.max(...readFileSync(numbers, "utf8").trim().split("\n").map(Number));
}

/** Most MB that any process of a command held. */
const peakOf = (args: readonly string[]) => (largest(args, "peak.mjs", "PEAK_FILE") * 1024) / 1e6;

/** Most MB that lived in the main thread: what was left when its garbage had been collected. */
const livingOf = (args: readonly string[]) => largest(args, "live.mjs", "LIVE_FILE") / 1e6;

const wanted = process.argv.slice(2);
try {
  peakOf(["list", "claims"]);
  console.log("| study | size | MB at most | kB for each more | MB that live | kB for each more |");
  console.log("| --- | --- | ---: | ---: | ---: | ---: |");
  for (const { name, of, sizes, args } of cases) {
    if (wanted.length > 0 && !wanted.some((one) => name.startsWith(one))) continue;
    const told = [peakOf, livingOf].flatMap((measured) => {
      const all = sizes.map((size) => measured(args(size)));
      const each = (1000 * (all.at(-1)! - all.at(-2)!)) / (sizes.at(-1)! - sizes.at(-2)!);
      return [all.map((one) => one.toFixed(0)).join(", "), each.toPrecision(2)];
    });
    console.log(`| ${name} | ${sizes.join(", ")} ${of} | ${told.join(" | ")} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
