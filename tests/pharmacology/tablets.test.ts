import fc from "fast-check";
import { expect, it } from "vitest";
import { nearestAmount } from "../../src/pharmacology/tablets.ts";

const place = { file: "s.yaml", start: 0, end: 1 };
const whole = { kind: "tablets", parts: 1, place } as const;
const half = { kind: "tablets", parts: 2, place } as const;

it("`nearestAmount` gives what tablets add up to", () => {
  expect(nearestAmount(12, whole, [5, 10, 20])).toBe(10);
  expect(nearestAmount(12, half, [5, 10, 20])).toBe(12.5);
  expect(nearestAmount(2, whole, [5])).toBe(0);
  expect(nearestAmount(10, whole, [20, 30])).toBe(0);
  expect(nearestAmount(11, whole, [20, 30])).toBe(20);
  expect(nearestAmount(70, whole, [37.5])).toBe(75);
  expect(nearestAmount(2.4, { kind: "multiples", of: 0.5, place }, [])).toBe(2.5);
  expect(nearestAmount(2.25, { kind: "multiples", of: 0.5, place }, [])).toBe(2);
  expect(nearestAmount(1e9, whole, [5, 10])).toBe(1e9);
});

it("`nearestAmount` finds no worse amount than any handful of tablets makes", () => {
  const strengths = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      strengths,
      fc.double({ min: 0.1, max: 100, noNaN: true }),
      fc.array(fc.nat(2), { maxLength: 8 }),
      (mg, wanted, picks) => {
        const handful = picks.reduce((sum, pick) => sum + (mg[pick] ?? 0), 0);
        const near = nearestAmount(wanted, whole, mg);
        expect(Math.abs(near - wanted)).toBeLessThanOrEqual(Math.abs(handful - wanted) + 1e-3);
      },
    ),
    { seed: 3, numRuns: 500 },
  );
});
