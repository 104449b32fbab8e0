import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { Command } from "commander";
import { csvOfParquet } from "../src/interchange/index.ts";
import { asItStands, checkOut, repository } from "./checkout.ts";
import { type ComparedCommands, chosenOf, commandsOfPages, verbCommands } from "./same-commands.ts";
import { type Difference, type Likeness, likeness, renamed, settled } from "./same-outputs.ts";
import { renames } from "./same-renames.ts";

// Does every command give the numbers that it gave? `npx tsx bench/same-numbers.ts --before COMMIT`.

/** What a command printed and wrote: texts by the name of the file, or of the stream. */
type Outputs = ReadonlyMap<string, string>;

/** Pictures of pixels hold the line of their record; SVG of the same charts is compared. The record differs by what it records. */
const isPassedOver = (path: string) =>
  /\.(png|pdf)$/.test(path) || /(^|\/)(manifest|record|plan)\.json$|-metadata\.json$/.test(path);

/** What a file holds, as text; of Parquet its rows. */
function textOf(path: string): string {
  return extname(path) === ".parquet" ? csvOfParquet(readFileSync(path)) : readFileSync(path, "utf8");
}

/** Runs the steps in a checkout, takes what they gave, and leaves the checkout as it was. */
function outputsOf({ steps }: ComparedCommands, checkout: string): Outputs {
  const outputs = new Map<string, string>();
  const git = (...args: string[]) => spawnSync("git", ["-C", checkout, ...args], { encoding: "utf8" }).stdout;
  for (const [i, args] of steps.entries()) {
    const { stdout, status } = spawnSync(process.execPath, ["src/cli/start.mjs", ...args], {
      cwd: checkout,
      encoding: "utf8",
      env: { ...process.env, COLUMNS: "110" },
      maxBuffer: 2 ** 30,
    });
    const step = steps.length > 1 ? ` ${i + 1}` : "";
    outputs.set(`stdout${step}`, settled(stdout, [checkout]));
    outputs.set(`exit code${step}`, String(status));
  }
  const written = git("ls-files", "--others", "-z")
    .split("\0")
    .filter((path) => path && path !== "node_modules");
  for (const path of written)
    if (!isPassedOver(path)) outputs.set(path, settled(textOf(join(checkout, path)), [checkout]));
  git("clean", "-fdxq", "-e", "node_modules");
  return outputs;
}

interface Row {
  readonly name: string;
  /** By output, as far as it is not the same. */
  readonly others: readonly {
    readonly output: string;
    readonly how: Likeness | { readonly kind: "missing" | "new" };
  }[];
  readonly count: number;
}

function compared({ name }: ComparedCommands, before: Outputs, now: Outputs): Row {
  const old = new Map([...before].map(([output, text]) => [renamed(output, renames, name), text]));
  const all = [...new Set([...old.keys(), ...now.keys()])];
  const others = all.flatMap((output): Row["others"] => {
    const [a, b] = [old.get(output), now.get(output)];
    if (a === undefined) return [{ output, how: { kind: "new" } }];
    if (b === undefined) return [{ output, how: { kind: "missing" } }];
    const how = likeness(a, renamed(a, renames, name), b);
    return how.kind === "same" ? [] : [{ output, how }];
  });
  return { name, others, count: all.length };
}

const isDifferent = ({ how }: Row["others"][number]) => how.kind !== "renamed";
const short = (text: string) => (text.length > 160 ? `${text.slice(0, 157)}...` : text).trim();
const shown = ({ before, now }: Difference) => `\n      - ${short(before)}\n      + ${short(now)}`;

function detail({ output, how }: Row["others"][number]): string {
  if (how.kind !== "numbers" && how.kind !== "words") return `${output}: ${how.kind}`;
  const { apart } = how;
  const numbers = !apart
    ? "more or fewer numbers"
    : apart.change === 0
      ? "the same numbers"
      : `numbers differ by up to ${apart.change.toPrecision(2)} of themselves (${apart.before} and ${apart.now})`;
  return `${output}: ${how.kind === "words" ? "other words, " : ""}${numbers}${shown(how.first)}`;
}

/** A row for each verb: commands, outputs, and how many of these are what. */
function table(rows: readonly Row[]): string {
  const verbs = [...new Set(rows.map(({ name }) => name.split(/[ ,]/)[0]!))].sort();
  const lines = verbs.map((verb) => {
    const own = rows.filter(({ name }) => name.split(/[ ,]/)[0] === verb);
    const others = own.flatMap((row) => row.others);
    const of = (...kinds: string[]) => others.filter(({ how }) => kinds.includes(how.kind)).length;
    const outputs = own.reduce((sum, { count }) => sum + count, 0);
    const change = Math.max(0, ...others.map(({ how }) => ("apart" in how ? (how.apart?.change ?? 0) : 0)));
    return [
      verb,
      own.length,
      outputs,
      outputs - others.length,
      of("renamed"),
      of("words", "missing", "new"),
      of("numbers"),
      change === 0 ? "0" : change.toPrecision(2),
    ];
  });
  return [
    "| `lull` ... | commands | outputs | the same | renamed | other words or files | other numbers | largest relative difference |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...lines.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
}

const {
  before,
  now,
  only = [],
} = new Command("same-numbers")
  .description(
    "Runs every command of README.md and src/commands.md, and every verb with its JSON and files, on a commit and on this tree as it stands, and compares all that they print and write. The exit code is 1 where anything differs but what was renamed (bench/same-renames.ts).",
  )
  .requiredOption("--before <commit>", "the commit to compare with")
  .option("--now <commit>", "a commit in place of this tree as it stands")
  .option("--only <command...>", "some of them, by their first words: a verb, or more")
  .parse()
  .opts<{ before: string; now?: string; only?: string[] }>();

const folder = mkdtempSync(join(tmpdir(), "lull-same-"));
try {
  const [old, own] = [join(folder, "before"), join(folder, "now")];
  checkOut(before, old);
  checkOut(now ?? asItStands(), own);
  const all = chosenOf([...commandsOfPages(repository()), ...verbCommands], only);
  const rows: Row[] = [];
  for (const [i, commands] of all.entries()) {
    process.stderr.write(`${i + 1} of ${all.length}: lull ${commands.name}\n`);
    const row = compared(commands, outputsOf(commands, old), outputsOf(commands, own));
    for (const other of row.others.filter(isDifferent)) process.stderr.write(`    ${detail(other)}\n`);
    rows.push(row);
  }
  process.stdout.write(`${table(rows)}\n`);
  if (rows.some(({ others }) => others.some(isDifferent))) process.exitCode = 1;
} finally {
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}
