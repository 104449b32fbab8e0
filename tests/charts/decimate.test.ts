import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tips, turns } from "../../src/charts/decimate.ts";
import { decimate } from "../../src/charts/index.ts";

const days = (n: number, perDay: number) =>
  Float64Array.from({ length: n * perDay + 1 }, (_, i) => i / perDay);

describe("decimate", () => {
  it("`decimate` keeps first, last, lowest and highest in at most the points asked for, in order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 3000 }),
        (ys) => {
          const values = Float64Array.from(ys);
          const points = decimate(
            values.map((_, i) => i),
            values,
            100,
          );
          expect(points.length).toBeLessThanOrEqual(100);
          expect(points[0]).toEqual({ x: 0, y: values[0] });
          expect(points[points.length - 1]).toEqual({ x: values.length - 1, y: values[values.length - 1] });
          const kept = points.map((p) => p.y!);
          expect(Math.max(...kept)).toBe(Math.max(...values));
          expect(Math.min(...kept)).toBe(Math.min(...values));
          expect(points.every((p, i) => i === 0 || p.x > points[i - 1]!.x)).toBe(true);
          expect(points.every((p) => p.y === values[p.x])).toBe(true);
        },
      ),
      { seed: 7, numRuns: 50 },
    );
  });

  it("`decimate` keeps every tooth of a sawtooth, evenly, at any length", () => {
    for (const days of [30, 140, 364]) {
      const times = Float64Array.from({ length: 24 * days + 1 }, (_, i) => i / 24);
      const values = times.map((t) => 5 + Math.exp(-3 * (t % 1)) - Math.exp(-20 * (t % 1)));
      const points = decimate(times, values);
      const tips = points.filter(
        ({ y }, i) => i > 0 && i < points.length - 1 && y! > points[i - 1]!.y! && y! > points[i + 1]!.y!,
      );
      expect(tips).toHaveLength(days);
      for (let k = 1; k < tips.length; k++) expect(tips[k]!.x - tips[k - 1]!.x).toBeCloseTo(1, 6);
    }
  });

  it("`decimate` keeps every tooth of several doses a day, and of more than can be drawn a band between even edges", () => {
    for (const [days, perDay] of [
      [364, 2],
      [364, 4],
      [3640, 3],
    ] as const) {
      const times = Float64Array.from({ length: 24 * days + 1 }, (_, i) => i / 24);
      const values = times.map(
        (t) => 5 + Math.exp(-3 * ((t * perDay) % 1)) - Math.exp(-20 * ((t * perDay) % 1)),
      );
      const points = decimate(times, values);
      const inner = points.slice(2, -2);
      const isTip = (i: number) => inner[i]!.y! > inner[i - 1]!.y! && inner[i]!.y! > inner[i + 1]!.y!;
      const [top, foot] = [Math.max(...values), Math.min(...values)];
      const turned = inner.slice(1, -1).map(({ y }, k) => Math.abs(y! - (isTip(k + 1) ? top : foot)));
      expect(Math.max(...turned), `${perDay} times a day for ${days} days`).toBeLessThan(1e-9);
      if (days === 364) expect(tips(points).length).toBeCloseTo(days * perDay, -1);
      expect(points.length).toBeLessThan(3100);
    }
  });

  it("`decimate` keeps the bend of a curve whose teeth come later", () => {
    const times = Float64Array.from({ length: 24 * 84 + 1 }, (_, i) => i / 24);
    const bend = (t: number) => 1 - Math.exp(-t / 10);
    const values = times.map((t) => bend(t) + (t < 20 ? 0 : 0.05 * Math.exp(-3 * (t % 1))));
    const points = decimate(times, values);
    for (let i = 1; points[i]!.x < 20 || points[i - 1]!.x < 19; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      const middle = (a.x + b.x) / 2;
      expect(Math.abs((a.y! + b.y!) / 2 - bend(middle)), `between ${a.x} and ${b.x}`).toBeLessThan(0.002);
    }
  });

  it("`decimate` shows the full height of a daily sawtooth over a year", () => {
    const times = days(364, 48);
    const points = decimate(
      times,
      times.map((t) => 10 + 5 * Math.exp(-3 * (t % 1))),
    );
    expect(points.length).toBeLessThanOrEqual(2 * 366);
    for (let week = 0; week < 52; week++) {
      const ys = points.filter((p) => p.x >= week * 7 && p.x < week * 7 + 7).map((p) => p.y!);
      expect(Math.max(...ys)).toBe(15);
      expect(Math.min(...ys)).toBeLessThan(10.3);
    }
    expect(turns(points)).toBeGreaterThan(100);
  });

  it("`decimate` draws no flat top wider than a bucket", () => {
    const times = days(182, 24);
    for (const most of [200, 400, 900]) {
      const points = decimate(
        times,
        times.map((t) => 10 + 5 * Math.exp(-3 * (t % 1))),
        most,
      );
      const tops = points.map((p, i) => {
        const before = points[i - 1];
        return before && p.y! > 14.9 && before.y! > 14.9 ? p.x - before.x : 0;
      });
      expect(Math.max(...tops), `${most} points`).toBeLessThan(182 / Math.floor((most - 2) / 4));
    }
  });

  it("`decimate` turns what is no number into a gap", () => {
    expect(decimate(Float64Array.of(0, 1, 2), Float64Array.of(1, Number.NaN, 3))[1]).toEqual({
      x: 1,
      y: null,
    });
  });

  it("`turns` counts no turn on a trend", () => {
    const times = days(84, 4);
    expect(
      turns(
        decimate(
          times,
          times.map((t) => 1 - Math.exp(-t / 20)),
        ),
      ),
    ).toBe(0);
  });

  it("`tips` keeps the tips of a sawtooth, and the curve where there are no teeth", () => {
    const point = (x: number) => ({ x, y: x < 10 || x > 30 ? x / 10 : 5 - (x % 1) });
    const points = Array.from({ length: 161 }, (_, i) => point(i / 4));
    const kept = tips(points);
    const within = kept.filter(({ x }) => x > 11 && x < 29);
    expect(within.map(({ y }) => y)).toEqual(within.map(() => 5));
    expect(within).toHaveLength(17);
    expect(kept.filter(({ x }) => x < 8)).toHaveLength(32);
    expect(kept.filter(({ x }) => x > 32)).toHaveLength(32);
  });

  it("`tips` follows the curve from the last tip on, without a chord across what comes after", () => {
    const last = 20;
    const level = (x: number) => (x <= last ? 5 - (x % 1) : 5 - 3 * (x - last) + (x - last) ** 2);
    const points = Array.from({ length: 161 }, (_, i) => ({ x: i / 4, y: level(i / 4) }));
    const later = (list: readonly { x: number; y: number | null }[]) => list.filter(({ x }) => x >= last);
    expect(later(tips(points))).toEqual(later(points));
  });

  it("`turns` counts teeth as small as they can be seen beside a large change, which a dashed line would blur", () => {
    const times = days(84, 24);
    const small = (height: number) =>
      turns(
        decimate(
          times,
          times.map((t) => Math.exp(-t / 5) + height * (t % 1)),
        ),
      );
    expect(small(0.013)).toBeGreaterThan(100);
    expect(small(0.001)).toBe(0);
  });
});
