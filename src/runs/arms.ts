import { compile } from "../compile/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import { type FlatSystem, partFor } from "../model/index.ts";
import { intakeKey } from "../pharmacology/index.ts";
import { type Cast, type Problem, prepare } from "../scenario/index.ts";
import { defaults } from "../simulation/index.ts";
import { ArmSet, type PreparedArms } from "./arm-set.ts";
import type { ReadyArm, SystemUse } from "./ready-arm.ts";
import { type SharedArms, unpacked } from "./shared-arms.ts";
import type { ArmRun } from "./types.ts";

/** Studies integrate as exactly as a single run does, so that a number is the same in every verb. */
export const studyTolerance = defaults.rtol;

/**
 * Prepares many arms at once. Arms of the same duration with the same drugs share their equations, which are compiled
 * once; nothing is kept of a trajectory but its measures, so memory does not grow with the number of runs.
 *
 * @param sharing "drugs": arms share equations when they use the same drugs; "duration": all arms of a duration share
 *   them, with the drugs of every arm, so that one person's equilibrium serves all arms.
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
    const { arm, requests, isOften = false } = runs[i]!;
    const fixed = new Set([...arm.set, ...careOf(arm.care)].map((s) => s.name));
    return problem && { problem, fixed, requests, isOften };
  });
  return new ArmSet(ready, diagnostics, usesOf(ready, cast.ownModules), compile);
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
function usesOf(arms: readonly (ReadyArm | undefined)[], ownModules: readonly string[] = []): SystemUse[] {
  const own = new Set(ownModules);
  const isOwn = (state: string) => own.has(state.slice(0, state.indexOf(".")));
  const found = new Map<FlatSystem, ReadyArm[]>();
  for (const arm of arms) {
    if (!arm) continue;
    const { system } = arm.problem;
    found.get(system)?.push(arm) ?? found.set(system, [arm]);
  }
  const variablesOf = (some: readonly ReadyArm[]) =>
    some.flatMap(({ requests }) => requests.map(({ variable }) => variable));
  return [...found].map(([whole, all]) => {
    const often = all.filter(({ isOften }) => isOften);
    const ownStates = whole.states.map(({ name }) => name).filter(isOwn);
    return {
      whole,
      part: often.length > 0 ? partFor(whole, new Set([...variablesOf(often), ...ownStates])) : whole,
      wanted: new Set(variablesOf(all)),
      isOften: often.length > 0,
    };
  });
}

/** Indices of the runs that can share one scenario: same duration, and same drugs unless all drugs are joined. */
function grouped(runs: readonly ArmRun[], sharing: "drugs" | "duration"): number[][] {
  const groups = new Map<string, number[]>();
  for (const [i, { arm, duration }] of runs.entries()) {
    const key = JSON.stringify([duration, sharing === "drugs" ? intakeKey(arm.treatment) : []]);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups.values()];
}
