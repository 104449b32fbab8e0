import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import { writeFileWhole } from "./disk-writer.ts";
import { sha256Of } from "./hash.ts";
import { packageRoot } from "./project.ts";

/** Files that are kept, of all kinds together; beyond, those not asked for longest go. */
const mostFiles = 400;
/** Bytes that they may hold together. */
const mostBytes = 100e6;

/**
 * Where what was worked out once is kept for the next process: LULL_CACHE if that is set ("off": nowhere), else beside the
 * installed packages, else in the user's cache folder.
 */
export function cacheFolder(): string | undefined {
  const asked = process.env.LULL_CACHE;
  if (asked !== undefined && asked !== "") return asked === "off" ? undefined : asked;
  const packages = join(packageRoot, "node_modules");
  try {
    accessSync(packages, constants.W_OK);
    return join(packages, ".cache", "lull");
  } catch {
    return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "lull");
  }
}

/**
 * Values by key, each in a file that says which key it has and carries a checksum. It never gives an answer that it is not
 * sure of: a file that is damaged, cut short, of another key, of other code or of another engine counts as not there. A
 * folder that cannot be read or written is no fault: then everything is worked out anew. Files are written whole under a
 * name of their own and then renamed, so that processes may share the folder.
 */
export class Cache {
  private readonly folder: string | undefined;
  private readonly code: string;
  private isPruned = false;

  /** @param code what the values were made by; see `codeFingerprint` */
  constructor(folder: string | undefined = cacheFolder(), code: string = codeFingerprint()) {
    this.folder = folder;
    this.code = `${code} ${process.versions.v8}`;
  }

  get(kind: string, key: string): unknown {
    const path = this.pathOf(kind, key);
    if (path === undefined) return undefined;
    try {
      const bytes = readFileSync(path);
      const end = bytes.indexOf(0x0a);
      const body = bytes.subarray(end + 1);
      const head = JSON.parse(bytes.toString("utf8", 0, end));
      if (head.key !== this.nameOf(kind, key) || head.sha256 !== sha256Of(body)) return undefined;
      const now = new Date();
      if (now.getTime() - statSync(path).mtimeMs > 3_600_000) utimesSync(path, now, now);
      return deserialize(body);
    } catch {
      return undefined;
    }
  }

  put(kind: string, key: string, value: unknown): void {
    const path = this.pathOf(kind, key);
    if (path === undefined) return;
    try {
      mkdirSync(dirname(path), { recursive: true });
      const body = serialize(value);
      const head = JSON.stringify({ key: this.nameOf(kind, key), sha256: sha256Of(body) });
      writeFileWhole(path, Buffer.concat([Buffer.from(`${head}\n`), body]));
      this.prune();
    } catch {
      // Nobody is owed a cache.
    }
  }

  private nameOf(kind: string, key: string): string {
    return sha256Of(`${this.code}\0${kind}\0${key}`);
  }

  private pathOf(kind: string, key: string): string | undefined {
    return this.folder && join(this.folder, `${kind}-${this.nameOf(kind, key).slice(0, 24)}.bin`);
  }

  private prune(): void {
    if (this.isPruned || !this.folder) return;
    this.isPruned = true;
    let bytes = 0;
    const files = readdirSync(this.folder)
      .filter((name) => name.endsWith(".bin") || name.endsWith(".tmp"))
      .map((name) => {
        const path = join(this.folder!, name);
        const { mtimeMs, size } = statSync(path);
        return { path, mtimeMs, size };
      })
      .sort((a, b) => b.mtimeMs - a.mtimeMs);
    for (const [i, { path, mtimeMs, size }] of files.entries()) {
      bytes += size;
      const isLeftOver = path.endsWith(".tmp") && Date.now() - mtimeMs > 60_000;
      if (i >= mostFiles || bytes > mostBytes || isLeftOver) rmSync(path, { force: true });
    }
  }
}

let fingerprintOfCode: string | undefined;

/** A fingerprint of the program itself, so that nothing that other code made is taken for its own. */
export function codeFingerprint(): string {
  fingerprintOfCode ??= bundleName() ?? hashOfFolder(join(dirname(fileURLToPath(import.meta.url)), ".."));
  return fingerprintOfCode;
}

/** The folder of the bundle that runs, which is named after the sources that it was made of; undefined without one. */
const bundleName = (): string | undefined => {
  const { lullBundle } = globalThis as { lullBundle?: string };
  return lullBundle === undefined ? undefined : dirname(fileURLToPath(lullBundle));
};

function hashOfFolder(folder: string): string {
  const hash = createHash("sha256");
  const add = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) add(inner);
      else if (/\.(ts|tsx|js|mjs|json)$/.test(entry.name))
        hash.update(`${entry.name}\0`).update(readFileSync(inner));
    }
  };
  add(folder);
  return hash.digest("hex");
}
