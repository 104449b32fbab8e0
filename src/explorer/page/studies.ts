import { signal } from "@preact/signals";
import { scenarioText } from "../scenario-text.ts";
import type { StudyAnswer, StudyOf, StudyQuestion } from "../study-types.ts";
import { overtaken, WorkerClient, WorkerLost } from "../worker-client.ts";
import { libraryText } from "./library.ts";
import { startWorker } from "./start-worker.ts";
import { state } from "./store.ts";

/** How far the answer to a question is. */
interface Study {
  readonly done: number;
  readonly total: number;
  readonly answer?: StudyAnswer | undefined;
  readonly problem?: string | undefined;
}

type AboutCase = Exclude<StudyQuestion["kind"], "claims">;

const mostKept = 20;

/** By question; at most one is under way, and answers stay for those who come back to a case. */
const studies = signal<ReadonlyMap<string, Study>>(new Map());

let client: WorkerClient | undefined;
/** Studies have a worker of their own, so that sliders answer while one is under way. */
function ownWorker(): WorkerClient {
  client ??= new WorkerClient(startWorker, libraryText, () => {});
  return client;
}

/** A question about the current case and the variable of the main chart. */
export function questionOf<K extends AboutCase>(kind: K): Extract<StudyQuestion, { kind: K }> {
  const { current, duration, main } = state.value;
  const question = { kind, text: scenarioText([current], duration), variable: main };
  return question as Extract<StudyQuestion, { kind: K }>;
}

/** How far the answer to this very question is; undefined when it was not asked. */
export function studyOf<K extends StudyQuestion["kind"]>(
  question: Extract<StudyQuestion, { kind: K }>,
): (Study & { readonly answer?: StudyOf<K> | undefined }) | undefined {
  return studies.value.get(JSON.stringify(question)) as ReturnType<typeof studyOf<K>>;
}

/** Starts a study unless it is answered or under way. Another that is under way is given up for it. */
export async function ask(question: StudyQuestion): Promise<void> {
  const key = JSON.stringify(question);
  if (studies.peek().has(key)) return;
  const tell = (part: Partial<Study>) => {
    const now = studies.peek().get(key);
    if (now) studies.value = new Map(studies.peek()).set(key, { ...now, ...part });
  };
  const settled = [...studies.peek()].filter(([, { answer, problem }]) => answer ?? problem);
  studies.value = new Map([...settled.slice(-mostKept), [key, { done: 0, total: 0 }]]);
  try {
    const answer = await ownWorker().study(question, (done, total) => tell({ done, total }));
    if (answer !== overtaken) tell({ answer });
  } catch (error) {
    if (error instanceof WorkerLost) client = undefined;
    tell({ problem: error instanceof Error ? error.message : String(error) });
  }
}
