import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { canonical } from "../text/index.ts";
import { shownPath } from "./disk.ts";
import { type Content, type DiskWriter, realDisk, writeFile, writeFileWhole } from "./disk-writer.ts";
import { FolderFault, type FolderPlace, ownName, placeOfFolder } from "./folder-place.ts";
import { sha256OfFile } from "./hash.ts";
import { FolderLock } from "./lock.ts";
import { manifestIn, marker, type ResultsManifest, type WrittenFile } from "./manifest.ts";
import { isBeingBegun, planIn } from "./parts.ts";
import { giveUp, putInPlace, recover } from "./swap.ts";

export interface ResultsOptions {
  /** What is asked, as plain data: results of another question are not replaced. Absent: any results of Lull's are. */
  readonly question?: unknown;
  /** Several shards may hold the folder at the same time; none of them writes results. */
  readonly isShared?: boolean;
  readonly disk?: DiskWriter;
}

/**
 * A folder that results go to, held until it is released. Results are there whole or not at all: they are written beside
 * the folder and take the place of earlier ones in one step. Files in it that Lull did not write stay as they are.
 */
export class ResultsFolder {
  readonly path: string;
  private readonly place: FolderPlace;
  /** What is asked, as its manifest will say. */
  readonly question: unknown;
  private readonly disk: DiskWriter;
  private readonly lock: FolderLock;
  /** Folders that were not there before, the innermost first. */
  private readonly made: readonly string[];

  /** @throws FolderFault when another command holds it, or when it holds what must not be replaced */
  constructor(path: string, { question, isShared = false, disk = realDisk }: ResultsOptions = {}) {
    this.path = path;
    this.question = question;
    this.disk = disk;
    this.place = placeOfFolder(path);
    if (existsSync(this.place.path) && !statSync(this.place.path).isDirectory())
      throw new FolderFault(`${shownPath(path)} is a file, not a folder.`);
    this.made = isShared ? [] : missingFrom(this.place.path);
    this.lock = new FolderLock(path, isShared, disk);
    try {
      if (!isShared) recover(this.place, disk);
      const refusal = isShared && isBeingBegun(path) ? undefined : refusalToWrite(path, question);
      if (refusal !== undefined) throw new FolderFault(refusal);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /** The results that are there. */
  get manifest(): ResultsManifest | undefined {
    return manifestIn(this.path);
  }

  /**
   * Writes a set of results in the place of earlier ones.
   *
   * @param files contents by name; names may hold forward slashes
   * @param about what the manifest says beside the list of files
   * @throws FolderFault when a file of that name is there that Lull did not write
   */
  write(files: ReadonlyMap<string, Content>, about: object): void {
    const { place, disk } = this;
    const fresh = ownName(place, "new");
    this.refuseForeign(files.keys());
    try {
      disk.mkdir(fresh);
      const written = [...files].map(([path, content]): WrittenFile => {
        const hash = createHash("sha256");
        writeFile(join(fresh, path), content, disk, (piece) => hash.update(piece));
        return { path, sha256: hash.digest("hex") };
      });
      const manifest: ResultsManifest = {
        lull_results: 1,
        ...about,
        ran_in: relative(place.path, process.cwd()).split(sep).join("/"),
        ...(this.question === undefined ? {} : { results_of: this.question }),
        files: written.sort((a, b) => (a.path < b.path ? -1 : 1)),
      };
      writeFileWhole(join(fresh, marker), `${JSON.stringify(manifest, null, 2)}\n`, disk);
      this.refuseForeign(files.keys());
      putInPlace(place, disk);
    } catch (error) {
      giveUp(place, disk);
      throw error;
    }
  }

  /** Lets go of the folder. Where nothing was written, none is left that was not there before. */
  release(): void {
    this.lock.release();
    for (const folder of this.made)
      try {
        rmdirSync(folder);
      } catch {
        // It holds something, or was never made.
      }
  }

  /** Somebody may have put a file there while the results were computed. */
  private refuseForeign(names: Iterable<string>): void {
    const owned = new Set(manifestIn(this.path)?.files.map(({ path }) => path));
    const foreign = [...names].find((name) => !owned.has(name) && existsSync(join(this.path, name)));
    if (foreign !== undefined)
      throw new FolderFault(
        `${shownPath(join(this.path, foreign))} was not written by Lull, and results of that name would replace it.\nMove it, or choose another folder.`,
        true,
      );
  }
}

/** A folder and those around it that are not there, the innermost first. */
function missingFrom(path: string): string[] {
  return existsSync(path) ? [] : [path, ...missingFrom(dirname(path))];
}

/**
 * Why results may not be written into a folder, in words; undefined when they may. They may where there is none or an
 * empty one, and in the place of results (or finished parts) of the same question that nobody has changed since.
 *
 * @throws PartsFault when what was begun there is damaged
 */
export function refusalToWrite(folder: string, question?: unknown): string | undefined {
  if (!existsSync(folder)) return undefined;
  if (!statSync(folder).isDirectory()) return `${shownPath(folder)} is a file, not a folder.`;
  const names = readdirSync(folder).filter((name) => !isOwnName(name));
  if (names.length === 0) return undefined;
  const manifest = manifestIn(folder);
  const begun = planIn(folder);
  if (!manifest && begun)
    return sameQuestion(begun.question, question)
      ? undefined
      : `${shownPath(folder)} holds a run of another question that has not finished.`;
  if (!manifest)
    return names.includes(marker)
      ? `${shownPath(folder)} holds a ${marker} that Lull did not write.`
      : `${shownPath(folder)} holds files that are not results of an earlier run.`;
  if (question !== undefined && !sameQuestion(manifest.results_of, question))
    return [
      `${shownPath(folder)} holds the results of another question.`,
      ...(typeof manifest.command === "string" ? [`They came from: ${manifest.command}`] : []),
    ].join("\n");
  const changed = manifest.files.find(({ path, sha256 }) => {
    const now = sha256OfFile(join(folder, path));
    return now !== undefined && now !== sha256;
  });
  return changed && `${shownPath(join(folder, changed.path))} has been changed since Lull wrote it.`;
}

/** Names that Lull uses while it writes to a folder that cannot be replaced. */
const isOwnName = (name: string) => /^\.lull-[0-9a-f]{8}\./.test(name);

const sameQuestion = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** Writes a set of results into a folder, in the place of any that Lull wrote there before; whole or not at all. */
export function writeResults(
  folder: string,
  files: ReadonlyMap<string, Content>,
  manifest: object,
  disk: DiskWriter = realDisk,
): void {
  const results = new ResultsFolder(folder, { disk });
  try {
    results.write(files, manifest);
  } finally {
    results.release();
  }
}
