import { once } from "../model/index.ts";
import type { Dose, RegimenEntry } from "./regimen-types.ts";
import type { AbsorptionRoute, Drug } from "./types.ts";

/** One addition to one state: mg, or mg a day where the state holds a rate. */
export interface Addition {
  /** day */
  readonly time: number;
  readonly state: string;
  readonly amount: number;
}

/** Value of a parameter in canonical units; undefined where there is none. */
type Parameters = (name: string) => number | undefined;

/** The state that holds how much flows into the blood, or out of what a tablet releases; in mg a day. */
export const releaseState = (route: string) => `${route}_release`;

/**
 * How a dose comes into the body: what it adds to which states, and when. Swallowed it is added to the gut, after the drug's
 * lag, or in shares to the stores of several ways, each after a lag of its own, at once or as a rate that is switched on
 * and off again. Into a vein it is added to the blood, at once or as a rate.
 */
export function additionsOf(dose: Dose, parameter: Parameters): Addition[] {
  const { drug, amount, time, route, over, ways } = dose;
  if (route === "iv")
    return over === undefined
      ? [{ time, state: `${drug}.body`, amount }]
      : flowing(time, `${drug}.infusion`, amount, over);
  if (!ways) return [{ time: time + (parameter(`${drug}.lag`) ?? 0), state: `${drug}.gut`, amount }];
  const shares = sharesOf(ways.map((way) => parameter(`${drug}.${way}_fraction`)));
  return ways.flatMap((way, i) => {
    const start = time + (parameter(`${drug}.${way}_lag`) ?? 0);
    const duration = parameter(`${drug}.${way}_duration`);
    const part = amount * shares[i]!;
    return duration === undefined
      ? [{ time: start, state: `${drug}.${way}`, amount: part }]
      : flowing(start, `${drug}.${releaseState(way)}`, part, duration);
  });
}

const flowing = (time: number, state: string, amount: number, over: number): Addition[] => [
  { time, state, amount: amount / over },
  { time: time + over, state, amount: -amount / over },
];

/** Shares that are given, and for one that is not what they leave; drawn ones that add up to more are scaled down. */
function sharesOf(given: readonly (number | undefined)[]): number[] {
  const sum = given.reduce<number>((total, share) => total + (share ?? 0), 0);
  return given.map((share) => (share === undefined ? Math.max(0, 1 - sum) : share / Math.max(1, sum)));
}

/** mg of a dose that have been given by a day: of an infusion that still runs, a part. */
export const givenBy = ({ time, amount, over = 0 }: Dose, day: number): number =>
  time + over <= day ? amount : (amount * (day - time)) / over;

const variantsOf = once((_: Drug) => new Map<string, Drug>());

/** The drugs of a treatment, each with the ways into the body that the treatment uses. */
export function drugsInUse(entries: readonly RegimenEntry[], drugs: ReadonlyMap<string, Drug>): Drug[] {
  return [...new Set(entries.map((entry) => entry.drug))].flatMap((name) => {
    const drug = drugs.get(name);
    if (!drug) return [];
    const own = entries.filter((entry) => entry.drug === name);
    const ways = new Set(own.flatMap(({ taken }) => taken?.ways ?? []));
    return [
      variant(
        drug,
        own.some(({ infusion }) => infusion !== undefined),
        ways,
      ),
    ];
  });
}

/** A drug with all the ways into the body that its file knows. */
export const withAllRoutes = (drug: Drug): Drug =>
  variant(drug, true, new Set(drug.products.flatMap(({ routes }) => routes.map(({ name }) => name))));

/** The same object each time: what is made of a drug is kept by it. */
function variant(drug: Drug, infusion: boolean, ways: ReadonlySet<string>): Drug {
  const isOwn = ({ name }: AbsorptionRoute) => drug.routes.some((own) => own.name === name);
  const routes = drug.products
    .flatMap((product) => product.routes)
    .filter((route) => ways.has(route.name) && !isOwn(route));
  if (!infusion && routes.length === 0) return drug;
  const known = variantsOf(drug);
  const key = JSON.stringify([infusion, routes.map(({ name }) => name)]);
  const made = known.get(key) ?? { ...drug, inUse: { infusion, routes } };
  known.set(key, made);
  return made;
}

/** What the equations of a treatment's drugs depend on. */
export const intakeKey = (entries: readonly RegimenEntry[]): string[] =>
  [
    ...new Set(
      entries.map(({ drug, infusion, taken }) =>
        [drug, ...(infusion ? ["infused"] : []), ...(taken?.ways ?? [])].join(" "),
      ),
    ),
  ].sort();
