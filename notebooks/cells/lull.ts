import type { NearbySimulator, nearbySimulator } from "lull";
import { script, startWorker } from "../../src/explorer/page/start-worker.ts";
import type { Case, RunReply, RunRequest } from "./answers.ts";
import type { Kind, Message, Protocol, Reply } from "./protocol.ts";
import { replyOf, scenarioOf } from "./runs.ts";
import { word } from "./words.ts";

// The page's end of the worker: questions go out, promises come back.

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

let worker: LessonPort | undefined;
let nextId = 1;
const waiting = new Map<number, Waiting>();

/** The worker as a lesson talks to it. */
interface LessonPort {
  postMessage(message: Message<Kind>): void;
  onmessage: ((event: { data: Reply }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

function started(): LessonPort {
  if (worker) return worker;
  worker = startWorker() as unknown as LessonPort;
  worker.onmessage = ({ data }) => {
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if ("problem" in data) reject?.(new Error(data.problem));
    else resolve?.(data.value);
  };
  worker.onerror = (event) => {
    for (const { reject } of waiting.values())
      reject(new Error(event.message || word("calculation stopped")));
    waiting.clear();
  };
  return worker;
}

/** Asks the model in the worker. */
export function ask<K extends Kind>(kind: K, question: Protocol[K]["ask"]): Promise<Protocol[K]["reply"]> {
  const message: Message<K> = { id: nextId++, kind, ask: question };
  return new Promise((resolve, reject) => {
    waiting.set(message.id, { resolve: (value) => resolve(value as Protocol[K]["reply"]), reject });
    started().postMessage(message);
  });
}

/** What answers in the page itself, by the model it runs; the shipped one has no name. */
const near = new Map<string | undefined, NearbySimulator>();

/** Makes the page ready to answer by itself when a slider over such a case moves. */
export async function comeNear(request: RunRequest): Promise<void> {
  const { case: one, weeks, measures } = request;
  // The page loads the script that the worker runs, which it has by then.
  await script("./worker.js");
  const { lullNearby } = self as unknown as { lullNearby: typeof nearbySimulator };
  const simulator = near.get(one.model) ?? lullNearby();
  near.set(one.model, simulator);
  await simulator.prepare(scenarioOf(one, weeks, measures), () => ask("lend", request));
}

/** The coarse answer, where the page can give it within a frame. */
export function runAtOnce({ case: one, weeks, measures, wanted }: RunRequest): RunReply | undefined {
  const outcome = near.get(one.model)?.simulate(scenarioOf(one, weeks, measures), wanted);
  return outcome && replyOf(outcome);
}

const known = new Map<string, Promise<RunReply>>();

/** Runs a case exactly; the same question is computed once a page. */
export function run(
  one: Case,
  {
    weeks = 12,
    wanted = [],
    measures = {},
  }: { weeks?: number; wanted?: readonly string[]; measures?: Readonly<Record<string, string>> } = {},
): Promise<RunReply> {
  const request: RunRequest = { case: one, weeks, wanted, measures, precision: "exact" };
  const key = JSON.stringify(request);
  const before = known.get(key);
  if (before) return before;
  const reply = ask("run", request).then((outcome) => {
    if (outcome.failure) throw new Error(outcome.failure);
    return outcome;
  });
  known.set(key, reply);
  return reply;
}

/** One measure of a case, for example `measured({ treatment: "..." }, "at(affect.blunting_drug, week 8)")`. */
export async function measured(one: Case, measure: string, weeks = 12): Promise<number> {
  const { measures } = await run(one, { weeks, measures: { value: measure } });
  return measures.value ?? Number.NaN;
}
