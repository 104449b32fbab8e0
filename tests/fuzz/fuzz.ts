import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { type Edit, edited, edits } from "./edits.ts";
import { type Seed, seeds } from "./seeds.ts";

type Files = Readonly<Record<string, string>>;

export interface FuzzOptions {
  readonly seed: number;
  /** Inputs that are tried. */
  readonly runs: number;
  /** Seconds that an input may take. */
  readonly limit: number;
  /** No more is tried after this time, in ms since the epoch. */
  readonly until?: number;
  onRun?(): void;
}

/** An input that is answered badly, made as small as it gets. */
export interface Finding {
  readonly reader: Seed["reader"];
  /** The files that are damaged, as they were tried. */
  readonly files: Files;
  readonly faults: readonly string[];
}

/** What damages one seed: edits by name of the file. */
interface Damage {
  readonly seed: Seed;
  readonly edits: readonly (readonly [string, readonly Edit[]])[];
}

const damage: fc.Arbitrary<Damage> = fc
  .constantFrom(...seeds)
  .chain((seed) =>
    fc
      .array(fc.tuple(fc.constantFrom(...seed.damaged), edits), { minLength: 1, maxLength: 2 })
      .map((list) => ({ seed, edits: list })),
  );

function filesOf({ seed, edits: list }: Damage): Files {
  const files = { ...seed.files };
  for (const [name, some] of list) files[name] = edited(files[name]!, some);
  return files;
}

/** Damages sound files in every way there is and gives the first input that is answered badly, shrunk. */
export async function fuzz({
  seed,
  runs,
  limit,
  until = Infinity,
  onRun,
}: FuzzOptions): Promise<Finding | undefined> {
  const thread = new Judge(limit);
  let last: readonly string[] = [];
  try {
    const property = fc.asyncProperty(damage, async (one) => {
      onRun?.();
      const faults = await thread.faults(one.seed.reader, filesOf(one));
      if (faults.length > 0) last = faults;
      return faults.length === 0;
    });
    const { counterexample } = await fc.check(property, {
      seed,
      numRuns: runs,
      ...(Number.isFinite(until) ? { interruptAfterTimeLimit: Math.max(1, until - Date.now()) } : {}),
    });
    if (!counterexample) return undefined;
    const [worst] = counterexample;
    const { reader } = worst.seed;
    const names = new Set(worst.edits.map(([name]) => name));
    const files = await withoutLines(
      filesOf(worst),
      names,
      async (some) => (await thread.faults(reader, some)).length > 0,
    );
    const again = await thread.faults(reader, files);
    const faults = again.length > 0 ? again : last.map((fault) => `once, and not again: ${fault}`);
    return { reader, files: Object.fromEntries([...names].map((name) => [name, files[name]!])), faults };
  } finally {
    await thread.close();
  }
}

/** The files with as many lines left out as can be while they fail. */
async function withoutLines(
  files: Files,
  names: ReadonlySet<string>,
  fails: (files: Files) => Promise<boolean>,
): Promise<Files> {
  let smallest = files;
  for (const name of names)
    for (let size = 16; size >= 1; size = Math.floor(size / 2))
      for (let at = 0; at < smallest[name]!.split("\n").length; ) {
        const lines = smallest[name]!.split("\n");
        const fewer = { ...smallest, [name]: lines.toSpliced(at, size).join("\n") };
        if (lines.length > size && (await fails(fewer))) smallest = fewer;
        else at += size;
      }
  return smallest;
}

/** Asks what is wrong in a thread of its own, which is ended when it takes too long. */
class Judge {
  private worker: Worker | undefined;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  async faults(reader: Seed["reader"], files: Files): Promise<string[]> {
    this.worker ??= await opened();
    const { worker } = this;
    const answer = await answered(worker, { reader, files }, this.limit);
    if (answer.isLost) {
      this.worker = undefined;
      await worker.terminate();
    }
    return answer.faults;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }
}

/** A thread that has read all its code, which does not count as time that an input takes. */
async function opened(): Promise<Worker> {
  const worker = new Worker(new URL("./thread.mjs", import.meta.url), { execArgv: [] });
  for (const { reader, files } of seeds) {
    const { faults } = await answered(worker, { reader, files }, 120);
    if (faults.length > 0) throw new Error(`the seed of ${reader} is not sound: ${faults.join("\n")}`);
  }
  return worker;
}

/** What a thread says to a message within so many seconds. */
function answered(
  worker: Worker,
  message: object,
  limit: number,
): Promise<{ faults: string[]; isLost?: boolean }> {
  return new Promise((resolve) => {
    const done = (faults: string[], isLost = false) => {
      clearTimeout(timer);
      worker.off("message", done).off("error", fail);
      resolve({ faults, isLost });
    };
    const fail = (error: Error) => done([`ended its thread: ${error.stack}`], true);
    const timer = setTimeout(() => done([`takes more than ${limit} s`], true), limit * 1000);
    worker.on("message", done).on("error", fail);
    worker.postMessage(message);
  });
}
