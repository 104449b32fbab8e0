import type { Command } from "commander";
import { runaways } from "../analysis/index.ts";
import { figuresOf } from "../charts/index.ts";
import { compile } from "../compile/index.ts";
import { renderFigure, version } from "../files/index.ts";
import { type ScenarioResult, simulate } from "../simulation/index.ts";
import { solvers } from "../solvers/index.ts";
import { recordTable } from "../text/index.ts";
import {
  type PreparedExperiment,
  prepareModel,
  prepareScenario,
  recordOf,
  runPrepared,
} from "./experiment.ts";
import { Failure } from "./failure.ts";
import { modelsOption, type RunningOptions, wholeNumber, withOption } from "./options.ts";
import { progressOf } from "./progress.ts";
import { printRecorded, terminalWidth } from "./terminal.ts";

interface Check {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
}

/** Largest difference between two ways of computing that counts as agreement, relative to 1 or the size of the number. */
const agreement = 1e-4;
/** Both solvers are held to a tighter tolerance than usual: extrapolation errs by many times its own. */
const checkedAt = 1e-8;

interface DoctorOptions extends Pick<RunningOptions, "seed" | "models" | "with"> {
  readonly draws: number;
  readonly json?: boolean;
}

export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("versions, solvers at hand, and a self-test: all ways of computing must agree")
    .option(
      "--draws <n>",
      "also run the model with all parameters drawn from their ranges: nothing may run away",
      wholeNumber,
      0,
    )
    .option("--seed <n>", "seed of the draws", wholeNumber, 0)
    .option("--json", "print JSON")
    .addOption(modelsOption())
    .addOption(withOption())
    .action(async (options: DoctorOptions) => {
      const running: RunningOptions = { set: [], knockout: [], hypothesis: [], ...options };
      const prepared = caseOf(running);
      const record = recordOf(prepared, running);
      const checks = await examine(prepared, running);
      if (options.draws > 0) checks.push(bounds(options.draws, running));
      const rows = checks.map((c) => ({ "": c.ok ? "ok" : "FAILS", check: c.check, found: c.found }));
      const machine = `lull ${version()}, Node ${process.version}, ${process.platform} ${process.arch}`;
      const words = `${machine}\n\n${recordTable(rows, terminalWidth())}`;
      printRecorded(options.json, { version: version(), node: process.version, checks }, words, record);
      if (checks.some((c) => !c.ok)) throw new Failure("");
    });
}

/** What is examined: the first look; of models of one's own that it does not go with, the model as it stands. */
function caseOf(options: RunningOptions): PreparedExperiment {
  try {
    return prepareScenario("first-look", options);
  } catch (error) {
    if (error instanceof Failure && options.models !== undefined) return prepareModel(options);
    throw error;
  }
}

async function examine(prepared: PreparedExperiment, options: RunningOptions): Promise<Check[]> {
  const major = Number(process.versions.node.split(".")[0]);
  const checks: Check[] = [{ check: "Node 20 or newer", ok: major >= 20, found: process.version }];
  const { problems } = prepared.experiment;
  const problem = problems.find((p) => p.doses.length > 0) ?? problems[0]!;
  const compiled = compile(problem.system);
  checks.push({
    check: "models",
    ok: true,
    found: `${prepared.library.model.modules.length} modules, ${problem.system.states.length} states, ${problem.system.effects.length} effects`,
  });
  checks.push({ check: "computed by", ok: true, found: compiled.path });
  const reference = simulate(problem, compiled, { sampleEvery: 1 });
  const ways = [
    ...solvers.map((solver) => ({
      name: `${solver.name} on ${compiled.path}`,
      run: () => simulate(problem, compiled, { sampleEvery: 1, solver: solver.name, rtol: checkedAt }),
    })),
    {
      name: "rodas5p on interpreter",
      run: () => simulate(problem, compile(problem.system, "interpreter"), { sampleEvery: 1 }),
    },
  ];
  for (const way of ways) {
    const trajectory = way.run();
    let worst = 0;
    let where = "";
    for (const [name, { values }] of reference.columns) {
      const other = trajectory.columns.get(name)!.values;
      for (let i = 0; i < values.length; i++) {
        const error = Math.abs(values[i]! - (other[i] ?? Number.NaN)) / Math.max(1, Math.abs(values[i]!));
        if (!(error <= worst)) [worst, where] = [error, name];
      }
    }
    const ok = trajectory.status.kind === "success" && worst < agreement;
    checks.push({
      check: way.name,
      ok,
      found: ok
        ? `agrees to ${worst.toExponential(1)}`
        : `${trajectory.status.message} differs by ${worst.toExponential(1)} in ${where}`,
    });
  }
  checks.push(await drawing(prepared, options));
  return checks;
}

/** 20 weeks of the highest licensed dose in a depressed adult, or a year of a model as it stands, whatever the parameters within their ranges. */
function bounds(draws: number, running: RunningOptions): Check {
  const { seed } = running;
  const { experiment, cast } = caseOf({
    ...running,
    seed: 0,
    duration: "20 weeks",
    treatment: ["highest dose: escitalopram 20 mg daily"],
  });
  const problem = experiment.problems.at(-1)!;
  const found: string[] = [];
  let done = 0;
  const progress = progressOf("draws", draws);
  for (const runaway of runaways(problem, cast, { draws, seed })) {
    if (runaway) found.push(`draw ${runaway.draw}: ${runaway.says}`);
    progress(++done);
  }
  return {
    check: `${draws} random parameter sets`,
    ok: found.length === 0,
    found:
      found.length === 0 ? "nothing runs away" : `${found.length} run away; ${found.slice(0, 5).join("; ")}`,
  };
}

async function drawing(prepared: PreparedExperiment, options: RunningOptions): Promise<Check> {
  const result: ScenarioResult = runPrepared(prepared, options);
  const figure = figuresOf(result)[0];
  if (!figure) return { check: "drawing", ok: true, found: "nothing to draw" };
  try {
    const png = await renderFigure(figure, { format: "png" });
    return {
      check: "drawing",
      ok: png.length > 1000,
      found: `a plot of ${Math.round(png.length / 1024)} kB`,
    };
  } catch (error) {
    return { check: "drawing", ok: false, found: (error as Error).message };
  }
}
