import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import type { Experiment } from "../../src/scenario/index.ts";
import { personAtRest, simulate, simulateFrom, type Trajectory } from "../../src/simulation/index.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

// `affect.blunting_drug` is algebra. It must equal what two simulations say: blunting of the arm minus blunting of the
// same person in the same care without the drug.

const people = ["healthy-adult", "depressed-adult"];
const effects = shippedLibrary().model.modules.flatMap((m) => m.effects.map((e) => `${m.name}.${e.name}`));
const options = { sampleEvery: 1 };

function arms(person: string, lines: readonly string[]): Experiment {
  return experimentOf(`
scenario: Twins
question: q
duration: 10 weeks
person: ${person}
care: trial
arms:
  - {label: twin}
${lines.map((line) => `  - ${line}`).join("\n")}
`);
}

const dosed = (mg: number, rest = "") =>
  `{label: "${mg} ${rest.replace(/"/g, "")}", treatment: [{drug: escitalopram, dose: ${mg} mg, every: 1 day}]${rest}}`;

/** The first arm is the twin of all others. */
function check(experiment: Experiment): void {
  const { system } = experiment.problems[0]!;
  const compiled = compile(system);
  const rest = personAtRest(experiment.problems[0]!, compiled);
  const [twin, ...others] = experiment.problems.map((problem): Trajectory => {
    expect(problem.system).toBe(system);
    return simulateFrom(rest, problem, compiled, options);
  });
  const column = (trajectory: Trajectory, name: string) => {
    expect(trajectory.status.kind).toBe("success");
    return trajectory.columns.get(name)!.values;
  };
  const without = column(twin!, "affect.blunting");
  for (const arm of others) {
    const blunting = column(arm, "affect.blunting");
    const byFormula = column(arm, "affect.blunting_drug");
    const worst = byFormula.reduce(
      (most, x, i) => Math.max(most, Math.abs(x - (blunting[i]! - without[i]!))),
      0,
    );
    expect(worst, arm.label).toBeLessThan(1e-6);
  }
}

describe("affect.blunting_drug", () => {
  it.each(people)("`affect.blunting_drug` equals the counterfactual twin at every dose in a %s", (person) => {
    check(
      arms(
        person,
        [2.5, 5, 10, 20, 40].map((mg) => dosed(mg)),
      ),
    );
  });

  it.each(people)(
    "`affect.blunting_drug` equals the counterfactual twin with each effect knocked out in a %s",
    (person) => {
      expect(effects.length).toBeGreaterThan(25);
      check(
        arms(
          person,
          effects.map((effect) => dosed(10, `, knockout: [${effect}]`)),
        ),
      );
    },
  );

  it("`affect.blunting_drug` equals the counterfactual twin with every effect half gone", () => {
    const half = effects.map((effect) => `${effect}: 0.5`).join(", ");
    check(arms("depressed-adult", [dosed(20, `, knockout: {${half}}`)]));
  });

  it("`affect.blunting_drug` is zero, and blunting all illness, without the drug", () => {
    const [problem] = arms("depressed-adult", []).problems;
    const { columns } = simulate(problem!, compile(problem!.system), options);
    const of = (name: string) => columns.get(name)!.values;
    for (const x of of("affect.blunting_drug")) expect(Math.abs(x)).toBeLessThan(1e-9);
    expect(of("affect.blunting_illness")[0]).toBeGreaterThan(0.3);
  });
});
