import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { type Column, simulate } from "../../src/simulation/index.ts";
import { randomNumbers } from "../support/random-systems.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

// Whatever the parameters within their declared ranges, the model stays within bounds and comes to rest on the drug.

const draws = 60;
const weeks = 20;
/** Who the person is and how they are cared for; not an uncertainty of the model. */
const { model, people } = shippedLibrary();
const fixed = new Set([...people.values(), ...model.care].flatMap(({ set }) => set.map((s) => s.name)));

/** Mean over a week, counted from the end of the run. */
function weekMean({ values }: Column, times: Float64Array, weeksBeforeEnd: number): number {
  const end = 7 * (weeks - weeksBeforeEnd);
  const inside = values.filter((_, i) => times[i]! > end - 7 && times[i]! <= end);
  return inside.reduce((sum, x) => sum + x, 0) / inside.length;
}

describe("the shipped model over its declared ranges", () => {
  const problem = experimentOf(`
scenario: s
question: q
duration: ${weeks} weeks
person: depressed-adult
care: trial
arms: [{label: a, treatment: [{drug: escitalopram, dose: 20 mg, every: 1 day}]}]
`).problems[0]!;
  const { system } = problem;
  const compiled = compile(system);
  const dimensionlessStates = system.states.filter((s) => s.unit.text === "1");
  const random = randomNumbers(20);
  const all = Array.from({ length: draws }, () => {
    const drawn = system.parameters
      .filter((p) => !fixed.has(p.name))
      .map(({ name, range: [low, high] }) => [name, low + (high - low) * random()] as const);
    const before = new Map([...problem.before, ...drawn]);
    const during = new Map([...problem.during, ...drawn]);
    return simulate({ ...problem, before, during }, compiled, { sampleEvery: 0.25 });
  });

  it("`simulate` succeeds on every draw", () => {
    expect(new Set(all.map((t) => t.status.kind))).toEqual(new Set(["success"]));
  });

  it("`simulate` keeps every dimensionless state between 0 and 50", () => {
    for (const { columns } of all)
      for (const { name, initial } of dimensionlessStates) {
        const { values } = columns.get(name)!;
        // A state that rests at 0 in a healthy person is a deviation or a logarithm, which may go either way.
        const least = initial.kind === "number" && initial.value === 0 ? -1 : -1e-6;
        const low = values.reduce((a, b) => Math.min(a, b));
        const high = values.reduce((a, b) => Math.max(a, b));
        if (!(low >= least && high <= 50)) expect.fail(`${name} runs from ${low} to ${high}`);
      }
  });

  it("`simulate` keeps every dimensionless value within 50 times its own rest", () => {
    const names = system.values.filter((v) => v.unit.text === "1").map((v) => v.name);
    for (const { columns, baseline } of all)
      for (const name of names) {
        const most = 50 * Math.max(1, Math.abs(baseline.get(name)!));
        const wild = columns.get(name)!.values.find((x) => !(Math.abs(x) <= most));
        if (wild !== undefined) expect.fail(`${name} reaches ${wild}`);
      }
  });

  it("`simulate` lets nothing grow by more than 15 % in the last four weeks", () => {
    for (const { times, columns } of all)
      for (const [name, column] of columns) {
        // What has been eliminated adds up for ever.
        if (name.endsWith(".eliminated")) continue;
        const [then, now] = [weekMean(column, times, 4), weekMean(column, times, 0)];
        const growth = Math.abs(now) - Math.abs(then);
        if (growth > 0.15 * Math.max(Math.abs(then), 0.05))
          expect.fail(`${name} grew from ${then} to ${now}`);
      }
  });
});
