import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { partFor } from "../../src/model/index.ts";
import { prepareArms } from "../../src/runs/index.ts";
import { type Problem, requestFor } from "../../src/scenario/index.ts";
import { personAtRest, Slopes, simulateFrom } from "../../src/simulation/index.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const place = { file: "test.yaml", start: 0, end: 1 };
const times = [0, 2.5, 7];
const variables = ["scale.madrs", "scale.odq", "plasma.escitalopram"];
/** Of drug, raphe, illness, recovery, feeling and scale; some move the drug-free equilibrium and its baselines. */
const names = [
  "escitalopram.clearance",
  "raphe.coupling_time",
  "depression.illness",
  "depression.recovery_time",
  "affect.felt_share",
  "affect.positive_weight",
  "scale.madrs_episode",
];
// An illness of 1 stands on a bend, where differences say nothing.
const exact = { rtol: 1e-9, atol: 1e-12 };

const { problems } = experimentOf(`
scenario: Slopes
question: How do readings move with parameters?
duration: 1 week
person: depressed-adult
care: trial
arms:
  - {label: 10 mg, treatment: escitalopram 10 mg daily, set: {depression.illness: 0.8}}
  - {label: gated, like: 10 mg, knockout: {vta.serotonin_2c_brake: 0.5}}
`);
const [{ system }] = problems as [Problem];
const whole = compile(system);
const part = compile(partFor(system, new Set(variables)));
const kept = new Set(part.system.states);
const readings = variables.flatMap((variable) => times.map((time) => ({ variable, time })));

/** The readings in canonical units with one parameter at another value. */
function readingsAt(problem: Problem, name: string, value: number): number[] {
  const with_ = (values: ReadonlyMap<string, number>) => new Map([...values, [name, value]]);
  const moved = { ...problem, before: with_(problem.before), during: with_(problem.during) };
  const rest = personAtRest(moved, whole);
  const start = { ...rest, y: rest.y.filter((_, i) => kept.has(system.states[i]!)) };
  const measures = readings.map(({ variable, time }) => requestFor("at", variable, [time], { place }));
  const run = simulateFrom(start, moved, part, { ...exact, measures, sampleEvery: 7 });
  const units = new Map([...system.states, ...system.values].map((one) => [one.name, one.unit.factor]));
  return run.measures.map(({ value: read }, i) => read! * units.get(readings[i]!.variable)!);
}

describe("sensitivities", () => {
  it.each(problems.map((problem) => [problem.label, problem] as const))(
    "of %s equal differences to 1e-5",
    (_, problem) => {
      const slopes = new Slopes(whole, part, names, variables);
      const found = slopes.run(personAtRest(problem, whole), problem, readings, exact);
      if (typeof found === "string") throw new Error(found);
      for (const [j, name] of names.entries()) {
        const now =
          problem.during.get(name) ?? system.parameters.find((parameter) => parameter.name === name)!.value;
        const by = 1e-2 * now;
        // Richardson's extrapolation of central differences.
        const [a, b, c, d] = [-2, -1, 1, 2].map((k) => readingsAt(problem, name, now + k * by)) as [
          number[],
          number[],
          number[],
          number[],
        ];
        for (let v = 0; v < readings.length; v += times.length) {
          const own = times.map((_t, k) => v + k);
          const wanted = own.map((i) => (8 * (c[i]! - b[i]!) - (d[i]! - a[i]!)) / (12 * by));
          const largest = Math.max(...wanted.map(Math.abs));
          const rounding = (1e-8 * Math.max(...own.map((i) => Math.abs(found.values[i]!)))) / Math.abs(now);
          for (const [k, i] of own.entries())
            expect(
              Math.abs(found.slopes[i * names.length + j]! - wanted[k]!),
              `${readings[i]!.variable} at ${times[k]} by ${name}: ${wanted[k]}`,
            ).toBeLessThanOrEqual(1e-5 * largest + rounding);
        }
      }
    },
  );

  it("are differences, and say so, after doses before day 0", () => {
    const { scenario } = experimentOf(`
scenario: Steady
question: On it for a year.
duration: 1 week
arms: [{label: 10 mg, treatment: {events: tests/data/steady.csv, drug: escitalopram}}]
`);
    const arms = prepareArms(
      scenario.arms.map((arm) => ({
        arm,
        duration: 7,
        requests: [requestFor("at", "plasma.escitalopram", [6.999999], { place })],
        isOften: true,
      })),
      shippedLibrary(),
    );
    const [found] = arms.runAll([{ arm: 0, slopes: ["escitalopram.clearance"] }]);
    expect(found!.notExact).toBe("doses before day 0");
    // d ln C / d ln k = -k tau / (1 - exp(-k tau)) of a trough, with k = 20 L/hour over 864 L and tau = 24 hours.
    const { value } = arms.systemOf(0).parameters.find((p) => p.name === "escitalopram.clearance")!;
    expect((found!.slopes![0]! * value) / found!.values[0]!).toBeCloseTo(-1.3, 1);
  });
});
