import type { ArmRun, ArmValues } from "../runs/index.ts";
import {
  type Arm,
  type Claim,
  type ClaimPopulation,
  type MeasureRequest,
  measuresOf,
} from "../scenario/index.ts";
import { type GroupOutcome, type GroupValues, groupOf } from "./people/index.ts";

/** A value of a claim under some settings: which arm runs give it. */
export interface ClaimRuns {
  readonly claim: Claim;
  readonly arm: number;
  readonly reference: number | undefined;
}

/** What the run of an arm gave: in one person, or in many. */
export type RunValues = ArmValues | GroupValues;

type Runs = readonly (RunValues | undefined)[];
type ArmSide = "arm" | "reference";
type PopulationSample = Pick<ClaimPopulation, "name" | "size">;

/** Where something was written makes no other run of it. */
const withoutPlaces = (key: string, value: unknown): unknown => (/[pP]laces?$/.test(key) ? undefined : value);

/** All arms that the claims need, each once, with all that is to be measured in it. */
export class ClaimTable {
  private readonly list: {
    arm: Arm;
    duration: number;
    population: PopulationSample | undefined;
    requests: MeasureRequest[];
    indices: Map<string, number>;
  }[] = [];
  private readonly known = new Map<string, number>();

  cell(
    claim: Claim,
    change: { knockout?: readonly string[]; rival?: readonly [string, string] } = {},
  ): ClaimRuns {
    const changed = (arm: Arm): Arm => ({
      ...arm,
      knockouts: [
        ...arm.knockouts,
        ...(change.knockout ?? []).map((effect) => ({ effect, gate: 0, place: claim.place })),
      ],
      hypotheses: change.rival
        ? [
            ...arm.hypotheses.filter((h) => h.name !== change.rival![0]),
            { name: change.rival[0], choice: change.rival[1], place: claim.place },
          ]
        : arm.hypotheses,
    });
    return {
      claim,
      arm: this.index(changed(claim.arm), claim),
      reference: claim.compare === "none" ? undefined : this.index(changed(claim.reference), claim),
    };
  }

  /** The value of a cell from the values of the arm runs; undefined where an arm failed or gave none. */
  read(cell: ClaimRuns, from: Runs): number | undefined {
    const own = this.valueOn("arm", cell, from);
    if (cell.reference === undefined || own === undefined) return own;
    const other = this.valueOn("reference", cell, from);
    if (other === undefined) return undefined;
    const value = cell.claim.compare === "ratio" ? own / other : own - other;
    return Number.isFinite(value) ? value : undefined;
  }

  /** Whom a claim about people found: in its arm and, where it compares, in the reference arm. */
  groups(cell: ClaimRuns, from: Runs): GroupOutcome[] {
    return (["arm", "reference"] as const).flatMap((side) => this.groupOn(side, cell, from) ?? []);
  }

  private valueOn(side: ArmSide, cell: ClaimRuns, from: Runs): number | undefined {
    const result = from[cell[side]!];
    if (!result || "subjects" in result) return this.groupOn(side, cell, from)?.value;
    return result.values[this.position(cell[side]!, cell.claim.measure)];
  }

  private groupOn(side: ArmSide, { claim, ...runs }: ClaimRuns, from: Runs): GroupOutcome | undefined {
    const run = runs[side];
    const result = run === undefined ? undefined : from[run];
    if (run === undefined || !result || !("subjects" in result) || !claim.population) return undefined;
    const { among, referenceAmong } = claim.population;
    return groupOf(
      claim.population,
      claim.measure,
      side === "arm" ? among : (referenceAmong ?? among),
      result.subjects.map((values) => (measure) => values[this.position(run, measure)]),
    );
  }

  private position(run: number, { text }: MeasureRequest): number {
    return this.list[run]!.indices.get(text)!;
  }

  runs(): ArmRun[] {
    return this.list.map(({ arm, duration, requests, population }) => ({
      arm,
      duration,
      requests,
      people: population ? JSON.stringify([population.name, population.size]) : "",
    }));
  }

  /** The population of each run, in the order of the runs; a run without one is of one person. */
  populations(): (PopulationSample | undefined)[] {
    return this.list.map(({ population }) => population);
  }

  private index(own: Arm, claim: Claim): number {
    const { population } = claim;
    const arm = population ? { ...own, people: [] } : own;
    const key = JSON.stringify(
      [
        claim.duration,
        population && [population.name, population.size],
        arm.people?.map((p) => p.name).sort(),
        arm.care,
        arm.treatment,
        arm.knockouts,
        arm.hypotheses,
        arm.set,
      ],
      withoutPlaces,
    );
    let index = this.known.get(key);
    if (index === undefined) {
      index =
        this.list.push({ arm, duration: claim.duration, population, requests: [], indices: new Map() }) - 1;
      this.known.set(key, index);
    }
    const run = this.list[index]!;
    for (const measure of measuresOf(claim))
      if (!run.indices.has(measure.text)) run.indices.set(measure.text, run.requests.push(measure) - 1);
    return index;
  }
}
