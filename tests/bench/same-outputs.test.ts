import { describe, expect, it } from "vitest";
import { likeness, type Renames, renamed, settled } from "../../bench/same-outputs.ts";

const renames: readonly Renames[] = [
  {
    in: /^search/,
    names: [
      ["duels", "pairwise"],
      ["wished for", "target:"],
    ],
  },
];

describe("outputs of two commits", () => {
  it("are the same but for when, where and by which version they were made", () => {
    const of = (time: string, seconds: number, place: string, record: string) =>
      settled(
        JSON.stringify({
          value: 0.25,
          seconds,
          manifest: { record },
          words: [`${place}/a.csv at ${time}, ${record}`],
        }),
        [place],
      );
    const before = of("2026-11-01T10:00:00.000Z", 1.5, "/tmp/before", "0a1b2c3d4e");
    const now = of("2026-11-29T17:30:00.250Z", 0.5, "/tmp/now", "99ffee0011aa");
    expect(likeness(before, before, now)).toEqual({ kind: "same" });
    expect(before).toContain("0.25");
  });

  it("keep numbers that look like parts of hashes, and data inside of pages", () => {
    expect(settled("12345678 of 0.1234567")).toBe("12345678 of 0.1234567");
    expect(settled('<script>code 1</script><script type="application/json">{"x":1}</script>')).toBe(
      '<script></script><script type="application/json">{"x":1}</script>',
    );
  });

  it("are renamed as whole words, where the command is one of those, however lines are broken", () => {
    const text = "duels.csv: 1.05, wished\n  for above 1; duelsome";
    expect(renamed(text, renames, "search --json")).toBe("pairwise.csv: 1.05, target: above 1; duelsome");
    expect(renamed(text, renames, "run")).toBe(text);
    const now = "pairwise.csv: 1.05,\ntarget:  above 1; duelsome";
    expect(likeness(text, renamed(text, renames, "search"), now)).toEqual({ kind: "renamed" });
  });

  it("differ by the two numbers that are furthest apart, or by words", () => {
    const before = "a 1.0\nb 2e-3\nc -7";
    expect(likeness(before, before, "a 1.1\nb 1e-3\nc -7")).toEqual({
      kind: "numbers",
      apart: { change: 0.5, before: 2e-3, now: 1e-3 },
      first: { before: "a 1.0", now: "a 1.1" },
    });
    expect(likeness(before, before, "a 1.0\nb 2e-3\nd -7")).toEqual({
      kind: "words",
      apart: { change: 0, before: 0, now: 0 },
      first: { before: "c -7", now: "d -7" },
    });
    expect(likeness(before, before, "a 1.0\nb 2e-3")).toMatchObject({
      kind: "words",
      apart: undefined,
    });
  });
});
