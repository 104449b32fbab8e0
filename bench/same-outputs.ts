// Whether two outputs of one command are the same: all that differs from run to run is taken out of both, what was
// renamed is renamed in the older one, and of what is left texts and numbers are compared one by one.

/** What was renamed between commits. `names` are of keys, columns, headings and files; they stand as whole words. */
export interface Renames {
  /** Commands that they were renamed in, by the beginning of their names. */
  readonly in: RegExp;
  readonly names: readonly (readonly [before: string, now: string])[];
}

export type Likeness =
  /** byte for byte, but for what differs from run to run */
  | { readonly kind: "same" }
  /** likewise, with names renamed, and lines broken elsewhere for them */
  | { readonly kind: "renamed" }
  | { readonly kind: "numbers"; readonly apart: Apart; readonly first: Difference }
  /** `apart` is left out where there are more or fewer numbers */
  | { readonly kind: "words"; readonly apart?: Apart | undefined; readonly first: Difference };

/** The two numbers at the same position of both that are furthest apart, and how far, of the larger one. */
export interface Apart {
  readonly change: number;
  readonly before: number;
  readonly now: number;
}

/** A line of either that is not in the other. */
export interface Difference {
  readonly before: string;
  readonly now: string;
}

/** Keys of JSON that say when, where and by which version something was run. */
const ofTheRun = new Set([
  "manifest",
  "record",
  "provenance",
  "seconds",
  "milliseconds",
  "hash",
  "lull",
  "node",
  "version",
]);

function withoutRun(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutRun);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) => (ofTheRun.has(key) ? [] : [[key, withoutRun(value)]])),
  );
}

/** A text without what differs from run to run: times, durations, hashes, folders of checkouts and their commits. */
export function settled(text: string, folders: readonly string[] = []): string {
  const trimmed = text.trim();
  let own = text;
  if (/^[[{]/.test(trimmed)) {
    try {
      own = JSON.stringify(withoutRun(JSON.parse(trimmed)), null, 1);
    } catch {
      // It only begins like JSON.
    }
  }
  for (const folder of folders) own = own.replaceAll(folder, "FOLDER");
  return (
    own
      // The line of the record under a graph, which is centred: where it begins goes by how wide its hash is.
      .replace(/<text\b[^>]*>Lull \d[^<]*<\/text>/g, "")
      .replace(/<script\b(?![^>]*json)[^>]*>[\s\S]*?<\/script>/g, "<script></script>")
      .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z?/g, "TIME")
      .replace(/\b[\d.]+ (seconds|s|ms|minutes)\b/g, "DURATION")
      .replace(/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/g, "HASH")
  );
}

/** The text as it would be with the names of now. */
export function renamed(text: string, renames: readonly Renames[], command: string): string {
  let own = text;
  for (const { in: where, names } of renames)
    if (where.test(command))
      for (const [before, now] of names) {
        const escaped = before.replace(/[.*+?^$()[\]{}|\\]/g, "\\$&");
        const pattern = escaped
          .replace(/^(?=\w)/, "\\b")
          .replace(/(?<=\w)$/, "\\b")
          .replaceAll(" ", "\\s+");
        own = own.replace(new RegExp(pattern, "g"), now);
      }
  return own;
}

const number = /(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?!\w)/gi;

/** How far two numbers are apart, of the larger one. */
const relative = (a: number, b: number): number =>
  a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));

function furthestApart(before: string, now: string): Apart | undefined {
  const numbers = (text: string) => [...text.matchAll(number)].map(([one]) => Number(one));
  const [old, own] = [numbers(before), numbers(now)];
  if (old.length !== own.length) return undefined;
  return old
    .map((value, i) => ({ change: relative(value, own[i]!), before: value, now: own[i]! }))
    .reduce((most, one) => (one.change > most.change ? one : most), { change: 0, before: 0, now: 0 });
}

/** A text in one line, and columns as wide as may be. */
const unlaid = (text: string) => text.replace(/[\s─-]+/g, " ");

/** How alike two texts are that have been settled; `withNames` is the older one with the names of now. */
export function likeness(before: string, withNames: string, now: string): Likeness {
  if (before === now) return { kind: "same" };
  if (unlaid(withNames) === unlaid(now)) return { kind: "renamed" };
  const [old, own] = [withNames.split("\n"), now.split("\n")];
  const at = own.findIndex((line, i) => unlaid(line) !== unlaid(old[i] ?? ""));
  const first = { before: old[at < 0 ? own.length : at] ?? "", now: own[at] ?? "" };
  const apart = furthestApart(withNames, now);
  const words = (text: string) => unlaid(text.replace(number, "#"));
  if (apart && words(withNames) === words(now)) return { kind: "numbers", apart, first };
  return { kind: "words", apart, first };
}
