import { describe, expect, it } from "vitest";
import { curveOf, type Line, spanOf } from "../../src/explorer/page/curves.ts";

const hour = 1 / 24;
const look = { color: "#000", width: 1, dash: [] };
/** A value for every hour of twelve weeks. */
const hourly = (of: (day: number) => number): Line => {
  const times = Array.from({ length: 84 * 24 + 1 }, (_, i) => i * hour);
  return { ...look, times, values: times.map(of) };
};

describe("curveOf", () => {
  it("thins a line out, and keeps its ends and its highest value", () => {
    const { points } = curveOf(
      hourly((day) => (Math.abs(day - 40) < hour / 2 ? 9 : day / 84)),
      200,
    );
    expect(points.length).toBeLessThan(300);
    expect(points[0]).toEqual({ x: 0, y: 0 });
    expect(points.at(-1)).toEqual({ x: 84, y: 1 });
    expect(Math.max(...points.map((p) => p.y!))).toBe(9);
  });

  it("keeps the first hours apart on a logarithmic axis, and leaves out what is before it", () => {
    const { points } = curveOf(
      hourly((day) => day),
      200,
      hour,
    );
    expect(points[0]!.x).toBeCloseTo(hour, 12);
    // Every hour of the first six is there; on a linear axis they are thinner than a line.
    for (let h = 1; h <= 6; h++) expect(points.some(({ x }) => Math.abs(x - h * hour) < 1e-9)).toBe(true);
    expect(points.at(-1)!.x).toBeCloseTo(84, 9);
    for (const { x, y } of points) expect(y).toBeCloseTo(x, 9);
  });

  it("lets steps begin where a logarithmic axis does", () => {
    const dose = { ...look, times: [0, 0, 84], values: [0, 10, 10], isStepped: true };
    const { points } = curveOf(dose, 200, hour);
    expect(points.map(({ y }) => y)).toEqual([0, 10, 10]);
    expect(points[0]!.x).toBeCloseTo(hour, 12);
  });
});

describe("spanOf", () => {
  it("spans lines, the other edges of areas and the level, and passes over gaps", () => {
    const area = { ...look, times: [0, 1, 2], values: [1, Number.NaN, 3], downTo: [-2, 0, 0] };
    expect(spanOf([curveOf(area, 200)], undefined)).toEqual([-2, 3]);
    expect(spanOf([curveOf(area, 200)], 7)).toEqual([-2, 7]);
    expect(spanOf([], undefined)).toEqual([Infinity, -Infinity]);
  });
});
