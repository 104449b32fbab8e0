import { describe, expect, it } from "vitest";
import { diagnosticsOfModel } from "../support/modules.ts";

const head = "module: m\ntitle: T\nabout: A.\n";
const codes = (text: string, start = head) =>
  diagnosticsOfModel([start + text]).map((d) => `${d.code}: ${d.message}`);
const states = `states:
  x: {unit: mg, initial: 1, rate: 0, about: X.}
`;
const event = (parts: string) => `${states}events:\n  e: {${parts}, about: E.}\n`;

describe("the words for events and written starts", () => {
  it("`joinModules` asks for a condition as trigger, for states to assign and for their units", () => {
    expect(codes(event('trigger: "x", assign: {x: 1 * x}'))).toEqual([
      'trigger-no-condition: The trigger of the event "e" is a number, not a condition.',
    ]);
    expect(codes(event('trigger: "t > t", assign: {y: x}'))).toEqual([
      'assigns-no-state: The event "e" assigns "y", which its module does not declare.',
    ]);
    expect(codes(event('trigger: "t > t", assign: {x: x * x}'))).toEqual([
      'unit-mismatch: "m.e x" should be mass, but its formula is mass^2.',
    ]);
    expect(codes(event('trigger: "t > t", delay: x, assign: {x: x}'))).toEqual([
      'unit-mismatch: "m.e delay" should be time, but its formula is mass.',
    ]);
    expect(codes(event('trigger: "t > t", delay: t, priority: 2, assign: {x: 2 * x}'))).toEqual([]);
  });

  it("`joinModules` takes units for labels only where that is said, and keeps such modules apart", () => {
    const mixed = states.replace("rate: 0", 'rate: "x + 1"');
    expect(codes(mixed)).toEqual([expect.stringContaining("unit-mismatch")]);
    expect(codes(`start: written\nunits: labels\n${mixed}`)).toEqual([]);
    expect(codes(`time: second\n${states}`)).toEqual([expect.stringContaining("time-without-labels")]);
    expect(codes(`time: mg\nunits: labels\n${states}`)).toEqual([expect.stringContaining("wrong-unit")]);
    const other =
      "module: other\ntitle: T\nabout: A.\nunits: labels\nvalues:\n  v: {unit: mg, formula: m.x, about: V.}\n";
    expect(diagnosticsOfModel([head + states, other]).map((d) => d.code)).toEqual(["labels-among-checked"]);
  });

  it("`joinModules` lets initial values read each other only in a model that starts as written, and never in a circle", () => {
    const two = (a: string, b: string) =>
      `states:\n  a: {unit: "1", initial: ${a}, rate: 0, about: A.}\n  b: {unit: "1", initial: ${b}, rate: 0, about: B.}\n`;
    expect(codes(two("b", "1"))).toEqual([expect.stringContaining("initial-not-constant")]);
    expect(codes(`start: written\n${two("b", "1")}`)).toEqual([]);
    expect(codes(`start: written\n${two("b", "a")}`)).toEqual([
      "cyclic-initial: These initial values depend on each other in a circle: m.a -> m.b -> m.a.",
    ]);
  });

  it("`rate_of` takes states, and no rate may depend on itself", () => {
    const rate = (text: string) =>
      `start: written\nstates:\n  a: {unit: "1", initial: 1, rate: "${text}", about: A.}\nvalues:\n  v: {unit: 1/day, formula: rate_of(a), about: V.}\n`;
    expect(codes(rate("0").replace("rate_of(a)", "rate_of(v)"))).toEqual([
      expect.stringContaining("rate-of-no-state"),
      expect.stringContaining("unit-mismatch"),
    ]);
    expect(codes(rate("rate_of(a)"))[0]).toContain("cyclic-rate");
    expect(codes(rate("v"))).toEqual([expect.stringContaining("cyclic-value")]);
  });
});
