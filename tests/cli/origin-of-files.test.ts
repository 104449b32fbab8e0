import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import type { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { addCalibrate } from "../../src/cli/calibrate.ts";
import { addCheck } from "../../src/cli/check.ts";
import { addCredibility } from "../../src/cli/credibility.ts";
import { addEquations } from "../../src/cli/equations.ts";
import { addExport } from "../../src/cli/export.ts";
import { addMerge } from "../../src/cli/merge.ts";
import { addPopulation } from "../../src/cli/population.ts";
import { addRun } from "../../src/cli/run.ts";
import { addSearch } from "../../src/cli/search.ts";
import { here, lull, studyHere, write } from "../support/cli.ts";
import { wholeFiles, wholePoints, wholeScenario, wholeSearch } from "../support/whole-model.ts";

// Whatever file of numbers a verb writes says where they come from, by itself or, where a table has no room for it, in the
// file that readers look for beside it.

const root = mkdtempSync(join(tmpdir(), "lull-files-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folder = (name: string, files: Readonly<Record<string, string>>) => {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) write(path, file, text);
  return path;
};
const models = folder("models", wholeFiles);
const plots = "plot: [{title: Level, show: [m.x]}]\n";
const own = folder("own", {
  "whole.yaml": wholeScenario + plots,
  "fitted.yaml": `${wholeScenario}${plots}data: points.csv\n`,
  "points.csv": wholePoints,
  "plan.yaml": wholeSearch,
});
const scenario = join(own, "whole.yaml");
const of = ["--models", models];
const inThisThread = ["--workers", "0"];
const pictures = ["--plot-format", "png,svg,pdf"];
const ask = ["--measure", "level", "--arm", "drug", ...of, ...inThisThread];
const out = (name: string) => join(root, "out", name);
const to = (name: string) => ["--out", out(name)];
const exported = (target: string, ending: string): readonly [Verb, ...string[]] => [
  addExport,
  "export",
  scenario,
  ...["--arm", "drug", "--to", target, "--allow-loss"],
  ...to(`export.${ending}`),
  ...of,
];

type Verb = (program: Command) => void;
/** What each verb writes everything by that it can write. */
const writing: Readonly<Record<string, readonly [Verb | undefined, ...string[]]>> = {
  run: [addRun, "run", scenario, ...of, ...to("run"), ...pictures],
  "run, plain": [addRun, "run", scenario, ...of, ...to("plain"), ...pictures, "--plot-plain"],
  "run, with data": [addRun, "run", join(own, "fitted.yaml"), ...of, ...to("data"), "--every", "0.5"],
  population: [
    addPopulation,
    "population",
    scenario,
    ...of,
    "--size",
    "3",
    ...inThisThread,
    ...to("population"),
    "--keep",
    "m.x",
  ],
  search: [addSearch, "search", join(own, "plan.yaml"), ...of, ...inThisThread, ...to("search")],
  "a shard": [
    addPopulation,
    "population",
    scenario,
    ...of,
    "--size",
    "3",
    ...inThisThread,
    ...to("shards"),
    "--shard",
    "1/1",
  ],
  merge: [addMerge, "merge", out("shards"), ...to("merged")],
  check: [addCheck, "check", "falls", ...of, ...to("check")],
  credibility: [addCredibility, "credibility", ...of, "--draws", "2", ...inThisThread, ...to("credibility")],
  calibrate: [
    addCalibrate,
    "calibrate",
    "--models",
    folder("out/calibrated", wholeFiles),
    "--iterations",
    "1",
    "--write",
  ],
  "equations.md": [addEquations, "equations", scenario, "--arm", "drug", ...of, ...to("equations.md")],
  "equations.tex": [addEquations, "equations", scenario, "--arm", "drug", ...of, ...to("equations.tex")],
  "equations.html": [addEquations, "equations", scenario, "--arm", "drug", ...of, ...to("equations.html")],
  "export to SBML": exported("sbml", "xml"),
  "export to Antimony": exported("antimony", "ant"),
  "export to mrgsolve": exported("mrgsolve", "cpp"),
  "export to C": exported("c", "c"),
  "export to Markdown": exported("markdown", "md"),
  "export to LaTeX": exported("latex", "tex"),
  sensitivity: [
    undefined,
    "sensitivity",
    scenario,
    ...ask,
    "--method",
    "all",
    "--size",
    "4",
    "--parameters",
    "m.tau",
    ...to("sensitivity"),
  ],
  require: [undefined, "require", scenario, ...ask, "--at-most", "0.9", ...to("require")],
  fit: [
    undefined,
    "fit",
    join(own, "fitted.yaml"),
    "--parameters",
    "m.tau",
    ...of,
    ...inThisThread,
    ...to("fit"),
    "--vpc",
    "4",
    "--write-petab",
    out("petab"),
  ],
  scan: [undefined, "scan", scenario, ...ask, "--vary", "m.tau=0.5,2", ...to("scan")],
  compare: [
    undefined,
    "compare",
    scenario,
    "--arms",
    "without",
    "drug",
    ...of,
    ...inThisThread,
    ...to("compare"),
  ],
  steady: [undefined, "steady", scenario, ...of, ...inThisThread, ...to("steady")],
  why: [undefined, "why", scenario, ...ask, "--over-time", ...to("why")],
};

/** Verbs whose files hold no numbers of a run. */
const others = ["new", "import"];

const filesIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** What of a file can be read as text, with lines as they were before they were wrapped. */
const textOf = (file: string) => readFileSync(file, "latin1").replace(/\s+/g, " ");
const says = /record"?[: ]+"?[0-9a-f]{16}/;

describe("a file that a verb writes", () => {
  it("is asked for here of every verb that writes files", () => {
    const help = lull(["--help"]).stdout.split("Commands:")[1]!;
    const asked = new Set(Object.values(writing).map(([, verb]) => verb));
    const without = [...help.matchAll(/^ {2}([a-z-]+)(?= )/gm)]
      .map(([, verb]) => verb!)
      .filter(
        (verb) =>
          !asked.has(verb) && !others.includes(verb) && lull([verb, "--help"]).stdout.includes("--out"),
      );
    expect(without).toEqual([]);
  });

  it.each(Object.keys(writing))("by `%s` says where its numbers come from", async (name) => {
    const [add, ...words] = writing[name]!;
    const before = existsSync(out("")) ? new Set(filesIn(out(""))) : new Set<string>();
    const { code, stderr } = add ? await here(add, words) : await studyHere(words);
    expect(code, stderr).toBe(0);
    const written = filesIn(out("")).filter((file) => !before.has(file));
    expect(name === "calibrate" ? filesIn(out("calibrated")) : written).not.toEqual([]);
    const silent = written.filter((file) => {
      // Runs that are kept belong to a plan, which names all that is asked and the command.
      const isKept = basename(file) === "plan.json" || basename(dirname(file)) === "parts";
      if (isKept)
        return !/"command": \[/.test(textOf(join(file.replace(/(parts.)?[^/]*$/, ""), "plan.json")));
      const beside = /\.csv$/.test(file) ? [`${file}-metadata.json`] : [join(dirname(file), "manifest.json")];
      const places = /\.[ct]sv$/.test(file) ? beside : [file];
      return !places.some((one) => existsSync(one) && says.test(textOf(one)));
    });
    expect(silent.map((file) => relative(root, file))).toEqual([]);
  });
});
