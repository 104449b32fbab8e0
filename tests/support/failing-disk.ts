import { type DiskWriter, realDisk } from "../../src/files/disk-writer.ts";

/** What a full disk says. */
export const noSpace = () =>
  Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });

/** The process ended in the middle of what it did; nothing it does afterwards happens. */
export class Killed extends Error {}

export interface FailingDisk extends DiskWriter {
  /** Calls that were made, by name. */
  readonly calls: readonly string[];
}

/**
 * A disk on which one call fails, counted from 0. "full": every write from there on finds no space, once it has written
 * a half of what it should. "killed": the process ends there, in the middle of a write or just before any other call.
 */
export function failingDisk(how: "full" | "killed", at = Number.POSITIVE_INFINITY): FailingDisk {
  const calls: string[] = [];
  const disk: Record<string, (...args: never[]) => unknown> = {};
  for (const [name, call] of Object.entries(realDisk) as [keyof DiskWriter, (...args: never[]) => unknown][])
    disk[name] = (...args) => {
      const number = calls.push(name) - 1;
      if (how === "killed" && number > at) throw new Killed();
      const takesRoom = ["mkdir", "write", "link", "copy"].includes(name);
      if (number < at || (how === "full" && !takesRoom)) return call(...args);
      if (name === "write" && number === at) {
        const [file, content] = args as unknown as Parameters<DiskWriter["write"]>;
        realDisk.write(file, content.slice(0, content.length / 2));
      }
      throw how === "full" ? noSpace() : new Killed();
    };
  return Object.assign(disk as unknown as DiskWriter, { calls });
}

/** A disk so slow that others look in before each of its calls. */
export function slowDisk(look: () => void): DiskWriter {
  const calls = Object.entries(realDisk) as [keyof DiskWriter, (...args: never[]) => unknown][];
  return Object.fromEntries(
    calls.map(([name, call]) => [
      name,
      (...args: never[]) => {
        look();
        return call(...args);
      },
    ]),
  ) as unknown as DiskWriter;
}
