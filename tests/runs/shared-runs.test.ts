import { describe, expect, it } from "vitest";
import { extendLibrary } from "../../src/language/index.ts";
import { type ArmRun, prepareArms, type TaskInput } from "../../src/runs/index.ts";
import { longerTasksOf } from "../../src/runs/shared-runs.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();

const runsOf = (duration: string, measures: readonly string[]): ArmRun[] => {
  const { scenario } = experimentOf(`
scenario: s
question: q
duration: ${duration}
arms:
  - {label: drug, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
  - {label: none}
  - {label: stopped, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day, until: day 16}]}
  - {label: knocked out, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}], knockout: [vta.serotonin_2c_brake]}
measure:
${measures.map((text, i) => `  m${i}: "${text}"`).join("\n")}
`);
  return scenario.arms.map((arm) => ({
    arm,
    duration: scenario.duration,
    requests: scenario.measures.filter(
      ({ variable }) => arm.treatment.length > 0 || !variable.includes("escitalopram"),
    ),
    people: "everybody",
  }));
};

/** Doses fall on whole days, the last of the shorter run among them. */
const short = runsOf("14 days", [
  "at(escitalopram.gut, day 14)",
  "at(escitalopram.gut, end)",
  "peak(escitalopram.gut)",
  "peak(plasma.escitalopram, day 13, end)",
  "mean(affect.blunting, day 7, day 14)",
  "auc(sert.occupancy, day 0, end)",
  "change(raphe.firing, day 0, day 14)",
  "time_of_peak(serotonin.raphe)",
  "days_above(sert.occupancy, 0.7)",
  "time_to(plasma.escitalopram, 20)",
  "onset(affect.blunting, 0.0001)",
  "onset(affect.blunting, 0.02)",
  "trough(raphe.firing)",
  "time_to(affect.blunting, 0.13)",
]);
const long = runsOf("28 days", ["at(affect.blunting, day 28)", "mean(affect.blunting, day 7, day 14)"]);

const alone = (runs: readonly ArmRun[]) =>
  prepareArms(
    runs.map(({ people, ...run }) => run),
    library,
  );

describe("arms that begin as a longer one does", () => {
  const runs = [...short, ...long];
  const prepared = prepareArms(runs, library);
  const people = [0.9, 1.1].flatMap((factor) =>
    runs.map((_, arm): TaskInput => ({ arm, person: new Map([["sert.expression", factor]]) })),
  );

  it("are told by settings, gates, and the doses up to the end of the shorter one", () => {
    // A course that stops after the end of the shorter run is within one that goes on.
    expect(prepared.setsOf([...runs.keys()])).toEqual(
      expect.arrayContaining([[4, 0, 2], [5, 1], [7, 3], [6]]),
    );
    const diagnostics = prepareArms(
      [...short, ...long].map((run, i) => ({ ...run, people: i < 4 ? "some" : "others" })),
      library,
    );
    expect(diagnostics.setsOf([...runs.keys()])).toHaveLength(runs.length);
  });

  it("give what they give by themselves, each measure up to its own end", () => {
    const [shared, own] = [prepared, alone(runs)].map((arms) => arms.runAll(people));
    for (const [i, { values, status, notes }] of shared!.entries()) {
      expect(status).toEqual(own![i]!.status);
      expect(notes).toEqual(own![i]!.notes);
      for (const [k, value] of own![i]!.values.entries()) {
        const { text } = runs[people[i]!.arm]!.requests[k]!;
        expect(values[k] === undefined, text).toBe(value === undefined);
        // Where a top is flat, its time is known to the root of what its height is known to.
        const tolerance = text.startsWith("time_of_peak") ? 1e-3 : 1e-6;
        if (value !== undefined)
          expect(Math.abs(values[k]! - value), text).toBeLessThanOrEqual(
            tolerance * Math.max(1, Math.abs(value)),
          );
      }
    }
    // The last level is passed after the end of the shorter run alone.
    expect(shared![0]!.values.at(-1)).toBeUndefined();
    expect(shared![4]!.values[0]).toBeGreaterThan(0.13);
  });

  it("run by themselves where nothing tells the same person, the longer one is not asked, or the measure looks to the end", () => {
    const armOf = (index: number) => prepared.share().arms[index]! as never;
    const task = (arm: number, factor?: number): TaskInput =>
      factor === undefined ? { arm } : { arm, person: new Map([["sert.expression", factor]]) };
    expect(longerTasksOf([task(0), task(4), task(2)], armOf)).toEqual([1, undefined, 1]);
    expect(longerTasksOf([task(0, 1), task(4, 2), task(4, 1)], armOf)).toEqual([2, undefined, undefined]);
    expect(longerTasksOf([task(0), task(2)], armOf)).toEqual([undefined, undefined]);
    expect(longerTasksOf([{ ...task(0), isAlone: true }, task(4)], armOf)).toEqual([undefined, undefined]);
    const half = runsOf("14 days", ["half_time(affect.blunting)"]);
    expect(prepareArms([...half, ...long], library).setsOf([0, 4])).toEqual([[0], [4]]);
  });

  it("run by themselves where the longer run comes to no good end", () => {
    // 1/x falls by a twentieth a day once transporters are held, so that x is infinite on day 20.
    const own = `
module: mine
title: Mine
about: Grows by its own square once enough transporters are held.
parameters:
  speed: {value: 0.05, unit: 1/day, range: [0.02, 0.08], tier: assumed, about: How fast.}
states:
  fire: {unit: "1", initial: 1, rate: "if(sert.occupancy > 0, speed * fire * fire, 0 * speed)", about: Runs away.}
`;
    const { value: extended } = extendLibrary(library, new Map([["mine.yaml", own]]));
    const [drug, after] = prepareArms([short[0]!, long[0]!], extended!).runAll([{ arm: 0 }, { arm: 1 }]);
    expect(after!.status).toMatchObject({ state: "mine.fire" });
    expect(drug!.status.kind).toBe("success");
    expect(drug!.values[4]).toBeGreaterThan(0);
  });
});
