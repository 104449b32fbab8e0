import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, posix, relative, resolve, sep } from "node:path";
import { listed, quoted } from "../text/index.ts";

/** Git has no such thing, or is not there: in words for the user, with what to do. */
export class CommitFault extends Error {}

/** A commit, and what people know it by. */
export interface Commit {
  /** As it was asked for: a hash, a tag, `HEAD~3`. */
  readonly name: string;
  /** Shortened to what tells it apart. */
  readonly hash: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly subject: string;
}

/** Whether this is `git:COMMIT` or `git:COMMIT:PATH`, a path as it was in a commit, and not a path on disk. */
export const isInCommit = (path: string): boolean => path.startsWith("git:");

const pins = new Map<string, string>();
const commits = new Map<string, Commit>();
const contents = new Map<string, Buffer>();

/** A path in a commit as {@link pin} gave it before; any other text as it is. */
export const pinned = (path: string): string => pins.get(path) ?? path;

/** The commit of a path that {@link pin} gave; undefined for a path on disk. */
export const commitOf = (path: string): Commit | undefined => commits.get(path);

/**
 * `git:COMMIT` or `git:COMMIT:FOLDER` with the hash of the commit, whatever it was named by. The folder is a path like any
 * other; the repository is the one that it lies in. What is no such path is given back.
 *
 * @param standard the folder of `git:COMMIT`
 * @throws CommitFault
 */
export function pin(path: string, standard: string): string {
  if (!isInCommit(path) || commits.has(path)) return path;
  const { name, file = isInCommit(standard) ? partsOf(standard).file! : standard } = partsOf(path);
  const { git } = placeInRepository(name, file);
  if (git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]) === undefined)
    throw new CommitFault(unknownCommit(name, file, git));
  const shown = git([
    "show",
    "--no-patch",
    "--format=%h%n%cs%n%s",
    "--abbrev=12",
    "--end-of-options",
    `${name}^{commit}`,
  ]);
  const [hash = "", date = "", subject = ""] = String(shown).split("\n");
  const fixed = `git:${hash}:${file}`;
  pins.set(path, fixed);
  commits.set(fixed, { name, hash, date, subject });
  return fixed;
}

/** The YAML files below a folder in a commit, each as `git:COMMIT:PATH`, sorted; their texts are read on the way. */
export function yamlFilesInCommit(path: string): string[] {
  const { name, file = "." } = partsOf(path);
  const { git, inRepository } = placeInRepository(name, file);
  const at = inRepository === "" ? [] : ["--", inRepository];
  const tree = git(["ls-tree", "-r", "-z", "--full-tree", name, ...at]);
  const blobs = String(tree ?? "")
    .split("\0")
    .flatMap((line) => {
      const [, id, found] = /^100\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      if (id === undefined || !/\.ya?ml$/i.test(found!)) return [];
      const below = posix.relative(inRepository, found!);
      return [{ id, path: `git:${name}:${posix.join(file, below)}` }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const input = blobs.map(({ id }) => `${id}\n`).join("");
  let rest = blobs.length === 0 ? Buffer.alloc(0) : (git(["cat-file", "--batch"], input) ?? Buffer.alloc(0));
  for (const { path } of blobs) {
    // "ID blob SIZE", a line, then so many bytes and a line's end.
    const head = rest.indexOf("\n");
    const size = Number(rest.subarray(0, head).toString().split(" ")[2]);
    contents.set(path, rest.subarray(head + 1, head + 1 + size));
    rest = rest.subarray(head + 2 + size);
  }
  return blobs.map((one) => one.path);
}

/** The bytes of a file in a commit; undefined when it is not there. */
export function bytesInCommit(path: string): Buffer | undefined {
  const known = contents.get(path);
  if (known) return known;
  const { name, file } = partsOf(path);
  if (file === undefined) return undefined;
  const { git, inRepository } = placeInRepository(name, file);
  return git(["cat-file", "blob", `${name}:${inRepository}`]);
}

/** What is to be said of a folder that has no file of a model in a commit: where that commit has one. */
export function noModelInCommit(path: string): string {
  const { name, file = "." } = partsOf(path);
  const called = commitOf(path)?.name ?? name;
  const all = yamlFilesInCommit(`git:${name}:${rootOf(name, file)}`);
  const files = all.map((one) => partsOf(one).file!);
  const folders = files
    .filter((one) => /(^|\/)model\.ya?ml$/i.test(one))
    .map((one) => {
      const folder = posix.dirname(one);
      const above = posix.dirname(folder);
      // A model may stand in a folder of its own beside drugs and people.
      return files.some((other) => other.startsWith(`${above}/drugs/`)) ? above : folder;
    });
  const help =
    folders.length > 0
      ? `It has one in ${listed(folders.map(quoted))}: name it, as in git:${called}:${folders[0]}.`
      : "It has none in any other folder: was the model younger?";
  return `The commit ${quoted(called)} has no model.yaml in ${quoted(file)}.\n${help}`;
}

/** A path in a commit that was written from another folder. */
export function pathInCommitFrom(folder: string, path: string): string {
  const { name, file = "." } = partsOf(path);
  return `git:${name}:${resolve(folder, file)}`;
}

/** Without a commit's hash, so that the same file has the same path in every commit. */
export const withoutCommit = (path: string): string =>
  isInCommit(path) ? (partsOf(path).file ?? ".") : path;

function partsOf(path: string): { readonly name: string; readonly file?: string | undefined } {
  const [, name = "", file] = /^git:([^:]*)(?::(.*))?$/s.exec(path) ?? [];
  if (name !== "" && !name.startsWith("-"))
    return { name, file: file?.replace(/(?<=.)\/+$/, "") || undefined };
  throw new CommitFault(
    `${quoted(path)} names no commit.\nWrite git:COMMIT or git:COMMIT:FOLDER, as in git:HEAD~3 or git:v1.0:my-models.`,
  );
}

/** Runs git beside a file; undefined when git says no. */
type Git = (words: readonly string[], input?: string) => Buffer | undefined;

interface Repository {
  readonly git: Git;
  /** The file's path from the root of the repository, empty for the root itself. */
  readonly inRepository: string;
}

const most = 2 ** 30;

/** The repository around a file that need not be there any more. */
function placeInRepository(name: string, file: string): Repository {
  const whole = resolve(file);
  let folder = whole;
  while (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) folder = dirname(folder);
  const git: Git = (words, input) => {
    const { status, stdout, error } = spawnSync("git", ["-C", folder, ...words], { input, maxBuffer: most });
    if (error)
      throw new CommitFault(
        (error as NodeJS.ErrnoException).code === "ENOENT"
          ? `git:${name} asks git for the commit, and there is no git on this machine.\nInstall it, or name a folder.`
          : `Git could not be asked for ${name}: ${error.message}`,
      );
    return status === 0 ? stdout : undefined;
  };
  const above = git(["rev-parse", "--show-prefix"]);
  if (above === undefined)
    throw new CommitFault(
      `${quoted(file)} lies in no git repository that may be read, so there is no commit ${quoted(name)} of it.\nSay which folder is meant, as in git:${name}:my-models.`,
    );
  const below = relative(folder, whole).split(sep).join("/");
  return { git, inRepository: posix.join(String(above).replace(/\n$/, ""), below).replace(/^\.?$|\/$/g, "") };
}

/** The root of the repository around a file, as a path from here. */
function rootOf(name: string, file: string): string {
  const { git } = placeInRepository(name, file);
  const root = String(git(["rev-parse", "--show-toplevel"]) ?? "").replace(/\n$/, "");
  const short = relative(process.cwd(), root).split(sep).join("/");
  return short === "" ? "." : short;
}

function unknownCommit(name: string, file: string, git: Git): string {
  const isShallow = String(git(["rev-parse", "--is-shallow-repository"]) ?? "").trim() === "true";
  return [
    `The repository of ${quoted(file)} has no commit ${quoted(name)}.`,
    isShallow
      ? "It was cloned without its history: `git fetch --unshallow` brings the rest."
      : `\`git log --oneline -- ${file}\` lists those that changed it.`,
  ].join("\n");
}
