import { describe, expect, it } from "vitest";
import { type Domain, domainOf, isInDomain } from "../../src/model/index.ts";
import { unit } from "../../src/units/index.ts";
import { checkCarets } from "../support/carets.ts";
import { diagnosticsOfModel } from "../support/modules.ts";

describe("domainOf", () => {
  it.each<[string, readonly [number, number], Domain]>([
    ["day", [3, 8], "positive"],
    ["1/hour", [0.5, 2], "positive"],
    ["ng/mL", [1, 9], "positive"],
    ["L", [0, 9], "nonnegative"],
    ["hour", [-3, 3], "any"],
    // A time constant below 0 is a slip; whoever means it says so.
    ["day", [-9, -1], "positive"],
    ["1", [0, 1], "fraction"],
    ["fraction", [0.2, 0.4], "fraction"],
    ["%", [0, 100], "fraction"],
    ["%", [50, 150], "nonnegative"],
    ["1", [0.5, 2], "nonnegative"],
    ["1", [0, 0.4], "nonnegative"],
    ["1", [-1, 1], "any"],
    ["points", [-3, 3], "any"],
  ])("a number in %s that ranges over %j is %j", (text, range, domain) => {
    expect(domainOf({ unit: unit(text), range })).toEqual(domain);
  });

  it("lets what is declared stand", () => {
    expect(domainOf({ unit: unit("day"), range: [3, 8], domain: "any" })).toBe("any");
  });

  it.each<[Domain, string, readonly number[], readonly number[]]>([
    ["fraction", "1", [0, 0.5, 1], [-0.1, 1.1, 72]],
    ["fraction", "%", [0, 72, 100], [-1, 101]],
    ["positive", "day", [1e-300, 1, 1e300], [0, -0, -1]],
    ["nonnegative", "L", [0, 1], [-1e-300]],
    ["any", "1", [-1e300, 0], []],
    [[26, 130], "points", [26, 130], [25, 131]],
    [[0, 24], "hour", [0, 24], [-1, 25]],
  ])("%j in %s takes %j and refuses %j", (domain, text, inside, outside) => {
    const declared = { unit: unit(text), range: [0, 1] as const, domain };
    for (const value of inside) expect(isInDomain(declared, value), String(value)).toBe(true);
    for (const value of [...outside, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(isInDomain(declared, value), String(value)).toBe(false);
  });
});

describe("the numbers of a module file", () => {
  const check = (fixture: string) => checkCarets(fixture, (text) => diagnosticsOfModel([text]));

  it("are refused at their place when they mean nothing, with what would", () => {
    const [share, range, tau] = check(`
      module: m
      title: M
      about: M.
      parameters:
        share: {value: 72, unit: 1, range: [50, 90], domain: fraction, tier: assumed, about: S.}
                       ^^ domain
        part: {value: 0.5, unit: 1, range: [0, 2], domain: fraction, tier: assumed, about: P.}
                                           ^^^^^^ domain
        tau: {value: -5, unit: day, range: [-9, -1], tier: assumed, about: T.}
                     ^^ domain
        back: {value: 5, unit: day, range: [9, 1], tier: assumed, about: B.}
                                           ^^^^^^ falling-range
        shift: {value: -5, unit: hour, range: [-9, -1], domain: any, tier: assumed, about: S.}
        score: {value: 61, unit: points, range: [40, 61], domain: [0, 60], tier: assumed, about: S.}
                       ^^ domain
        turned: {value: 5, unit: points, range: [4, 6], domain: [9, 1], tier: assumed, about: T.}
                                                                ^^^^^^ falling-limits`);
    expect(share?.message).toBe('"share" must be a fraction, from 0 to 1, but it is 72.');
    expect(share?.help).toBe("For 72% write 0.72.");
    expect(range?.message).toContain("its range reaches from 0 to 2");
    expect(tau?.message).toContain("must be above 0, but it is -5 day");
  });

  it("are refused where a rival hypothesis sets them", () => {
    check(`
      module: m
      title: M
      about: M.
      parameters:
        tau: {value: 5, unit: day, range: [1, 9], tier: assumed, about: T.}
      states:
        x: {unit: 1, initial: 1, rate: (1 - x) / tau, about: X.}
      hypotheses:
        speed:
          question: How fast?
          default: slow
          choices:
            slow: {about: Slow.}
            never: {about: Never., parameters: {m.tau: 0}}
                                                ^^^^^ domain`);
  });
});
