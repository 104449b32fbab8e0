/**
 * `vta.*` as a pattern: * stands for any characters, everything else for itself. Matched piece by piece from the left,
 * each at the first place that fits, so that the time grows with the length of the name and not with a power of it.
 */
export function patternOf(text: string): { test(name: string): boolean } {
  const [first = "", ...rest] = text.split("*");
  const last = rest.pop();
  return {
    test(name) {
      if (last === undefined) return name === first;
      if (!name.startsWith(first)) return false;
      let from = first.length;
      for (const piece of rest) {
        const at = name.indexOf(piece, from);
        if (at < 0) return false;
        from = at + piece.length;
      }
      return name.length - last.length >= from && name.endsWith(last);
    },
  };
}

/** The names that any of the patterns means; without patterns all of them. */
export function wanted(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.map(patternOf);
  return (name) => tests.length === 0 || tests.some((pattern) => pattern.test(name));
}
