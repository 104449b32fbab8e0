import { describe, expect, it } from "vitest";
import { History } from "../../src/simulation/history.ts";
import { RecordedRun } from "../../src/simulation/recorded-run.ts";
import { Scratch } from "../../src/simulation/scratch.ts";
import { type Solution, stepAlong } from "../support/steps.ts";

const uneven = [0, 0.4, 1, 1.9, 2.4, 3.4];
function historyOf(f: (t: number) => number, times: readonly number[]) {
  const history = new History();
  for (const time of times) history.add(time, f(time));
  return history;
}
/** At the start, the quarters and the end of the latest step. */
const inStep = (f: (t: number) => number, from: number, to: number) =>
  [0, 1, 2, 3, 4].map((quarter) => expect.closeTo(f(from + ((to - from) * quarter) / 4), 10));
const powers = (degree: number) => (t: number) =>
  Array.from({ length: degree + 1 }, (_, k) => (k + 1) * t ** k).reduce((a, b) => a + b, 0);

describe("a guess at what lies within a step", () => {
  it.each([
    [3, 2],
    [4, 3],
    [5, 4],
    [6, 4],
  ])("of %d ends is exact for a polynomial of degree %d", (ends, degree) => {
    const times = uneven.slice(0, ends);
    const f = powers(degree);
    const history = historyOf(f, times);
    history.guessLatest();
    expect([...history.guess]).toEqual(inStep(f, times.at(-2)!, times.at(-1)!));
    expect(history.latest).toBe(f(times.at(-1)!));
    // The next degree it has not.
    const other = historyOf(powers(degree + 1), times);
    other.guessLatest();
    expect([...other.guess]).not.toEqual(inStep(powers(degree + 1), times.at(-2)!, times.at(-1)!));
  });

  it.each([
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 4],
  ])("of %d ends and the middle is exact for a polynomial of degree %d", (ends, degree) => {
    const times = uneven.slice(0, ends);
    const f = powers(degree);
    const [from, to] = [times.at(-2)!, times.at(-1)!];
    const history = historyOf(f, times);
    history.guessLatest(f((from + to) / 2));
    expect([...history.guess]).toEqual(inStep(f, from, to));
  });

  it("is none of fewer than three values", () => {
    const history = historyOf(powers(1), [0, 1]);
    history.guessLatest();
    expect([history.doubt, history.doubtOfMean]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    history.guessLatest(powers(1)(0.5));
    expect([history.doubt, history.doubtOfMean]).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)]);
  });

  it("is doubted by what its highest term adds, where it adds most, and on the mean", () => {
    const times = uneven.slice(0, 5);
    const quartic = (t: number) => -3 * (t - 2.4) * (t - 1.9) * (t - 1) * (t - 0.4);
    const history = historyOf(quartic, times);
    history.guessLatest();
    const [from, to] = [1.9, 2.4];
    const highest = [1, 2, 3].map((quarter) => quartic(from + ((to - from) * quarter) / 4));
    expect(history.doubt).toBeCloseTo(Math.max(...highest.map(Math.abs)), 10);
    const mean = (32 * highest[0]! + 12 * highest[1]! + 32 * highest[2]!) / 90;
    expect(history.doubtOfMean).toBeCloseTo(Math.abs(mean), 10);
    // A cubic has no fourth term, whatever may come after it: it is doubted by how its terms fell until then.
    const even = historyOf((t) => t ** 3, [0, 1, 2, 3, 4]);
    even.guessLatest();
    const terms = [0.25, 0.5, 0.75].map((s) => {
      const [second, third] = [9 * s * (s - 1), s * (s - 1) * (s + 1)];
      return third ** 2 / Math.abs(second);
    });
    expect(even.doubt).toBeCloseTo(Math.max(...terms), 10);
    // With the middle the cubic term is as much above as below.
    const cubic = historyOf((t) => t ** 3, [0, 1, 2]);
    cubic.guessLatest(1.5 ** 3);
    expect(cubic.doubt).toBeCloseTo(0.75 * 0.25 * 0.25, 10);
    expect(cubic.doubtOfMean).toBeCloseTo(0, 12);
  });

  it("forgets", () => {
    const history = historyOf(powers(2), [0, 1, 2]);
    expect([history.isEmpty, new History().isEmpty]).toEqual([false, true]);
    history.forget();
    history.add(5, 7);
    history.add(6, 8);
    history.guessLatest();
    expect([history.isEmpty, history.latest, history.doubt]).toEqual([false, 8, Number.POSITIVE_INFINITY]);
  });

  const smooth: readonly (readonly [string, (t: number) => number])[] = [
    ["a decay", (t) => Math.exp(-3 * t)],
    ["a wave, many steps long", (t) => Math.cos(2.1 * t)],
    ["a rise that levels off", (t) => t ** 4 / (1 + t ** 4)],
    ["a parabola", (t) => (t - 1.03) ** 2],
  ];
  it.each(smooth)("tells between which values %s stays in a step, wherever steps lie", (_name, f) => {
    for (const growth of [0.4, 1, 1.6, 2.4])
      for (let start = 0; start < 2; start += 0.083) {
        const ends = [start, start + 0.1, start + 0.1 * (1 + growth)];
        const history = historyOf(f, ends);
        history.confine();
        const values: number[] = [];
        for (let share = 0; share <= 1; share += 0.01)
          values.push(f(ends[1]! + share * (ends[2]! - ends[1]!)));
        expect(Math.min(...values)).toBeGreaterThanOrEqual(history.least);
        expect(Math.max(...values)).toBeLessThanOrEqual(history.most);
      }
  });

  it("tells nothing of a step after a jump, or one much longer than the step before", () => {
    for (const ends of [
      [0, 1],
      [0, 1, 4],
    ]) {
      const history = historyOf(powers(2), ends);
      history.confine();
      expect([history.least, history.most]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    }
  });
});

describe("a recorded run", () => {
  const before: Solution = [(t) => 1 + t ** 4, (t) => 3 - t];
  const after: Solution = [(t) => 100 - t, (t) => t ** 2];

  it("is read at any time of each stretch, forth and back, across many steps", () => {
    const run = new RecordedRun(2);
    for (const round of [0, 1]) {
      run.begin();
      for (let i = 0; i < 100; i++) run.keep(stepAlong(before, i / 50, (i + 1) / 50, { isFirst: i === 0 }));
      run.keep(stepAlong(after, 2, 2.5, { isFirst: true }));
      run.keep(stepAlong(after, 2.5, 4));
      const [first, second, ...more] = run.stretches;
      expect([first!.from, first!.to, second!.from, second!.to, more, round]).toEqual([
        0,
        2,
        2,
        4,
        [],
        round,
      ]);
      const y = new Float64Array(2);
      for (const t of [0, 0.013, 1.999, 0.5, 2, 1.31, 0]) {
        first!.at(t, y);
        expect([...y]).toEqual([expect.closeTo(1 + t ** 4, 9), expect.closeTo(3 - t, 9)]);
      }
      for (const t of [2, 3.7, 2.2, 4]) {
        second!.at(t, y);
        expect([...y]).toEqual([expect.closeTo(100 - t, 9), expect.closeTo(t ** 2, 9)]);
      }
      // Outside it is what it is at its ends.
      second!.at(1, y);
      expect(y[1]).toBeCloseTo(4, 9);
      second!.at(9, y);
      expect(y[1]).toBeCloseTo(16, 9);
    }
  });

  it("begins a stretch with its first step, and has none without steps", () => {
    const run = new RecordedRun(2);
    expect(run.stretches).toEqual([]);
    run.keep(stepAlong(before, 0, 1));
    expect(run.stretches.map(({ from, to }) => [from, to])).toEqual([[0, 1]]);
  });
});

describe("room to work in", () => {
  it("is as long as asked for or longer", () => {
    const scratch = new Scratch(1000);
    for (const length of [0, 1, 3, 1000, 1024, 1025])
      expect(scratch.borrow(length).length).toBeGreaterThanOrEqual(length);
  });

  it("is handed on, once, to who wants as much", () => {
    const scratch = new Scratch(1000);
    const room = scratch.borrow(70);
    const isSame = (length: number) => scratch.borrow(length) === room;
    expect(isSame(70)).toBe(false);
    scratch.giveBack(room);
    expect([isSame(30), isSame(100), isSame(100)]).toEqual([false, true, false]);
  });

  it("is not kept where it is too much, and is again when some was taken", () => {
    const scratch = new Scratch(100);
    const rooms = [scratch.borrow(64), scratch.borrow(64), scratch.borrow(128)];
    for (const room of rooms) scratch.giveBack(room);
    const again = [scratch.borrow(64), scratch.borrow(64), scratch.borrow(128)];
    expect(again.map((room) => rooms.indexOf(room))).toEqual([0, -1, -1]);
    scratch.giveBack(rooms[1]!);
    expect(scratch.borrow(64)).toBe(rooms[1]);
  });
});
