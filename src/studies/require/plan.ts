import {
  type Cell,
  ClaimTable,
  carries,
  holds,
  measured,
  removedShare,
  uncertainParameters,
} from "../../analysis/index.ts";
import type { Diagnostic } from "../../diagnostics/index.ts";
import type { FlatParameter } from "../../model/index.ts";
import { type ArmRun, type ArmValues, prepareArms, type TaskInput } from "../../runs/index.ts";
import { type Arm, type Cast, type Claim, type MeasureRequest, measureUnit } from "../../scenario/index.ts";
import { factorOf, type Setting } from "../factors.ts";
import { RunCount } from "../failures.ts";
import type { Bench } from "../study.ts";
import { findAnswers } from "./answers.ts";
import { fulfils, size } from "./search.ts";
import type { Answer, Move, Point, Requirement, Room, Wish } from "./types.ts";

/** A wished outcome of an arm, or of the difference between two. */
export interface WishedOutcome {
  readonly title: string;
  readonly arm: Arm;
  readonly against?: Arm | undefined;
  /** days */
  readonly duration: number;
  readonly measure: MeasureRequest;
  readonly wish: Wish;
}

export interface RequireOptions {
  readonly evaluator: Bench["evaluator"];
  /** Only parameters for which this is true are moved. */
  isWanted?(name: string): boolean;
  readonly onProgress?: ((runs: number) => void) | undefined;
}

type Outcome = { requirement?: Requirement; diagnostics: readonly Diagnostic[] };

/** A move by less than this share of the largest one is rounding, not an answer. */
const negligible = 1e-3;

/** What would have to be true for a claim's expectation to hold; `row` are the claims that an answer could break. */
export async function requireClaim(
  claim: Claim,
  row: readonly Claim[],
  cast: Cast,
  options: RequireOptions,
): Promise<Outcome> {
  return new Inquiry(
    claim,
    row.filter((other) => other.id !== claim.id),
    cast,
    options,
  ).answer({
    title: claim.says,
    wish: { ...claim.expect, isOpen: true },
    measure: measured(claim),
    where: claim.id,
  });
}

/** What would have to be true for a wished outcome of a scenario. */
export async function requireOutcome(
  outcome: WishedOutcome,
  cast: Cast,
  options: RequireOptions,
): Promise<Outcome> {
  const { title, arm, against, duration, measure, wish } = outcome;
  // A wish is measured like a claim that nobody has made yet.
  const asClaim: Claim = {
    id: "wish",
    row: "wish",
    says: title,
    contested: "no",
    kind: "article",
    arm,
    reference: against ?? arm,
    duration,
    compare: against ? "difference" : "none",
    measure,
    expect: wish,
    carriedBy: [],
    sources: [],
    places: { row: measure.place, carriedBy: [], sources: [] },
    place: measure.place,
  };
  const { requirement, diagnostics } = await new Inquiry(asClaim, [], cast, options).answer({
    title,
    wish,
    measure: measure.text,
    where: `"${arm.label}"${against ? ` minus "${against.label}"` : ""}`,
  });
  return { diagnostics, ...(requirement ? { requirement: { ...requirement, claim: undefined } } : {}) };
}

class Inquiry {
  private readonly claim: Claim;
  private readonly others: readonly { readonly claim: Claim; readonly cell: Cell }[];
  private readonly cell: Cell;
  private readonly without: Cell | undefined;
  private readonly table = new ClaimTable();
  private readonly prepared: ReturnType<typeof prepareArms>;
  private readonly options: RequireOptions;
  private readonly cast: Cast;
  private readonly arms: readonly ArmRun[];
  private runs = 0;
  private readonly count = new RunCount();

  constructor(claim: Claim, others: readonly Claim[], cast: Cast, options: RequireOptions) {
    this.claim = claim;
    this.cast = cast;
    this.options = options;
    this.cell = this.table.cell(claim);
    this.without =
      claim.carriedBy.length > 0 ? this.table.cell(claim, { knockout: claim.carriedBy }) : undefined;
    this.others = others.map((other) => ({ claim: other, cell: this.table.cell(other) }));
    this.arms = this.table.runs();
    this.prepared = prepareArms(
      this.arms.map((run) => ({ ...run, isOften: true })),
      cast,
    );
  }

  async answer(about: Pick<Requirement, "title" | "wish" | "measure" | "where">): Promise<Outcome> {
    const { diagnostics } = this.prepared;
    if (diagnostics.some((d) => d.severity === "error")) return { diagnostics };
    const parameters = this.parameters();
    const room = parameters.map(roomOf);
    const setting = (point: Point): Setting =>
      new Map(
        parameters.flatMap((p, i) =>
          point[i] === 0 ? [] : [[p.name, p.value + point[i]! * unitOf(p)] as const],
        ),
      );
    const [nominalRow] = await this.valuesOf([new Map()], this.everyArm());
    const nominal = this.table.read(this.cell, nominalRow!);
    const passing = this.others.filter(({ claim, cell }) => holds(claim, this.table.read(cell, nominalRow!)));
    const common = { ...about, unit: this.unit(), claim: this.claim, nominal, parameters: parameters.length };
    if (nominal === undefined || fulfils(nominal, about.wish))
      return {
        diagnostics,
        requirement: {
          ...common,
          answers: [],
          closest: undefined,
          runs: this.runs,
          failures: this.count.failures,
        },
      };

    const needed = [this.cell.arm, ...(this.cell.reference === undefined ? [] : [this.cell.reference])];
    const { answers, closest } = await findAnswers({
      nominal,
      wish: about.wish,
      room,
      soft: [...parameters.keys()].filter((i) => ["assumed", "fitted"].includes(parameters[i]!.tier)),
      probe: async (points) =>
        (await this.valuesOf(points.map(setting), needed)).map((row) => this.table.read(this.cell, row)),
    });
    const verified = await this.valuesOf(
      answers.map(({ found }) => setting(found.point)),
      this.everyArm(),
    );
    return {
      diagnostics,
      requirement: {
        ...common,
        answers: answers.flatMap(({ kind, found }, i): Answer[] => {
          const row = verified[i]!;
          const value = this.table.read(this.cell, row);
          if (!fulfils(value, about.wish)) return [];
          const broken = passing.filter(({ claim, cell }) => !holds(claim, this.table.read(cell, row)));
          return [
            {
              kind,
              moves: movesOf(found.point, parameters),
              value,
              size: size(found.point),
              carried: this.isCarried(value, row),
              breaks: broken.map(({ claim }) => claim),
            },
          ];
        }),
        closest:
          answers.length > 0
            ? undefined
            : { value: closest.value, moves: movesOf(closest.point, parameters) },
        runs: this.runs,
        failures: this.count.failures,
      },
    };
  }

  private isCarried(value: number, row: readonly (ArmValues | undefined)[]): boolean | undefined {
    if (!this.without) return undefined;
    const removes = removedShare(this.claim, value, this.table.read(this.without, row));
    return carries({ effect: "", removes });
  }

  private parameters(): FlatParameter[] {
    const fixed = new Set([...this.claim.arm.set, ...this.claim.reference.set].map((s) => s.name));
    return uncertainParameters(this.prepared.systems, this.cast).filter(
      (p) => !p.isChosen && !fixed.has(p.name) && (this.options.isWanted?.(p.name) ?? true),
    );
  }

  private unit(): string {
    const { measure, compare } = this.claim;
    if (compare === "ratio") return "1";
    const system = this.prepared.systemOf(this.cell.arm);
    const variable = [...system.states, ...system.values].find((v) => v.name === measure.variable);
    return measureUnit(measure, variable?.unit.text ?? "1");
  }

  private everyArm(): number[] {
    return [...this.arms.keys()];
  }

  /** For every setting the values of the arms asked for, at their places. */
  private async valuesOf(
    settings: readonly Setting[],
    arms: readonly number[],
  ): Promise<(ArmValues | undefined)[][]> {
    const tasks = settings.flatMap((parameters) => arms.map((arm): TaskInput => ({ arm, parameters })));
    const rows: (ArmValues | undefined)[][] = settings.map(() => []);
    for await (const { task, arm, values, status } of this.options.evaluator(this.prepared)(tasks)) {
      rows[Math.floor(task / arms.length)]![arm] = { values, status };
      this.count.add(status);
      this.runs++;
      if (this.runs % 16 === 0) this.options.onProgress?.(this.runs);
    }
    return rows;
  }
}

/** Half the declared range, in canonical units. */
const unitOf = ({ range: [low, high] }: FlatParameter) => (high - low) / 2;

const roomOf = (p: FlatParameter): Room => ({
  low: Math.min(0, (p.range[0] - p.value) / unitOf(p)),
  high: Math.max(0, (p.range[1] - p.value) / unitOf(p)),
});

function movesOf(point: Point, parameters: readonly FlatParameter[]): Move[] {
  const largest = point.reduce((most, u) => Math.max(most, Math.abs(u)), 0);
  return parameters
    .flatMap((p, i): Move[] => {
      const moved = point[i]!;
      if (Math.abs(moved) <= negligible * largest) return [];
      return [{ factor: factorOf(p), to: (p.value + moved * unitOf(p)) / p.unit.factor, moved }];
    })
    .sort((a, b) => Math.abs(b.moved) - Math.abs(a.moved));
}
