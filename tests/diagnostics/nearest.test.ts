import { describe, expect, it } from "vitest";
import { nearestNames, suggestion } from "../../src/diagnostics/index.ts";

describe("nearestNames", () => {
  it("`nearestNames` puts the nearest first, whatever the case", () => {
    expect(nearestNames("suceptible", ["Susceptible", "receptive", "susceptibles"])).toEqual([
      "Susceptible",
      "susceptibles",
    ]);
  });

  it("`nearestNames` finds the full name of a right word without its module", () => {
    expect(nearestNames("firing", ["vta.firing", "raphe.firing", "raphe.surface"])).toEqual([
      "raphe.firing",
      "vta.firing",
    ]);
  });

  it("`nearestNames` knows swapped letters and first words", () => {
    expect(nearestNames("trail", ["none", "trial"])).toEqual(["trial"]);
    expect(nearestNames("form", ["from", "until"])).toEqual(["from"]);
    expect(nearestNames("slow", ["autoreceptor", "slow_drive"])).toEqual(["slow_drive"]);
  });

  it("`nearestNames` offers nothing when nothing is near", () => {
    expect(nearestNames("x", ["raphe", "vta", "sert"])).toEqual([]);
  });

  it("`nearestNames` offers at most three", () => {
    expect(nearestNames("tone", ["tone1", "tone2", "tone3", "tone4"])).toEqual(["tone1", "tone2", "tone3"]);
  });
});

describe("suggestion", () => {
  it("`suggestion` asks for the nearest name", () => {
    expect(suggestion("doze", ["dose", "every"])).toBe('Did you mean "dose"?');
  });

  it("`suggestion` lists a short choice when no name is near", () => {
    expect(suggestion("zzzz", ["b", "a"])).toBe("Known here: a, b.");
  });

  it("`suggestion` lists what the module of a name has where that alone is short", () => {
    const known = ["a.x", "a.y", ...Array.from({ length: 100 }, (_, i) => `b.name${i}`)];
    expect(suggestion("a.qqqqqqq", known)).toBe('Those that begin with "a." are: a.x, a.y.');
    expect(suggestion("b.qqqqqqq", known)).toBeUndefined();
    expect(suggestion("c.qqqqqqq", known)).toBeUndefined();
  });

  it("`suggestion` says nothing rather than list a hundred names", () => {
    expect(
      suggestion(
        "q",
        Array.from({ length: 100 }, (_, i) => `name${i}`),
      ),
    ).toBeUndefined();
  });
});
