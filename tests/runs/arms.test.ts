import { describe, expect, it } from "vitest";
import { equationsOf } from "../../src/compile/index.ts";
import { extendLibrary } from "../../src/language/index.ts";
import { partFor } from "../../src/model/index.ts";
import { type ArmRun, adoptArms, prepareArms, type TaskInput } from "../../src/runs/index.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();

const { scenario } = experimentOf(`
scenario: s
question: q
duration: 21 days
arms:
  - {label: drug, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
  - {label: none}
  - {label: scales, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}], hypothesis: {hpa.feedback: excessive}}
measure:
  madrs: "change(scale.madrs, day 0, day 21)"
  level: "at(sert.occupancy, day 20)"
`);

const runs = (measures: readonly string[], isOften: boolean): ArmRun[] =>
  scenario.arms.map((arm) => ({
    arm,
    duration: scenario.duration,
    requests: scenario.measures.filter(({ name }) => measures.includes(name)),
    isOften,
  }));

describe("prepareArms", () => {
  const people: TaskInput[] = [0.9, 1, 1.15].flatMap((reuptake) =>
    [0, 1].map((arm) => ({ arm, person: new Map([["sert.expression", reuptake]]) })),
  );

  it("integrates for arms that run often only what their measures depend on, with the same numbers", () => {
    const [whole, part] = [false, true].map((isOften) =>
      prepareArms(runs(["madrs", "level"], isOften), library),
    );
    const [a, b] = [whole!, part!].map((arms) => arms.runAll(people));
    for (const [i, { values, status }] of a!.entries()) {
      expect(b![i]!.status).toEqual(status);
      for (const [k, value] of values.entries())
        expect(Math.abs(b![i]!.values[k]! - value!)).toBeLessThanOrEqual(1e-9 * Math.abs(value!));
    }
    const system = whole!.systemOf(0);
    expect(partFor(system, new Set(["sert.occupancy"])).states.length).toBeLessThan(6);
    expect(partFor(system, new Set(["scale.madrs"])).states.length).toBeLessThan(system.states.length / 2);
    expect(partFor(system, new Set(["sert.occupancy"])).parameters).toBe(system.parameters);
  });

  it("integrates for arms that run often nothing that only others beside them measure", () => {
    const [drug, none] = runs(["level"], true);
    const statesOf = (others: readonly ArmRun[]) => {
      const { whole, parts } = prepareArms([drug!, ...others], library).share().systems[0]!;
      return [whole, ...parts].map((shared) => ("system" in shared ? shared.system : shared).states.length);
    };
    const alone = statesOf([none!]);
    expect(alone).toHaveLength(2);
    expect(alone[1]).toBeLessThan(6);
    const once = { ...runs(["madrs"], false)[0]! };
    expect(statesOf([once])).toEqual(alone);
    const arms = prepareArms([drug!, once], library);
    const [, whole] = [prepareArms([drug!], library), prepareArms([once], library)];
    expect(arms.runAll([{ arm: 1 }])).toEqual(whole.runAll([{ arm: 0 }]));
  });

  it("integrates for an arm that runs often no drug that it does not take, with the same numbers", () => {
    const { scenario: mixed } = experimentOf(`
scenario: s
question: q
duration: 14 days
arms:
  - {label: one, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
  - {label: both, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}, {drug: bupropion, dose: 150 mg, every: 1 day}]}
  - {label: neither}
measure:
  occupancy: "mean(sert.occupancy, day 13, day 14)"
  bupropion: "peak(plasma.bupropion)"
  metabolite: "peak(plasma.hydroxybupropion)"
  escitalopram: "mean(plasma.escitalopram, day 13, day 14)"
`);
    const asked = (isOften: boolean) =>
      mixed.arms.map((arm) => ({ arm, duration: 14, requests: mixed.measures, isOften }));
    const [once, often] = [false, true].map((isOften) => prepareArms(asked(isOften), library, "duration"));
    const { whole, parts } = often!.share().systems[0]!;
    const drugsIn = (shared: typeof whole) =>
      [
        ...new Set(
          ("system" in shared ? shared.system : shared).states.map(({ name }) => name.split(".")[0]),
        ),
      ].filter((name) => ["escitalopram", "bupropion", "hydroxybupropion"].includes(name!));
    expect([whole, ...parts].map(drugsIn)).toEqual([
      ["escitalopram", "bupropion", "hydroxybupropion"],
      ["escitalopram"],
      ["escitalopram", "bupropion", "hydroxybupropion"],
      [],
    ]);
    const tasks = [0, 1, 2, 2, 1, 0].map((arm) => ({ arm }));
    const [a, b] = [once!, adoptArms(often!.share())].map((arms) => arms.runAll(tasks));
    for (const [i, { values }] of a!.entries())
      for (const [k, value] of values.entries())
        expect(Math.abs(b![i]!.values[k]! - value!)).toBeLessThan(1e-6 * Math.abs(value!) + 1e-12);
    // What is not taken is not there; what is, changes what is left of the other: bupropion holds back its enzyme.
    expect(b![0]!.values.slice(1, 3)).toEqual([0, 0]);
    expect(b![1]!.values[2]).toBeGreaterThan(0);
    expect(b![1]!.values[3]).not.toBe(b![0]!.values[3]);
  });

  it("notices that a module of one's own runs away, though no measure reads it", () => {
    const own = `
module: mine
title: Mine
about: Grows by its own square once enough transporters are held.
parameters:
  speed: {value: 40, unit: 1/day, range: [20, 80], tier: assumed, about: How fast.}
states:
  fire: {unit: "1", initial: 1, rate: "if(sert.occupancy > 0.7, speed * fire * fire, 0 * speed)", about: Runs away.}
`;
    const { value: extended } = extendLibrary(library, new Map([["mine.yaml", own]]));
    const arms = prepareArms(runs(["level"], true), extended!);
    const [drug, none] = arms.runAll([{ arm: 0 }, { arm: 1 }]);
    expect(drug!.status).toMatchObject({ state: "mine.fire" });
    expect(drug!.values).toEqual([undefined]);
    expect(none!.status.kind).toBe("success");
  });

  it("shares functions among hypotheses that only set numbers, and the whole system among arms that choose the same", () => {
    const arms = prepareArms(
      [...runs(["madrs"], false), { ...runs(["madrs"], false)[0]!, duration: 28 }],
      library,
    );
    const [drug, , scales, short] = Array.from({ length: arms.count }, (_, i) => arms.systemOf(i));
    expect(scales).not.toBe(drug);
    expect(equationsOf(scales!)).toBe(equationsOf(drug!));
    expect(short).toBe(drug);
    expect(equationsOf(arms.systemOf(1))).not.toBe(equationsOf(drug!));
  });

  it("gives the same bytes after a thread adopted the arms", () => {
    const arms = prepareArms(runs(["madrs"], true), library);
    const adopted = adoptArms(structuredClone(arms.share()));
    expect(adopted.runAll(people)).toEqual(arms.runAll(people));
  });

  it("says that a person has no equilibrium, though what is measured would have one", () => {
    const arms = prepareArms(runs(["level"], true), library);
    // Nothing that occupancy depends on reads the clock.
    const [row] = arms.runAll([{ arm: 0, force: new Map([["clock.own_lag", Number.NaN]]) }]);
    expect(row!.status).toMatchObject({ kind: "no-equilibrium", state: "clock.phase" });
  });
});
