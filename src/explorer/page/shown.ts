import { computed, effect, signal } from "@preact/signals";
import type { Answer } from "../../engine/index.ts";
import type { Case } from "../types.ts";
import { current, result } from "./store.ts";
import { whenIdle } from "./timing.ts";

export const gates = computed(() => current.value.gates);
export const numbers = computed(() => current.value.set);

/** A case and what came out of it. */
export interface Shown {
  readonly current: Case;
  readonly answer: Answer | undefined;
}

/** What the main chart shows. */
export const front = computed((): Shown => ({ current: current.value, answer: result.value }));
/** What all beside it shows: while a hand moves that follows when the page has time for it. */
export const aside = signal(front.value);
const follow = whenIdle(() => {
  aside.value = front.value;
});
effect(() => {
  const { answer } = front.value;
  if (answer?.precision === "coarse") follow();
  else aside.value = front.value;
});
