import {
  type ArmValues,
  type Chunk,
  type Evaluator,
  type Plan,
  samplePerson,
  type TaskInput,
} from "../../runs/index.ts";
import { type Criterion, isWithin } from "../../scenario/index.ts";
import { heldNumbers, type NumberStore } from "../../simulation/index.ts";
import { type KeptRow, RunCount, succeeded } from "../failures.ts";
import type { PreparedSearch } from "./plan.ts";
import type { ObjectiveLayout, SearchCase, SearchStudy, Selection } from "./types.ts";

/**
 * Pairs of a person and a combination in one part: so many that of the few who are asked about most go two at a time, strategy
 * by strategy, and few enough to lose little.
 */
const pairsInPart = 32;

/** Runs of a pair: the population's cohort, the reference strategy, and the others. */
const rolesOf = ({ strategies }: SearchStudy) => strategies.length + 1;
const combinationsEach = ({ design }: SearchStudy) => (design.isCrossed ? design.combinationCount : 1);
const pairCount = (study: SearchStudy) => study.size * combinationsEach(study);

/** The search as work: so many pairs a part; within it strategy by strategy, so that neighbours run two at a time. */
export function searchPlan({ study, armOf, settingsOf }: PreparedSearch, describes: Plan["describes"]): Plan {
  const { size, seed, sampler, design } = study;
  const each = combinationsEach(study);
  const pairs = pairCount(study);
  const roles = rolesOf(study);
  return {
    describes: { ...describes, size, seed },
    parts: Math.ceil(pairs / pairsInPart),
    part(index): Chunk {
      const first = index * pairsInPart;
      const count = Math.min(pairsInPart, pairs - first);
      const list = Array.from({ length: count }, (_, i) => {
        const subject = Math.floor((first + i) / each);
        const { combination } = design.combinationsOf(subject)[(first + i) % each]!;
        const person = samplePerson(sampler, seed, subject).parameters;
        return { combination, person, set: settingsOf(combination) };
      });
      const tasks = Array.from({ length: roles }, (_, role) =>
        list.map(
          ({ combination, person, set }): TaskInput => ({
            arm: armOf(role, combination),
            person,
            chosen: set,
          }),
        ),
      );
      return { from: first * roles, tasks: tasks.flat() };
    },
  };
}

/**
 * An evaluator that first runs the cohort and the reference, and the other strategies only in those who turn out to be
 * asked about. What is left out has no values. The same parts give the same bytes wherever they are evaluated.
 */
export function inTwoSteps<E extends Evaluator>(study: SearchStudy, evaluator: E): E {
  const roles = rolesOf(study);
  const left: ArmValues = {
    values: study.requests.map(() => undefined),
    status: { kind: "success", time: 0, message: "not asked about" },
  };
  return {
    ...evaluator,
    async evaluate({ from, tasks }: Chunk): Promise<readonly ArmValues[]> {
      const pairs = tasks.length / roles;
      const first = await evaluator.evaluate({ from, tasks: tasks.slice(0, 2 * pairs) });
      const isAsked = Array.from(
        { length: pairs },
        (_, i) => standing(study, first[i], first[pairs + i]) === "asked",
      );
      const wanted = tasks.flatMap((_, i) => (i >= 2 * pairs && isAsked[i % pairs] ? [i] : []));
      const second =
        wanted.length > 0
          ? await evaluator.evaluate({ from: from + 2 * pairs, tasks: wanted.map((i) => tasks[i]!) })
          : [];
      const results = tasks.map((_, i) => (i < 2 * pairs ? first[i]! : left));
      for (const [k, i] of wanted.entries()) results[i] = second[k]!;
      return results;
    },
  };
}

type Eligibility = "asked" | "implausible" | "not among" | "failed";

/** Whether a pair is asked about, by the runs of the cohort and of the reference. */
function standing(
  { population, criteria, plan, requests }: SearchStudy,
  cohort: ArmValues | undefined,
  reference: ArmValues | undefined,
): Eligibility {
  if (cohort?.status.kind !== "success" || reference?.status.kind !== "success") return "failed";
  const within = (criterion: Criterion, list: SearchStudy["requests"], { values }: ArmValues) =>
    isWithin(criterion, values[list.findIndex((r) => r.text === criterion.measure.text)]);
  if (!population.inclusion.every((criterion) => within(criterion, criteria, cohort))) return "implausible";
  return plan.among.every((condition) => within(condition, requests, reference)) ? "asked" : "not among";
}

/**
 * What the runs say about everybody who is asked about. Runs are taken in as they come, and no longer held than their part:
 * what strategies come to is put away into the room.
 */
export function selectionOf(
  study: SearchStudy,
  rows: Iterable<KeptRow>,
  room: NumberStore = heldNumbers(),
): Selection {
  const pairs = pairCount(study);
  const whole = pairsInPart * rolesOf(study);
  const count = new RunCount();
  const counts = { asked: 0, implausible: 0, "not among": 0, failed: 0 };
  const cases: SearchCase[] = [];
  let open: KeptRow[] = [];
  let part = 0;
  const close = () => {
    for (const one of casesOf(study, part, open, counts)) cases.push(new StoredCase(one, room));
    open = [];
    part++;
  };
  for (const row of rows) {
    while (part < Math.floor(row.task / whole)) close();
    open.push(row);
    const { fault, values, more } = row;
    // What was not asked about was not run.
    if (fault !== null || values.some((v) => v !== null)) count.add(fault ?? succeeded, more?.notes);
  }
  while (part * pairsInPart < pairs) close();
  return {
    cases,
    sampled: pairs,
    implausible: counts.implausible,
    notAmong: counts["not among"],
    failed: counts.failed,
    failures: count.failures,
    notes: count.notes,
  };
}

/** Those of a part who are asked about, by all its rows; counts how everybody stands. */
function casesOf(
  study: SearchStudy,
  part: number,
  rows: readonly KeptRow[],
  counts: Record<Eligibility, number>,
): SearchCase[] {
  const each = combinationsEach(study);
  const roles = rolesOf(study);
  const first = part * pairsInPart;
  const count = Math.min(pairsInPart, pairCount(study) - first);
  const byTask = new Map(rows.map((row) => [row.task - first * roles, row]));
  return Array.from({ length: count }, (_, i) => i).flatMap((i): SearchCase[] => {
    const [cohort, ...strategies] = Array.from({ length: roles }, (_, role) =>
      valuesOf(byTask.get(role * count + i)),
    );
    const stands = standing(study, cohort, strategies[0]);
    const outcomes = stands === "asked" ? strategies.map((run, s) => outcomesOf(study, run, s)) : [];
    const isWhole = outcomes.every((list) => list.every(Number.isFinite));
    counts[isWhole ? stands : "failed"]++;
    if (stands !== "asked" || !isWhole) return [];
    const subject = Math.floor((first + i) / each);
    const { combination, weight } = study.design.combinationsOf(subject)[(first + i) % each]!;
    return [{ subject, combination, weight, outcomes }];
  });
}

/** A case whose outcomes lie in the room, and are read anew wherever they are asked for. */
class StoredCase implements SearchCase {
  readonly subject: number;
  readonly combination: SearchCase["combination"];
  readonly weight: number;
  private readonly room: NumberStore;
  private readonly position: number;
  private readonly strategies: number;
  private readonly objectives: number;

  constructor({ subject, combination, weight, outcomes }: SearchCase, room: NumberStore) {
    this.subject = subject;
    this.combination = combination;
    this.weight = weight;
    this.room = room;
    this.position = room.add(Float64Array.from(outcomes.flat()));
    this.strategies = outcomes.length;
    this.objectives = outcomes[0]!.length;
  }

  get outcomes(): number[][] {
    const { strategies, objectives } = this;
    const all = new Float64Array(strategies * objectives);
    this.room.read(this.position, all);
    return Array.from({ length: strategies }, (_, s) =>
      Array.from(all.subarray(s * objectives, (s + 1) * objectives)),
    );
  }
}

function valuesOf(row: KeptRow | undefined): ArmValues | undefined {
  if (!row) return undefined;
  return { values: row.values.map((v) => v ?? undefined), status: { time: 0, ...(row.fault ?? succeeded) } };
}

/** The numbers of all objectives in one run; NaN where one is missing. */
function outcomesOf(
  { layout, tablets }: SearchStudy,
  run: ArmValues | undefined,
  strategy: number,
): number[] {
  if (run?.status.kind !== "success") return layout.map(() => Number.NaN);
  return layout.map(({ indices, window }, k) => {
    const counted = tablets[k]![strategy];
    if (counted !== undefined) return counted;
    const values = indices.map((position) => run.values[position] ?? Number.NaN);
    return values.length === 1 ? values[0]! : largestFall(values, window);
  });
}

/** The largest fall between points so many indices apart, or closer; 0 when it only rises. */
export function largestFall(values: readonly number[], window: ObjectiveLayout["window"]): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++)
    for (let j = i + 1; j <= Math.min(i + window, values.length - 1); j++)
      largest = Math.max(largest, values[i]! - values[j]!);
  return values.every(Number.isFinite) ? largest : Number.NaN;
}
