import opening from "virtual:lull-opening";
import { computed, effect, signal } from "@preact/signals";
import type { CaseResult } from "../../engine/index.ts";
import { canonical } from "../../text/index.ts";
import { openingView, sameCase } from "../case.ts";
import { answerOf } from "../opening.ts";
import type { Case, ExplorerState, LinkContent, Tab } from "../types.ts";
import { contentOfLink, otherModel } from "./address.ts";
import { page } from "./library.ts";
import { whenPainted } from "./timing.ts";

// What is asked, what has been answered, and what the screen shows of it.

const opened = contentOfLink();
const found: LinkContent = "value" in opened ? opened.value : { state: page.opening, view: openingView };

/** The opening case as it came out when the page was built, for the time until the engine has come. */
export const prepared = opening && isOpening(found.state) ? answerOf(opening) : undefined;

/** Everything that a link holds; all else below is worked out from it or lasts only while the page is open. */
export const state = signal<ExplorerState>(found.state);
export const notice = signal<string | undefined>("problem" in opened ? opened.problem : otherModel());
export const result = signal<CaseResult | undefined>(prepared);
export const ghost = signal<CaseResult | undefined>(undefined);
export const keptResults = signal<ReadonlyMap<Case, CaseResult>>(new Map());
export const failure = signal<string | undefined>(undefined);
export const tab = signal<Tab>(found.view.tab);
/** Module that is read in the whole circuit; undefined: the circuit's first look. */
export const system = signal(found.view.system);
/** Variables that the strips show, by strip. */
export const chosen = signal<Readonly<Record<string, string>>>(found.view.chosen);
/** day */
export const cursor = signal(found.view.cursor ?? found.state.duration);
/** The spread over many people is shown behind the main line. */
export const showsBand = signal(found.view.showsBand);
export const current = computed(() => state.value.current);
// A view that reads one of these is drawn anew when that changes, and not at each move of a dose.
export const duration = computed(() => state.value.duration);
export const logTime = computed(() => state.value.logTime);
export const main = computed(() => state.value.main);
export const file = computed(() => state.value.file);
export const kept = computed(() => state.value.kept);

/** What a run of a case depends on. */
export type CurrentRun = Pick<ExplorerState, "current" | "duration" | "file">;
export const isSameRun = (a: CurrentRun, b: CurrentRun) =>
  sameCase(a.current, b.current) &&
  a.duration === b.duration &&
  (a.file === b.file || canonical(a.file ?? null) === canonical(b.file ?? null));

/** What `result`, or `failure` in its place, is the answer to. */
export const answers = signal<CurrentRun>(found.state);
/** Kept cases that are being run. */
export const running = signal(0);
/** What is on the screen is no exact answer to what is asked, or not yet one. */
export const busy = computed(
  () =>
    !isSameRun(answers.value, state.value) ||
    (result.value?.precision !== "exact" && failure.value === undefined),
);
/** Whether all that is asked is answered and painted. */
export const isShown = signal(false);
effect(() => {
  isShown.value = false;
  if (!busy.value && running.value === 0)
    whenPainted(() => {
      isShown.value = !busy.peek() && running.peek() === 0;
    });
});

/**
 * Resolves when the screen shows the exact answer to all that is asked now, or why there is none: what is saved before is of
 * another case. In a tab that is hidden that is when it is seen again, since nothing is painted until then.
 */
export const whenShown = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = effect(() => {
      if (!isShown.value) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });

function isOpening({ current: one, kept, duration, file }: ExplorerState): boolean {
  const { opening } = page;
  return sameCase(one, opening.current) && duration === opening.duration && kept.length === 0 && !file;
}
