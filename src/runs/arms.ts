import { compile } from "../compile/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import { type FlatSystem, neverReached, partFor } from "../model/index.ts";
import { intakeKey } from "../pharmacology/index.ts";
import { type Cast, type Problem, prepare } from "../scenario/index.ts";
import { defaults } from "../simulation/index.ts";
import { ArmSet, type PreparedArms } from "./arm-set.ts";
import { measuredIn, type ReadyArm, type SystemUse } from "./ready-arm.ts";
import { type SharedArms, unpacked } from "./shared-arms.ts";
import { withSharedRuns } from "./shared-runs.ts";
import type { ArmRun } from "./types.ts";

/** Studies integrate as exactly as a single run does, so that a number is the same in every verb. */
export const studyTolerance = defaults.rtol;

/**
 * Prepares many arms at once. Arms of the same duration with the same drugs share their equations, which are compiled
 * once; nothing is kept of a trajectory but its measures, so memory does not grow with the number of runs.
 *
 * @param sharing "drugs": arms share equations when they use the same drugs; "duration": all arms of a duration share
 *   them, with the drugs of every arm, so that one person's equilibrium serves all arms. Drugs that an arm does not take are
 *   not integrated for it where it runs often.
 */
export function prepareArms(
  runs: readonly ArmRun[],
  cast: Cast,
  sharing: "drugs" | "duration" = "drugs",
): PreparedArms {
  const diagnostics: Diagnostic[] = [];
  const problems: (Problem | undefined)[] = runs.map(() => undefined);
  for (const group of grouped(runs, sharing)) {
    const first = runs[group[0]!]!;
    const prepared = prepare(
      {
        id: "runs",
        title: "",
        question: "",
        duration: first.duration,
        arms: group.map((i) => ({ ...runs[i]!.arm, label: String(i) })),
        measures: group.flatMap((i) => runs[i]!.requests),
        plots: [],
        place: first.arm.place,
      },
      cast,
    );
    diagnostics.push(...prepared.diagnostics);
    for (const problem of prepared.value?.problems ?? []) problems[Number(problem.label)] = problem;
  }
  const careOf = (name: string | undefined) =>
    (cast.model.care.find((care) => care.name === name) ?? cast.model.care[0])?.set ?? [];
  const ready = problems.map((problem, i): ReadyArm | undefined => {
    const { arm, requests } = runs[i]!;
    const fixed = new Set([...arm.set, ...careOf(arm.care)].map((s) => s.name));
    return problem && { problem, fixed, requests };
  });
  const shared = withSharedRuns(ready, (i) => runs[i]!.people);
  const { arms, uses } = inParts(shared, (i) => runs[i]!.isOften === true, cast.ownModules);
  return new ArmSet(arms, diagnostics, uses, compile);
}

/** The arms that another thread shared. */
export function adoptArms({ numerics, ...packed }: SharedArms): PreparedArms {
  const { arms, uses, make } = unpacked(packed);
  return new ArmSet(arms, [], uses, make, numerics);
}

/**
 * Of each system in use, what its arms want of it, and for those that run often only the part that they depend on, with
 * what modules of one's own hold: a state that runs away ends a run though no measure reads it.
 */
function inParts(
  ready: readonly (ReadyArm | undefined)[],
  isOften: (arm: number) => boolean,
  ownModules: readonly string[] = [],
): { arms: (ReadyArm | undefined)[]; uses: SystemUse[] } {
  const own = new Set(ownModules);
  const isOwn = (state: string) => own.has(state.slice(0, state.indexOf(".")));
  const arms = [...ready];
  const uses = [...new Set(ready.flatMap((arm) => arm?.problem.system ?? []))].map((whole): SystemUse => {
    const all = [...ready.entries()].filter(([, arm]) => arm?.problem.system === whole);
    const often = all.filter(([i]) => isOften(i));
    const variablesOf = (some: typeof all) =>
      some.flatMap(([, arm]) => measuredIn(arm!).map(({ variable }) => variable));
    const needed = new Set([...variablesOf(often), ...whole.states.map(({ name }) => name).filter(isOwn)]);
    const parts = new Map<string, { position: number; part: FlatSystem }>();
    for (const [i, arm] of often) {
      const zero = zeroIn(arm!.problem);
      const key = [...zero].join(" ");
      const known = parts.get(key) ?? { position: parts.size, part: partFor(whole, needed, zero) };
      parts.set(key, known);
      arms[i] = { ...arm!, part: known.position };
    }
    return { whole, parts: [...parts.values()].map(({ part }) => part), wanted: new Set(variablesOf(all)) };
  });
  return { arms, uses };
}

/** States that stay 0 in a run: those of drugs that are not taken. Changes on the way add to states of their own. */
const zeroIn = ({ system, doses, changes }: Problem): Set<string> =>
  changes ? new Set() : neverReached(system, new Set(doses.map(({ drug }) => drug)));

/** Indices of the runs that can share one scenario: same duration, and same drugs unless all drugs are joined. */
function grouped(runs: readonly ArmRun[], sharing: "drugs" | "duration"): number[][] {
  const groups = new Map<string, number[]>();
  for (const [i, { arm, duration }] of runs.entries()) {
    const key = JSON.stringify([duration, sharing === "drugs" ? intakeKey(arm.treatment) : []]);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups.values()];
}
