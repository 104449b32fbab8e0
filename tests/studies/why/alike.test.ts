import { describe, expect, it } from "vitest";
import { uniform } from "../../../src/random/index.ts";
import { prepareArms } from "../../../src/runs/index.ts";
import { effectsBehind, leastAlike } from "../../../src/studies/why/players.ts";
import { experimentOf, shippedLibrary } from "../../support/shipped.ts";

const { scenario } = experimentOf(`
scenario: Small
question: Which effects matter when others are off?
duration: 10 days
person: depressed-adult
care: trial
arms: [{label: drug, treatment: escitalopram 10 mg daily}]
measure: {blunting: "at(affect.blunting, day 10)", mood: "at(scale.madrs, day 10)"}
`);

describe("leastAlike", () => {
  it.each(["affect.blunting", "scale.madrs"])(
    "turns off only what then makes no difference to %s, in combinations of any size",
    (variable) => {
      const request = scenario.measures.find((measure) => measure.variable === variable)!;
      const [arm] = scenario.arms;
      const prepared = prepareArms(
        [{ arm: arm!, duration: scenario.duration, requests: [request], isOften: true }],
        shippedLibrary(),
      );
      const systems = [prepared.systemOf(0)];
      const effects = effectsBehind(variable, systems);
      const least = leastAlike(variable, systems, effects);
      const coalitions = Array.from({ length: 24 }, (_, i) =>
        effects.map((_, k) => (uniform(7, i, k) < (i + 1) / 25 ? "1" : "0")).join(""),
      );
      const smaller = coalitions.map(least);
      // Many of them are smaller, and what was off stays off.
      expect(smaller.filter((c, i) => c !== coalitions[i]).length).toBeGreaterThan(12);
      for (const [i, c] of smaller.entries())
        for (const [k, sign] of [...c].entries()) expect(sign <= coalitions[i]![k]!).toBe(true);
      const run = (coalition: string) => {
        const off = effects.filter((_, k) => coalition[k] === "0");
        return { arm: 0, gates: new Map(off.map((effect) => [effect, 0])) };
      };
      const [asked, told] = [coalitions, smaller].map((list) => prepared.runAll(list.map(run)));
      for (const [i, { values }] of asked!.entries()) {
        const scale = Math.max(Math.abs(values[0]!), 0.01);
        expect(Math.abs(told![i]!.values[0]! - values[0]!) / scale).toBeLessThan(2e-5);
      }
    },
  );
});
