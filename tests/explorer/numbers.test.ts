import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { level, shown } from "../../src/explorer/page/numbers.ts";

describe("numbers of the page", () => {
  it("tell 0 only of what is 0, or less than a run is computed to", () => {
    const size = fc.double({ min: 1.1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(size, fc.boolean(), (value, isBelow) => {
        const own = isBelow ? -value : value;
        for (const text of [level(own), level(own, "ng/mL"), shown(own), shown(own, "M")])
          expect(text).toMatch(/[1-9]/);
      }),
    );
    for (const value of [0, -0, 1e-15, -1e-15]) expect(level(value)).toBe("0%");
  });

  it("are short, with the minus that is one", () => {
    expect(["0.30444", "-0.0004", "0.00004", "1.2", "-1e-9"].map((text) => level(Number(text)))).toEqual([
      "30.4%",
      "−0.04%",
      "0.004%",
      "120%",
      "0%",
    ]);
    expect(shown(0.0004, "ng/mL")).toBe("4.00e-4 ng/mL");
    expect(shown(5e-9, "M")).toBe("5.00e-9 M");
    expect(shown(-351.5, "ng/mL")).toBe("−352 ng/mL");
    expect(level(Number.NaN)).toBe("–");
  });
});
