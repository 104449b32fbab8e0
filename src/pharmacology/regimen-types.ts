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

/** A dose given in parts within its interval. */
export interface Split {
  /** days after the start of the interval */
  readonly at: readonly number[];
  /** Share of each part in the dose, which add up to 1; absent: equal parts. */
  readonly shares?: readonly number[] | undefined;
  readonly place: Place;
}

/** Which product of a drug somebody named; what that comes to is found among the products of the drug's file. */
export interface Product {
  /** The name as written: of the drug, or a brand, perhaps with more words ("Paxil CR"). */
  readonly name: string;
  /** What was said of form, counting or country: "base", "cr", "eu". */
  readonly words: readonly string[];
  /** The dose is a number of drops. */
  readonly isDrops?: boolean | undefined;
  readonly place: Place;
}

/** What a milligram of the product is in milligrams as the drug's file counts them, once that has been found. */
export interface ProductContent {
  readonly factor: number;
  /** mg of base in a milligram (or drop) of the product, as far as the file says */
  readonly base?: number | undefined;
  /** Strengths of the product, in mg as the file counts them; absent: the tablets of the file. */
  readonly strengths?: readonly number[] | undefined;
  /** Ways in which the product is absorbed, where it has its own. */
  readonly ways?: readonly string[] | undefined;
  /** Why, in words, where it had to be decided. */
  readonly says?: string | undefined;
}

export type Infusion = ({ readonly over: number } | { readonly rate: number }) & { readonly place: Place };

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
  readonly split?: Split | undefined;
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
  /** Which product it is, where more than the drug's name was said. */
  readonly product?: Product | undefined;
  readonly taken?: ProductContent | undefined;
  /** How it comes into the body; absent: swallowed. */
  readonly route?: "iv" | undefined;
  /** Its amounts are mg for each kg of the person. */
  readonly isPerKg?: boolean | undefined;
  /** Its amounts are umol. */
  readonly isMolar?: boolean | undefined;
  /** mg of a umol that amounts in umol became mg by. */
  readonly molar?: number | undefined;
  /** kg of the person for whom amounts by weight became mg. */
  readonly weight?: number | undefined;
  /** Of a dose into a vein that is no single push: how long each lasts, in days, or how much flows, in mg a day. */
  readonly infusion?: Infusion | undefined;
  /** With food or without, where it was said. */
  readonly food?: { readonly isFed: boolean; readonly place: Place } | undefined;
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
  /** How it comes into the body; absent: swallowed. */
  readonly route?: "iv" | undefined;
  /** Names of the ways in which a swallowed dose is absorbed side by side; absent: the one way of the file. */
  readonly ways?: readonly string[] | undefined;
  /** days that an infusion lasts; absent: all at once */
  readonly over?: number | undefined;
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
