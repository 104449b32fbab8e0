import { spawnSync } from "node:child_process";
import { isAbsolute, join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { shellWord } from "../document/index.ts";
import { batchFolder, readTextFile, shownPath, writeFileWhole } from "../files/index.ts";
import { kindOf, parseYaml } from "../language/index.ts";
import type { PlanHead } from "../runs/index.ts";
import { studies } from "../studies/index.ts";
import { stem } from "../text/index.ts";
import { addCheck, askCheck } from "./check.ts";
import { type Destination, into } from "./destination.ts";
import { Failure } from "./failure.ts";
import { positiveWhole } from "./options.ts";
import { addPopulation, askPopulation } from "./population.ts";
import { recordedCommand } from "./record.ts";
import { addSearch, askSearch, findSearch } from "./search.ts";
import { openForShards } from "./shares.ts";
import { type BatchJob, mergeScript, shardsScript, unfitForSlurm } from "./slurm-scripts.ts";
import { addStudy, askStudy } from "./study.ts";

interface SlurmCommand {
  readonly study?: string;
  readonly shards: number;
  readonly cpus: number;
  readonly time?: string;
  readonly mem?: string;
  readonly partition?: string;
  readonly submit?: boolean;
}

export function addSlurm(program: Command): void {
  program
    .command("slurm")
    .description(
      "write the batch scripts that compute a study as a Slurm job array and merge it; --submit submits them",
    )
    .argument("<plan>", "path or name of a scenario or a search; with --study check, a claim, a row, or all")
    .argument("[options...]", "after --: options of the study")
    .addOption(
      new Option("--study <verb>", "what to compute (default: population, or search for a search)").choices(
        sharedVerbs.map(({ verb }) => verb),
      ),
    )
    .option("--shards <n>", "tasks of the array", positiveWhole, 8)
    .option("--cpus <n>", "cores of each task", positiveWhole, 1)
    .option("--time <limit>", "time limit of each task, as Slurm writes it: 30, 2:00:00", plain)
    .option("--mem <size>", "memory of each task, as Slurm writes it: 2G (default: the cluster's)", plain)
    .option("--partition <name>", "where to run (default: the cluster's default)", plain)
    .option("--submit", "submit the jobs with sbatch")
    .action(async (name: string, rest: readonly string[], options: SlurmCommand) => {
      const asked = await askedBy(name, rest, options.study);
      const out = resolve(asked.where.out ?? asked.where.byDefault);
      for (const path of [out, process.cwd()])
        if (unfitForSlurm(path))
          throw new Failure(
            `Slurm cannot work in ${JSON.stringify(path)}: its scripts hold no line breaks, control characters or backslashes in paths. Choose another folder with --out.`,
          );
      await into({ ...asked.where, out }, async ({ question }) => openForShards(out, asked.plan, question));
      const { parts } = asked.plan;
      const shards = Math.min(options.shards, parts ?? options.shards);
      if (shards < options.shards)
        process.stderr.write(`There are ${parts} parts to compute, so ${shards} shards are enough.\n`);
      const job: BatchJob = {
        ...options,
        shards,
        name: `lull-${asked.id}`,
        folder: process.cwd(),
        logs: join(out, batchFolder),
        lull: [process.execPath, ...process.execArgv, resolve(process.argv[1]!)],
        run: [...asked.run, "--out", out],
        merge: ["merge", out],
      };
      const scripts = [
        ["shards", shardsScript(job)],
        ["merge", mergeScript(job)],
      ] as const;
      for (const [stem, text] of scripts) writeFileWhole(join(job.logs, `${stem}.sbatch`), text);
      const [array, merge] = scripts.map(([stem]) => shownPath(join(job.logs, `${stem}.sbatch`)));
      if (options.submit) submit(array!, merge!, shards, shownPath(out));
      else
        process.stdout.write(
          [
            `${shards} shards${parts === undefined ? "" : ` of ${parts} parts`}. To hand them in, with the merge to follow:`,
            `  job=$(sbatch --parsable ${shellWord(array!)}) && sbatch --dependency=afterok:$job ${shellWord(merge!)}`,
            "A shard that failed is computed again by sbatch --array=NUMBER; what was finished is kept.",
            "",
          ].join("\n"),
        );
    });
}

interface AskedRun {
  readonly plan: PlanHead;
  readonly where: Destination;
  readonly id: string;
  /** The verb with its arguments. */
  readonly run: readonly string[];
}

/** A verb that can be computed in shards: reads its own options and looks at what is asked, without computing it. */
interface SharedVerb {
  readonly verb: string;
  read(parser: Command, command: readonly string[], look: (found: Omit<AskedRun, "run">) => void): void;
}

const sharedVerbs: readonly SharedVerb[] = [
  {
    verb: "population",
    read: (parser, command, look) =>
      addPopulation(parser, async (scenario, options) => {
        const found = askPopulation(scenario, options, command);
        look({ ...found, id: found.study.question.scenario.id });
      }),
  },
  {
    verb: "search",
    read: (parser, command, look) =>
      addSearch(parser, async (plan, options) => {
        const found = askSearch(plan, options, command);
        look({ ...found, id: found.search.study.plan.id });
      }),
  },
  {
    verb: "check",
    read: (parser, command, look) =>
      addCheck(parser, async (names, options) => {
        if (options.samples === 0)
          throw new Failure("Without draws there is nothing to share out. Say how many: -- --samples 1000");
        look({ ...askCheck(names, options, command), id: "claims" });
      }),
  },
  ...studies
    .filter(({ kept }) => kept === "in rounds")
    .map(
      (study): SharedVerb => ({
        verb: study.name,
        read: (parser, command, look) =>
          addStudy(parser, study, async (_, name, options) =>
            look({ ...(await askStudy(study, name, options, command)), id: `${stem(name)}-${study.name}` }),
          ),
      }),
    ),
];

/** What is to be computed, checked before anything is written. */
async function askedBy(name: string, rest: readonly string[], study?: string): Promise<AskedRun> {
  const chosen = study ?? (isSearchPlan(name) ? "search" : "population");
  const { verb, read } = sharedVerbs.find((one) => one.verb === chosen)!;
  const never = rest.find((o) => /^--(shard|json|resume|workers)(=|$)/.test(o));
  if (never !== undefined)
    throw new InvalidArgumentError(`${never} is decided by the batch scripts; leave it out.`);
  const parser = new Command().exitOverride();
  const what = verb === "check" && name === "all" ? [] : [name];
  const run = [verb, ...what.map(pathOf), ...withoutOut(rest)];
  let asked: AskedRun | undefined;
  read(parser, recordedCommand(run), (found) => {
    asked = { ...found, run };
  });
  for (const command of parser.commands) command.exitOverride();
  await parser.parseAsync([verb, ...what, ...rest], { from: "user" });
  return asked!;
}

/** A file as an absolute path; a name stays a name. */
const pathOf = (name: string) =>
  !isAbsolute(name) && readTextFile(name) !== undefined ? resolve(name) : name;

/** The options without --out, which is said once more with its whole path. */
function withoutOut(options: readonly string[]): string[] {
  return options.filter(
    (option, i) => option !== "--out" && options[i - 1] !== "--out" && !option.startsWith("--out="),
  );
}

function isSearchPlan(name: string): boolean {
  const path = readTextFile(name) === undefined ? findSearch(name) : name;
  if (path === undefined) return false;
  const { parsed } = parseYaml(path, readTextFile(path)!);
  return parsed !== undefined && kindOf(parsed) === "search";
}

function submit(array: string, merge: string, shards: number, out: string): void {
  const job = sbatch(["--parsable", array], array);
  const last = sbatch(["--parsable", `--dependency=afterok:${job}`, merge], merge);
  process.stdout.write(
    `Job ${job} computes ${shards} shards, job ${last} merges them. Results: ${out}/report.html\n`,
  );
}

/** Hands a script in and gives the number of its job. */
function sbatch(args: readonly string[], script: string): string {
  const { status, stdout, stderr, error } = spawnSync("sbatch", args, { encoding: "utf8" });
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ENOENT")
    throw new Failure(
      `There is no sbatch on this machine. The scripts are written; hand them in where Slurm is, first ${script}.`,
    );
  if (status !== 0) throw new Failure(`sbatch did not take ${script}: ${(stderr || String(error)).trim()}`);
  return stdout.trim().split(";")[0]!;
}

function plain(text: string): string {
  if (!/^[\w:.,+-]+$/.test(text)) throw new InvalidArgumentError("It must be one word.");
  return text;
}
