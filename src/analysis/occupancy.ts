import { compile } from "../compile/index.ts";
import { flatten, joinModules, type TargetSource } from "../model/index.ts";
import { type Dose, type Drug, drugModules, type MeasuredOccupancy } from "../pharmacology/index.ts";
import type { Cast, Problem } from "../scenario/index.ts";
import { simulate } from "../simulation/index.ts";

/** How much of a site a drug holds by dose: what was measured in people beside what the drug's file predicts. */
export interface OccupancyByDose {
  readonly drug: Drug;
  readonly site: string;
  readonly measured: readonly { readonly item: MeasuredOccupancy; readonly predicted: number }[];
  /** Predicted averages at steady state on a dose once a day; undefined where none was measured. */
  readonly steady: readonly DosePoint[] | undefined;
  /** Predicted after a single dose, at the time of the measurements; undefined where none was measured. */
  readonly single: readonly DosePoint[] | undefined;
}

export interface DosePoint {
  /** mg */
  readonly dose: number;
  readonly occupancy: number;
}

/** Doses of a curve, as shares of the largest one shown: dense where a hyperbola bends. */
const grid = [0, 0.01, 0.02, 0.04, 0.07, 0.11, 0.16, 0.23, 0.32, 0.44, 0.58, 0.74, 0.87, 1];

/** Measured and predicted occupancy of every drug with measurements, in a normal metaboliser who takes nothing else. */
export function occupancyByDose(cast: Cast): OccupancyByDose[] {
  return [...cast.drugs.values()].flatMap((drug) =>
    [...new Set(drug.measured.map((m) => m.site))].map((site) => ofSite(drug, site, cast)),
  );
}

function ofSite(drug: Drug, site: string, cast: Cast): OccupancyByDose {
  const items = drug.measured.filter((m) => m.site === site);
  const subject = new DrugAlone(drug, site, cast);
  const singles = items.filter((m) => m.after !== undefined);
  const largest = Math.max(...items.map((m) => m.dose)) * 1.1;
  const curve = (after: number | undefined) =>
    grid.map(
      (share): DosePoint => ({ dose: share * largest, occupancy: subject.occupancy(share * largest, after) }),
    );
  return {
    drug,
    site,
    measured: items.map((item) => ({ item, predicted: subject.occupancy(item.dose, item.after) })),
    steady: singles.length < items.length ? curve(undefined) : undefined,
    single: singles[0] ? curve(singles[0].after) : undefined,
  };
}

/** One drug with the enzymes of a normal metaboliser, without any brain. */
class DrugAlone {
  private readonly compiled: ReturnType<typeof compile>;
  private readonly variables: readonly string[];
  private readonly drug: Drug;

  constructor(drug: Drug, site: string, { model }: Cast) {
    const enzyme = model.modules.filter((m) => m.name === model.enzymes);
    const targets = model.modules.flatMap((m) => m.targets);
    const enzymes = enzyme.flatMap((m) => m.parameters.map((p) => p.name));
    const joined = joinModules([...enzyme, ...drugModules([drug], targets, enzymes, model.enzymes).modules]);
    const system = joined.value && flatten(joined.value).value;
    if (!system) throw new RangeError(`invalid drug: ${drug.name}; expected one that joins the model`);
    this.drug = drug;
    this.compiled = compile(system);
    this.variables = actionsAt(site, targets);
  }

  /** The average over a day at steady state, or the value at a time after one dose. */
  occupancy(amount: number, after: number | undefined): number {
    if (amount === 0) return 0;
    const duration = after ?? this.settled();
    const count = after === undefined ? duration : 1;
    const doses = Array.from(
      { length: count },
      (_, day): Dose => ({ time: day, drug: this.drug.name, amount }),
    );
    const problem: Problem = {
      label: this.drug.name,
      person: "",
      care: "",
      system: this.compiled.system,
      before: new Map(),
      during: new Map(),
      gates: new Map(),
      doses,
      duration,
      overrides: [],
    };
    const { times, columns } = simulate(problem, this.compiled, {
      sampleEvery: after === undefined ? 1 / 24 : duration,
    });
    const counted = [...times.keys()].filter((i) =>
      after === undefined
        ? times[i]! >= duration - 1 - 1e-9 && times[i]! < duration - 1e-9
        : times[i]! >= duration,
    );
    const held = (i: number) => this.variables.reduce((sum, v) => sum + columns.get(v)!.values[i]!, 0);
    return counted.reduce((sum, i) => sum + held(i), 0) / counted.length;
  }

  /** Whole days in which a daily dose comes to rest: eight times the longest half-life in the drug's file. */
  private settled(): number {
    const halfLives = [this.drug, ...this.drug.metabolites].map(({ kinetics }) =>
      kinetics.hepatic_flow ? 3 : (Math.LN2 * kinetics.volume!.value) / kinetics.clearance!.value / 24,
    );
    return Math.min(90, Math.max(28, Math.ceil(8 * Math.max(...halfLives))));
  }
}

const actionsAt = (site: string, targets: readonly TargetSource[]) =>
  targets
    .filter((t) => t.site === site)
    .flatMap((t) => t.actions)
    .map((action) => `target.${site}_${action}`);
