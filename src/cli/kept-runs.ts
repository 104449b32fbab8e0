import type { PartRow, PartStore } from "../files/index.ts";
import {
  type ArmValues,
  chunksOf,
  type EvaluateMany,
  type EvaluateOptions,
  type Evaluator,
  type Shard,
  type TaskInput,
  type TaskResult,
} from "../runs/index.ts";
import { withoutMissing } from "../text/index.ts";
import { keepParts, type NumberedChunk } from "./run-parts.ts";
import { orFailure, PartsMissing } from "./shares.ts";

/** Stands between a study and what evaluates its runs, and keeps them. */
export interface RunStore {
  /** Fingerprint of what is computed. */
  readonly plan: string;
  evaluateWith(evaluator: Evaluator): EvaluateMany;
}

/** A shard has computed its share; what follows from all of them is for `lull merge`. */
export class ShareDone extends Error {}

export interface KeptOptions {
  /** The share of the last runs that is computed; absent: all of them. */
  readonly shard?: Shard | undefined;
  /** Nothing is computed: what is not kept is an error. */
  readonly isComplete?: boolean;
}

/**
 * Keeps the runs of a study whose later runs follow from earlier ones. Whatever the study asks for, in whatever rounds,
 * is numbered as it is asked for, a chunk a part; asked for again by the same study, it is read instead of computed. So a
 * study goes on after a kill by beginning anew.
 *
 * Shards that write to one folder share every round: each computes its own share, then takes over what no other has kept
 * yet, since the next round depends on it. Of the last round each computes its share alone, and ends.
 */
export class KeptRuns implements RunStore {
  private readonly store: PartStore;
  private readonly options: KeptOptions;
  /** Number of the next part. */
  private next = 0;

  constructor(store: PartStore, options: KeptOptions = {}) {
    this.store = store;
    this.options = options;
  }

  get plan(): string {
    return this.store.plan;
  }

  /** @throws ShareDone from the last round of a shard */
  evaluateWith(evaluator: Evaluator): EvaluateMany {
    return (tasks, options = {}) => this.round(tasks, options, evaluator);
  }

  private async *round(
    tasks: Iterable<TaskInput>,
    { onProgress, isLast = false }: EvaluateOptions,
    evaluator: Evaluator,
  ): AsyncGenerator<TaskResult> {
    const { store, options } = this;
    const { shard, isComplete } = options;
    const first = this.next;
    let count = 0;
    let done = 0;
    let missing = 0;
    const others: NumberedChunk[] = [];
    const advance = ({ tasks: { length } }: { readonly tasks: readonly TaskInput[] }) => {
      done += length;
      onProgress?.(done);
    };
    function* own(): Generator<NumberedChunk> {
      for (const chunk of chunksOf(tasks)) {
        const part = first + count++;
        const isOwn = !shard || part % shard.count === shard.index - 1;
        if (store.has(part)) advance(chunk);
        else if (isComplete) missing++;
        else if (isOwn) yield { part, chunk };
        else if (!isLast) others.push({ part, chunk });
      }
    }
    function* left(): Generator<NumberedChunk> {
      for (const each of others)
        if (store.has(each.part)) advance(each.chunk);
        else yield each;
    }
    const keeping = { onKept: advance, kept: () => String(store.count) };
    await keepParts(own(), store, evaluator, keeping);
    if (missing > 0) throw new PartsMissing(missing, count);
    if (shard && isLast) throw new ShareDone();
    await keepParts(left(), store, evaluator, keeping);
    this.next = first + count;
    // What has just been computed is read too, so that a run that was resumed cannot differ from one that was not.
    for (let part = first; part < this.next; part++)
      for (const row of orFailure(() => store.read(part)))
        yield { task: row.task, arm: row.arm, ...valuesOf(row) };
  }
}

/** What a run gave, as it was kept. */
export function valuesOf({ fault, values, more: { notes, slopes, notExact } = {} }: PartRow): ArmValues {
  return withoutMissing({
    values: values.map((v) => v ?? undefined),
    status: fault ?? succeeded,
    slopes: slopes && Float64Array.from(slopes, (slope) => slope ?? Number.NaN),
    ...{ notes, notExact },
  });
}

/** When a run that succeeded ended is not kept: it is the end of what was asked for. */
const succeeded: TaskResult["status"] = {
  kind: "success",
  time: Number.POSITIVE_INFINITY,
  message: "completed",
};
