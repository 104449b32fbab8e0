import type { Loan } from "../engine/index.ts";
import type { GivenTables } from "./measured.ts";
import type { Reply, Request, Simulated, SimulateRequest } from "./protocol.ts";
import type { StudyAnswer, StudyQuestion } from "./study-types.ts";
import type { ExplorerState } from "./types.ts";
import { word } from "./words.ts";

/** The side of a worker that the page sees; a plain object in tests. */
export interface Port {
  postMessage(request: Request): void;
  terminate(): void;
  onmessage: ((event: { data: Reply }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

export type Job = Omit<SimulateRequest, "kind" | "id">;

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A newer request of the same lane came before this one was begun. */
export const overtaken = Symbol("overtaken");

/** The worker is gone and another has begun; whoever waited is told in words, and may ask again. */
export class WorkerLost extends Error {}

const restartsInARow = 3;

/**
 * Asks a worker and hears its answers. In a lane the latest request wins: while one is under way only the newest of
 * those that came since is kept. A worker that crashes is replaced, and what it was at is given up; after too many crashes
 * in a row it is not, and whatever is asked fails at once.
 */
export class WorkerClient {
  private readonly start: () => Port;
  private readonly library: string;
  private rest: string | undefined;
  private readonly onLost: (canGoOn: boolean) => void;
  private port: Port;
  private nextId = 1;
  private crashes = 0;
  private waiting = new Map<number, Waiting>();
  private lanes = new Map<string, { busy: boolean; next?: { begin: () => void; drop: () => void } }>();

  constructor(start: () => Port, library: string, onLost: (canGoOn: boolean) => void) {
    this.start = start;
    this.library = library;
    this.onLost = onLost;
    this.port = this.begin();
  }

  /** What no run of a case asks for; studies and files wait for it. */
  complete(rest: string): void {
    this.rest = rest;
    this.port.postMessage({ kind: "rest", rest });
  }

  /** Simulates, unless a newer request of the lane overtakes this one. */
  simulate(lane: string, job: Job): Promise<Simulated | typeof overtaken> {
    const state = this.lanes.get(lane) ?? { busy: false };
    this.lanes.set(lane, state);
    return new Promise((resolve, reject) => {
      const begin = () => {
        state.busy = true;
        this.ask({ kind: "simulate", id: this.nextId++, ...job })
          .then((reply) => resolve(reply as Simulated), reject)
          .finally(() => {
            state.busy = false;
            const { next } = state;
            delete state.next;
            next?.begin();
          });
      };
      if (!state.busy) begin();
      else {
        state.next?.drop();
        state.next = { begin, drop: () => resolve(overtaken) };
      }
    });
  }

  async csv(text: string): Promise<string> {
    const reply = await this.ask({ kind: "csv", id: this.nextId++, text });
    return reply.kind === "csv" ? reply.csv : "";
  }

  /** What the page needs to simulate a case itself. */
  async lend(text: string): Promise<Loan | undefined> {
    const reply = await this.ask({ kind: "lend", id: this.nextId++, text });
    return reply.kind === "lent" ? reply.loan : undefined;
  }

  async open(
    file: string,
    text: string,
    beside: ReadonlyMap<string, string>,
  ): Promise<Extract<Reply, { kind: "opened" }>["outcome"]> {
    const reply = await this.ask({ kind: "open", id: this.nextId++, file, text, beside });
    return reply.kind === "opened" ? reply.outcome : { problem: word("file not opened") };
  }

  async points(
    state: ExplorerState,
    given: GivenTables,
  ): Promise<Extract<Reply, { kind: "points" }>["outcome"]> {
    const reply = await this.ask({ kind: "points", id: this.nextId++, state, given });
    return reply.kind === "points" ? reply.outcome : { problem: word("table not read") };
  }

  /** Many runs; a newer question overtakes this one. */
  async study(
    question: StudyQuestion,
    onProgress: (done: number, total: number) => void,
  ): Promise<StudyAnswer | typeof overtaken> {
    const reply = await this.ask({ kind: "study", id: this.nextId++, question }, onProgress);
    return reply.kind === "studied" ? reply.answer : overtaken;
  }

  /** Ends the worker, whatever it is at; whoever waits is told that it is lost. */
  close(): void {
    this.port.terminate();
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(new WorkerLost(word("was cancelled")));
  }

  /** Makes the worker fail, for tests. */
  crash(): void {
    this.port.postMessage({ kind: "crash" });
  }

  private ask(request: Request & { id: number }, onProgress?: Waiting["onProgress"]): Promise<Reply> {
    if (!this.canGoOn()) return Promise.reject(new Error(word("keeps stopping")));
    return new Promise((resolve, reject) => {
      this.waiting.set(request.id, { resolve, reject, onProgress });
      this.port.postMessage(request);
    });
  }

  private begin(): Port {
    const port = this.start();
    port.onmessage = ({ data }) => this.hear(data);
    port.onerror = () => this.lost();
    port.postMessage({ kind: "library", library: this.library });
    if (this.rest !== undefined) port.postMessage({ kind: "rest", rest: this.rest });
    return port;
  }

  private hear(reply: Reply): void {
    if (reply.kind === "ready") return;
    this.crashes = 0;
    const waiting = this.waiting.get(reply.id);
    if (reply.kind === "progress") {
      waiting?.onProgress?.(reply.done, reply.total);
      return;
    }
    this.waiting.delete(reply.id);
    if (reply.kind === "refused") waiting?.reject(new Error(reply.problem));
    else waiting?.resolve(reply);
  }

  private lost(): void {
    this.port.terminate();
    this.crashes++;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    const canGoOn = this.canGoOn();
    if (canGoOn) this.port = this.begin();
    const problem = canGoOn ? new WorkerLost(word("has stopped")) : new Error(word("keeps stopping"));
    for (const { reject } of waiting) reject(problem);
    this.onLost(canGoOn);
  }

  private canGoOn(): boolean {
    return this.crashes <= restartsInARow;
  }
}
