import { type Diagnostic, isUsable } from "../diagnostics/index.ts";
import {
  type ArmValues,
  armsOfSets,
  type Batch,
  batchesOf,
  chunksOf,
  type EvaluateMany,
  type PreparedArms,
  prepareArms,
  type TaskInput,
} from "../runs/index.ts";
import type { Cast, Claim } from "../scenario/index.ts";
import { unknownRows } from "./claim-faults.ts";
import { type ClaimRuns, ClaimTable, type RunValues } from "./claim-table.ts";
import { controlOf, settled } from "./control.ts";
import {
  type AskedPopulation,
  askedPopulations,
  fewestSubjects,
  type GroupOutcome,
  groupValues,
  inclusionRunOf,
  isPlausible,
  type PersonOf,
  runIn,
  subjectsOf,
  tooFewSubjects,
} from "./people/index.ts";
import { Reach } from "./reach.ts";
import type { ClaimResult, KnockoutResult, Ledger } from "./types.ts";
import { carries, holds, marginOf, reasonOf } from "./verdict.ts";

export interface CheckOptions {
  /** Also judge every claim under every rival hypothesis. */
  readonly rivals: boolean;
  /** Told of runs that have ended. */
  onProgress?(done: number, total: number): void;
}

export interface ClaimOutcomes {
  readonly ledger?: Ledger;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs claims: each at nominal parameters, with the effects that must carry it knocked out (one by one and together),
 * with its treatment taken away, and (those about one person) under every rival hypothesis. An arm that several claims need
 * is simulated once. A claim that asks about too few people fails, and is a diagnostic beside the ledger.
 */
export function check(claims: readonly Claim[], cast: Cast, options: CheckOptions): ClaimOutcomes {
  const work = judging(claims, cast, options);
  for (let next = work.next(); ; ) {
    if (next.done) return next.value;
    const { prepared, tasks } = next.value;
    const results = [...chunksOf(tasks)].flatMap((chunk) => prepared.runAll(chunk.tasks));
    next = work.next(results);
  }
}

/** The same with runs on whatever the evaluator has: the same numbers to the last digit. */
export async function checkWith(
  evaluator: (prepared: PreparedArms) => EvaluateMany,
  claims: readonly Claim[],
  cast: Cast,
  options: CheckOptions,
): Promise<ClaimOutcomes> {
  const work = judging(claims, cast, options);
  for (let next = work.next(); ; ) {
    if (next.done) return next.value;
    const { prepared, tasks, done, total } = next.value;
    const results: ArmValues[] = [];
    const onProgress = (count: number) => options.onProgress?.(done + count, total);
    for await (const row of evaluator(prepared)(tasks, { onProgress, isOver: true })) results.push(row);
    next = work.next(results);
  }
}

/** Runs that are wanted next, and how many of how many have ended before. */
interface ProgressBatch extends Batch {
  readonly done: number;
  readonly total: number;
}

/** Asks for runs, takes their results in order, and ends with the ledger. */
function* judging(
  asked: readonly Claim[],
  cast: Cast,
  options: CheckOptions,
): Generator<ProgressBatch, ClaimOutcomes, readonly ArmValues[]> {
  const claims = asked.map((claim) => settled(claim, cast.drugs));
  const table = new ClaimTable();
  const nominal = claims.map((claim) => table.cell(claim));
  const knockouts = claims.map((claim) =>
    knockoutSets(claim).map((effects) => ({ effects, cell: table.cell(claim, { knockout: effects }) })),
  );
  const controls = claims.map((claim) => {
    const control = controlOf(claim, cast.drugs);
    return control && { ...control, cell: control.claim && table.cell(control.claim) };
  });
  const reach = new Reach(cast);
  const rivals = claims.map((claim, i) =>
    options.rivals && !claim.population
      ? rivalChoices(claim, cast).map((choice) => ({
          choice,
          cell: reach.touches(choice, claim) ? table.cell(claim, { rival: choice }) : nominal[i]!,
        }))
      : [],
  );
  const { asked: groups, diagnostics: unknown } = askedPopulations(claims, cast);
  const populations = table.populations();
  const runs = table.runs().map((run, i) => ({ ...run, isOften: populations[i] !== undefined }));
  const prepared = prepareArms([...runs, ...groups.map(inclusionRunOf)], cast);
  const found = [...unknownRows(claims, cast), ...prepared.diagnostics, ...unknown];
  if (!isUsable(found)) return { diagnostics: found };
  const everybody = groups.map((one) => subjectsOf(one, prepared, cast));
  const unclear = everybody.flatMap(({ diagnostics }) => diagnostics);
  if (!isUsable(unclear)) return { diagnostics: [...found, ...unclear] };

  const values = yield* valuesOf(
    prepared,
    populations,
    groups.map((one, i) => ({ ...one, personOf: everybody[i]!.value! })),
  );
  const faults: Diagnostic[] = [];
  const results = claims.map((claim, i): ClaimResult => {
    const value = table.read(nominal[i]!, values);
    const groups = table.groups(nominal[i]!, values);
    const ran = runsOf(nominal[i]!, values).map(({ status }) => status);
    const status = ran.find(({ kind }) => kind !== "success") ?? ran[0]!;
    const lack = status.kind === "success" ? lackOf(claim, groups) : undefined;
    if (lack) faults.push(lack);
    const removals = knockouts[i]!.map(
      ({ effects, cell }): KnockoutResult => ({
        effect: effects.join(" + "),
        removes: removedShare(claim, value, table.read(cell, values)),
      }),
    );
    const together = removals.at(-1);
    const { without, cell: bare } = controls[i] ?? {};
    const control = without
      ? { without, ...judged(claim, bare && table.read(bare, values), value) }
      : undefined;
    return {
      claim,
      value,
      passes: holds(claim, value) && carries(together) && !control?.holds,
      margin: marginOf(claim, value),
      probability: undefined,
      samples: 0,
      groups,
      failed: failureOf(nominal[i]!, values),
      notes: notesOf(nominal[i]!, values),
      knockouts: removals,
      control,
      rivals: rivals[i]!.map(({ choice: [hypothesis, choice], cell }) => ({
        hypothesis,
        choice,
        ...judged(claim, table.read(cell, values)),
      })),
      reason: lack?.message ?? reasonOf(claim, value, status, together, control),
    };
  });
  return {
    ledger: { results, rows: rowsOf(claims, cast) },
    diagnostics: [...prepared.diagnostics, ...faults],
  };
}

/** The runs that a claim's value is of. */
const runsOf = ({ arm, reference }: ClaimRuns, values: readonly RunValues[]) =>
  (reference === undefined ? [arm] : [arm, reference]).map((one) => values[one]!);

/** What they say of themselves, each thing once. */
const notesOf = (cell: ClaimRuns, values: readonly RunValues[]): string[] => [
  ...new Set(runsOf(cell, values).flatMap(({ notes = [] }) => notes)),
];

const failureOf = (cell: ClaimRuns, values: readonly RunValues[]): string | undefined =>
  runsOf(cell, values).find(({ status }) => status.kind !== "success")?.status.message;

const judged = (claim: Claim, value: number | undefined, found?: number) => ({
  value,
  holds: holds(claim, value, found),
});

/** What every run of the table gave: those of one person first, beside those of the inclusion criteria, then those of many. */
function* valuesOf(
  prepared: PreparedArms,
  populations: ReturnType<ClaimTable["populations"]>,
  asked: readonly (AskedPopulation & { readonly personOf: PersonOf })[],
): Generator<ProgressBatch, RunValues[], readonly ArmValues[]> {
  const values = new Array<RunValues>(populations.length);
  const single = armsOfSets(
    prepared.setsOf(populations.flatMap((population, arm) => (population ? [] : [arm]))),
  );
  const inclusion = asked.flatMap(({ personOf, size }, i) =>
    Array.from({ length: size }, (_, subject) => runIn({ arm: populations.length + i }, personOf, subject)),
  );
  const first = single.length + inclusion.length;
  const total = first + populations.reduce((sum, population) => sum + (population?.size ?? 0), 0);
  const results = yield* inBatches(prepared, [...single, ...inclusion], 0, total);
  for (const [i, { arm }] of single.entries()) values[arm] = results[i]!;

  /** Subjects of a population who are plausible, and how they are drawn. */
  const plausible = new Map<string, { readonly subjects: readonly number[]; readonly personOf: PersonOf }>();
  let from = single.length;
  for (const { population, personOf, size: all } of asked) {
    const own = results.slice(from, from + all);
    from += all;
    const subjects = [...own.keys()].filter((subject) => isPlausible(population, own[subject]!));
    plausible.set(population.name, { subjects, personOf });
  }
  const many = populations.flatMap((population, arm) => (population ? [arm] : []));
  const tasks = prepared.setsOf(many).flatMap((arms) => {
    const { name, size } = populations[arms[0]!]!;
    const { subjects, personOf } = plausible.get(name)!;
    return subjects
      .filter((subject) => subject < size)
      .flatMap((subject) => armsOfSets([arms]).map((one) => runIn(one, personOf, subject)));
  });
  const inMany = yield* inBatches(prepared, tasks, first, total);
  const ofArm = new Map(many.map((arm): [number, ArmValues[]] => [arm, []]));
  for (const [i, { arm }] of tasks.entries()) ofArm.get(arm)!.push(inMany[i]!);
  for (const [arm, outcomes] of ofArm) values[arm] = groupValues(outcomes);
  return values;
}

/** What tasks gave, asked for a few sets of equations at a time; `done` of `total` have ended before. */
function* inBatches(
  prepared: PreparedArms,
  tasks: readonly TaskInput[],
  done: number,
  total: number,
): Generator<ProgressBatch, ArmValues[], readonly ArmValues[]> {
  const results: ArmValues[] = [];
  for (const batch of batchesOf(prepared, tasks)) {
    const some = yield { ...batch, done: done + results.length, total };
    for (const one of some) results.push(one);
  }
  return results;
}

/** What is wrong with a claim that asks about too few people to say anything. */
function lackOf({ id, population }: Claim, groups: readonly GroupOutcome[]): Diagnostic | undefined {
  const small = groups.findIndex((group) => group.subjects < fewestSubjects);
  if (!population || small < 0) return undefined;
  const { among, referenceAmong = among } = population;
  const [first] = small === 0 ? among : referenceAmong;
  return tooFewSubjects(id, groups[small]!, fewestSubjects, first?.place ?? population.place);
}

/** Each effect alone, then (when there are several) all together. */
function knockoutSets(claim: Claim): string[][] {
  const single = claim.carriedBy.map((effect) => [effect]);
  return single.length > 1 ? [...single, [...claim.carriedBy]] : single;
}

/** All hypotheses other than the one that the claim is tested under. */
function rivalChoices(claim: Claim, cast: Cast): [string, string][] {
  const chosen = new Map(claim.arm.hypotheses.map((h) => [h.name, h.choice]));
  return cast.model.modules.flatMap((module) =>
    module.hypotheses.flatMap((h) => {
      const name = `${module.name}.${h.name}`;
      const own = chosen.get(name) ?? h.default;
      return h.choices.filter((c) => c.name !== own).map((c): [string, string] => [name, c.name]);
    }),
  );
}

/** Share of the finding that a knock-out takes away; undefined where there is no finding or no value. */
export function removedShare(
  claim: Claim,
  value: number | undefined,
  without: number | undefined,
): number | undefined {
  if (
    value === undefined ||
    without === undefined ||
    claim.noEffect === undefined ||
    value === claim.noEffect
  )
    return undefined;
  return 1 - (without - claim.noEffect) / (value - claim.noEffect);
}

function rowsOf(claims: readonly Claim[], cast: Cast): Ledger["rows"] {
  return cast.model.rows.map((row) => ({
    ...row,
    claims: claims.filter((c) => c.row === row.id).map((c) => c.id),
  }));
}
