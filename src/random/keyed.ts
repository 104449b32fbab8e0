/**
 * Counter-based random numbers: a draw depends on its key alone, never on what was drawn before, so results are the
 * same in any order and on any number of workers. The mixer is the 32-bit finalizer of MurmurHash3 (Appleby, public
 * domain), applied to each word of the key in turn.
 */
export function uniform(...key: readonly number[]): number {
  let high = 0x9e3779b9;
  let low = 0x243f6a88;
  for (const word of key) {
    // A key word may exceed 32 bits; both halves count.
    high = mix(high ^ (word >>> 0));
    low = mix(low ^ high ^ Math.floor(word / 2 ** 32));
  }
  low = mix(low ^ high);
  // 53 random bits, centered so that neither 0 nor 1 can come out.
  return ((high >>> 5) * 2 ** 26 + (low >>> 6) + 0.5) / 2 ** 53;
}

function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number for a name, so that a draw can be keyed by what it is for and not by its index in a list. */
export function keyOf(name: string): number {
  let key = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) key = Math.imul(key ^ name.charCodeAt(i), 0x01000193);
  return mix(key);
}

/** The numbers below `count` in random order, by sorting keyed random numbers. */
export function shuffled(count: number, ...key: readonly number[]): number[] {
  return Array.from({ length: count }, (_, i) => ({ i, at: uniform(...key, i) }))
    .sort((a, b) => a.at - b.at)
    .map(({ i }) => i);
}
