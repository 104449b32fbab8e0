/** One way in which a disturbance of a rest goes on. */
export interface SlowMode {
  /** real part of its eigenvalue, per day; below 0 it dies away */
  readonly rate: number;
  /** days in which it falls, or grows, by a factor of e; undefined where it does neither */
  readonly timeConstant: number | undefined;
  /** days of a swing; undefined where it does not swing */
  readonly period: number | undefined;
  /** States that take most part, with their shares of 1. */
  readonly parts: readonly { readonly state: string; readonly share: number }[];
}

/** How disturbances of a steady state go on. */
export interface Stability {
  readonly stability: "stable" | "neutral" | "unstable";
  /** Slowest first; those that grow before all others. */
  readonly modes: readonly SlowMode[];
  /** Of how many these are the slowest. */
  readonly count: number;
}

/** A drug-free equilibrium that one or several arms start from. */
export interface Rest {
  readonly person: string;
  readonly arms: readonly string[];
  /** Why there is none. */
  readonly fault: string | undefined;
  readonly stability: "stable" | "neutral" | "unstable" | undefined;
  /** Slowest first; those that grow before all others. */
  readonly modes: readonly SlowMode[];
  /** Of how many these are the slowest. */
  readonly count: number;
  /** The state that moves most where it should rest, and by which part of its size a day. */
  readonly drift: { readonly state: string; readonly rate: number } | undefined;
}

export interface SteadyQuantity {
  readonly name: string;
  readonly about: string;
  readonly unit: string;
  /** At rest without drug; undefined where there is no rest. */
  readonly rest: number | undefined;
  /** Mean over a round of doses once each round is like the one before. */
  readonly steady: number | undefined;
}

/** What an arm comes to. */
export interface ArmLevels {
  readonly arm: string;
  /** Its treatment as it is kept up, in words; empty: no drug. */
  readonly treatment: string;
  /** days that a round lasts */
  readonly round: number | undefined;
  readonly fault: string | undefined;
  readonly notes: readonly string[];
  /** How disturbances of this state go on; undefined where there is none or they could not be followed. */
  readonly steadiness: Stability | undefined;
  readonly quantities: readonly SteadyQuantity[];
}

export interface SteadyResult {
  readonly title: string;
  readonly rests: readonly Rest[];
  readonly arms: readonly ArmLevels[];
  /** Only some quantities were asked for. */
  readonly isPicked: boolean;
}
