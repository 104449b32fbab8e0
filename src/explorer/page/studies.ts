import { signal } from "@preact/signals";
import { caseText } from "../scenario-text.ts";
import type { StudyAnswer, StudyOf, StudyQuestion } from "../study-types.ts";
import { overtaken, WorkerClient } from "../worker-client.ts";
import { libraryText, page, restText } from "./library.ts";
import { speakingWorker } from "./speaking-worker.ts";
import { state } from "./state.ts";

/** How far the answer to a question is. */
interface StudyProgress {
  readonly done: number;
  readonly total: number;
  readonly answer?: StudyAnswer | undefined;
  readonly problem?: string | undefined;
  readonly isCancelled?: boolean | undefined;
}

type AboutCase = Exclude<StudyQuestion["kind"], "claims">;

const mostKept = 20;

/** By question; at most one is under way, and answers stay for those who come back to a case. */
const studies = signal<ReadonlyMap<string, StudyProgress>>(new Map());

let client: WorkerClient | undefined;
/** Studies have a worker of their own, so that sliders answer while one is under way. */
function ownWorker(): WorkerClient {
  if (client) return client;
  const own = new WorkerClient(speakingWorker, libraryText, () => {});
  client = own;
  restText.then((rest) => own.complete(rest));
  return own;
}

/** A question about the current case and the variable of the main chart. */
export function questionOf<K extends AboutCase>(kind: K): Extract<StudyQuestion, { kind: K }> {
  const { current, duration, main, file } = state.value;
  const question = { kind, text: caseText(page, current, duration, file), variable: main };
  return question as Extract<StudyQuestion, { kind: K }>;
}

/** How far the answer to this very question is; undefined when it was not asked. */
export function studyOf<K extends StudyQuestion["kind"]>(
  question: Extract<StudyQuestion, { kind: K }>,
): (StudyProgress & { readonly answer?: StudyOf<K> | undefined }) | undefined {
  return studies.value.get(JSON.stringify(question)) as ReturnType<typeof studyOf<K>>;
}

/** What somebody looks at the answer of, by question. */
const wanted = new Map<string, StudyQuestion>();
let running: string | undefined;

/**
 * Asks for a study, after those that others on the page wait for. One that nobody waits for any longer is given up for
 * the next.
 * @returns a function to call when nobody looks any longer
 */
export function want(question: StudyQuestion): () => void {
  const key = JSON.stringify(question);
  wanted.set(key, question);
  next();
  return () => {
    wanted.delete(key);
  };
}

/** Ends a study that is under way, until it is asked for {@link again}. */
export function cancel(question: StudyQuestion): void {
  const key = JSON.stringify(question);
  tell(key, { isCancelled: true });
  if (running !== key) return;
  client?.close();
  client = undefined;
}

export function again(question: StudyQuestion): void {
  forget(JSON.stringify(question));
  next();
}

function next(): void {
  if (running !== undefined && wanted.has(running)) return;
  const waiting = [...wanted].find(([key]) => !studies.peek().has(key));
  if (waiting) void begin(...waiting);
}

async function begin(key: string, question: StudyQuestion): Promise<void> {
  running = key;
  const settled = [...studies.peek()].filter(
    ([, { answer, problem, isCancelled }]) => answer ?? problem ?? isCancelled,
  );
  studies.value = new Map([...settled.slice(-mostKept), [key, { done: 0, total: 0 }]]);
  try {
    const answer = await ownWorker().study(question, (done, total) => tell(key, { done, total }));
    if (answer === overtaken) forget(key);
    else tell(key, { answer });
  } catch (error) {
    if (!studies.peek().get(key)?.isCancelled)
      tell(key, { problem: error instanceof Error ? error.message : String(error) });
  } finally {
    if (running === key) {
      running = undefined;
      next();
    }
  }
}

function tell(key: string, part: Partial<StudyProgress>): void {
  const now = studies.peek().get(key);
  if (now) studies.value = new Map(studies.peek()).set(key, { ...now, ...part });
}

function forget(key: string): void {
  const rest = new Map(studies.peek());
  rest.delete(key);
  studies.value = rest;
}
