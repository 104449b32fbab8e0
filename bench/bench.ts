import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layoutOf, systemGraph } from "../src/compile/index.ts";
import type { Point } from "./accuracy.ts";
import { type ColdStart, coldPeer, coldStart } from "./fresh.ts";
import {
  type Dropped,
  fastestWithin,
  type MeasuredCurve,
  measureCurves,
  type Say,
  type Standing,
  standings,
  type Yardstick,
  yardsticks,
} from "./measure.ts";
import type { Method } from "./method.ts";
import { ownMethods, reference } from "./own.ts";
import { peerMethods } from "./peer-methods.ts";
import type { Peer } from "./peers.ts";
import type { Plan } from "./plan.ts";
import { type CrowdStanding, measureCrowds } from "./population.ts";
import type { BenchProblem } from "./problem.ts";
import { measureScaling, type ScalingRow } from "./scaling.ts";

/** Everything measured on one model. */
export interface ModelResult {
  readonly name: string;
  readonly states: number;
  readonly nonzeros: number;
  readonly parameters: number;
  readonly doses: number;
  readonly outputs: number;
  readonly curves: readonly MeasuredCurve[];
  readonly comparisons: readonly Comparison[];
  readonly coarse: (Point & { method: string }) | undefined;
  readonly refined: (Point & { method: string }) | undefined;
  readonly dropped: readonly Dropped[];
}

/** All methods at one accuracy: one run, and people on one core. */
export interface Comparison extends Yardstick {
  readonly single: readonly Standing[];
  readonly crowds: readonly CrowdStanding[];
}

export interface MemoryRow {
  readonly what: string;
  readonly people: number;
  readonly peakKiB: number;
}

export interface BenchResult {
  readonly models: readonly ModelResult[];
  readonly cold: ColdStart;
  readonly coldCvode: number | undefined;
  readonly memory: readonly MemoryRow[];
  readonly scaling: readonly ScalingRow[];
  readonly missing: readonly Peer[];
}

/** Loosest and tightest error that a frame may show: while a slider moves, and once it rests. */
export const frameErrors = { coarse: 2e-3, refined: 1e-4 } as const;

/** Runs a plan on models with the peers that are here. The first model is the shipped one. */
export async function runBench(
  plan: Plan,
  problems: readonly BenchProblem[],
  peers: { readonly present: readonly Peer[]; readonly missing: readonly Peer[] },
  say: Say,
): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), "lull-bench-"));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", clean);
  try {
    const models: ModelResult[] = [];
    for (const [i, problem] of problems.entries())
      models.push(await benchModel(plan, problem, peers.present, join(folder, `${i}`), say));
    say("cold start");
    const cold = coldStart(plan.coldStarts);
    const native = await coldCvode(plan, problems[0]!, peers.present, join(folder, "cold"));
    return {
      models,
      cold,
      coldCvode: native?.wall,
      memory: memoryRows(plan, cold, native?.peakKiB, say),
      scaling: plan.chains.length > 0 ? await measureScaling(plan.chains, plan.rounds, say) : [],
      missing: peers.missing,
    };
  } finally {
    process.off("exit", clean);
    clean();
  }
}

async function benchModel(
  plan: Plan,
  problem: BenchProblem,
  present: readonly Peer[],
  folder: string,
  say: Say,
): Promise<ModelResult> {
  say(`${problem.name}: reference and peers`);
  const exact = reference(problem);
  const methods: Method[] = [...ownMethods(problem, plan), ...peerMethods(problem, present, plan, folder)];
  try {
    const { curves, dropped } = await measureCurves(problem, exact, methods, plan.rounds, say);
    const comparisons: Comparison[] = [];
    const notCrowding: Dropped[] = [];
    for (const yardstick of yardsticks(curves).slice(0, plan.extras ? undefined : 1)) {
      const all = standings(curves, yardstick.rms);
      const running = curves.map((curve) => curve.method);
      const { crowds, dropped: lost } = await measureCrowds(running, all, plan, say);
      const single = all.filter(({ method }) => !running.some((m) => m.name === method && m.onlyCrowds));
      comparisons.push({ ...yardstick, single, crowds });
      notCrowding.push(...lost);
    }
    const graph = systemGraph(problem.system);
    return {
      name: problem.name,
      states: problem.system.states.length,
      nonzeros: graph.rowIndices.length,
      parameters: layoutOf(problem.system).size,
      doses: problem.doses.length,
      outputs: problem.outputTimes.length,
      curves,
      comparisons,
      coarse: fastestWithin(curves, frameErrors.coarse),
      refined: fastestWithin(curves, frameErrors.refined),
      dropped: [...dropped, ...notCrowding],
    };
  } finally {
    for (const method of methods) method.close();
  }
}

/** CVODE in a fresh process, its program compiled beforehand. */
async function coldCvode(plan: Plan, problem: BenchProblem, present: readonly Peer[], folder: string) {
  const cvode = present.filter((peer) => peer.name === "cvode");
  if (cvode.length === 0) return undefined;
  const make = () => peerMethods(problem, cvode, { ...plan, extras: false }, folder)[0]!;
  make();
  return coldPeer(make, plan.coldStarts, 1e-6);
}

function memoryRows(plan: Plan, cold: ColdStart, native: number | undefined, say: Say): MemoryRow[] {
  const rows: MemoryRow[] = [{ what: "lull", people: 1, peakKiB: cold.peakKiB }];
  for (const people of plan.memoryPeople) {
    say(`memory: ${people} people`);
    rows.push({ what: "lull", people, peakKiB: coldStart(1, "auto", people).peakKiB });
  }
  if (native !== undefined) rows.push({ what: "cvode", people: 1, peakKiB: native });
  return rows;
}
