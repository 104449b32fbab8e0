import { effect, signal } from "@preact/signals";
import { timeAt } from "./plot.ts";
import { cursor, state } from "./state.ts";

/** How long the weeks take, ms. */
const length = 14_000;
/** Pictures shown to those who want no motion. */
const stills = 8;

export const isPlaying = signal(false);
let frame = 0;
let shown = Number.NaN;

/** Moves the time cursor from the first hour to the end by factors, so that hours and weeks have the same room. */
export function play(): void {
  stop();
  isPlaying.value = true;
  const { duration } = state.value;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const begun = performance.now();
  const step = (now: number) => {
    const share = Math.min(1, Math.max(0, (now - begun) / length));
    shown = cursor.value = timeAt(isStill ? Math.ceil(share * stills) / stills : share, duration, true);
    if (share < 1 && isPlaying.value) frame = requestAnimationFrame(step);
    else stop();
  };
  step(begun);
}

export function stop(): void {
  cancelAnimationFrame(frame);
  isPlaying.value = false;
}

// A hand on the cursor, or another length of the run, ends it.
effect(() => {
  if (cursor.value !== shown && isPlaying.peek()) stop();
});
