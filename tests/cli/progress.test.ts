import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { progress, progressOf } from "../../src/cli/progress.ts";

/** What is written on the error stream by work that reports at these times, in ms. */
function told(
  say: (done: number) => void,
  reports: readonly (readonly [at: number, done: number])[],
): string[] {
  const lines: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    lines.push(String(text).trim());
    return true;
  });
  for (const [at, done] of reports) {
    now = at;
    say(done);
  }
  return lines;
}

let now = 0;

beforeEach(() => {
  now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
});
afterEach(() => void vi.restoreAllMocks());

describe("progress", () => {
  it("is silent about what is over within a second", () => {
    expect(
      told(progressOf("parts", 4), [
        [300, 2],
        [900, 4],
      ]),
    ).toEqual([]);
    const some = progress("runs");
    expect(told((done) => some(done, 16), [[1500, 16]])).toEqual([]);
  });

  it("tells after a second how far longer work is, at most once in two, and its end", () => {
    const say = progressOf("parts", 100);
    const lines = told(say, [
      [500, 1],
      [1000, 10],
      [2000, 20],
      [3000, 30],
      [3500, 99],
      [4000, 100],
    ]);
    expect(lines).toEqual([
      "10 of 100 parts, 10 a second, about 9 s left",
      "30 of 100 parts, 10 a second, about 7 s left",
      "100 of 100 parts, 25 a second",
    ]);
  });
});
