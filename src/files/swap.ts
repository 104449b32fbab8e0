import { existsSync, lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DiskWriter } from "./disk-writer.ts";
import { type FolderPlace, ownName } from "./folder-place.ts";
import { marker, ownedIn } from "./manifest.ts";

// How a set of results takes the place of another: written elsewhere first, then put in place by renaming alone, which
// needs no room on a disk. Whatever a kill leaves is put right by `recover` when a command next uses the folder.

/** Paths of all files below a folder, relative to it, with forward slashes; a link counts as a file. */
export function filesBelow(folder: string, inner = ""): string[] {
  return readdirSync(join(folder, inner), { withFileTypes: true }).flatMap((entry) => {
    const path = `${inner}${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, `${path}/`) : [path];
  });
}

/**
 * Puts the folder `new`, which is complete, in the place of what is there. Files there that Lull did not list stay.
 * Where the folder can be replaced there is no moment at which it holds a part of either.
 */
export function putInPlace(place: FolderPlace, disk: DiskWriter): void {
  const fresh = ownName(place, "new");
  if (!place.isReplaceable) {
    moveInto(place, disk);
    return;
  }
  if (!existsSync(place.path)) {
    disk.rename(fresh, place.path);
    return;
  }
  const owned = ownedIn(place.path);
  carry(place.path, fresh, owned, disk);
  disk.rename(place.path, ownName(place, "old"));
  disk.rename(fresh, place.path);
  discard(place, owned, disk);
}

/** Puts right what a killed command has left: the old results, or the new ones, whole. */
export function recover(place: FolderPlace, disk: DiskWriter): void {
  const fresh = ownName(place, "new");
  const old = ownName(place, "old");
  if (!place.isReplaceable) {
    // The manifest comes last: while it waits, so does something else; when it has come, all has.
    if (existsSync(join(fresh, marker))) moveInto(place, disk);
    else for (const left of [fresh, old]) if (existsSync(left)) disk.remove(left);
    return;
  }
  // Between the two renames there is no folder; what was to take its place is complete then.
  if (!existsSync(place.path) && existsSync(old))
    disk.rename(existsSync(join(fresh, marker)) ? fresh : old, place.path);
  if (existsSync(fresh)) disk.remove(fresh);
  if (existsSync(old)) discard(place, ownedIn(old), disk);
}

/** Gives all files of the user's a second name in another folder, so that none is ever missing. */
function carry(from: string, to: string, owned: ReadonlySet<string>, disk: DiskWriter, inner = ""): void {
  for (const entry of readdirSync(join(from, inner), { withFileTypes: true })) {
    const path = `${inner}${entry.name}`;
    if (!entry.isDirectory()) {
      if (!owned.has(path)) secondName(join(from, path), join(to, path), disk);
      continue;
    }
    const files = filesBelow(from, `${path}/`);
    if (files.length > 0 && files.every((file) => owned.has(file))) continue;
    disk.mkdir(join(to, path));
    carry(from, to, owned, disk, `${path}/`);
  }
}

function secondName(from: string, to: string, disk: DiskWriter): void {
  try {
    disk.link(from, to);
  } catch (error) {
    // Some file systems know no second names.
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code)) throw error;
    disk.copy(from, to);
  }
}

/** Removes what was replaced, but not what its user has saved anew in the meantime. */
function discard(place: FolderPlace, owned: ReadonlySet<string>, disk: DiskWriter): void {
  const old = ownName(place, "old");
  for (const path of filesBelow(old)) {
    if (owned.has(path)) continue;
    const [from, to] = [join(old, path), join(place.path, path)];
    const before = lstatSync(from);
    const after = lstatSync(to, { throwIfNoEntry: false });
    if (after && (before.ino === after.ino || before.mtimeMs <= after.mtimeMs)) continue;
    disk.mkdir(dirname(to));
    disk.rename(from, to);
  }
  disk.remove(old);
}

/** Gives up results that are not in place yet, and leaves what was there; of some that are half in place, finishes it. */
export function giveUp(place: FolderPlace, disk: DiskWriter): void {
  const old = ownName(place, "old");
  if (!place.isReplaceable && existsSync(old) && filesBelow(old).length === 0) disk.remove(old);
  if (!existsSync(old) && existsSync(place.path)) disk.remove(ownName(place, "new"));
  recover(place, disk);
}

/**
 * For a folder that cannot be replaced: old files go aside, the manifest first; then new ones come in, the manifest last. Begun again after a
 * kill, it goes on where it was. Folders are made before anything moves, as renaming alone needs no room on the disk.
 */
function moveInto(place: FolderPlace, disk: DiskWriter): void {
  const fresh = ownName(place, "new");
  const old = ownName(place, "old");
  const move = (path: string, from: string, to: string) => disk.rename(join(from, path), join(to, path));
  const foldersFor = (paths: readonly string[], to: string) => {
    for (const folder of new Set(paths.map((path) => dirname(join(to, path))))) disk.mkdir(folder);
  };
  const incoming = filesBelow(fresh).sort(markerLast);
  const waiting = new Set(incoming);
  const fromNew = ownedIn(fresh);
  // The old manifest goes first: without one, the folder does not pass for results. What has come in already stays.
  const owned = ownedIn(existsSync(join(old, marker)) ? old : place.path);
  const outgoing = [...owned]
    .filter((path) => existsSync(join(place.path, path)) && (waiting.has(path) || !fromNew.has(path)))
    .sort((a, b) => markerLast(b, a));
  disk.mkdir(old);
  foldersFor(outgoing, old);
  foldersFor(incoming, place.path);
  for (const path of outgoing) move(path, place.path, old);
  for (const path of incoming) move(path, fresh, place.path);
  disk.remove(fresh);
  disk.remove(old);
}

const markerLast = (a: string, b: string) => Number(a === marker) - Number(b === marker) || (a < b ? -1 : 1);
