import type { Domain } from "../model/index.ts";
import { type Unit, unit } from "../units/index.ts";
import type { KineticName } from "./types.ts";

/** What a number of a drug file is: which numbers it may be, and a unit of the dimension that it must have. */
export interface Role {
  readonly domain: Domain;
  readonly unit: Unit;
}

const role = (domain: Domain, text: string): Role => ({ domain, unit: unit(text) });

const concentration = role("positive", "ng/mL");
const time = role("positive", "hour");
const volume = role("positive", "L");
const flow = role("positive", "L/hour");

export const kineticRoles: Readonly<Record<KineticName, Role>> = {
  bioavailability: role("fraction", "1"),
  absorption: role("positive", "1/hour"),
  clearance: flow,
  volume,
  transit_time: time,
  lag: role("nonnegative", "hour"),
  peripheral_volume: volume,
  peripheral_flow: flow,
  hepatic_flow: flow,
  effect_site_half_life: time,
  dissociation_half_life: time,
};

/** The other numbers of a drug file, by their key; `share` is that of an enzyme. */
export const drugRoles = {
  share: role("fraction", "1"),
  // By mass, with an apparent clearance beside it, so it can be above 1.
  fraction: role("fraction", "1"),
  duration: time,
  formed: role("nonnegative", "1"),
  ki: concentration,
  own_ki: concentration,
  recovery_half_life: time,
  ec50: concentration,
  emax: role("fraction", "1"),
} as const satisfies Record<string, Role>;
