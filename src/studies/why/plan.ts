import { isUsable } from "../../diagnostics/index.ts";
import { prepareArms, type TaskInput, type TaskResult } from "../../runs/index.ts";
import { type Cast, measureUnit } from "../../scenario/index.ts";
import { daysTo, unitOfVariable, valueOn } from "../measures.ts";
import type { Question, StudyContext, StudyOutcome } from "../study.ts";
import { type GameSolution, solveGame } from "./game.ts";
import { effectsBehind, type Grouping, groupsOf, leastAlike } from "./players.ts";
import type {
  Attribution,
  Coalition,
  CoalitionValue,
  Evaluate,
  MissingValues,
  SystemShare,
} from "./types.ts";

export interface AttributionOptions extends Pick<StudyContext, "seed" | "evaluator"> {
  readonly by: Grouping;
  readonly isOverTime: boolean;
  /** Pairs of random orders where shares are sampled. */
  readonly samples: number;
  /** Shares are exact where they need no more combinations than this; left out: those of eleven systems. */
  readonly mostExact?: number | undefined;
  /** False: systems only, which is quicker. Left out: the effects within the systems that carry most too. */
  readonly isDeep?: boolean | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Coalitions up to which shares are exact: those of eleven systems. */
const mostExact = 2 ** 11;
/** A system below this part of all is not split into its effects. */
const least = 0.03;
/** Points over time, at most. */
const mostDays = 53;

/**
 * Attributes a measure, or its difference between two arms, to effects: Owen values over their gates, systems first and
 * then effects within the systems that carry most. Effects that the arm has knocked out already stay so.
 */
export async function attribute(
  request: Question,
  cast: Cast,
  options: AttributionOptions,
): Promise<StudyOutcome<Attribution> & { readonly missing?: MissingValues }> {
  const { arm, against, duration, measure } = request;
  const days = options.isOverTime ? weekly(duration) : [];
  const requests = [measure, ...days.map((day) => valueOn(measure, day))];
  const arms = against ? [arm, against] : [arm];
  const prepared = prepareArms(
    arms.map((one) => ({ arm: one, duration, requests, isOften: true })),
    cast,
    "duration",
  );
  const { diagnostics } = prepared;
  if (!isUsable(diagnostics)) return { diagnostics };

  const known = [...new Set(arms.map((_, i) => prepared.systemOf(i)))];
  const all = [...new Set(known.flatMap((system) => system.effects))];
  const effects = effectsBehind(measure.variable, known);
  const groups = groupsOf(effects, cast.model, options.by);
  let done = 0;
  let total = 0;
  const evaluate: Evaluate = async (coalitions) => {
    const results: { worth?: CoalitionValue | undefined; status?: TaskResult["status"] | undefined }[] = [];
    let first: TaskResult | undefined;
    const before = done;
    const rows = options.evaluator(prepared)(tasksOf(coalitions, effects, arms.length), {
      onProgress: (count) => options.onProgress?.(before + count, total),
    });
    for await (const row of rows) {
      done++;
      if (against && row.arm === 0) first = row;
      else results.push(worthOf(first ?? row, first ? row : undefined));
    }
    return results;
  };
  const solved = await solveGame(effects.length, groups, evaluate, {
    seed: options.seed,
    samples: options.samples,
    mostExact: options.mostExact ?? mostExact,
    isDeep: options.isDeep ?? true,
    least,
    leastAlike: leastAlike(measure.variable, known, effects),
    onNeed: (count) => {
      total += count * arms.length;
    },
  });
  if ("missing" in solved) return { missing: solved, diagnostics };
  const ofVariable = unitOfVariable(measure.variable, known[0]!);
  const about = new Map(known.flatMap((s) => s.values.map((v) => [v.name, v.about] as const)));
  return {
    diagnostics,
    result: {
      title: request.title,
      measure: measure.text,
      variable: measure.variable,
      unit: measureUnit(measure, ofVariable),
      unitOfVariable: ofVariable,
      arm: arm.label,
      against: against?.label,
      person: request.person,
      value: solved.all[0]!,
      baseline: solved.none[0]!,
      systems: systemsOf(solved, effects, about),
      without: all.length - effects.length,
      days,
      overTime: { value: rest(solved.all), baseline: rest(solved.none) },
      runs: solved.evaluated * arms.length,
      samples: solved.samples,
      seed: options.seed,
    },
  };
}

function* tasksOf(
  coalitions: readonly Coalition[],
  effects: readonly string[],
  arms: number,
): Generator<TaskInput> {
  for (const coalition of coalitions) {
    const gates = new Map(effects.flatMap((e, i) => (coalition[i] === "0" ? [[e, 0] as const] : [])));
    for (let arm = 0; arm < arms; arm++) yield { arm, gates };
  }
}

/** The values of a run, or its differences from another's; none where any is missing. */
function worthOf(row: TaskResult, other: TaskResult | undefined) {
  const values = row.values.map((value, i) => {
    const reference = other ? other.values[i] : 0;
    return value === undefined || reference === undefined ? undefined : value - reference;
  });
  const status = [row, other].find((r) => r && r.status.kind !== "success")?.status;
  return values.includes(undefined) ? { status } : { worth: Float64Array.from(values as number[]) };
}

function systemsOf(
  { groups }: GameSolution,
  effects: readonly string[],
  about: ReadonlyMap<string, string>,
): SystemShare[] {
  return groups.map(({ group, shares, error, members }) => ({
    system: group.name,
    share: shares[0]!,
    error,
    overTime: shares.slice(1),
    count: group.members.length,
    effects: (members ?? [])
      .map((value, i) => {
        const effect = effects[group.members[i]!]!;
        return {
          effect,
          about: about.get(effect) ?? "",
          share: value.shares[0]!,
          error: value.error,
          overTime: value.shares.slice(1),
        };
      })
      .sort((a, b) => Math.abs(b.share) - Math.abs(a.share)),
  }));
}

const rest = (worth: CoalitionValue) => Array.from(worth).slice(1);

/** Every week (every day in short runs), or as many weeks apart as keeps the points few; the last is the end. */
function weekly(duration: number): number[] {
  return daysTo(duration, duration < 14 ? 1 : 7 * Math.ceil(duration / 7 / mostDays));
}
