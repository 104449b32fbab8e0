import type { FlatParameter, Tier } from "../model/index.ts";

/** A parameter that may be varied, in its declared unit. */
export interface Factor {
  readonly name: string;
  readonly about: string;
  readonly unit: string;
  readonly tier: Tier;
  readonly value: number;
  readonly range: readonly [number, number];
}

/** Values of parameters by name, in canonical units. */
export type Setting = ReadonlyMap<string, number>;

/** A parameter for people, in its declared unit. */
export const factorOf = ({ name, about, unit, tier, value, range }: FlatParameter): Factor => ({
  name,
  about,
  unit: unit.text,
  tier,
  value: value / unit.factor,
  range: [range[0] / unit.factor, range[1] / unit.factor],
});
