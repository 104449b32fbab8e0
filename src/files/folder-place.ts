import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

/** Something about a folder for results that keeps a command from using it, in words for the user. `isAdvised`: they say what to do. */
export class FolderFault extends Error {
  readonly isAdvised: boolean;

  constructor(message: string, isAdvised = false) {
    super(message);
    this.isAdvised = isAdvised;
  }
}

/** A folder for results, and the names that Lull uses while it writes to it. */
export interface FolderPlace {
  /** Where it is, or will be; links are followed. */
  readonly path: string;
  /** Whether another folder can take its place in one step: not a mounted disk, not where a shell stands. */
  readonly isReplaceable: boolean;
  /** Where Lull's own names are: beside the folder, or in it where it cannot be replaced. */
  readonly home: string;
  /** What Lull's own names begin with: the same for the same folder, and short whatever it is called. */
  readonly prefix: string;
}

export function placeOfFolder(folder: string): FolderPlace {
  const whole = resolve(folder);
  const path = existsSync(whole) ? realpathSync(whole) : whole;
  const parent = dirname(path);
  const key = createHash("sha256").update(basename(path)).digest("hex").slice(0, 8);
  const isReplaceable = canBeReplaced(path, parent);
  return { path, isReplaceable, home: isReplaceable ? parent : path, prefix: `.lull-${key}` };
}

/** The folder of that name among Lull's own: "new" for what is being written, "old" for what it replaces. */
export const ownName = ({ home, prefix }: FolderPlace, what: "new" | "old") =>
  join(home, `${prefix}.${what}`);

function canBeReplaced(path: string, parent: string): boolean {
  if (parent === path) return false;
  const here = relative(path, process.cwd());
  if (!here.startsWith("..") && existsSync(path)) return false;
  if (!existsSync(parent)) return true;
  try {
    accessSync(parent, constants.W_OK);
  } catch {
    return false;
  }
  return !existsSync(path) || statSync(path).dev === statSync(parent).dev;
}
