import { batch, effect } from "@preact/signals";
import type { CaseResult, Nearby, Precision } from "../../engine/index.ts";
import { canonical } from "../../text/index.ts";
import { sameCase } from "../case.ts";
import { writeLink } from "../link.ts";
import { type CaseQuestion, Prefetcher } from "../prefetch.ts";
import { caseText } from "../scenario-text.ts";
import type { Case, ExplorerState, View } from "../types.ts";
import { limits } from "../types.ts";
import { overtaken, WorkerClient, WorkerLost } from "../worker-client.ts";
import { Address, contentOfLink, otherModel } from "./address.ts";
import { isHeld } from "./hand.ts";
import { word } from "./language.ts";
import { completeLibrary, libraryText, maker, page, restText } from "./library.ts";
import { speakingWorker } from "./speaking-worker.ts";
import { loadNearby, loadRest } from "./start-worker.ts";
import {
  answers,
  type CurrentRun,
  chosen,
  cursor,
  failure,
  ghost,
  isSameRun,
  keptResults,
  notice,
  prepared,
  result,
  running,
  showsBand,
  state,
  system,
  tab,
} from "./state.ts";
import { measured, whenPainted } from "./timing.ts";

const client = new WorkerClient(speakingWorker, libraryText, (canGoOn) => {
  notice.value = word(canGoOn ? "started again" : "keeps stopping");
  if (canGoOn) refresh();
});

restText.then((rest) => client.complete(rest));

export const crashWorker = () => client.crash();

/** ms without a change; longer while a hand is on the slider, for which each exact run would be in the way. */
const settleAfter = { free: 120, held: 400 };
const ghostAfter = 1200;
let settling = 0;
let lastChange = Number.NEGATIVE_INFINITY;

/** Which columns a coarse run must bring. */
let wanted: () => readonly string[] = () => [];
export const wantColumns = (names: () => readonly string[]) => {
  wanted = names;
};

/** Changes the state; the curves answer coarsely at once and exactly when the hand rests. */
export function change(next: Partial<ExplorerState>, event?: Event): void {
  const before = state.value;
  const after = { ...before, ...next };
  const now = performance.now();
  const isNewCase = !sameCase(after.current, before.current);
  const isNewFile = canonical(after.file ?? null) !== canonical(before.file ?? null);
  batch(() => {
    // The curve of the last setting at which the hand rested stays as a ghost.
    if (isNewCase && now - lastChange > ghostAfter && result.value?.precision === "exact")
      ghost.value = result.value;
    if (isNewFile) keptResults.value = new Map();
    if (after.duration !== before.duration) {
      ghost.value = undefined;
      keptResults.value = new Map();
      cursor.value =
        cursor.value === before.duration ? after.duration : Math.min(cursor.value, after.duration);
    }
    state.value = after;
  });
  if (isNewCase || isNewFile || after.duration !== before.duration) {
    lastChange = now;
    answerInFrame(event?.timeStamp ?? now);
    settle();
  }
  keepUp();
}

export function changeCase(next: Partial<Case>, event?: Event): void {
  change({ current: changed(next) }, event);
}

function changed(next: Partial<Case>): Case {
  const { name, ...rest } = { ...state.value.current, ...next };
  // A name given by a file or a visitor says what the case was; a changed case is called by what it holds.
  return next.name === undefined ? rest : { ...rest, name };
}

export function settle(delay = isHeld() ? settleAfter.held : settleAfter.free): void {
  clearTimeout(settling);
  settling = window.setTimeout(() => ask("exact", performance.now()), delay);
}

/** Asks for everything again, after a loss or at the start. */
export async function refresh(): Promise<void> {
  await Promise.all([ask("exact", performance.now()), keepUp()]);
}

/** Claims and sources, for which the first answer does not wait. */
export async function fetchRest(): Promise<void> {
  try {
    completeLibrary(await loadRest());
  } catch {
    notice.value = word("rest missing");
  }
}

/** Questions are numbered, so that a late answer does not take the place of an answer to a later question. */
let asked = 0;
let answered = 0;

/** Since when, ms, what was asked after the first input of a frame waits for the next. */
let waitsSince: number | undefined;
let hasAnswered = false;

/** Answers the first input of a frame at once, and of those that follow in it the last, before the next is painted. */
function answerInFrame(since: number): void {
  if (hasAnswered) {
    waitsSince ??= since;
    return;
  }
  hasAnswered = true;
  if (!answerAtOnce(since)) ask("coarse", since);
  requestAnimationFrame(() => {
    hasAnswered = false;
    if (waitsSince === undefined) return;
    const first = waitsSince;
    waitsSince = undefined;
    if (!answerAtOnce(first)) ask("coarse", first);
  });
}

/** Shows the coarse answer that was foreseen, or that of the engine in the page, where there is one. */
function answerAtOnce(since: number): boolean {
  const begun = performance.now();
  const question = questionOf(state.value.current);
  const seen = prefetcher.of(question);
  const answer = seen ?? answerHere(question);
  if (!answer) return false;
  nearby?.interrupt();
  const end = performance.now();
  show(answer, state.value, ++asked, since, () =>
    measured(seen ? "lull:coarse:foreseen" : "lull:coarse:here", begun, end),
  );
  return true;
}

/** What a coarse run of a case is asked for. */
const questionOf = (one: Case): CaseQuestion => ({
  text: caseText(page, one, state.value.duration, state.value.file),
  wanted: wanted(),
});

function answerHere(question: CaseQuestion): CaseResult | undefined {
  try {
    const answer = nearby?.simulate(question.text, question.wanted);
    if (answer) prefetcher.keep(question, answer);
    return answer;
  } catch {
    // The worker says in words what cannot be run.
    return undefined;
  }
}

const prefetcher = new Prefetcher(async (question) => {
  try {
    const reply = await client.simulate("ahead", { ...question, precision: "coarse" });
    return reply === overtaken ? undefined : reply;
  } catch {
    // Whoever goes there is told why.
    return undefined;
  }
});

/** What makes a slider one whose positions are foreseen while a hand is near. */
export function foreseen(caseAt: (position: number) => Partial<Case>) {
  const approach = (event: { readonly currentTarget: HTMLInputElement }) => {
    prefetcher.near(event.currentTarget, (position) => questionOf(changed(caseAt(position))));
    if (result.value?.precision === "exact") void prefetcher.prefetch();
  };
  return { onPointerEnter: approach, onFocus: approach };
}

function show(
  answer: CaseResult,
  question: CurrentRun,
  number: number,
  since: number,
  note?: () => void,
): void {
  if (number < answered) return;
  answered = number;
  batch(() => {
    answers.value = question;
    result.value = answer;
    failure.value = answer.failure;
  });
  timed(answer.precision, since, note);
}

let nearby: Nearby | undefined;

/** Has the page ready to answer by itself when the hand moves next. */
async function comeNear(text: string): Promise<void> {
  try {
    nearby ??= await loadNearby();
    await nearby.prepare(text, () => client.lend(text));
  } catch (error) {
    console.warn("The worker goes on answering, a frame later.", error);
  }
}

async function ask(precision: Precision, since: number): Promise<void> {
  const question = state.value;
  const text = caseText(page, question.current, question.duration, question.file);
  const number = ++asked;
  try {
    const reply = await client.simulate("current", {
      text,
      precision,
      ...(precision === "coarse" ? { wanted: wanted() } : {}),
    });
    if (reply === overtaken) return;
    if (precision === "coarse") nearby?.comparedWith(performance.now() - since);
    // An answer to a question that is no longer asked is worth showing only while the hand still moves.
    if (precision === "exact" && !isSameRun(question, state.value)) return;
    show(reply, question, number, since);
    if (precision !== "exact") return;
    comeNear(text);
    void prefetcher.prefetch();
  } catch (error) {
    if (error instanceof WorkerLost || number < answered) return;
    batch(() => {
      answers.value = question;
      failure.value = error instanceof Error ? error.message : String(error);
      // What was drawn before is no answer to what was asked.
      result.value = undefined;
    });
  }
}

/** Marks how long it took from the input to the answer, and to the frame that shows it. */
function timed(precision: Precision, since: number, note?: () => void): void {
  const answered = performance.now();
  whenPainted(() => {
    measured(`lull:${precision}:painted`, since);
    measured(`lull:${precision}:answered`, since, answered);
    note?.();
    // On a machine that is late with its frames the next move of the hand is late too.
    if (result.value?.precision === "coarse") settle();
  });
}

/** Simulates the kept cases that have no result yet. */
function keepUp(): void {
  const { kept, duration, file } = state.value;
  for (const one of kept) {
    if (keptResults.value.has(one)) continue;
    running.value++;
    client
      .simulate(`kept ${kept.indexOf(one)}`, {
        text: caseText(page, one, duration, file),
        precision: "exact",
      })
      .then((reply) => {
        const isAsked = isSameRun({ current: one, duration, file }, { ...state.value, current: one });
        if (reply === overtaken || !isAsked || !state.value.kept.includes(one)) return;
        keptResults.value = new Map(keptResults.value).set(one, reply);
      })
      .catch((error) => {
        if (!(error instanceof WorkerLost)) notice.value = String(error.message);
      })
      .finally(() => {
        running.value--;
      });
  }
}

export function keep(): void {
  const { kept, current: one } = state.value;
  if (kept.length >= limits.kept) notice.value = word("kept limit", { n: limits.kept });
  else if (!kept.some((other) => sameCase(other, one))) {
    const copy = { ...one };
    if (result.value?.precision === "exact" && result.value !== prepared)
      keptResults.value = new Map(keptResults.value).set(copy, result.value);
    change({ kept: [...kept, copy] });
  } else notice.value = word("kept already");
}

/** A coarse run beside the current case, of what the charts show; undefined where it could not be run. */
export async function simulateBeside(text: string): Promise<CaseResult | undefined> {
  try {
    const reply = await client.simulate("beside", { text, precision: "coarse", wanted: wanted() });
    return reply === overtaken || reply.failure ? undefined : reply;
  } catch {
    return undefined;
  }
}

export const pointsOf = (...asked: Parameters<WorkerClient["points"]>) => client.points(...asked);

export const csvOf = (text: string) => client.csv(text);

/** @returns whether the file took its place on the page */
export async function openFile(
  name: string,
  text: string,
  beside: ReadonlyMap<string, string> = new Map(),
): Promise<boolean> {
  try {
    const outcome = await client.open(name, text, beside);
    if ("problem" in outcome) {
      notice.value = outcome.problem;
      return false;
    }
    if (!mayReplace(word("open?", { file: name }))) return false;
    const { says, ...opened } = outcome.value;
    notice.value = says;
    change({ file: undefined, ...opened });
    return true;
  } catch (error) {
    if (!(error instanceof WorkerLost)) notice.value = String((error as Error).message);
  }
  return false;
}

/** Asks whether what is on the screen, from now on a step for Undo, may give way where somebody has made it. */
export function mayReplace(what: string): boolean {
  address.write();
  const { current: one, kept } = state.value;
  const hasWork = kept.length > 0 || !sameCase(one, page.opening.current);
  const isKept = kept.some((other) => sameCase(other, one));
  return !hasWork || isKept || confirm(word("takes the place", { question: what }));
}

const viewNow = (): View => ({
  tab: tab.value,
  ...(system.value === undefined ? {} : { system: system.value }),
  ...(cursor.value === state.value.duration ? {} : { cursor: cursor.value }),
  chosen: chosen.value,
  showsBand: showsBand.value,
});

/** What is on the screen, in the address; each change of the case can be undone. */
export const address = new Address({
  link: () => writeLink(state.value, page.opening, viewNow(), maker.modelHash),
  step: () => writeLink(state.value, page.opening),
  onReturn() {
    const outcome = contentOfLink();
    if ("problem" in outcome) {
      notice.value = outcome.problem;
      return;
    }
    const { state: next, view } = outcome.value;
    notice.value = otherModel();
    batch(() => {
      change(next);
      tab.value = view.tab;
      system.value = view.system;
      chosen.value = view.chosen;
      showsBand.value = view.showsBand;
      cursor.value = view.cursor ?? next.duration;
    });
  },
});
effect(() => {
  viewNow();
  address.follow();
});
