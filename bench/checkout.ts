import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";

const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();

/** The top folder of this repository. */
export const repository = (): string => git("rev-parse", "--show-toplevel");

/** A commit of this tree as it stands, with what is changed and not committed; files that git does not know are left out. */
export const asItStands = (): string => git("stash", "create") || git("rev-parse", "HEAD");

/** Checks a commit out into a new folder, which shares the installed packages with this one. */
export function checkOut(commit: string, folder: string): void {
  const root = repository();
  git("clone", "--quiet", "--shared", "--no-checkout", root, folder);
  git("-C", folder, "checkout", "--quiet", commit);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
}
