import { describe, expect, it } from "vitest";
import { groupOf } from "../../src/analysis/index.ts";
import type { ClaimStatistic, Criterion, MeasureRequest } from "../../src/scenario/index.ts";

const place = { file: "c.yaml", start: 0, end: 1 };
const measure = (variable: string): MeasureRequest => ({
  name: variable,
  text: `at(${variable}, end)`,
  function: "at",
  variable,
  arguments: [Number.POSITIVE_INFINITY],
  place,
});
const [x, y] = [measure("m.x"), measure("m.y")];
const between = (low: number, high: number): Criterion => ({
  name: "s",
  measure: y,
  low,
  high,
  sources: [],
  place,
});

/** Subjects 0, 1, 2, ...: each with a value of m.x and one of m.y. */
const subjects = (rows: readonly (readonly [number | undefined, number | undefined])[]) =>
  rows.map(
    ([a, b]) =>
      ({ variable }: MeasureRequest) =>
        variable === "m.x" ? a : b,
  );
const twelve = Array.from({ length: 12 }, (_, i) => [i + 1, (i + 1) ** 2] as const);

const group = (
  statistic: ClaimStatistic,
  rows: Parameters<typeof subjects>[0] = twelve,
  among: readonly Criterion[] = [],
) => groupOf({ name: "p", size: 20, statistic, among, place }, x, among, subjects(rows));

describe("groupOf", () => {
  it("takes the share within limits, both ends included; a subject without a value lies outside", () => {
    const share = { kind: "share", low: 3, high: 5 } as const;
    expect(group(share)).toEqual({
      value: 3 / 12,
      standardError: Math.sqrt((0.25 * 0.75) / 12),
      subjects: 12,
      of: 12,
    });
    expect(group(share, [...twelve, [undefined, 1]]).value).toBe(3 / 13);
  });

  it("takes the mean of those who meet every condition", () => {
    const all = group({ kind: "mean" });
    expect(all).toEqual({ value: 6.5, standardError: expect.any(Number), subjects: 12, of: 12 });
    // The numbers 1 to 12 have a variance of 13.
    expect(all.standardError).toBeCloseTo(Math.sqrt(13 / 12), 10);
    const some = group({ kind: "mean" }, twelve, [between(4, 1000), between(0, 121)]);
    expect(some).toMatchObject({ value: 6.5, subjects: 10, of: 12 });
  });

  it("takes Pearson's correlation: 0.9737 of the numbers 1 to 12 with their squares", () => {
    // r = cov / (sx sy) = 13 sqrt(15 / (2 n + 1) / (8 n + 11)) at n = 12.
    const exact = 13 * Math.sqrt(15 / 25 / 107);
    expect(group({ kind: "correlation", with: y }).value).toBeCloseTo(exact, 12);
    const falling = twelve.map(([a, b]) => [a, -b] as const);
    expect(group({ kind: "correlation", with: y }, falling).value).toBeCloseTo(-exact, 12);
  });

  it("leaves out of a mean and a correlation whoever lacks a value", () => {
    const holes = [...twelve, [99, undefined], [undefined, 99]] as const;
    expect(group({ kind: "correlation", with: y }, holes).subjects).toBe(12);
    expect(group({ kind: "mean" }, holes)).toMatchObject({ subjects: 13, of: 14 });
  });

  it("has no value in fewer than ten, nor a correlation where all are alike", () => {
    expect(group({ kind: "mean" }, twelve.slice(0, 10)).value).toBe(5.5);
    expect(group({ kind: "mean" }, twelve.slice(0, 9))).toEqual({ value: undefined, subjects: 9, of: 9 });
    const low = group({ kind: "share", low: 0, high: 1 }, twelve, [between(0, 81)]);
    expect(low).toEqual({ value: undefined, subjects: 9, of: 12 });
    const alike = twelve.map(([, b]) => [1, b] as const);
    expect(group({ kind: "correlation", with: y }, alike)).toMatchObject({ value: undefined, subjects: 12 });
  });
});
