import { describe, expect, it } from "vitest";
import { Spells } from "../../src/simulation/spells.ts";

// A stretch is from a to d days and clearly above from b to c; `soon` is how long the level is away at the pace there.
const told = (...stretches: readonly (readonly [number, number, number, number, number])[]) => {
  const spells = new Spells();
  for (const [a, b, c, d, soon] of stretches) {
    spells.add(a, d);
    spells.addClear(b, c, soon, soon);
    spells.end();
  }
  return spells.total();
};

describe("how long a variable is above a level", () => {
  it("is from level to level where it leaves it and comes back, up to as its fourth power", () => {
    // A hump t (4 - t): at 0.1 it would take it 0.1 at most to the level.
    expect(told([0, 0.1, 3.9, 4, 0.1])).toBe(4);
    // t^4 is a quarter of t away from 0.
    expect(told([0, 0.1, 3.9, 4, 0.026])).toBe(4);
    expect(told([0, 0.1, 3.9, 4, 0.1], [5, 5.5, 6, 6.5, 1])).toBe(5.5);
  });

  it("is that of what is clearly above, where it only draws near and stays there but for rounding", () => {
    expect(told([0, 0, 16, 30, 1])).toBe(16);
    expect(told([0, 14, 20, 20, 1])).toBe(6);
  });

  it("is nothing where it is never clearly above", () => {
    const spells = new Spells();
    spells.add(0, 5);
    expect(spells.total()).toBe(0);
  });

  it("leaves out what lies between two clear stretches for long, and not for a moment", () => {
    const between = (gap: number) => {
      const spells = new Spells();
      spells.add(0, 1);
      spells.addClear(0, 1, 0, 0.1);
      spells.add(1, 1 + gap);
      spells.add(1 + gap, 2 + gap);
      spells.addClear(1 + gap, 2 + gap, 0.1, 0);
      return spells.total();
    };
    expect(between(0.5)).toBe(2.5);
    expect(between(3)).toBe(2);
  });
});
