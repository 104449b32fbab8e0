import { forgetPlan, type PartStore, type ResultsFolder } from "../files/index.ts";
import type { PlanHead } from "../runs/index.ts";
import { type Destination, into } from "./destination.ts";
import { NoResult } from "./failure.ts";
import { KeptByTask } from "./kept-by-task.ts";
import { KeptRuns, type RunStore, ShareDone } from "./kept-runs.ts";
import { finishKept, openStore, type PartOptions, type RunAgain, shareIsDone } from "./shares.ts";
import type { TellOptions } from "./tell.ts";

/** Where a study's results go, and what keeps its runs. */
export interface ResultsPlace {
  readonly folder?: ResultsFolder;
  readonly kept?: RunStore;
}

/** A study that was asked for, whose runs can be kept. */
export interface KeptStudy {
  readonly plan: PlanHead;
  readonly where: Destination;
  /** Its runs are asked for side by side. */
  readonly isByTask?: boolean | undefined;
  /** Runs it and tells the result. */
  answer(options: Partial<PartOptions> & TellOptions, where?: ResultsPlace): Promise<void>;
}

/** Whether a study is to keep its runs: where it writes into a folder, which shards and runs that go on always do. */
export const isKeptIn = ({ out, resume, shard }: Partial<PartOptions> & TellOptions): boolean =>
  out !== undefined || resume === true || shard !== undefined;

/** Runs a study, or a shard of it, and keeps what ends. */
export async function keepOrShare(
  study: KeptStudy,
  options: Partial<PartOptions> & TellOptions,
): Promise<void> {
  const { shard, resume = false } = options;
  const isShared = shard !== undefined;
  const run = async (folder: ResultsFolder) => {
    const { question } = folder;
    const store = openStore(folder.path, study.plan, { goesOn: resume || isShared, isShared, question });
    try {
      if (study.isByTask) return await keepByTask(study, options, folder, store);
      await finishKept(folder, () => study.answer(options, { folder, kept: new KeptRuns(store, { shard }) }));
    } catch (error) {
      // Its runs would come to the same end again.
      if (error instanceof NoResult && !isShared) forgetPlan(folder.path);
      if (!(shard && error instanceof ShareDone)) throw error;
      shareIsDone(shard, folder);
    }
  };
  await into(study.where, run, { isShared });
}

async function keepByTask(
  study: KeptStudy,
  options: Partial<PartOptions> & TellOptions,
  folder: ResultsFolder,
  store: PartStore,
): Promise<void> {
  const kept = new KeptByTask(store);
  try {
    await finishKept(folder, () => study.answer(options, { folder, kept }));
  } finally {
    kept.close();
  }
}

/** A study that was begun before: what its shards have kept, told without computing anything. */
export const againFrom = ({ plan, where, isByTask, answer }: KeptStudy): RunAgain => ({
  plan,
  where,
  finish: (store, folder, told) => {
    const Kept = isByTask ? KeptByTask : KeptRuns;
    return answer(told, { folder, kept: new Kept(store, { isComplete: true }) });
  },
});
