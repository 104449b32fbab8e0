import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { layoutOf, systemGraph } from "../src/compile/index.ts";
import { printC } from "../src/interchange/c.ts";
import type { Method } from "./method.ts";
import { gccFlags, type Peer, probe, pythons, sundialsLibraries } from "./peers.ts";
import type { BenchProblem } from "./problem.ts";
import { servedMethod } from "./server.ts";

const native = (name: string) => fileURLToPath(new URL(`native/${name}`, import.meta.url));

export interface PeerPlan {
  readonly bdfTolerances: readonly number[];
  readonly lsodaTolerances: readonly number[];
  /** CVODE's other ways as well: with dense matrices, and Adams. */
  readonly extras: boolean;
  /** How many people a crowd can have. */
  readonly people: number;
}

/** Compiles the problem for every peer that is here and gives their methods, CVODE with KLU first. */
export function peerMethods(
  problem: BenchProblem,
  present: readonly Peer[],
  plan: PeerPlan,
  folder: string,
): Method[] {
  if (present.length === 0) return [];
  const personSize = writeProblem(problem, plan.people, folder);
  const { bdfTolerances: bdf, lsodaTolerances: lsoda } = plan;
  return present.flatMap((peer): Method[] => {
    const serve = (
      name: string,
      command: string,
      args: readonly string[],
      tolerances: readonly number[],
      onlySingle = false,
    ) => servedMethod(name, command, args, tolerances, folder, onlySingle);
    switch (peer.name) {
      case "cvode": {
        const program = compiled(folder, "cvode.c", "cvode", [...sundialsLibraries, "-lm"]);
        const others = plan.extras ? ["dense", "adams"] : [];
        return [
          serve("cvode", program, [folder, "klu"], bdf),
          ...others.map((mode) => serve(`cvode ${mode}`, program, [folder, mode], bdf, true)),
        ];
      }
      case "desolve":
        sharedLibrary(folder);
        return [serve("desolve lsoda", "Rscript", [native("desolve.R"), folder, `${personSize}`], lsoda)];
      case "scipy": {
        sharedLibrary(folder);
        const python = pythons.find((p) => probe(p, ["-c", "import scipy.integrate"]))!;
        return [
          serve(
            "scipy lsoda",
            python,
            [native("scipy_server.py"), folder, `${personSize}`],
            lsoda.slice(0, 3),
          ),
        ];
      }
      case "mrgsolve":
        return [serve("mrgsolve", "Rscript", [native("mrgsolve.R"), folder, `${personSize}`], lsoda)];
      default:
        return [];
    }
  });
}

/** Writes the model as C and the numbers as doubles; returns how many a person has. */
function writeProblem(problem: BenchProblem, people: number, folder: string): number {
  mkdirSync(folder, { recursive: true });
  const { system, scale, doses, outputTimes } = problem;
  writeFileSync(join(folder, "model.h"), printC(systemGraph(system)));
  const write = (name: string, values: Iterable<number>) => {
    const array = Float64Array.from(values);
    writeFileSync(join(folder, `${name}.f64`), new Uint8Array(array.buffer));
  };
  const everyone = Array.from({ length: people }, (_, i) => problem.person(i));
  const size = layoutOf(system).size;
  write(
    "people",
    everyone.flatMap(({ parameters, initial }) => [...parameters.subarray(0, size), ...initial]),
  );
  write("scale", scale);
  write(
    "doses",
    doses.flatMap(({ time, state, amount }) => [time, state, amount]),
  );
  write("times", outputTimes);
  return size + system.states.length;
}

function compiled(folder: string, source: string, target: string, flags: readonly string[]): string {
  const output = join(folder, target);
  copyFileSync(native(source), join(folder, source));
  execFileSync("gcc", [...gccFlags, "-o", output, join(folder, source), ...flags], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return output;
}

const sharedLibrary = (folder: string) =>
  compiled(folder, "shared.c", "model.so", ["-shared", "-fPIC", "-lm"]);
