import type { ArmRun, ArmValues } from "../runs/index.ts";
import type { Arm, Claim, ClaimPopulation } from "../scenario/index.ts";

/** A value of a claim under some settings: which arm runs give it. */
export interface Cell {
  readonly claim: Claim;
  readonly arm: number;
  readonly reference: number | undefined;
}

/** All arms that the claims need, each once, with all that is to be measured in it. */
export class ClaimTable {
  private readonly list: {
    arm: Arm;
    duration: number;
    population: ClaimPopulation | undefined;
    requests: Claim["measure"][];
    places: Map<string, number>;
  }[] = [];
  private readonly known = new Map<string, number>();

  cell(claim: Claim, change: { knockout?: readonly string[]; rival?: readonly [string, string] } = {}): Cell {
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
  read(cell: Cell, from: readonly (ArmValues | undefined)[]): number | undefined {
    const own = from[cell.arm]?.values[this.place(cell.arm, cell.claim)];
    if (cell.reference === undefined || own === undefined) return own;
    const other = from[cell.reference]?.values[this.place(cell.reference, cell.claim)];
    if (other === undefined) return undefined;
    const value = cell.claim.compare === "ratio" ? own / other : own - other;
    return Number.isFinite(value) ? value : undefined;
  }

  private place(run: number, claim: Claim): number {
    return this.list[run]!.places.get(claim.measure.text)!;
  }

  runs(): ArmRun[] {
    return this.list.map(({ arm, duration, requests }) => ({ arm, duration, requests }));
  }

  /** The population of each run, in the order of the runs; a run without one is of one person. */
  populations(): (ClaimPopulation | undefined)[] {
    return this.list.map(({ population }) => population);
  }

  private index(own: Arm, claim: Claim): number {
    const { population } = claim;
    const arm = population ? { ...own, people: [] } : own;
    const bare = (items: readonly object[]) => items.map((item) => ({ ...item, place: undefined }));
    const key = JSON.stringify([
      claim.duration,
      population && [population.name, population.size, population.above],
      arm.people?.map((p) => p.name).sort(),
      arm.care,
      bare(arm.treatment),
      bare(arm.knockouts),
      bare(arm.hypotheses),
      bare(arm.set),
    ]);
    let index = this.known.get(key);
    if (index === undefined) {
      index =
        this.list.push({ arm, duration: claim.duration, population, requests: [], places: new Map() }) - 1;
      this.known.set(key, index);
    }
    const run = this.list[index]!;
    if (!run.places.has(claim.measure.text))
      run.places.set(claim.measure.text, run.requests.push(claim.measure) - 1);
    return index;
  }
}
