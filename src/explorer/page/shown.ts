import { computed, effect, signal } from "@preact/signals";
import type { CaseResult } from "../../engine/index.ts";
import type { Case } from "../types.ts";
import { current, ghost, result } from "./state.ts";
import { whenIdle } from "./timing.ts";

export const gates = computed(() => current.value.gates);
export const numbers = computed(() => current.value.set);

/** A case and what came out of it. */
export interface Shown {
  readonly current: Case;
  readonly answer: CaseResult | undefined;
  /** What came out of the setting before. */
  readonly ghost: CaseResult | undefined;
}

/** What the main chart shows. */
export const front = computed(
  (): Shown => ({ current: current.value, answer: result.value, ghost: ghost.value }),
);
/** What all beside it shows: while a hand moves that follows when the page has time for it. */
export const aside = signal(front.value);
const follow = whenIdle(() => {
  aside.value = front.value;
});
effect(() => {
  const { answer } = front.value;
  // A case that has moved and has no answer of its own yet is one that moves.
  if (answer?.precision === "coarse" || answer === aside.peek().answer) follow();
  else aside.value = front.value;
});
