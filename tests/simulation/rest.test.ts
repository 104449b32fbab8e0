import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { personAtRest, simulate, type Trajectory } from "../../src/simulation/index.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const { model, people } = shippedLibrary();

const without = (person: string, arm = "") =>
  experimentOf(`
scenario: s
question: q
duration: 365 days
person: ${person}
arms: [{label: a${arm}}]
`).problems[0]!;

/** What is ever so far from its baseline. Told as a list: an expectation for each of 600,000 numbers takes longer than the runs do. */
const movedBy = (most: number, columns: Trajectory["columns"], baseline: ReadonlyMap<string, number>) =>
  [...columns].flatMap(([name, { values }]) => {
    const moved = Array.from(values).find((x) => !(Math.abs(x - baseline.get(name)!) < most));
    return moved === undefined ? [] : [`${name} ${moved}`];
  });

describe("a person without drug and care", () => {
  it.each([...people.keys()])("`simulate` leaves a %s where they are for a year", (person) => {
    const problem = without(person);
    const { status, columns, baseline } = simulate(problem, compile(problem.system), { sampleEvery: 5 });
    expect(status.kind).toBe("success");
    expect(movedBy(1e-6, columns, baseline)).toEqual([]);
  });

  it("`personAtRest` finds every level of the healthy person at 1 and severity of the depressed at 1", () => {
    const rest = (person: string) =>
      simulate(without(person), compile(without(person).system), { sampleEvery: 365 }).baseline;
    const healthy = rest("healthy-adult");
    for (const name of ["raphe.firing", "serotonin.prefrontal", "vta.firing", "affect.positive_reactivity"])
      expect(healthy.get(name)).toBeCloseTo(1, 9);
    expect(healthy.get("affect.blunting")).toBeCloseTo(0, 9);
    expect(rest("depressed-adult").get("affect.depression")).toBeCloseTo(1, 6);
  });

  it("`personAtRest` is not moved by a knock-out, and the knocked out stay there", () => {
    const effects = model.modules.flatMap((m) => m.effects.map((e) => `${m.name}.${e.name}`));
    const set = ", set: {sert.expression: 0.92}";
    const plain = without("depressed-adult", set);
    const knocked = without("depressed-adult", `${set}, knockout: [${effects.join(", ")}]`);
    const compiled = compile(plain.system);
    expect(personAtRest(knocked, compiled).y).toEqual(personAtRest(plain, compiled).y);
    const { status, columns, baseline } = simulate(knocked, compiled, { sampleEvery: 5 });
    expect(status.kind).toBe("success");
    // Fewer transporters leave this person away from the healthy 1, so the gates have something to hold.
    expect(Math.abs(baseline.get("serotonin.raphe")! - 1)).toBeGreaterThan(0.01);
    expect(movedBy(1e-5, columns, baseline)).toEqual([]);
  });

  it("`simulate` lets care alone bring a depressed person about two fifths of the way", () => {
    const problem = without("depressed-adult", ", care: trial");
    const { columns } = simulate(problem, compile(problem.system), { sampleEvery: 5 });
    const left = columns.get("affect.depression")!.values.at(-1)!;
    expect(left).toBeGreaterThan(0.55);
    expect(left).toBeLessThan(0.65);
  });
});
