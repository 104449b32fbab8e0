import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Commands that are run one after the other in one folder, and compared by all that they print and write. */
export interface ComparedCommands {
  readonly name: string;
  readonly steps: readonly (readonly string[])[];
}

/** The pages whose commands are run as they stand. */
const pages = ["README.md", "src/commands.md"];
/** Serves until it is stopped. */
const isEndless = (args: readonly string[]) => args[0] === "explore" && !args.includes("--build");

const wordsOf = (command: string) =>
  command.match(/(?:"[^"]*"|[^\s"])+/g)!.map((word) => word.replaceAll('"', ""));

/** Every command that the pages for users show, once, under its own words. */
export function commandsOfPages(root: string): ComparedCommands[] {
  const text = pages.map((page) => readFileSync(join(root, page), "utf8")).join("\n");
  const found = new Set([...text.matchAll(/npm run --silent lull -- ([^`\n]+)/g)].map((m) => m[1]!.trim()));
  return [...found]
    .map((command) => ({ name: command, steps: [wordsOf(command)] }))
    .filter(({ steps: [args = []] }) => !isEndless(args));
}

const one = (text: string): ComparedCommands => ({ name: text, steps: [wordsOf(text)] });
const several = (name: string, ...steps: string[]): ComparedCommands => ({ name, steps: steps.map(wordsOf) });
const each = (kinds: string, of: (kind: string) => string) => kinds.split(" ").map((kind) => one(of(kind)));

/** Every verb, small, with its JSON and with all its files, which the pages mostly leave out. */
export const verbCommands: readonly ComparedCommands[] = [
  one("run first-look --json --series --no-files --duration 28d"),
  one(
    "run first-look --hypothesis raphe.firing_recovery=slow_drive --set raphe.coupling_time=8 --json --no-files",
  ),
  one("run first-look --person depressed-adult,cyp2c19-poor,slc6a4-short --json --no-files"),
  one("run scenarios/data/weekly-ratings.yaml --json --out out/data"),
  one("run first-look --every 0.5 --plot-format svg --plot-log time --out out/run"),
  one('population first-look --size 6 --keep "sert.*" --json --out out/population'),
  several(
    "population, in shards",
    "population first-look --size 4 --shard 1/2 --out out/one",
    "population first-look --size 4 --shard 2/2 --out out/two",
    "merge out/one out/two --out out/merged --json",
  ),
  one("slurm first-look --shards 2 --out out/slurm -- --size 4"),
  one('search --size 4 --hypotheses none --only "switch*" --json --out out/search'),
  one('search --size 2 --only "switch to bupropion" --json --out out/search'),
  one(
    'sensitivity first-look --measure blunting_by_drug --parameters "affect.*" --size 4 --method all --json --out out/sensitivity',
  ),
  one("why first-look --measure blunting_by_drug --systems --json --out out/why"),
  one('require effort-not-reduced-week-8 --parameters "effort.*" --json --out out/require'),
  one(
    'require first-look --measure "at(affect.blunting_drug, week 12)" --at-most 0.02 --parameters "affect.*" --json',
  ),
  one(
    "scan first-look --measure blunting_by_drug --vary escitalopram=5,10,20 --vary affect.felt_share=0.6..0.9 --points 3 --json --out out/scan",
  ),
  one('compare first-look --arms placebo "escitalopram 10 mg" --json --out out/compare'),
  one("compare first-look dose-response --json"),
  one('steady first-look --variables "affect.*" "depression.*" --json --out out/steady'),
  one('fit scenarios/data/weekly-ratings.yaml --parameters "depression.recovery_time" --json --out out/fit'),
  one("check vta-2c effort-not-reduced-week-8 --samples 4 --json --out out/check"),
  one("check --json"),
  one("credibility --no-rivals --json --out out/credibility"),
  one("calibrate --iterations 0 --json"),
  ...each("json latex html", (to) => `equations vta escitalopram ${to === "json" ? "--json" : `--to ${to}`}`),
  ...each(
    "sbml antimony mrgsolve c markdown latex",
    (to) => `export first-look --arm placebo --to ${to} --out out/model.${to}`,
  ),
  several(
    "export and import",
    "export first-look --arm placebo --to sbml --out out/model.xml --json",
    "import out/model.xml --out out/imported --json",
  ),
  ...each(
    "effects modules claims rows parameters variables drugs people populations hypotheses evidence scenarios searches plots care measures solvers",
    (kind) => `list ${kind} --json`,
  ),
  ...each(
    "vta.serotonin_2c_brake cyp2c19-poor escitalopram raphe vta-2c depression.recovery_time first-look raphe.firing_recovery affect",
    (name) => `explain ${name} --json`,
  ),
  one("lint models --json"),
  one("lint scenarios/first-look.yaml --json"),
  one("doctor --draws 30 --json"),
  several("run, again", "run first-look --out out/run", "again out/run --json"),
];

/** Those whose name begins with one of some words; all without any. */
export const chosenOf = (all: readonly ComparedCommands[], names: readonly string[]): ComparedCommands[] =>
  all.filter(
    ({ name }) =>
      names.length === 0 ||
      names.some((words) => name === words || name.startsWith(`${words} `) || name.startsWith(`${words},`)),
  );
