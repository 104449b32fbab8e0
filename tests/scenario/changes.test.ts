import { describe, expect, it } from "vitest";
import { askedWords, changeWords, changing } from "../../src/scenario/changes.ts";
import { unit } from "../../src/units/index.ts";

const place = { file: "s.yaml", start: 0, end: 1 };
const asked = { at: 28, set: [], scale: [], place };

describe("changing", () => {
  it("takes a parameter for slow as soon as one of its changes is", () => {
    const change = (name: string, halfLife?: number) =>
      ({ time: 1, name, value: 2, how: "set", halfLife }) as const;
    expect([...changing([change("a"), change("b", 3), change("b"), change("c")])]).toEqual([
      ["a", false],
      ["b", true],
      ["c", false],
    ]);
    expect(changing([]).size).toBe(0);
  });
});

describe("changeWords", () => {
  it("says a number in the declared unit, and a factor as it is", () => {
    // Two days are 48 hours.
    const hours = unit("hour").factor;
    const change = { time: 28, name: "m.tau", value: 2 } as const;
    expect(changeWords({ ...change, how: "set" }, hours)).toBe("day 28: m.tau=48");
    expect(changeWords({ ...change, how: "scale" }, hours)).toBe("day 28: m.tau times 2");
  });

  it("says how long it takes, without digits that nobody wrote", () => {
    const change = { time: 0.1 + 0.2, name: "m.x", value: 1 / 3, how: "scale", halfLife: 4 } as const;
    expect(changeWords(change, 1)).toBe("day 0.3: m.x times 0.333333 with a half-life of 4 days");
  });
});

describe("askedWords", () => {
  it("lists people, then numbers, then factors, and the pace", () => {
    const number = (name: string, value: number) => ({ name, value, place });
    expect(
      askedWords({
        ...asked,
        people: [{ name: "smoker", place }],
        set: [number("m.x", 3)],
        scale: [number("enzyme.cyp3a4", 2)],
        halfLife: 3,
      } as never),
    ).toBe("from day 28 smoker, m.x = 3, enzyme.cyp3a4 times 2 with a half-life of 3 days");
    expect(askedWords({ ...asked, set: [number("m.x", 0)] } as never)).toBe("from day 28 m.x = 0");
  });
});
