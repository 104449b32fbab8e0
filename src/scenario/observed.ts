import type { Observation } from "../data/index.ts";
import type { Dose } from "../pharmacology/index.ts";
import { type MeasureRequest, requestFor } from "./measures.ts";

/** A hundredth of a second, in days: how long before a dose of the same time a point counts as taken. */
const justBefore = 1e-7;

/** Two times closer than this (days) are the same. */
const same = 1e-9;

/** What a run of an arm is asked for to stand beside a measured point: the variable at its time, before any dose of that time. */
export function predictionOf({ variable, time, place }: Observation, doses: readonly Dose[]): MeasureRequest {
  const isAtDose = time > justBefore && doses.some((dose) => Math.abs(dose.time - time) <= same);
  return requestFor("at", variable, [isAtDose ? time - justBefore : time], { place });
}
