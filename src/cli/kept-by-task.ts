import { type PartStore, sha256Of } from "../files/index.ts";
import {
  type ArmValues,
  type Chunk,
  type EvaluateMany,
  type Evaluator,
  evaluateWith,
} from "../runs/index.ts";
import { Failure } from "./failure.ts";
import { type RunStore, valuesOf } from "./kept-runs.ts";
import { goingOn, goOnWords, interruption } from "./run-parts.ts";
import { orFailure, PartsMissing } from "./shares.ts";

/**
 * Keeps the runs of a study that asks for many things side by side, so that their order depends on how fast each comes: a
 * chunk is kept under what was asked for, and read when that is asked for again. What is asked for must follow from what
 * was asked and the rows alone, and evaluators must be opened in one order.
 */
export class KeptByTask implements RunStore {
  private readonly store: PartStore;
  private readonly isComplete: boolean;
  /** Parts by what was asked for. */
  private readonly parts = new Map<string, number>();
  private next: number;
  private opened = 0;
  private readonly interruption = interruption();

  /** @param isComplete nothing is computed: what is not kept is an error */
  constructor(store: PartStore, { isComplete = false } = {}) {
    this.store = store;
    this.isComplete = isComplete;
    for (const part of store.parts) {
      const { of } = orFailure(() => store.readWhole(part));
      if (of !== undefined) this.parts.set(of, part);
    }
    this.next = (store.parts.at(-1) ?? -1) + 1;
  }

  get plan(): string {
    return this.store.plan;
  }

  evaluateWith({ width, evaluate }: Evaluator): EvaluateMany {
    const number = this.opened++;
    return evaluateWith({ width, evaluate: (chunk) => this.chunk(number, chunk, evaluate) });
  }

  /** Ctrl-C ends the process again. */
  close(): void {
    this.interruption.close();
  }

  private async chunk(
    evaluator: number,
    chunk: Chunk,
    evaluate: Evaluator["evaluate"],
  ): Promise<readonly ArmValues[]> {
    const { store } = this;
    const of = sha256Of(`${evaluator} ${JSON.stringify(chunk, mapsAsLists)}`).slice(0, 32);
    let part = this.parts.get(of);
    if (part === undefined) {
      if (this.isComplete) throw new PartsMissing(1, store.count + 1);
      this.stopIfAsked();
      const results = await this.orKept(() => evaluate(chunk));
      part = this.next++;
      await this.orKept(() => store.keep(part!, chunk, results, of));
      this.parts.set(of, part);
      this.stopIfAsked();
    }
    // What has just been computed is read too, so that a run that was resumed cannot differ from one that was not.
    return orFailure(() => store.read(part!)).map(valuesOf);
  }

  private stopIfAsked(): void {
    if (this.interruption.isAsked()) throw new Failure(`Stopped. ${this.goOn}`, 130);
  }

  private get goOn(): string {
    return goOnWords(this.store.count, this.store);
  }

  private async orKept<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw goingOn(error, this.goOn);
    }
  }
}

/** Replaces maps in JSON, which it would leave empty. */
const mapsAsLists = (_: string, value: unknown) => (value instanceof Map ? [...value] : value);
