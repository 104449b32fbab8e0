import type { Dose, RegimenEntry } from "./regimen-types.ts";
import type { Drug } from "./types.ts";

/** One addition to one state: mg, or mg a day where the state holds a rate. */
export interface Addition {
  /** day */
  readonly time: number;
  readonly state: string;
  readonly amount: number;
}

/** The state in mg/day in which what flows into the blood stands while it flows. */
const infusionState = (drug: string) => `${drug}.infusion`;

/**
 * How a dose comes into the body: what it adds to which states, and when. Swallowed it is added to the gut, after the drug's
 * lag; into a vein to the blood, at once or as a rate that is switched on and off again.
 *
 * @param parameter value of a parameter in canonical units; undefined where there is none
 */
export function additionsOf(
  { drug, amount, time, route, over }: Dose,
  parameter: (name: string) => number | undefined,
): Addition[] {
  if (route === "iv") {
    if (over === undefined) return [{ time, state: `${drug}.body`, amount }];
    const rate = amount / over;
    const state = infusionState(drug);
    return [
      { time, state, amount: rate },
      { time: time + over, state, amount: -rate },
    ];
  }
  return [{ time: time + (parameter(`${drug}.lag`) ?? 0), state: `${drug}.gut`, amount }];
}

/** mg of a dose that have been given by a day: of an infusion that still runs, a part. */
export const givenBy = ({ time, amount, over = 0 }: Dose, day: number): number =>
  time + over <= day ? amount : (amount * (day - time)) / over;

const infused = new WeakMap<Drug, Drug>();

/** The drugs of a treatment, each with the ways into the body that the treatment uses. */
export function drugsInUse(entries: readonly RegimenEntry[], drugs: ReadonlyMap<string, Drug>): Drug[] {
  return [...new Set(entries.map((entry) => entry.drug))].flatMap((name) => {
    const drug = drugs.get(name);
    if (!drug) return [];
    if (!entries.some((entry) => entry.drug === name && entry.infusion)) return [drug];
    // The same object each time: what is made of it is kept by it.
    if (!infused.has(drug)) infused.set(drug, { ...drug, isInfused: true });
    return [infused.get(drug)!];
  });
}

/** What the equations of a treatment's drugs depend on. */
export const intakeKey = (entries: readonly RegimenEntry[]): string[] =>
  [...new Set(entries.map(({ drug, infusion }) => (infusion ? `${drug} infused` : drug)))].sort();
