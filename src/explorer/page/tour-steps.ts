import { signal } from "@preact/signals";
import { page } from "./library.ts";

/** The step of the tour that is shown, or none. */
export const step = signal<number | undefined>(undefined);
export const guessStep = 1;
/** The step in which the time slider is moved. */
export const timeStep = 3;
/** The step in which an arrow is to be cut. */
export const cutStep = 4;
/** Whether an arrow is the one that the tour asks for. */
export const wantsPulse = (cuts: readonly string[]) =>
  step.value === cutStep && page.tour !== undefined && cuts.includes(page.tour.cut);
