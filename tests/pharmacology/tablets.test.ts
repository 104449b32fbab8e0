import { describe, expect, it } from "vitest";
import { fewestTablets } from "../../src/pharmacology/index.ts";

describe("fewestTablets", () => {
  it.each([
    [20, [5, 10, 20], 1],
    [15, [5, 10, 20], 2],
    [10, [20], 1],
    [2.5, [5, 10], 1],
    [40, [5, 10, 20], 2],
    [0, [5], 0],
    [37.5, [75, 150], 1],
    [225, [37.5, 75, 150], 2],
  ])("%d mg of tablets of %j take %d", (amount, tablets, count) => {
    expect(fewestTablets(amount, tablets)).toBe(count);
  });

  it("takes as many of the largest as come to it where none make it up", () => {
    expect(fewestTablets(7, [20])).toBe(1);
    expect(fewestTablets(43, [20])).toBe(3);
  });
});
