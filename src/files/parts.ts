import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArmValues, Chunk, PlanHead } from "../runs/index.ts";
import type { RunStatus } from "../simulation/index.ts";
import { shownPath } from "./disk.ts";
import { type DiskWriter, realDisk, writeFileWhole } from "./disk-writer.ts";
import { FolderFault } from "./folder-place.ts";
import { sha256Of } from "./hash.ts";

/** One finished task as it is kept: its number, its arm, why it failed (null when it did not), and its values. */
export interface PartRow {
  readonly task: number;
  readonly arm: number;
  readonly fault: RunStatus | null;
  readonly values: readonly (number | null)[];
  readonly more?: MoreOfRow | undefined;
}

/** What a row holds beside values, where it does. */
interface MoreOfRow {
  readonly notes?: readonly string[] | undefined;
  readonly slopes?: readonly (number | null)[] | undefined;
  readonly notExact?: string | undefined;
}

/** Something that is wrong with a folder of parts, in words for the user. */
export class PartsFault extends FolderFault {}

/** What is there in a folder of parts. */
export interface PartsFolder {
  readonly folder: string;
  /** Fingerprint of the plan. */
  readonly plan: string;
  readonly describes: Readonly<Record<string, unknown>>;
  readonly asked: unknown;
  /** What is asked, as results of it say in their manifest. */
  readonly question: unknown;
}

const planName = "plan.json";
const partsFolder = "parts";
const partName = (part: number) => `${String(part).padStart(7, "0")}.jsonl`;

/** Where batch scripts and their logs lie beside the parts. */
export const batchFolder = "slurm";

/** Whether a folder holds nothing but a plan and its parts, or the beginnings of them that another shard is just making. */
export function isBeingBegun(folder: string): boolean {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.every((name) => name === partsFolder || name === batchFolder || name.startsWith(planName));
}

/** Whether any part is kept in a folder. */
export function hasParts(folder: string): boolean {
  const path = join(folder, partsFolder);
  return existsSync(path) && readdirSync(path).some((name) => name.endsWith(".jsonl"));
}

/** A short fingerprint of what a plan computes. */
export function planHash({ describes, parts }: PlanHead): string {
  return sha256Of(JSON.stringify({ ...describes, parts })).slice(0, 16);
}

/** The plan that was begun in a folder; undefined when none was. */
export function planIn(folder: string): PartsFolder | undefined {
  const path = join(folder, planName);
  if (!existsSync(path)) return undefined;
  try {
    const { sha256, ...rest } = JSON.parse(readFileSync(path, "utf8")) as PartsFolder & { sha256: string };
    if (sha256 === checksumOf(rest)) return { ...rest, folder };
  } catch {
    // told below
  }
  throw new PartsFault(
    `${shownPath(path)} is damaged, so it cannot be told what its parts are.\nChoose another folder, or remove it.`,
    true,
  );
}

/** A changed byte of a plan is noticed as one of a part is. */
const checksumOf = (data: object) => sha256Of(JSON.stringify(data));

export interface PartStoreOptions {
  /** What is asked, for a plan that is begun. */
  readonly question?: unknown;
  /** Nobody else writes to the folder, so that what an earlier command left half written is nobody's. */
  readonly isAlone?: boolean;
  readonly disk?: DiskWriter;
}

/**
 * Finished parts of a plan in a folder, each a file that is written whole or not at all: a kill at any moment loses only
 * what was being computed. Every part says which plan and which part it is and carries a checksum.
 */
export class PartStore {
  readonly folder: string;
  readonly plan: string;
  private readonly disk: DiskWriter;
  private readonly known: Set<number>;

  constructor(
    folder: string,
    plan: PlanHead,
    { question, isAlone = false, disk = realDisk }: PartStoreOptions = {},
  ) {
    this.folder = folder;
    this.plan = planHash(plan);
    this.disk = disk;
    const begun = planIn(folder);
    if (begun && begun.plan !== this.plan)
      throw new PartsFault(
        `${shownPath(folder)} holds parts of another plan: ${differences(begun.describes, plan.describes)}.\nRun it with the same settings and models as before, or choose another folder.`,
        true,
      );
    disk.mkdir(join(folder, partsFolder));
    if (isAlone) this.removeLeftovers();
    this.known = new Set(
      readdirSync(join(folder, partsFolder)).flatMap((name) =>
        /^\d{7}\.jsonl$/.test(name) ? [Number.parseInt(name, 10)] : [],
      ),
    );
    if (begun) return;
    const { describes, asked } = plan;
    // What JSON leaves out is left out of the checksum too.
    const data = JSON.parse(JSON.stringify({ plan: this.plan, question, describes, asked }));
    const text = JSON.stringify({ ...data, sha256: checksumOf(data) }, null, 2);
    writeFileWhole(join(folder, planName), `${text}\n`, disk);
  }

  /** Whether a part is kept, by this or by another process. */
  has(part: number): boolean {
    if (!this.known.has(part) && existsSync(this.pathOf(part))) this.known.add(part);
    return this.known.has(part);
  }

  /** Numbers of the parts that are kept, ascending. */
  get parts(): number[] {
    return [...this.known].sort((a, b) => a - b);
  }

  get count(): number {
    return this.known.size;
  }

  pathOf(part: number): string {
    return join(this.folder, partsFolder, partName(part));
  }

  /** @param of what was asked for, where the number of the part does not say it */
  keep(part: number, { from, tasks }: Chunk, results: readonly ArmValues[], of?: string): void {
    const lines = results.map(({ values, status, notes, slopes, notExact }, i) => {
      const more: MoreOfRow = { notes, slopes: slopes && Array.from(slopes), notExact };
      const hasMore = Object.values(more).some((one) => one !== undefined);
      return JSON.stringify([
        from + i,
        tasks[i]!.arm,
        status.kind === "success" ? null : status,
        ...values.map((v) => v ?? null),
        ...(hasMore ? [more] : []),
      ]);
    });
    const body = `${lines.join("\n")}\n`;
    const sha256 = sha256Of((of ?? "") + body);
    const head = JSON.stringify({ plan: this.plan, part, of, rows: lines.length, sha256 });
    writeFileWhole(this.pathOf(part), `${head}\n${body}`, this.disk);
    this.known.add(part);
  }

  /** Takes over a finished part from another folder of the same plan. */
  adopt(part: number, from: PartStore): void {
    from.read(part);
    writeFileWhole(this.pathOf(part), readFileSync(from.pathOf(part)), this.disk);
    this.known.add(part);
  }

  /** @throws PartsFault for a part that is damaged or not of this plan */
  read(part: number): PartRow[] {
    return this.readWhole(part).rows;
  }

  /** A part with what was asked for, where it says so; throws as `read` does. */
  readWhole(part: number): { readonly of: string | undefined; readonly rows: PartRow[] } {
    const path = this.pathOf(part);
    const text = readFileSync(path, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    let head: { plan?: string; part?: number; of?: string; sha256?: string } = {};
    try {
      head = JSON.parse(text.slice(0, end));
    } catch {
      // A head that is no JSON has no checksum either.
    }
    if (head.sha256 !== sha256Of((head.of ?? "") + body) || head.plan !== this.plan || head.part !== part)
      throw new PartsFault(
        `${shownPath(path)} is damaged: its checksum does not fit.\nRemove that file and run again with --resume (or its shard again): only that part is computed anew.`,
      );
    const rows = body
      .split("\n")
      .filter(Boolean)
      .map((line): PartRow => {
        const [task, arm, fault, ...values] = JSON.parse(line);
        const more = typeof values.at(-1) === "object" && values.at(-1) !== null ? values.pop() : undefined;
        return { task, arm, fault, values, ...(more ? { more } : {}) };
      });
    return { of: head.of, rows };
  }

  /** Temporary files of writes that a kill interrupted. */
  private removeLeftovers(): void {
    for (const folder of [this.folder, join(this.folder, partsFolder)])
      for (const name of readdirSync(folder))
        if (/^(plan\.json|\d{7}\.jsonl)\.[0-9a-f]{8}\.tmp$/.test(name)) this.disk.remove(join(folder, name));
  }
}

/** Forgets a plan with all its parts, so that another can be begun in the folder. */
export function forgetPlan(folder: string, disk: DiskWriter = realDisk): void {
  // The parts go first: without them a plan is nothing, and parts without a plan would be anybody's.
  disk.remove(join(folder, partsFolder));
  disk.remove(join(folder, planName));
}

/** Which settings differ, in words. */
function differences(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const different = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  const shown = different.map((name) => {
    const [a, b] = [before[name], now[name]].map((value) => JSON.stringify(value) ?? "nothing");
    return a!.length + b!.length <= 60 ? `${name} was ${a}, now ${b}` : `${name} has changed`;
  });
  return shown.join("; ") || "the number of parts has changed";
}
