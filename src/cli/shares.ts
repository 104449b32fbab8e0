import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Document, Provenance } from "../document/index.ts";
import {
  forgetPlan,
  hasParts,
  manifestIn,
  PartStore,
  PartsFault,
  planHash,
  planIn,
  type ResultsFolder,
  shownPath,
  version,
} from "../files/index.ts";
import {
  type Evaluator,
  type Plan,
  type PlanHead,
  type PreparedArms,
  partsOf,
  type Shard,
} from "../runs/index.ts";
import type { Cast } from "../scenario/index.ts";
import type { KeptRow } from "../studies/index.ts";
import { type Destination, folderName, into } from "./destination.ts";
import { diskReason, Failure } from "./failure.ts";
import type { LoadedLibrary } from "./library.ts";
import { workersOption } from "./options.ts";
import { openPool } from "./pool.ts";
import { runParts } from "./run-parts.ts";
import { type TellOptions, tellDocument } from "./tell.ts";

// What all verbs have in common whose work is cut into parts that are kept: resume, shards, merge.

/** Options of how the parts of a run are computed. */
export interface PartOptions {
  readonly workers?: number | undefined;
  readonly resume?: boolean;
  readonly shard?: Shard;
  readonly allowFailures?: boolean;
}

/** A run that was begun before, as `lull merge` needs it. */
export interface RunAgain {
  readonly plan: PlanHead;
  readonly where: Destination;
  /** Reads what was kept, and tells and writes what follows. */
  finish(store: PartStore, folder: ResultsFolder, told: TellOptions): Promise<void>;
}

/** A run in parts that was asked for, ready to be computed. */
export interface AskedInParts extends RunAgain {
  readonly plan: Plan;
  readonly prepared: PreparedArms;
  /** Changes how chunks are evaluated. */
  wrap?<E extends Evaluator>(evaluator: E): E;
}

/** Options of a verb that writes the results of a run in parts into a folder. */
export const addFolderOptions = (command: Command, byDefault: string): Command =>
  addPartOptions(command.option("--out <dir>", `folder for the results (default: ${byDefault})`, folderName))
    .addOption(allowFailuresOption())
    .option("--json", "print JSON");

export function addPartOptions(command: Command): Command {
  return command
    .addOption(workersOption())
    .addOption(resumeOption())
    .option(
      "--shard <i/n>",
      "compute only this share of the parts, for example 2/8; `lull merge` joins them",
      shardOf,
    );
}

export const resumeOption = (): Option => new Option("--resume", "resume an interrupted run");

/** For verbs whose exit code says that runs failed. */
export const allowFailuresOption = (): Option =>
  new Option("--allow-failures", "accept failed runs: the exit code is 0 all the same");

/** The options without those that do not change what is computed. */
export function settingsOf<
  T extends Partial<PartOptions> & { readonly out?: string; readonly json?: boolean },
>(options: T): Omit<T, "resume" | "shard" | "out" | "json" | "workers" | "allowFailures"> {
  const { resume: _, shard: _s, out: _o, json: _j, workers: _w, allowFailures: _a, ...settings } = options;
  return settings;
}

/** Data without the places in files, which do not change what is computed. */
export const withoutPlaces = <T>(data: T): T =>
  JSON.parse(JSON.stringify(data, (key, value) => (/(^p|P)laces?$/.test(key) ? undefined : value)));

/** The drugs and people of a plan's own files, which the fingerprint of the models does not cover. */
export function ownOf(cast: Cast, library: Pick<Cast, "drugs" | "people">): object {
  const drugs = [...cast.drugs].flatMap(([name, drug]) => (library.drugs.get(name) === drug ? [] : [drug]));
  const people = [...cast.people].flatMap(([name, one]) => (library.people.get(name) === one ? [] : [one]));
  return drugs.length + people.length > 0 ? { own_files: withoutPlaces({ drugs, people }) } : {};
}

/** Which models a plan is about, and by which version it is computed. */
export const modelOf = ({ model, hash }: LoadedLibrary) => ({
  model: model.name,
  model_hash: hash,
  lull: version(),
});

/** All rows of a run that was kept, part by part. */
export function* keptRows(store: PartStore, plan: Plan): Generator<KeptRow> {
  for (let part = 0; part < plan.parts; part++) yield* orFailure(() => store.read(part));
}

/** Computes what is asked and finishes; or computes a share of it and says what to do when all are there. */
export async function runOrShare(asked: AskedInParts, options: PartOptions & TellOptions): Promise<void> {
  const { shard } = options;
  const isShared = shard !== undefined;
  const run = async (folder: ResultsFolder) => {
    const goesOn = options.resume === true || isShared;
    const store = openStore(folder.path, asked.plan, { goesOn, isShared, question: folder.question });
    await compute(asked, store, options);
    if (shard) shareIsDone(shard, folder);
    else await finishKept(folder, () => asked.finish(store, folder, options));
  };
  await into(asked.where, run, { isShared });
}

/** Says what to do when a shard has computed its share. */
export function shareIsDone({ index, count }: Shard, { path }: ResultsFolder): void {
  process.stderr.write(`Shard ${index} of ${count} is done. When all are: lull merge ${shownPath(path)}\n`);
}

/** What shards should have kept is not there. */
export class PartsMissing extends Failure {
  constructor(missing: number, parts: number, first?: number) {
    const which = first === undefined ? "" : ` (the first is part ${first})`;
    super(
      `${missing} of ${parts} parts are missing${which}.\nRun the shards that have not finished again, then merge again; what is there is kept.`,
    );
  }
}

/** Tells what follows from the parts of a run, and writes it into the folder that they are kept in. */
export const tellKept = (
  document: Document,
  told: TellOptions,
  provenance: Provenance,
  folder: ResultsFolder,
  { plan }: PartStore,
): Promise<void> =>
  tellDocument(document, told, { report: "report", data: "result" }, provenance, {
    folder,
    isKept: true,
    about: { plan },
  });

/** Tells and writes what follows from parts that are kept, whatever happens. */
export async function finishKept(folder: ResultsFolder, finish: () => Promise<void>): Promise<void> {
  try {
    await finish();
  } catch (error) {
    const why = diskReason(error);
    if (why === undefined) throw error;
    throw new Failure(
      `The results could not be written: ${why}\nAll parts are kept in ${shownPath(folder.path)}; the same command with --resume writes the results.`,
    );
  }
}

export interface StoreOptions {
  /** Goes on with what was begun. */
  readonly goesOn: boolean;
  /** Other shards may be writing to it. */
  readonly isShared?: boolean;
  readonly question?: unknown;
}

/**
 * The store of a folder that is held. A run that was begun there is gone on with only when asked to; one that has
 * finished gives way, but its results stay until there are others.
 */
export function openStore(
  out: string,
  plan: PlanHead,
  { goesOn, isShared = false, question }: StoreOptions,
): PartStore {
  const begun = orFailure(() => planIn(out));
  if (begun && !goesOn) {
    if (!isFinished(out, begun.plan))
      throw new Failure(
        `${shownPath(out)} holds a run that has not finished.\nGo on with it by --resume, or choose another folder with --out.`,
      );
    forgetPlan(out);
  }
  try {
    return orFailure(() => new PartStore(out, plan, { question, isAlone: !isShared }));
  } catch (error) {
    const why = diskReason(error);
    throw why === undefined ? error : new Failure(`Nothing can be kept in ${shownPath(out)}: ${why}`);
  }
}

/** Whether the results in a folder are those of a plan that was begun there. */
const isFinished = (out: string, plan: string) => manifestIn(out)?.plan === plan;

/** A folder for shards that are to come: what was begun there is gone on with, what is finished or empty gives way. */
export function openForShards(out: string, plan: PlanHead, question: unknown): PartStore {
  const begun = orFailure(() => planIn(out));
  const isAnother = begun !== undefined && begun.plan !== planHash(plan);
  if (isAnother && (!hasParts(out) || isFinished(out, begun.plan))) forgetPlan(out);
  return openStore(out, plan, { goesOn: true, question });
}

/** What was begun in a folder of shards. */
export function begunIn(folder: string) {
  const begun = orFailure(() => planIn(folder));
  if (!begun) throw new Failure(`${shownPath(folder)} holds no shards of a run.`);
  return begun;
}

async function compute(
  { plan, prepared, wrap }: AskedInParts,
  store: PartStore,
  options: PartOptions,
): Promise<void> {
  const wanted = partsOf(plan.parts, options.shard ?? { index: 1, count: 1 });
  if (wanted.every((part) => store.has(part))) return;
  const pool = openPool(prepared, {
    workers: Math.min(options.workers ?? availableParallelism(), wanted.length),
  });
  try {
    await runParts(plan, wanted, store, wrap ? wrap(pool) : pool);
  } finally {
    await pool.close();
  }
}

export function orFailure<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PartsFault) throw new Failure(error.message);
    throw error;
  }
}

function shardOf(text: string): Shard {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw new InvalidArgumentError("It must be i/n, for example 2/8, with i from 1 to n.");
  return { index, count };
}
