import { describe, expect, it } from "vitest";
import {
  differenceUnder,
  hasSimulator,
  type Simulator,
} from "../../../bench/interchange/second-simulator.ts";
import { experimentOf } from "../../support/shipped.ts";

const simulators: readonly Simulator[] = ["CVODE", "deSolve"];

describe("the exported C", () => {
  for (const one of simulators)
    it.runIf(process.env.CI || hasSimulator[one]())(
      `\`toC\` gives the same trajectories under ${one}, to 1e-6`,
      () => {
        const experiment = experimentOf(`
scenario: Four days
question: Do other programs find the same?
duration: 4 days
person: depressed-adult
arms: [{label: a, care: trial, knockout: [vta.serotonin_2c_brake], treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
`);
        const { worst, where } = differenceUnder(one, experiment, experiment.problems[0]!);
        expect(worst, where).toBeLessThan(1e-6);
      },
      180_000,
    );
});
