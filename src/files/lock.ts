import { readdirSync, readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { shownPath } from "./disk.ts";
import { type DiskWriter, realDisk } from "./disk-writer.ts";
import { FolderFault, placeOfFolder } from "./folder-place.ts";

/** Who holds a folder. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as the system counts it; tells it from a later one with the same number. */
  readonly began?: string | undefined;
}

/**
 * Holds a folder, so that two commands never write to it at the same time: one command alone, or any number of shards of
 * one run. What a process that is gone has left behind does not hold anything.
 */
export class FolderLock {
  private readonly file: string;
  private readonly disk: DiskWriter;
  private readonly onExit = () => this.release();

  /** @throws FolderFault when somebody else holds it */
  constructor(folder: string, isShared: boolean, disk: DiskWriter = realDisk) {
    this.disk = disk;
    const { home, prefix } = placeOfFolder(folder);
    const own = holderHere();
    const alone = join(home, `${prefix}.lock`);
    const sharedPrefix = `${prefix}.shard-`;
    this.file = isShared ? join(home, `${sharedPrefix}${own.host}-${own.pid}.lock`) : alone;
    disk.mkdir(home);
    this.take(own, folder);
    // Whoever holds it otherwise has made the file before this one looks, or sees this one's.
    const others = isShared
      ? [alone]
      : readdirSync(home)
          .filter((name) => name.startsWith(sharedPrefix))
          .map((name) => join(home, name));
    for (const other of others) {
      const holder = holderIn(other);
      if (holder && isAlive(holder)) {
        this.release();
        throw held(folder, holder, other);
      }
      if (holder) disk.remove(other);
    }
    process.on("exit", this.onExit);
  }

  release(): void {
    process.off("exit", this.onExit);
    this.disk.remove(this.file);
  }

  private take(own: Holder, folder: string): void {
    for (let attempt = 1; ; attempt++) {
      try {
        const file = this.disk.open(this.file, "wx");
        try {
          this.disk.write(file, JSON.stringify(own));
        } finally {
          this.disk.close(file);
        }
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
          this.disk.remove(this.file);
          throw error;
        }
        const holder = holderIn(this.file);
        if ((holder && isAlive(holder)) || attempt > 3) throw held(folder, holder, this.file);
        this.disk.remove(this.file);
      }
    }
  }
}

function held(folder: string, holder: ReturnType<typeof holderIn>, file: string): FolderFault {
  const known = typeof holder === "object" ? holder : undefined;
  const isElsewhere = known !== undefined && !isHere(known);
  const who = known ? `process ${known.pid}${isElsewhere ? ` on ${known.host}` : ""}` : "another command";
  const elsewhere = isElsewhere
    ? `\nWhether it still runs cannot be seen from this machine. When it does not, remove ${shownPath(file)}.`
    : "";
  return new FolderFault(
    `${shownPath(folder)} is in use: ${who} is writing to it.\nWait until it has ended, or choose another folder.${elsewhere}`,
    true,
  );
}

const holderHere = (): Holder => ({ pid: process.pid, host: hostname(), began: beginningOf(process.pid) });
const isHere = ({ host }: Holder) => host === hostname();

/** A lock of which nothing can be read was cut short by a kill or a full disk, unless it is just being written. */
const beingWritten = 5_000;

/** What a lock says of its holder; undefined when there is none. */
function holderIn(file: string): Holder | "unknown" | "nobody" | undefined {
  let text: string;
  let age: number;
  try {
    text = readFileSync(file, "utf8");
    age = Date.now() - statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
  try {
    const { pid, host, began } = JSON.parse(text) as Holder;
    if (Number.isInteger(pid) && typeof host === "string") return { pid, host, began };
  } catch {
    // told by its age
  }
  return age < beingWritten ? "unknown" : "nobody";
}

/** Whether the process still runs; one on another machine counts as running. */
function isAlive(holder: Holder | "unknown" | "nobody"): boolean {
  if (typeof holder === "string") return holder === "unknown";
  if (!isHere(holder)) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return holder.began === undefined || holder.began === beginningOf(holder.pid);
}

/** When a process began, in clock ticks since the machine started, where the system tells. */
function beginningOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything, so fields are counted from its end; this one is the 22nd of all.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
