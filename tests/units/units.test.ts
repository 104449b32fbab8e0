import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dimensionName,
  parseQuantity,
  parseUnit,
  power,
  sameDimension,
  times,
  unit,
  unitNames,
} from "../../src/units/index.ts";

/** One of `left` is `factor` of `right`, and both measure the same. */
function checkSame(left: string, factor: number, right: string): void {
  const [a, b] = [unit(left), unit(right)];
  expect(sameDimension(a.dimension, b.dimension)).toBe(true);
  expect(a.factor / b.factor).toBeCloseTo(factor, 12);
}

function checkFault(text: string, marked: string, parse = parseUnit as (text: string) => object): void {
  const result = parse(text) as { fault?: { at: number; length: number } };
  expect(result.fault).toBeDefined();
  const { at, length } = result.fault!;
  expect(text.slice(at, at + length)).toBe(marked);
}

describe("parseUnit", () => {
  it.each([
    ["week", 7, "day"],
    ["1/hour", 24, "1/day"],
    ["ng/mL", 1, "ug/L"],
    ["ng/mL", 1e-3, "mg/L"],
    ["L", 1, "dm^3"],
    ["mL", 1, "cm^3"],
    ["uM", 1e3, "nmol/L"],
    ["L/(hour*kg)", 24e-6, "L/(day*mg)"],
    ["mg^-1", 1, "1/mg"],
    ["%", 0.01, "1"],
    ["points", 1, "1"],
    ["µg", 1, "mcg"],
  ])("`parseUnit` takes one %s as %f %s", checkSame);

  it("`parseUnit` reads factors from left to right", () => {
    checkSame("mg/L/hour", 1, "mg/(L*hour)");
    checkSame("mg/L*hour", 1, "mg*hour/L");
  });

  it("`parseUnit` multiplies dimensions and factors of any two units", () => {
    const names = fc.constantFrom(...unitNames.filter((name) => name !== "%"));
    fc.assert(
      fc.property(names, names, fc.integer({ min: -3, max: 3 }), (a, b, n) => {
        const joined = unit(`${a}*${b}^${n}`);
        expect(joined.dimension).toEqual(times(unit(a).dimension, power(unit(b).dimension, n)));
        expect(joined.factor).toBeCloseTo(unit(a).factor * unit(b).factor ** n, 12);
      }),
      { seed: 2 },
    );
  });

  it.each([
    ["mgg", "mgg"],
    ["mg/mLL", "mLL"],
    ["mg/", "/"],
    ["(mg", "mg"],
    ["mg)", ")"],
    ["mg^x", "x"],
    ["mg mL", "mL"],
    ["2", "2"],
    ["constructor", "constructor"],
    ["mg€", "€"],
  ])("`parseUnit` rejects %j at %j", (text, marked) => checkFault(text, marked));

  it("`parseUnit` names the unit that it does not know", () => {
    expect(parseUnit("mg/minit")).toMatchObject({ fault: { unknown: "minit" } });
  });

  it("`parseUnit` never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."mgL/*^()-1 ") })), (text) => {
        parseUnit(text);
        parseQuantity(text);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe("unit", () => {
  it("`unit` throws for a unit of our own that is wrong", () => {
    expect(() => unit("mgg")).toThrow('invalid unit: mgg; "mgg" is not a unit');
  });
});

describe("parseQuantity", () => {
  const canonical = (text: string) => {
    const result = parseQuantity(text);
    return "quantity" in result ? result.quantity.canonical : result.fault.message;
  };

  it.each([
    ["10 mg", 10],
    ["2 weeks", 14],
    ["0.5g", 500],
    ["-5 mg", -5],
    [" 1e3 ug ", 1],
    [".5 hour", 0.5 / 24],
    ["36 L/hour", 864],
    ["1.14 1/hour", 27.36],
  ])("`parseQuantity` reads %j", (text, value) => {
    expect(canonical(text)).toBeCloseTo(value, 12);
  });

  it.each([
    ["10", "10"],
    [" 10 ", "10"],
    ["ten mg", "ten mg"],
    ["10 mgg", "mgg"],
    ["10 5 mg", "5"],
    ["1e400 mg", "1e400"],
  ])("`parseQuantity` rejects %j at %j", (text, marked) => checkFault(text, marked, parseQuantity));

  it("`parseQuantity` gives back what any number and unit mean, to the last digit", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
        fc.constantFrom(...unitNames),
        (number, name) => {
          expect(canonical(`${number} ${name}`)).toBe(Number(String(number)) * unit(name).factor);
        },
      ),
      {
        seed: 4,
        examples: [
          [-0, "mg"],
          [1e-320, "kg"],
        ],
      },
    );
  });
});

describe("dimensionName", () => {
  it.each([
    ["1", "dimensionless"],
    ["ng/mL", "mass/volume"],
    ["1/day", "1/time"],
    ["L/(hour*kg)", "volume/(time*mass)"],
    ["m^2", "length^2"],
    ["nM", "substance/volume"],
  ])("`dimensionName` says %s in words", (text, words) => {
    expect(dimensionName(unit(text).dimension)).toBe(words);
  });
});
