import { compile } from "../../src/compile/index.ts";
import { exportArm, exportedArm, readSbml, sbmlFolder } from "../../src/interchange/index.ts";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import { type Experiment, type Problem, prepare } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";

/** How far an arm that left as SBML and came back is from itself. */
export interface RoundTrip {
  /** curves compared, and points of each */
  readonly curves: number;
  readonly points: number;
  /** Largest |back - own| / |own|, where |own| is above what rounding leaves of a sum of numbers about 1. */
  readonly worst: number;
  readonly where: string;
}

/** Below this, numbers that the model counts as about 1 are the rounding of others. */
const rounding = 1e-13;

/** An arm as SBML. */
export function asSbml(experiment: Experiment, problem: Problem): string {
  const compiled = compile(problem.system);
  const gathered = exportedArm(experiment, problem, compiled);
  if ("fault" in gathered) throw new Error(gathered.fault);
  return exportArm(gathered.arm, "sbml", compiled).text;
}

/** The scenario that `lull import` makes of a document, ready to run as `run --models` runs it. */
export function imported(text: string, duration: number): Experiment {
  const folder = sbmlFolder(readSbml("arm.xml", text).value!, { file: "arm.xml", text }, duration).value!;
  const read = (path: string) => folder.files.get(path);
  const library = readLibrary({ model: "model.yaml", drugs: [], people: [], evidence: [], claims: [], read });
  const scenario = readScenario("scenario.yaml", read("scenario.yaml")!, read).value!.scenario;
  return prepare(scenario, library.value!).value!;
}

/** Exports an arm, imports it, and runs both at the tolerances of `run`: every state and value, twice a day. */
export function roundTrip(experiment: Experiment, problem: Problem): RoundTrip {
  const again = imported(asSbml(experiment, problem), problem.duration).problems[0]!;
  const every = { sampleEvery: 0.5 };
  const own = simulate(problem, compile(problem.system), every);
  const back = simulate(again, compile(again.system), every);
  for (const { status } of [own, back]) if (status.kind !== "success") throw new Error(status.message);
  const module = again.system.states[0]!.name.split(".")[0];
  const items = [...problem.system.states, ...problem.system.values];
  const factors = new Map(items.map((one) => [one.name, one.unit.factor]));
  const places = new Map(Array.from(back.times, (time, i) => [time, i]));
  const common = Array.from(own.times, (time, i) => [i, places.get(time)] as const).filter(
    (pair): pair is readonly [number, number] => pair[1] !== undefined,
  );
  let worst = 0;
  let where = "";
  for (const [name, { values }] of own.columns) {
    const series = back.columns.get(`${module}.${name.replaceAll(".", "__")}`)!.values;
    for (const [i, k] of common) {
      const want = values[i]!;
      const error = Math.abs(series[k]! / factors.get(name)! - want) / Math.max(Math.abs(want), rounding);
      if (error <= worst) continue;
      worst = error;
      where = `${name}, day ${own.times[i]}`;
    }
  }
  return { curves: own.columns.size, points: common.length, worst, where };
}
