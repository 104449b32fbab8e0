import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { scoreOf, tableOf } from "./score.mjs";

const values = new Command("mutants")
  .description("Changes the sources in small ways, one at a time, and shows which changes no test notices.")
  .option("--size <n>", "mutants to draw, shared out by the size of the four folders", "400")
  .option("--seed <n>", "where to begin", "1")
  .option("--only <file>", "these mutants alone, one a line as the list of survivors has them")
  .option("--in <files>", "all mutants of the sources whose path has this in it, as a regular expression")
  .option("--tests <files>", "only tests whose path has this in it: with --in, while a test is being written")
  .option("--hand", "the faults of tests/mutants/hand.json instead")
  .option("--budget <s>", "seconds of tests that a mutant may survive", "6")
  .option("--jobs <n>", "processes at once", "2")
  .option(
    "--out <dir>",
    "where the log is kept, to resume a run that was stopped (default: a temporary folder)",
  )
  .parse()
  .opts();

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "mutants-"));
const out = resolve(values.out ?? temporary);
mkdirSync(out, { recursive: true });
const tell = (text) => process.stderr.write(`${text}\n`);

// Not among the dependencies: it would slow every installation for a run once in a while. 9.6.1 is the last for Node 20.
const tool = "@stryker-mutator/instrumenter";
tell(`Installing ${tool} 9.6.1 ...`);
execFileSync(
  "npm",
  [
    "install",
    "--prefix",
    temporary,
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    `${tool}@9.6.1`,
  ],
  {
    stdio: ["ignore", "ignore", "inherit"],
  },
);
if (!existsSync(`${out}/plan.json`)) {
  tell("Drawing mutants, packing the tests ...");
  const instrumenter = `${temporary}/node_modules/${tool}/dist/src/index.js`;
  const plan = { out, root, instrumenter, tests: values.tests };
  const asked = values.hand
    ? { hand: here("hand.json") }
    : { size: Number(values.size), seed: values.seed, only: values.only, inside: values.in };
  execFileSync(
    process.execPath,
    ["--import", "tsx", here("plan.mjs"), JSON.stringify({ ...plan, ...asked })],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
}

const { total, drawn } = JSON.parse(readFileSync(`${out}/plan.json`, "utf8"));
const jobs = Number(values.jobs);
const entries = () =>
  readdirSync(out)
    .filter((name) => /^log\.\d+\.jsonl$/.test(name))
    .flatMap((name) =>
      readFileSync(`${out}/${name}`, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    );

/** A process that works so long without a word (seconds of CPU, where the system tells; else by the clock) stands in a loop: it is ended, the mutant counts as a timeout, and the next one begins. */
const silence = 90;
function workOf(pid) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
    return (Number(user) + Number(system)) / 100;
  } catch {
    return Date.now() / 1000;
  }
}
async function work(shard) {
  const log = `${out}/log.${shard}.jsonl`;
  const size = () => (existsSync(log) ? readFileSync(log).length : 0);
  for (;;) {
    const before = size();
    const child = spawn(
      process.execPath,
      ["--stack-size=4000", here("run.mjs"), out, root, values.budget, shard, String(jobs)],
      { stdio: "ignore" },
    );
    let seen = [before, workOf(child.pid)];
    const watch = setInterval(() => {
      if (size() !== seen[0]) seen = [size(), workOf(child.pid)];
      else if (workOf(child.pid) - seen[1] > silence) child.kill("SIGKILL");
    }, 2000);
    const code = await new Promise((done) => child.on("exit", done));
    clearInterval(watch);
    if (code === 0) return;
    if (size() === before) throw new Error(`The tests could not be run (exit code ${code}).`);
    appendFileSync(log, `${JSON.stringify({ ended: code ?? "in a loop" })}\n`);
  }
}
const progress = setInterval(
  () => tell(`${entries().filter(({ key }) => key).length} of ${drawn.length} mutants`),
  30_000,
);
await Promise.all(Array.from({ length: jobs }, (_, shard) => work(String(shard))));
clearInterval(progress);

const results = [
  ...new Map(
    entries()
      .filter(({ key }) => key)
      .map((one) => [one.key, one]),
  ).values(),
];
for (const { dry, failed, fault } of entries().filter((one) => one.dry))
  for (const what of [fault, ...(failed ?? [])]) if (what) tell(`left out: ${dry}: ${what}`);
const alive = results.filter(({ status }) => status !== "killed" && status !== "timeout");
for (const { key } of alive) console.log(key);
if (values.hand) process.exitCode = alive.length > 0 ? 1 : 0;
else console.log(tableOf(scoreOf(total, results)));
tell(`The log is in ${out}.`);
