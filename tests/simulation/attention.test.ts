import { describe, expect, it } from "vitest";
import { type MeasureFunction, requestFor, windowsOf } from "../../src/scenario/index.ts";
import { Attention, isLookedAt, wantedWhole } from "../../src/simulation/attention.ts";

const place = { file: "s.yaml", start: 0, end: 1 };
const duration = 20;

/** What a measure of a run of 20 days looks at, in its first window. */
function attention(name: MeasureFunction, given: readonly number[] = []): Attention {
  const request = requestFor(name, "m.x", given, { place });
  return new Attention(request, windowsOf(request, duration)[0]!, duration);
}

describe("what a measure looks at", () => {
  it("is its window, of which both ends are open", () => {
    const mean = attention("mean", [5, 10]);
    expect([mean.from, mean.to]).toEqual([5, 10]);
    const stretches: readonly [number, number, boolean][] = [
      [0, 5, false],
      [4, 5.1, true],
      [6, 7, true],
      [9.9, 12, true],
      [10, 12, false],
      [0, 20, true],
    ];
    for (const [from, to, looks] of stretches) {
      expect(mean.looksAt(from, to), `${from} to ${to}`).toBe(looks);
      expect(isLookedAt([attention("mean", [18, 19]), mean], from, to)).toBe(looks || to > 18);
    }
    expect(isLookedAt([], 0, 20)).toBe(false);
  });

  it("ends when the level that it waits for has been passed, from either side", () => {
    for (const side of [1, -1]) {
      const wait = attention("time_to", [side * 3]);
      wait.see(0, 0);
      wait.see(4, side * 2.9);
      expect(wait.overAt).toBe(Number.POSITIVE_INFINITY);
      expect(wait.looksAt(10, 11)).toBe(true);
      wait.see(6, side * 3);
      wait.see(8, side * 9);
      expect(wait.overAt).toBe(6);
      expect([wait.looksAt(5, 7), wait.looksAt(6, 7), wait.looksAt(10, 11)]).toEqual([true, false, false]);
      // What was passed before is told of an earlier time.
      wait.see(5, side * 4);
      expect(wait.overAt).toBe(5);
    }
    const onset = attention("onset", [2]);
    onset.see(0, 10);
    onset.see(1, 11.9);
    onset.see(2, 8.1);
    expect(onset.overAt).toBe(Number.POSITIVE_INFINITY);
    onset.see(3, 8);
    expect(onset.overAt).toBe(3);
    const half = attention("half_time");
    expect([half.isLate, onset.isLate]).toEqual([true, false]);
    half.last = 4;
    half.see(0, 0);
    half.see(1, 1.9);
    expect(half.overAt).toBe(Number.POSITIVE_INFINITY);
    half.see(2, 9);
    expect(half.overAt).toBe(2);
    // Nothing is passed as long as nobody knows where half the way is.
    const unknown = attention("half_time");
    unknown.see(0, 0);
    unknown.see(1, 9);
    expect(unknown.overAt).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("what a measure minds of a stretch", () => {
  it("is the area under a mean, inside of its window, and the value where the window begins or ends", () => {
    const mean = attention("mean", [5, 10]);
    expect(mean.minds(0, 1, 0)).toBe(false);
    expect([mean.mindsAll(5, 10), mean.mindsAll(6, 7)]).toEqual(["area", "area"]);
    expect([mean.mindsAll(4, 6), mean.mindsAll(9, 11)]).toEqual(["value", "value"]);
    const peak = attention("peak", [5, 10]);
    expect([peak.mindsAll(5, 10), peak.mindsAll(4, 6)]).toEqual([undefined, "value"]);
    const day = attention("at", [5]);
    expect(day.mindsAll(5, 5)).toBe("value");
    expect(wantedWhole([peak, mean], 6, 7)).toBe("area");
    expect(wantedWhole([mean, peak], 4, 6)).toBe("value");
    expect(wantedWhole([peak], 6, 7)).toBeUndefined();
    expect(wantedWhole([day], 4, 6)).toBe("value");
    expect(wantedWhole([day], 6, 7)).toBeUndefined();
  });

  it("is what may be higher than the highest so far, or lower than the lowest, by more than the slack", () => {
    const peak = attention("peak", [5, 10]);
    expect(peak.minds(0, 1, 0)).toBe(true);
    peak.see(4, 99);
    peak.see(5, 3);
    peak.see(6, 2);
    peak.see(10, 2.5);
    peak.see(11, 99);
    expect([peak.minds(0, 3, 0), peak.minds(0, 3.1, 0), peak.minds(0, 3.1, 0.2)]).toEqual([
      false,
      true,
      false,
    ]);
    const trough = attention("trough");
    trough.see(1, 3);
    trough.see(2, 4);
    expect([trough.minds(3, 9, 0), trough.minds(2.9, 9, 0), trough.minds(2.9, 9, 0.2)]).toEqual([
      false,
      true,
      false,
    ]);
    const when = attention("time_of_peak");
    when.see(1, 3);
    expect([when.minds(0, 3, 1), when.minds(0, 3.1, 1)]).toEqual([false, true]);
    expect(peak.minds(Number.NaN, Number.NaN, 0)).toBe(true);
  });

  it("is where a level may be passed", () => {
    const above = attention("days_above", [3]);
    above.see(0, 0);
    expect([
      above.minds(0, 2.9, 0),
      above.minds(0, 3, 0),
      above.minds(3, 4, 0),
      above.minds(3.1, 4, 0),
    ]).toEqual([false, true, true, false]);
    expect(above.minds(Number.NaN, Number.NaN, 0)).toBe(true);
  });
});
