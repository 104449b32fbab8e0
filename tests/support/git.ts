import { spawnSync } from "node:child_process";

export const hasGit = spawnSync("git", ["--version"]).status === 0;

/** Runs git in a folder, as somebody whom no configuration knows. */
export function git(folder: string, ...words: string[]): string {
  const who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"];
  const { status, stdout, stderr } = spawnSync("git", ["-C", folder, ...who, ...words], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** Commits everything in a folder; gives the short hash. */
export function commit(folder: string, message: string): string {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", message);
  return git(folder, "rev-parse", "--short=12", "HEAD");
}
