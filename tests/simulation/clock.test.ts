import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { type MeasureFunction, requestFor } from "../../src/scenario/index.ts";
import { simulate, simulatePair } from "../../src/simulation/index.ts";
import { checkCarets } from "../support/carets.ts";
import { diagnosticsOfModel, problemOf, systemOf } from "../support/modules.ts";

const place = { file: "m.yaml", start: 0, end: 1 };
const head = "module: m\n      title: M\n      about: M.";
const parameters = `
      parameters:
        amp: {value: 0, unit: 1, range: [0, 1], tier: assumed, about: A.}
        start: {value: 10, unit: day, range: [0, 100], tier: assumed, about: From.}
        stop: {value: 10.02, unit: day, range: [0, 100], tier: assumed, about: Until.}
        half: {value: 0.5, unit: 1, range: [0, 1], tier: assumed, about: H.}
        tau: {value: 1, unit: day, range: [0.1, 10], tier: assumed, about: T.}`;
const model = (input: string, more = "") => `
      ${head}${parameters}
      states:
        x: {unit: 1, initial: 0, rate: (input - x) / tau, about: X.}
      values:
        input: {unit: 1, formula: "${input}", about: I.}${more}`;

const pulse = "if(t > start and t < stop, 100 * amp, 0)";
const run = (input: string, numbers: Record<string, number>, options = {}, more = "") => {
  const system = systemOf(model(input, more));
  const during = new Map(Object.entries({ "m.amp": 1, ...numbers }));
  return simulate(problemOf(system, { during, duration: 30 }), compile(system), options);
};
const peak = ({ status, columns }: ReturnType<typeof run>) => {
  expect(status.kind).toBe("success");
  return columns.get("m.x")!.values.reduce((a, b) => Math.max(a, b));
};
/** Level at the end of a pulse of 100 that lasts so many days, from 0. */
const filled = (days: number) => 100 * (1 - Math.exp(-days));

describe("what formulas do by the clock", () => {
  it.each(["rodas5p", "odex"])("is seen by %s however short it is", (solver) => {
    for (const stop of [10.0002, 10.02, 10.1, 11, 12, 17])
      expect(peak(run(pulse, { "m.stop": stop }, { solver }))).toBeCloseTo(filled(stop - 10), 3);
  });

  it("is measured where no state depends on it, nor anything else", () => {
    const system = systemOf(`
      ${head}
      parameters:
        pace: {value: ${(2 * Math.PI) / 1.7}, unit: 1/day, range: [1, 9], tier: assumed, about: P.}
      values:
        tide: {unit: 1, formula: "0.5 + 0.5 * sin(pace * t)", about: T.}
        still: {unit: 1, formula: "3", about: S.}`);
    const measures = [
      requestFor("mean", "m.tide", [1.7, 17], { place }),
      requestFor("peak", "m.tide", [], { place }),
      requestFor("trough", "m.tide", [0, 3.4], { place }),
      requestFor("days_above", "m.tide", [0.75, 0, 17], { place }),
      requestFor("at", "m.tide", [0.425], { place }),
      requestFor("mean", "m.still", [3, 4], { place }),
    ];
    const found = simulate(problemOf(system, { during: new Map(), duration: 30 }), compile(system), {
      measures,
    });
    // Above three quarters of its way it is for a third of each round.
    const wanted = [0.5, 1, 0, 17 / 3, 1, 3];
    for (const [i, { value }] of found.measures.entries()) expect(value).toBeCloseTo(wanted[i]!, 6);
  });

  it("follows the run's own numbers: any start, length, height, speed and solver", () => {
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        between(0, 28),
        between(-4, 0.5),
        between(0.01, 1),
        between(0.1, 10),
        fc.constantFrom("rodas5p", "odex"),
        (start, power, amp, tau, solver) => {
          const length = 10 ** power;
          const numbers = { "m.start": start, "m.stop": start + length, "m.amp": amp, "m.tau": tau };
          const wanted = amp * filled(Math.min(length, 30 - start) / tau);
          expect(peak(run(pulse, numbers, { solver })) / wanted).toBeCloseTo(1, 4);
        },
      ),
      { numRuns: 40, seed: 13 },
    );
  });

  it.each([
    ["through values and shifts", "if(since > 0 and since < (stop - start) / tau, 100 * amp, 0)"],
    ["as a product", "if((t - start) * (t - stop) < 0 * tau * tau, 100 * amp, 0)"],
    ["as a distance", "if(abs(t - (start + stop) / 2) < (stop - start) / 2, 100 * amp, 0)"],
    ["as a decay", "if(exp(-since) < 1 and exp(-since) > exp(-(stop - start) / tau), 100 * amp, 0)"],
    ["as a power", "if((2 * since - (stop - start) / tau) ^ 2 < ((stop - start) / tau) ^ 2, 100 * amp, 0)"],
    ["as an if of an if", "100 * amp * if(if(t > start, 1, 0) - if(t > stop, 1, 0) > half, 1, 0)"],
    ["with not and or", "if(not (t <= start or t >= stop), 100 * amp, 0)"],
  ])("is solved for when it is written %s", (_, input) => {
    const since = '\n        since: {unit: 1, formula: "(t - start) / tau", about: S.}';
    expect(peak(run(input, {}, {}, since))).toBeCloseTo(filled(0.02), 4);
  });

  it("comes round: by floor() and by sin()", () => {
    // An hour a day for 30 days, and its like by a sine: what has gone in is the same to the last pulse.
    const hours = "if(t / tau - floor(t / tau) < 1 / 24, 100 * amp, 0)";
    const sine = "if(sin(2 * pi * t / tau) > cos(pi / 24), 100 * amp, 0)";
    const steady = (100 * (1 - Math.exp(-1 / 24))) / (1 - Math.exp(-1));
    expect(peak(run(hours, {}))).toBeCloseTo(steady, 3);
    expect(peak(run(sine, {}))).toBeCloseTo(steady, 3);
  });

  it("has not begun while a person comes to rest, and begins on day 0", () => {
    const { baseline, columns } = run("if(t >= 0 * start, half, 0)", {});
    expect(baseline.get("m.x")).toBe(0);
    expect(columns.get("m.x")!.values.at(-1)).toBeCloseTo(0.5, 6);
  });

  it.each(["rodas5p", "odex"])("is in every measure, on both sides of a switch, with %s", (solver) => {
    const ask = (name: MeasureFunction, variable: string, ...given: number[]) =>
      requestFor(name, variable, given, { place: { file: "test", start: 0, end: 0 } });
    const values = (stop: number) =>
      run(
        pulse,
        { "m.stop": stop },
        {
          solver,
          rtol: 1e-8,
          atol: 1e-10,
          measures: [
            ask("peak", "m.x"),
            ask("auc", "m.x", 0, 30),
            ask("auc", "m.input", 10, stop),
            ask("peak", "m.input", 0, 10),
            ask("trough", "m.x", stop, 11.5),
            ask("days_above", "m.input", 50),
            ask("time_of_peak", "m.x"),
            ask("time_to", "m.x", 1),
          ],
        },
      ).measures.map(({ value }) => value!);
    for (const stop of [10.02, 10.1, 11]) {
      const length = stop - 10;
      const top = filled(length);
      const expected = [
        top,
        // What goes in comes out, but for what is left at the end.
        100 * length - top * Math.exp(-(30 - stop)),
        100 * length,
        0,
        top * Math.exp(-(11.5 - stop)),
        length,
        stop,
        10 - Math.log(0.99),
      ];
      for (const [i, value] of values(stop).entries())
        expect(Math.abs(value - expected[i]!), `measure ${i} until ${stop}`).toBeLessThan(2e-6 * top);
    }
  });

  it("is each subject's own in a pair", () => {
    const system = systemOf(model(pulse));
    const compiled = compile(system);
    const subjects = [10.02, 11].map((stop) => {
      const problem = problemOf(system, {
        during: new Map([
          ["m.amp", 1],
          ["m.stop", stop],
        ]),
        duration: 30,
      });
      const p = compiled.defaultParameters();
      return {
        problem,
        start: {
          y: new Float64Array(1),
          parameters: p,
          status: { kind: "success", time: 0, message: "" } as const,
        },
      };
    });
    const [a, b] = simulatePair([subjects[0]!, subjects[1]!], compiled);
    expect(peak(a)).toBeCloseTo(filled(0.02), 4);
    expect(peak(b)).toBeCloseTo(filled(1), 4);
  });

  it("ends as a status when it changes too often", () => {
    const { status } = run("if(sin(t / (tau * 1e-9)) > half, amp, 0)", {});
    expect(status.kind).toBe("max-steps");
    expect(status.message).toContain("more than 100,000 times");
  });
});

describe("what cannot be worked out before the run", () => {
  const check = (fixture: string) => checkCarets(fixture, (text) => diagnosticsOfModel([text]));

  it("is refused at its place, with the reason", () => {
    const [state, instant, knot] = check(`
      ${head}${parameters}
      states:
        x: {unit: 1, initial: 0, rate: "(if(t / tau > x + 1, 0, 0) - x) / tau", about: X.}
                                            ^^^^^^^^^^^^^^^ time-threshold
      values:
        never: {unit: 1, formula: "if(t == start, 1, 0)", about: N.}
                                      ^^^^^^^^^^ time-threshold
        knot: {unit: 1, formula: "if(exp(t / tau) > t / tau + 5, 1, 0)", about: K.}
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ time-threshold`);
    expect(state?.message).toContain("depends on states");
    expect(instant?.message).toContain("an instant has no length");
    expect(knot?.message).toContain("cannot be solved for the time");
    expect(state?.help).toContain("if(t > start and t < stop, 1, 0)");
  });

  it("is not what depends on states alone, nor a kink", () => {
    check(`
      ${head}${parameters}
      states:
        x: {unit: 1, initial: 0, rate: "(if(x > 1, 0, 0) + 0 * min(t / tau, x) - x) / tau", about: X.}`);
  });
});
