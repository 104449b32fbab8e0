import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../../src/compile/index.ts";
import { exportArm, exportedArm } from "../../src/interchange/index.ts";
import { stateSizes } from "../../src/model/index.ts";
import type { Experiment, Problem } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";

/** Programs of others that integrate the C that we export. */
export type Simulator = "CVODE" | "deSolve";

const runs = (file: string, args: readonly string[]) => {
  try {
    execFileSync(file, args, { stdio: "ignore", timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
};

/** Which of them are installed, as the Debian packages libsundials-dev and r-cran-desolve, with gcc. */
export const hasSimulator: Readonly<Record<Simulator, () => boolean>> = {
  CVODE: () => existsSync("/usr/include/cvode/cvode.h") && runs("gcc", ["--version"]),
  deSolve: () => runs("gcc", ["--version"]) && runs("Rscript", ["-e", "library(deSolve)"]),
};

const tolerance = { rtol: 1e-11, atol: 1e-14 };

/**
 * The largest |theirs - ours| / max(|ours|, 1e-7 of the state's size) over all states in the middle of every day, the
 * exported C integrated by another program, ours by Rodas5P, all at rtol 1e-11.
 */
export function differenceUnder(
  simulator: Simulator,
  experiment: Experiment,
  problem: Problem,
): { readonly worst: number; readonly where: string } {
  const compiled = compile(problem.system);
  const gathered = exportedArm(experiment, problem, compiled);
  if ("fault" in gathered) throw new Error(gathered.fault);
  // Away from doses: peers differ in what they call the value at a jump.
  const times = Array.from({ length: Math.floor(problem.duration) }, (_, day) => day + 0.53125);
  const lines = output(simulator, exportArm(gathered.arm, "c", compiled).text, times);
  const own = simulate(problem, compiled, { sampleEvery: problem.duration, alsoAt: times, ...tolerance });
  const places = new Map(Array.from(own.times, (time, i) => [time, i]));
  const sizes = stateSizes(problem.system);
  let worst = 0;
  let where = "";
  for (const [row, time] of times.entries())
    for (const [i, { name, unit }] of problem.system.states.entries()) {
      const want = own.columns.get(name)!.values[places.get(time)!]! * unit.factor;
      const error = Math.abs(lines[row]![i + 1]! - want) / Math.max(Math.abs(want), 1e-7 * sizes[i]!);
      if (error <= worst) continue;
      worst = error;
      where = `${name}, day ${time}`;
    }
  return { worst, where };
}

function output(simulator: Simulator, text: string, times: readonly number[]): number[][] {
  const folder = mkdtempSync(join(tmpdir(), "lull-second-"));
  const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const options = { encoding: "utf8", timeout: 120_000, maxBuffer: 1e9 } as const;
  const asked = [tolerance.rtol, tolerance.atol, ...times].map(String);
  try {
    writeFileSync(join(folder, "arm.c"), text);
    const gcc = (...args: string[]) => execFileSync("gcc", ["-O1", "-w", `-I${folder}`, ...args], options);
    if (simulator === "CVODE") {
      const libraries = ["cvode", "nvecserial", "sunlinsoldense", "sunmatrixdense"].map(
        (name) => `-lsundials_${name}`,
      );
      gcc("-o", join(folder, "run"), beside("cvode.c"), ...libraries, "-lm");
      return numbers(execFileSync(join(folder, "run"), asked, options));
    }
    const library = join(folder, "arm.so");
    gcc("-shared", "-fPIC", "-o", library, beside("desolve.c"), "-lm");
    return numbers(execFileSync("Rscript", [beside("desolve.R"), library, ...asked], options));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const numbers = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
