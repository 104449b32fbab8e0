import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandRegimen, type RegimenEntry } from "../../src/pharmacology/index.ts";
import { drugOf } from "../support/drugs.ts";

const place = { file: "s.yaml", start: 3, end: 9 };
const drugs = new Map([["calmol", drugOf()]]);
const entry = (parts: Partial<RegimenEntry> = {}): RegimenEntry => ({
  drug: "calmol",
  dose: 10,
  every: 1,
  from: 0,
  place,
  ...parts,
});

function check(
  entries: readonly RegimenEntry[],
  duration: number,
  wanted: readonly [time: number, mg: number][],
) {
  const { doses, diagnostics } = expandRegimen(entries, duration, drugs);
  expect(diagnostics).toEqual([]);
  expect(doses.map((d) => [d.time, d.amount])).toEqual(wanted);
}

function codes(parts: Partial<RegimenEntry>, duration = 28): string[] {
  const { doses, diagnostics } = expandRegimen([entry(parts)], duration, drugs);
  if (diagnostics.some((d) => d.severity === "error")) expect(doses).toEqual([]);
  return diagnostics.map((d) => d.code);
}

describe("expandRegimen", () => {
  it("`expandRegimen` doses from the start and not at the end of the run", () => {
    check([entry()], 3, [
      [0, 10],
      [1, 10],
      [2, 10],
    ]);
  });

  it("`expandRegimen` gives the first dose at from and none at until", () => {
    check([entry({ from: 2, until: 4 })], 28, [
      [2, 10],
      [3, 10],
    ]);
  });

  it("`expandRegimen` gives the parts of a day's dose at their hours, alike or in the shares that are asked for", () => {
    const split = { at: [0.25, 0.75], place };
    check([entry({ split })], 2, [
      [0.25, 5],
      [0.75, 5],
      [1.25, 5],
      [1.75, 5],
    ]);
    check([entry({ split: { ...split, shares: [0.2, 0.8] } })], 2, [
      [0.25, 2],
      [0.75, 8],
      [1.25, 2],
      [1.75, 8],
    ]);
    // The licence counts whole days, whatever their parts: 8 mg in the evening are 10 a day.
    expect(codes({ dose: 20, split: { ...split, shares: [0.2, 0.8] } })).toEqual([]);
    expect(codes({ dose: 21, split: { ...split, shares: [0.2, 0.8] } })).toEqual(["above-licensed"]);
  });

  it("`expandRegimen` rounds each part by itself, and gives none that rounds to nothing", () => {
    const rounding = { kind: "multiples" as const, of: 4, place };
    const split = { at: [0, 0.5], shares: [0.2, 0.8], place };
    const taper = { over: 2, shape: "linear" as const, place };
    // Two thirds of 20 mg are 2.67 and 10.67 mg, a third 1.33, which is nearer to none, and 5.33.
    check([entry({ dose: 20, until: 1, split, rounding, taper })], 5, [
      [0, 4],
      [0.5, 16],
      [1, 4],
      [1.5, 12],
      [2.5, 4],
    ]);
  });

  it("`expandRegimen` gives the parts before a run that starts in a steady state, for a year, and none after day 0", () => {
    const { doses } = expandRegimen([entry({ isSteady: true, split: { at: [0, 0.5], place } })], 1, drugs);
    const before = doses.filter(({ time }) => time < 0);
    expect(before).toHaveLength(2 * 364);
    expect(before.slice(-2).map(({ time, amount }) => [time, amount])).toEqual([
      [-1, 5],
      [-0.5, 5],
    ]);
    expect(doses.filter(({ time }) => time >= 0).map(({ time }) => time)).toEqual([0, 0.5]);
  });

  it("`expandRegimen` stops at the end of the run when until lies beyond", () => {
    check([entry({ until: Number.POSITIVE_INFINITY })], 2, [
      [0, 10],
      [1, 10],
    ]);
  });

  it("`expandRegimen` titrates without a day of two doses or none", () => {
    const { doses } = expandRegimen([entry({ dose: 5, until: 14 }), entry({ from: 14 })], 28, drugs);
    expect(doses.map((d) => d.time)).toEqual(Array.from({ length: 28 }, (_, i) => i));
    expect(doses.map((d) => d.amount)).toEqual([...Array(14).fill(5), ...Array(14).fill(10)]);
  });

  it("`expandRegimen` orders the doses of several entries by time", () => {
    check([entry({ from: 0.5, every: 2 }), entry({ dose: 5 })], 3, [
      [0, 5],
      [0.5, 10],
      [1, 5],
      [2, 5],
      [2.5, 10],
    ]);
  });

  it.each([1 / 3, 0.1, 8 / 24, 1 / 7, 0.7])(
    "`expandRegimen` does not creep when every is %d days",
    (every) => {
      const { doses } = expandRegimen([entry({ every, dose: 0.1 })], 364, drugs);
      expect(doses.length).toBe(Math.round(364 / every));
      for (const [i, dose] of doses.entries()) expect(dose.time).toBe(i * every);
    },
  );

  it("`expandRegimen` keeps every dose inside its interval, at equal distances, for any entry", () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(0, 20),
        number(0.05, 9),
        number(0.1, 40),
        number(21, 60),
        (from, every, length, duration) => {
          const until = from + length;
          const { doses } = expandRegimen([entry({ from, every, until, dose: 0.01 })], duration, drugs);
          const end = Math.min(until, duration);
          expect(doses[0]!.time).toBe(from);
          expect(doses.at(-1)!.time).toBeLessThan(end);
          expect(doses.at(-1)!.time + every).toBeGreaterThan(end - 1e-6);
          expect(doses.every((d, i) => Math.abs(d.time - from - i * every) < 1e-12 * duration)).toBe(true);
        },
      ),
      { seed: 7 },
    );
  });

  it("`expandRegimen` rejects a dose or an interval that is not above zero", () => {
    expect(codes({ dose: -5 })).toEqual(["not-positive"]);
    expect(codes({ dose: 0 })).toEqual(["not-positive"]);
    expect(codes({ dose: Number.NaN })).toEqual(["not-positive"]);
    expect(codes({ every: 0 })).toEqual(["not-positive"]);
    expect(codes({ every: -1, dose: -1 })).toEqual(["not-positive", "not-positive"]);
  });

  it("`expandRegimen` rejects an entry that ends before it starts, or starts after the run", () => {
    expect(codes({ from: 5, until: 5 })).toEqual(["empty-interval"]);
    expect(codes({ from: 28 })).toEqual(["starts-too-late"]);
  });

  it("`expandRegimen` rejects an unknown drug with the nearest name", () => {
    const { diagnostics } = expandRegimen([entry({ drug: "calmoll" })], 28, drugs);
    expect(diagnostics).toMatchObject([{ code: "unknown-drug", place, help: 'Did you mean "calmol"?' }]);
  });

  it("`expandRegimen` refuses more doses than can be simulated", () => {
    expect(codes({ every: 1e-5, dose: 1e-6 })).toEqual(["too-many-doses"]);
  });

  it("`expandRegimen` warns above the licensed daily dose, by the day and not by the dose", () => {
    expect(codes({ dose: 20 })).toEqual([]);
    expect(codes({ dose: 20, every: 0.5 })).toEqual(["above-licensed"]);
    expect(codes({ dose: 40, every: 2 })).toEqual([]);
  });
});
