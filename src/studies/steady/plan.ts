import { compile } from "../../compile/index.ts";
import { usesTime } from "../../model/index.ts";
import { type Cast, type Problem, prepare, type Scenario } from "../../scenario/index.ts";
import {
  type Equilibrium,
  type Levels,
  type LongRun,
  levelsAtRest,
  longRun,
  personAtRest,
  restModes,
} from "../../simulation/index.ts";
import type { Mode } from "../../solvers/index.ts";
import type { StudyContext, StudyOutcome } from "../study.ts";
import type { ArmLevels, Rest, SlowMode, Stability, SteadyQuantity, SteadyResult } from "./types.ts";
import { keptUp } from "./upkeep.ts";

export interface SteadyOptions extends Pick<StudyContext, "onProgress" | "numerics" | "pause"> {
  /** How many modes are told of each rest. */
  readonly modes: number;
  /** Which quantities are told; all where left out. */
  readonly isWanted?: ((name: string) => boolean) | undefined;
}

/**
 * Where a scenario's people rest without drug, how disturbances of that rest die away, and the steady state of each arm on
 * the doses that it ends with.
 */
export async function steady(
  scenario: Scenario,
  cast: Cast,
  { modes, isWanted, onProgress, numerics, pause }: SteadyOptions,
): Promise<StudyOutcome<SteadyResult>> {
  const kept = scenario.arms.map(({ treatment }) => keptUp(treatment, scenario.duration));
  const { value, diagnostics } = prepare(
    {
      id: scenario.id,
      title: scenario.title,
      question: scenario.question,
      duration: scenario.duration,
      arms: scenario.arms.map((arm, i) => ({ ...arm, treatment: kept[i]!.entries })),
      measures: [],
      plots: [],
      place: scenario.place,
    },
    cast,
  );
  if (!value) return { diagnostics };
  const rests = restsOf(value.problems);
  const arms: ArmLevels[] = [];
  for (const [i, problem] of value.problems.entries()) {
    onProgress?.(i, value.problems.length);
    await pause?.();
    const { start, compiled } = rests.find(({ problems }) => problems.includes(problem))!;
    const found = longRun(start, problem, compiled, numerics);
    arms.push({
      arm: problem.label,
      treatment: kept[i]!.words,
      round: found.round,
      fault: found.status.kind === "success" ? undefined : faultOf(found),
      notes: [...kept[i]!.notes, ...notesOn(problem), ...(found.note ? [found.note] : [])],
      steadiness: found.modes && steadinessOf(found.modes, compiled, modes),
      quantities: quantitiesOf(
        problem,
        isAtRest(start) ? levelsAtRest(start, compiled) : undefined,
        found.mean,
        isWanted,
      ),
    });
  }
  onProgress?.(value.problems.length, value.problems.length);
  return {
    diagnostics,
    result: {
      title: scenario.title,
      rests: rests.map((rest) => restOf(rest, modes)),
      arms,
      isPicked: isWanted !== undefined,
    },
  };
}

interface Start {
  readonly problems: readonly Problem[];
  readonly compiled: ReturnType<typeof compile>;
  readonly start: Equilibrium;
}

const isAtRest = ({ status }: Equilibrium) => status.kind === "success";
const faultOf = ({ status: { message, remedy } }: Pick<LongRun, "status">) =>
  remedy === undefined ? message : `${message} ${remedy}`;

/** Arms with the same equations and the same person share an equilibrium. */
function restsOf(problems: readonly Problem[]): Start[] {
  const systems = [...new Set(problems.map(({ system }) => system))];
  const compiled = systems.map((system) => compile(system));
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = JSON.stringify([systems.indexOf(problem.system), [...problem.before].sort()]);
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  return [...groups.values()].map((group) => {
    const own = compiled[systems.indexOf(group[0]!.system)]!;
    return { problems: group, compiled: own, start: personAtRest(group[0]!, own) };
  });
}

function restOf({ problems, compiled, start }: Start, most: number): Rest {
  const about = { person: problems[0]!.person, arms: problems.map(({ label }) => label) };
  if (!isAtRest(start))
    return { ...about, fault: faultOf(start), stability: undefined, modes: [], count: 0, drift: undefined };
  const { modes, drift } = restModes(start, compiled);
  return { ...about, fault: undefined, ...steadinessOf(modes, compiled, most), drift };
}

function steadinessOf(modes: readonly Mode[], { system }: Start["compiled"], most: number): Stability {
  const isGrowing = modes.some(({ real, isNeutral }) => real > 0 && !isNeutral);
  return {
    stability: isGrowing ? "unstable" : modes.some(({ isNeutral }) => isNeutral) ? "neutral" : "stable",
    modes: modes.slice(0, most).map((mode) => slowMode(mode, (state) => system.states[state]!.name)),
    count: modes.length,
  };
}

/** States with less of a part are not named. */
const leastPart = 0.05;
const mostParts = 5;
/** Time constants that a swing may last to be seen: it has died away by then. */
const longestSwing = 50;

const slowMode = (
  { real, imaginary, isNeutral, parts }: Mode,
  nameOf: (state: number) => string,
): SlowMode => ({
  rate: isNeutral ? 0 : real,
  timeConstant: isNeutral ? undefined : 1 / Math.abs(real),
  period: 2 * Math.PI * Math.abs(real) < longestSwing * imaginary ? (2 * Math.PI) / imaginary : undefined,
  parts: parts
    .filter(({ share }, i) => i === 0 || share >= leastPart)
    .slice(0, mostParts)
    .map(({ state, share }) => ({ state: nameOf(state), share })),
});

/** What of an arm does not count in the long run. */
function notesOn({ system, changes = [] }: Problem): string[] {
  return [
    ...(changes.length > 0 ? ["What the arm changes during the run is left out."] : []),
    ...(system.events?.length ? ["Events of the model are left out."] : []),
    ...(usesTime(system) ? ["Formulas that read the time stand as they are just before day 0."] : []),
  ];
}

function quantitiesOf(
  { system }: Problem,
  rest: Levels | undefined,
  mean: Levels | undefined,
  isWanted: SteadyOptions["isWanted"],
): SteadyQuantity[] {
  return [...system.states, ...system.values]
    .filter(({ name }) => isWanted?.(name) ?? true)
    .map(({ name, about, unit }) => ({
      name,
      about,
      unit: unit.text,
      rest: rest?.get(name),
      steady: mean?.get(name),
    }));
}
