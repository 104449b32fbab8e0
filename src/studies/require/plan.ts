import {
  ClaimTable,
  carries,
  holds,
  measured,
  removedShare,
  uncertainParameters,
} from "../../analysis/index.ts";
import { isUsable } from "../../diagnostics/index.ts";
import type { FlatParameter } from "../../model/index.ts";
import { type ArmValues, prepareArms, type TaskInput } from "../../runs/index.ts";
import type { Cast, Claim } from "../../scenario/index.ts";
import { present } from "../../text/index.ts";
import { factorOf, type Setting } from "../factors.ts";
import { RunCount } from "../failures.ts";
import { unitOfMeasure } from "../measures.ts";
import type { Question, StudyContext, StudyOutcome } from "../study.ts";
import { findAnswers } from "./answers.ts";
import { fulfils, size } from "./search.ts";
import type { Answer, Move, MoveRange, Moves, Requirement, Target } from "./types.ts";

/** A target for a measure of an arm, or of the difference between two. */
export interface TargetOutcome extends Omit<Question, "person"> {
  readonly target: Target;
}

export interface RequireOptions {
  readonly evaluator: StudyContext["evaluator"];
  /** Only parameters for which this is true are moved. */
  isWanted?(name: string): boolean;
  readonly onProgress?: ((runs: number) => void) | undefined;
}

/** A move by less than this share of the largest one is rounding, not an answer. */
const negligible = 1e-3;

/** What would have to be true for a claim's expectation to hold; `row` are the claims that an answer could break. */
export async function requireClaim(
  claim: Claim,
  row: readonly Claim[],
  cast: Cast,
  options: RequireOptions,
): Promise<StudyOutcome<Requirement>> {
  const others = row.filter((other) => other.id !== claim.id);
  return inquire(claim, others, cast, options, {
    title: claim.says,
    target: { ...claim.expect, isOpen: true },
    measure: measured(claim),
    where: claim.id,
  });
}

/** What would have to be true for a measure of a scenario to meet a target. */
export async function requireOutcome(
  outcome: TargetOutcome,
  cast: Cast,
  options: RequireOptions,
): Promise<StudyOutcome<Requirement>> {
  const { title, arm, against, duration, measure, target } = outcome;
  // A target is measured like a claim that nobody has made yet.
  const asClaim: Claim = {
    id: "target",
    row: "target",
    says: title,
    contested: "no",
    kind: "article",
    arm,
    reference: against ?? arm,
    duration,
    compare: against ? "difference" : "none",
    measure: against ? measure : { ...measure, limits: target },
    expect: target,
    carriedBy: [],
    sources: [],
    places: { row: measure.place, carriedBy: [], sources: [] },
    place: measure.place,
  };
  const { result, diagnostics } = await inquire(asClaim, [], cast, options, {
    title,
    target,
    measure: measure.text,
    where: `"${arm.label}"${against ? ` minus "${against.label}"` : ""}`,
  });
  return { diagnostics, result: result && { ...result, claim: undefined } };
}

/** Looks for the answers to one claim, and what they do to the others of its row. */
async function inquire(
  claim: Claim,
  row: readonly Claim[],
  cast: Cast,
  { evaluator, isWanted, onProgress }: RequireOptions,
  about: Pick<Requirement, "title" | "target" | "measure" | "where">,
): Promise<StudyOutcome<Requirement>> {
  const { target } = about;
  const table = new ClaimTable();
  const cell = table.cell(claim);
  const without = claim.carriedBy.length > 0 ? table.cell(claim, { knockout: claim.carriedBy }) : undefined;
  const others = row.map((other) => ({ claim: other, cell: table.cell(other) }));
  const prepared = prepareArms(
    table.runs().map((run) => ({ ...run, isOften: true })),
    cast,
  );
  const { diagnostics } = prepared;
  if (!isUsable(diagnostics)) return { diagnostics };

  let runs = 0;
  const count = new RunCount();
  /** For every setting the values of the arms asked for, at their indices. */
  const valuesOf = async (settings: readonly Setting[], arms: readonly number[]) => {
    const tasks = settings.flatMap((parameters) => arms.map((arm): TaskInput => ({ arm, parameters })));
    const rows: (ArmValues | undefined)[][] = settings.map(() => []);
    for await (const { task, arm, values, status } of evaluator(prepared)(tasks)) {
      rows[Math.floor(task / arms.length)]![arm] = { values, status };
      count.add(status);
      runs++;
      if (runs % 16 === 0) onProgress?.(runs);
    }
    return rows;
  };

  const fixed = new Set([...claim.arm.set, ...claim.reference.set].map((s) => s.name));
  const parameters = uncertainParameters(prepared.systems, cast).filter(
    (p) => !p.isChosen && !fixed.has(p.name) && (isWanted?.(p.name) ?? true),
  );
  const setting = (point: Moves): Setting =>
    new Map(
      parameters.flatMap((p, i) =>
        point[i] === 0 ? [] : [[p.name, p.value + point[i]! * unitOf(p)] as const],
      ),
    );
  const everyArm = [...table.runs().keys()];
  const [nominalRow] = await valuesOf([new Map()], everyArm);
  const nominal = table.read(cell, nominalRow!);
  const passing = others.filter((other) => holds(other.claim, table.read(other.cell, nominalRow!)));
  const { measure, compare } = claim;
  const unit = compare === "ratio" ? "1" : unitOfMeasure(measure, prepared.systemOf(cell.arm));
  const told = (answers: readonly Answer[], closest?: Requirement["closest"]): StudyOutcome<Requirement> => {
    const { failures } = count;
    const common = { ...about, unit, claim, nominal, parameters: parameters.length };
    return { diagnostics, result: { ...common, answers, closest, runs, failures } };
  };
  if (nominal === undefined || fulfils(nominal, target)) return told([]);

  const { answers, closest } = await findAnswers({
    nominal,
    target,
    ranges: parameters.map(rangeOf),
    soft: [...parameters.keys()].filter((i) => ["assumed", "fitted"].includes(parameters[i]!.tier)),
    probe: async (points) =>
      (await valuesOf(points.map(setting), present(cell.arm, cell.reference))).map((values) =>
        table.read(cell, values),
      ),
  });
  const verified = await valuesOf(
    answers.map(({ found }) => setting(found.point)),
    everyArm,
  );
  return told(
    answers.flatMap(({ kind, found: { point } }, i): Answer[] => {
      const values = verified[i]!;
      const value = table.read(cell, values);
      if (!fulfils(value, target)) return [];
      const removes = without && removedShare(claim, value, table.read(without, values));
      const carried = without && carries({ effect: "", removes });
      const broken = passing.filter((other) => !holds(other.claim, table.read(other.cell, values)));
      const breaks = broken.map((other) => other.claim);
      return [{ kind, moves: movesOf(point, parameters), value, size: size(point), carried, breaks }];
    }),
    answers.length > 0 ? undefined : { value: closest.value, moves: movesOf(closest.point, parameters) },
  );
}

/** Half the declared range, in canonical units. */
const unitOf = ({ range: [low, high] }: FlatParameter) => (high - low) / 2;

const rangeOf = (p: FlatParameter): MoveRange => ({
  low: Math.min(0, (p.range[0] - p.value) / unitOf(p)),
  high: Math.max(0, (p.range[1] - p.value) / unitOf(p)),
});

function movesOf(point: Moves, parameters: readonly FlatParameter[]): Move[] {
  const largest = point.reduce((most, u) => Math.max(most, Math.abs(u)), 0);
  return parameters
    .flatMap((p, i): Move[] => {
      const moved = point[i]!;
      if (Math.abs(moved) <= negligible * largest) return [];
      return [{ factor: factorOf(p), to: (p.value + moved * unitOf(p)) / p.unit.factor, moved }];
    })
    .sort((a, b) => Math.abs(b.moved) - Math.abs(a.moved));
}
