import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyNumber } from "../../src/cli/options.ts";
import { armOf, questionOf } from "../../src/studies/index.ts";
import { targetOf } from "../../src/studies/require/target.ts";
import { patternOf } from "../../src/text/index.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const experiment = experimentOf(`
scenario: Asked
question: q
duration: 1 week
arms:
  - {label: placebo}
  - {label: 10 mg, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
measure: {blunting_by_drug: "at(affect.blunting_drug, day 7)"}
`);

const { scenario } = experiment;
const asked = (measure: string, more: { arm?: string; against?: string } = {}) =>
  questionOf(experiment, shippedLibrary(), { measure, ...more }, (text) => ({
    file: "asked",
    start: 0,
    end: text.length,
  }));
const measureAsked = (text: string) => asked(text).measure;

describe("what is asked about", () => {
  it("is a measure of the scenario by name, or one written out", () => {
    expect(measureAsked("blunting_by_drug").variable).toBe("affect.blunting_drug");
    expect(measureAsked("mean(vta.firing, day 1, day 2)")).toMatchObject({
      function: "mean",
      variable: "vta.firing",
      arguments: [1, 2],
    });
  });

  it("is refused with what there is instead", () => {
    expect(() => measureAsked("blunting_by_drog")).toThrow(
      /no measure "blunting_by_drog"[\s\S]*Did you mean "blunting_by_drug"/,
    );
    expect(() => measureAsked("xyz")).toThrow(/It has blunting_by_drug\.[\s\S]*for example "at\(/);
    expect(() => measureAsked("at(vta.firing)")).toThrow(/could not be read/);
    expect(() => asked("blunting_by_drug", { arm: "10 mg", against: "10 mg" })).toThrow(/would be 0/);
    expect(() => armOf("10mg", scenario)).toThrow(/no arm "10mg"[\s\S]*"10 mg"/);
  });

  it("is the first treated arm when none is named", () => {
    expect(armOf(undefined, scenario).label).toBe("10 mg");
    expect(armOf("placebo", scenario).label).toBe("placebo");
  });

  it("names parameters by patterns in which only * is special", () => {
    expect(patternOf("vta.*").test("vta.brake_half")).toBe(true);
    expect(patternOf("vta.*").test("vtaxbrake_half")).toBe(false);
    expect(patternOf("*_half").test("vta.brake_half")).toBe(true);
    expect(patternOf("a.b[c").test("a.b[c")).toBe(true);
    expect(patternOf("a*a").test("a")).toBe(false);
    expect(patternOf("*ab*b").test("aab")).toBe(false);
    expect(patternOf("*ab*b").test("aababb")).toBe(true);
    expect(patternOf("").test("a")).toBe(false);
  });

  it("means by a pattern what a regular expression with .* means, however many * it has", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
    const pieces = fc.array(letters, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pieces, letters, (parts, name) => {
        expect(patternOf(parts.join("*")).test(name)).toBe(new RegExp(`^${parts.join(".*")}$`).test(name));
      }),
    );
    expect(patternOf("*a".repeat(5000)).test(`${"a".repeat(4999)}b`)).toBe(false);
  });
});

describe("a target", () => {
  it("has one bound or two", () => {
    expect(targetOf({ atLeast: 1 })).toEqual({ low: 1, high: Number.POSITIVE_INFINITY });
    expect(targetOf({ atMost: -1 })).toEqual({ low: Number.NEGATIVE_INFINITY, high: -1 });
    expect(targetOf({ atLeast: 1, atMost: 2 })).toEqual({ low: 1, high: 2 });
    expect(targetOf({ between: ["0.1", "0.2"] })).toEqual({ low: 0.1, high: 0.2 });
    expect(targetOf({ between: ["-1,2"] })).toEqual({ low: -1, high: 2 });
  });

  it("is refused when it says too little, too much, or nothing that can be", () => {
    expect(() => targetOf({})).toThrow("--at-least X");
    expect(() => targetOf({ between: ["2"] })).toThrow("two numbers");
    expect(() => targetOf({ between: ["1", "2", "3"] })).toThrow("two numbers");
    expect(() => targetOf({ between: ["1", "2"], atMost: 3 })).toThrow("both bounds");
    expect(() => targetOf({ between: ["2", "1"] })).toThrow("smaller number comes first");
    expect(() => anyNumber("much")).toThrow('"much" is not a number');
    expect(() => anyNumber("")).toThrow("is not a number");
  });
});
