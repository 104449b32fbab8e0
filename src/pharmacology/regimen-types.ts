import type { Place } from "../diagnostics/index.ts";

/** Some of the doses of an entry, by day. Day 0 is a Monday, so weekends are days 5 and 6 of every week. */
export type DaySelector =
  | { readonly kind: "days"; readonly from: number; readonly until: number; readonly text: string }
  | { readonly kind: "weekends"; readonly text: string }
  /** Each dose on its own, with this probability. */
  | { readonly kind: "chance"; readonly probability: number; readonly text: string };

/** What amounts can be had: sums of whole or half tablets, or multiples of an amount in mg (drops). */
export type Rounding =
  | { readonly kind: "tablets"; readonly parts: 1 | 2; readonly place: Place }
  | { readonly kind: "multiples"; readonly of: number; readonly place: Place };

export interface Titration {
  /** mg */
  readonly to: number;
  /** mg a step */
  readonly by: number;
  /** days a step */
  readonly every: number;
  readonly place: Place;
}

export interface Taper {
  /** days from the last full dose on */
  readonly over: number;
  /** Equal steps of dose, or of occupancy. */
  readonly shape: "linear" | "hyperbolic";
  /** Levels between the full dose and none; absent: every dose is lower than the one before. */
  readonly steps?: number | undefined;
  readonly place: Place;
}

export interface Replacement {
  /** The drug that ends where this entry starts. */
  readonly drug: string;
  /** days in which the old drug goes down and this one goes up */
  readonly crossTaper?: number | undefined;
  /** days without either */
  readonly washout?: number | undefined;
  readonly place: Place;
}

/** One entry of a treatment: a dose given regularly, and how it starts, ends and fails. Times in days; `until` is exclusive. */
export interface RegimenEntry {
  readonly drug: string;
  /** mg each interval */
  readonly dose: number;
  /** days between doses */
  readonly every: number;
  readonly from: number;
  /** Absent: to the end of the run. Where there is a taper: the day on which it starts. */
  readonly until?: number | undefined;
  readonly place: Place;
  /** Where its end is written, for a fault in it. */
  readonly untilPlace?: Place | undefined;
  /** Times within the interval, in days, at which equal parts of the dose are given. */
  readonly split?: { readonly at: readonly number[]; readonly place: Place } | undefined;
  /** A higher dose for the first doses: mg each interval, and for how many days. */
  readonly loading?: { readonly dose: number; readonly days: number; readonly place: Place } | undefined;
  readonly titrate?: Titration | undefined;
  readonly taper?: Taper | undefined;
  readonly rounding?: Rounding | undefined;
  readonly replaces?: Replacement | undefined;
  /** Doses that are not asked for: holidays from the drug. */
  readonly pause?: readonly DaySelector[] | undefined;
  /** Doses that are asked for and not taken. */
  readonly miss?: readonly DaySelector[] | undefined;
  readonly late?:
    | { readonly by: number; readonly on: readonly DaySelector[]; readonly place: Place }
    | undefined;
  /** A line of an event table: single doses that may meet others of the same drug. */
  readonly isEvent?: boolean | undefined;
  /** The same doses have been taken so long that every round of them is like the one before; a year of them is listed. */
  readonly isSteady?: boolean | undefined;
}

/** One administration. */
export interface Dose {
  /** day on which it is taken; before 0 where the run starts with somebody who has been taking it */
  readonly time: number;
  readonly drug: string;
  /** mg */
  readonly amount: number;
  /** Why it is given and why this much; every dose of a regimen says so. */
  readonly reason?: string | undefined;
  /** days after the time it was asked for */
  readonly late?: number | undefined;
  /** days between this dose and the same one before it, for ever back; of doses before day 0 */
  readonly every?: number | undefined;
}

/** A dose that was asked for and not taken; `time` is when it was due. */
export type MissedDose = Omit<Dose, "late" | "every">;

/** All doses of a treatment in a run, each list by time. */
export interface DosePlan {
  readonly doses: readonly Dose[];
  readonly missed: readonly MissedDose[];
}
