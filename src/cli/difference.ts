/** Shown of each text around the place where two differ. */
const shown = 60;

/** Where two files differ first, in words: line and column with both texts, or the byte where they are no text. */
export function firstDifference(before: Uint8Array, now: Uint8Array): string {
  const length = Math.min(before.length, now.length);
  let at = 0;
  while (at < length && before[at] === now[at]) at++;
  if (at === before.length && at === now.length) return "no difference";
  if (before.includes(0) || now.includes(0)) return `first at byte ${at + 1}`;
  const start = before.lastIndexOf(0x0a, Math.max(0, at - 1)) + 1;
  const from = at === 0 ? 0 : Math.min(start, at);
  const line = before.subarray(0, from).reduce((count, byte) => count + Number(byte === 0x0a), 1);
  const text = (bytes: Uint8Array) => {
    const begin = Math.max(from, at - shown / 2);
    const end = bytes.indexOf(0x0a, at);
    const stop = Math.min(end < 0 ? bytes.length : end, begin + shown);
    return begin >= bytes.length
      ? "the end"
      : JSON.stringify(Buffer.from(bytes.subarray(begin, stop)).toString("utf8"));
  };
  return `first in line ${line}, column ${at - from + 1}: ${text(before)} was, ${text(now)} is`;
}
