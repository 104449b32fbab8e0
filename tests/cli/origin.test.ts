import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { addAgain } from "../../src/cli/again.ts";
import { addCalibrate } from "../../src/cli/calibrate.ts";
import { addCheck } from "../../src/cli/check.ts";
import { addCredibility } from "../../src/cli/credibility.ts";
import { addDoctor } from "../../src/cli/doctor.ts";
import { addEquations } from "../../src/cli/equations.ts";
import { addExplain } from "../../src/cli/explain.ts";
import { addExport } from "../../src/cli/export.ts";
import { addImport } from "../../src/cli/import.ts";
import { addLint } from "../../src/cli/lint.ts";
import { addList } from "../../src/cli/list.ts";
import { addMerge } from "../../src/cli/merge.ts";
import { addPetab } from "../../src/cli/petab.ts";
import { addPopulation } from "../../src/cli/population.ts";
import { addRun } from "../../src/cli/run.ts";
import { addSbmlSuite } from "../../src/cli/sbml-suite.ts";
import { addSearch } from "../../src/cli/search.ts";
import type { RecordJson } from "../../src/document/index.ts";
import { studies } from "../../src/studies/index.ts";
import { here, lull, studyHere, write } from "../support/cli.ts";
import { decay, table, version2 } from "../support/petab.ts";
import { wholeFiles, wholePoints, wholeScenario, wholeSearch } from "../support/whole-model.ts";

const root = mkdtempSync(join(tmpdir(), "lull-origin-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folder = (name: string, files: Readonly<Record<string, string>>) => {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) write(path, file, text);
  return path;
};
const models = folder("models", wholeFiles);
const own = folder("own", {
  "whole.yaml": wholeScenario,
  "fitted.yaml": `${wholeScenario}data: points.csv\n`,
  "points.csv": wholePoints,
  "plan.yaml": wholeSearch,
  "decay.xml": decay(),
});
const problem = folder(
  "petab",
  version2({ "measurements.tsv": table("observableId time measurement", "obs 1 2.4", "obs 2 1.5") }),
);
const suite = folder("suite", {});
folder("suite/00001", {
  "00001-sbml-l3v2.xml": decay(),
  "00001-settings.txt":
    "start: 0\nduration: 1\nsteps: 1\nvariables: A\nabsolute: 1e-6\nrelative: 1e-4\namount:\nconcentration: A\n",
  "00001-results.csv": `time,A\n0,4\n1,${4 * Math.exp(-0.5)}\n`,
});
const scenario = join(own, "whole.yaml");
const of = ["--models", models];
const ask = ["--measure", "level", "--arm", "drug", ...of, "--workers", "0"];
const out = (name: string) => join(root, "out", name);

type Verb = (program: Command) => void;
/** Every verb that prints JSON, with a question that takes it well below a second; `run` and the shards come before what reads them. */
const asked: Readonly<Record<string, readonly [Verb | undefined, ...string[]]>> = {
  run: [addRun, scenario, ...of, "--out", out("run")],
  population: [addPopulation, scenario, ...of, "--size", "3", "--workers", "0", "--out", out("population")],
  search: [addSearch, join(own, "plan.yaml"), ...of, "--workers", "0", "--out", out("search")],
  merge: [addMerge, out("shards")],
  again: [addAgain, out("again")],
  check: [addCheck, "falls", ...of],
  credibility: [addCredibility, ...of, "--draws", "2", "--workers", "0"],
  calibrate: [addCalibrate, ...of],
  lint: [addLint, scenario, ...of],
  list: [addList, "parameters", ...of],
  explain: [addExplain, "m.tau", ...of],
  petab: [addPetab, join(problem, "problem.yaml")],
  doctor: [addDoctor],
  equations: [addEquations, "m", ...of],
  export: [
    addExport,
    scenario,
    "--arm",
    "drug",
    "--to",
    "sbml",
    "--allow-loss",
    "--out",
    out("drug.xml"),
    ...of,
  ],
  import: [addImport, join(own, "decay.xml"), "--allow-loss", "--out", out("decay")],
  "sbml-suite": [addSbmlSuite, suite],
  sensitivity: [undefined, scenario, ...ask, "--parameters", "m.tau", "--method", "local"],
  require: [undefined, scenario, ...ask, "--parameters", "m.tau", "--at-most", "0.9"],
  fit: [
    undefined,
    join(own, "fitted.yaml"),
    "--parameters",
    "m.tau",
    "--no-profiles",
    ...of,
    "--workers",
    "0",
  ],
  scan: [undefined, scenario, ...ask, "--vary", "m.tau=0.5,2"],
  compare: [undefined, scenario, "--arms", "without", "drug", ...of, "--workers", "0"],
  steady: [undefined, scenario, ...of, "--workers", "0"],
  why: [undefined, scenario, ...ask, "--by", "system"],
};

const answer = (verb: string) => {
  const [add, ...words] = asked[verb]!;
  const args = [verb, ...words, "--json"];
  return add ? here(add, args) : studyHere(args);
};

describe("the JSON of every verb", () => {
  it("is asked for here: no verb that takes --json is left out", () => {
    const help = lull(["--help"]).stdout.split("Commands:")[1]!;
    const verbs = [...help.matchAll(/^ {2}([a-z-]+)(?= )/gm)].map(([, verb]) => verb!);
    expect(verbs).toEqual(expect.arrayContaining([...studies.map(({ name }) => name), "run", "list"]));
    expect(Object.keys(asked).filter((verb) => !verbs.includes(verb))).toEqual([]);
    for (const verb of verbs.filter((one) => one !== "help" && !(one in asked)))
      expect(lull([verb, "--help"]).stdout, verb).not.toContain("--json");
  });

  it.each(Object.keys(asked))("of `%s` carries the record of what it was computed from", async (verb) => {
    if (verb === "merge")
      await here(addPopulation, [
        "population",
        scenario,
        ...of,
        "--size",
        "3",
        "--workers",
        "0",
        "--shard",
        "1/1",
        "--out",
        out("shards"),
      ]);
    if (verb === "again") lull(["run", scenario, ...of, "--out", out("again")]);
    const said = verb === "again" ? lull(["again", out("again"), "--json"]) : await answer(verb);
    const { code, stdout, stderr } = said;
    expect(code, stderr).toBe(0);
    const { manifest } = JSON.parse(stdout) as { manifest: RecordJson };
    expect(manifest.record).toMatch(/^[0-9a-f]{16}$/);
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+/);
    const hashes = new Map(manifest.inputs.map(({ path, sha256 }) => [path, sha256]));
    for (const sha256 of hashes.values()) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    const [, first = ""] = asked[verb]!;
    for (const file of [scenario, join(own, "plan.yaml"), join(own, "fitted.yaml"), join(own, "decay.xml")])
      if (first === file) expect([...hashes.keys()]).toContain(file);
    if (asked[verb]!.includes(models)) {
      expect(manifest.model).toBe("small");
      for (const file of readdirSync(models)) expect([...hashes.keys()]).toContain(join(models, file));
    }
  });
});

describe("a number outside its range", () => {
  const set = ["--set", "m.tau=3"];
  const says = "m.tau is 3, outside the range of 0.5 to 2 day";

  it("is warned of once by a study, and stands in what it tells", async () => {
    const { stderr, stdout } = await studyHere(["scan", scenario, ...ask, "--vary", "m.care=0,1", ...set]);
    expect(stderr.match(/warning\[outside-range\]/g)).toHaveLength(1);
    expect(stdout.replace(/\s+/g, " ")).toContain(says);
  });

  it("is warned of once by a population, whose scenario and people both meet it", async () => {
    const outside = write(
      own,
      "outside.yaml",
      wholeScenario.replace("{label: drug,", "{label: drug, set: {m.tau: 3},"),
    );
    const small = ["--size", "2", "--workers", "0", "--out", out("outside")];
    const { stderr } = await here(addPopulation, ["population", outside, ...of, ...small]);
    expect(stderr.match(/warning\[outside-range\]/g)).toHaveLength(1);
  });

  it("stands in the equations of its arm", async () => {
    const { stdout } = await here(addEquations, ["equations", scenario, "--arm", "drug", ...of, ...set]);
    expect(stdout.replace(/\s+/g, " ")).toContain(`drug: ${says}`);
  });
});
