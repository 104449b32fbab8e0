import type { RunStatus } from "../../simulation/index.ts";

/** Which players are on, one character each in their order: "1" on, "0" off. */
export type Coalition = string;

/** What a coalition is worth: one number or several (a measure, then the same quantity over time). */
export type CoalitionValue = ArrayLike<number>;

/** What all coalitions asked for are worth, in their order; undefined where there is no such number. */
export type Evaluate = (
  coalitions: readonly Coalition[],
) => Promise<
  readonly { readonly worth?: CoalitionValue | undefined; readonly status?: RunStatus | undefined }[]
>;

/** Players that belong together, by their index among all players. */
export interface PlayerGroup {
  readonly name: string;
  readonly members: readonly number[];
}

/** What one player or group carries. All lists have the length of a {@link CoalitionValue}. */
export interface Value {
  readonly shares: readonly number[];
  /** Half of the 95% interval of the first share; 0 where it was computed exactly. */
  readonly error: number;
}

/** The values of groups, and of the members of those that were looked into. */
export interface GroupValue extends Value {
  readonly group: PlayerGroup;
  /** In the order of the group's members; absent where the group was not looked into. Members sum to the group. */
  readonly members?: readonly Value[] | undefined;
}

/** What an effect carries. */
export interface EffectShare {
  readonly effect: string;
  readonly about: string;
  readonly share: number;
  /** Half of the 95% interval; 0 where it was computed exactly. */
  readonly error: number;
  /** Share at each of the attribution's days. */
  readonly overTime: readonly number[];
}

/** What the effects of a system carry together. */
export interface SystemShare {
  readonly system: string;
  readonly share: number;
  readonly error: number;
  readonly overTime: readonly number[];
  /** How many of its effects lead to the measured quantity. */
  readonly count: number;
  /** Largest first; empty where the system was not looked into. They sum to the system's share. */
  readonly effects: readonly EffectShare[];
}

/** A measure, or the difference of it between two arms, attributed to effects. */
export interface Attribution {
  readonly title: string;
  readonly measure: string;
  readonly variable: string;
  readonly unit: string;
  readonly unitOfVariable: string;
  readonly arm: string;
  readonly against: string | undefined;
  readonly person: string;
  /** With everything on. */
  readonly value: number;
  /** With every effect switched off from day 0 on. */
  readonly baseline: number;
  /** Largest first; they sum to value minus baseline. */
  readonly systems: readonly SystemShare[];
  /** Effects of the model that cannot reach the measured quantity: their share is exactly 0. */
  readonly without: number;
  /** Days of the shares over time; empty when they were not asked for. */
  readonly days: readonly number[];
  /** The measured quantity on those days: with everything on, and with every effect off. */
  readonly overTime: { readonly value: readonly number[]; readonly baseline: readonly number[] };
  readonly runs: number;
  /** Pairs of random orders that the shares within systems come from; 0 where everything is exact. */
  readonly samples: number;
  readonly seed: number;
}

/** Why there is no attribution: combinations of effects in which the measure has no value. */
export interface MissingValues {
  readonly tried: number;
  readonly missing: number;
  /** The groups that are off in the combination without value that has the fewest off. */
  readonly off: readonly string[];
  /** Why that run failed, when it did. */
  readonly status: RunStatus | undefined;
}
