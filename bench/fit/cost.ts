import { prepareScenario } from "../../src/cli/experiment.ts";
import { prepareArms, type TaskInput } from "../../src/runs/index.ts";
import { requestFor } from "../../src/scenario/index.ts";
import type { FitOptions } from "../../src/studies/fit/options.ts";
import { fitCase } from "./kinetics.ts";

// What a fit of five parameters to four arms of the shipped model costs, in plain runs of those arms, and what one look
// with slopes costs beside differences. CPU time, in turn. Run with: npx tsx bench/fit/cost.ts

const names = [
  "depression.recovery_time",
  "depression.recovery_share",
  "affect.felt_share",
  "affect.positive_toll",
  "raphe.coupling_time",
];
const options = {
  set: [],
  knockout: [],
  hypothesis: [],
  seed: 0,
  treatment: ["5 mg: escitalopram 5 mg daily", "20 mg: escitalopram 20 mg daily"],
};
const scenario = prepareScenario("scenarios/data/weekly-ratings.yaml", options);
const { experiment, cast } = scenario;
// The shipped ratings of the drug's arm stand for those of the further two: only the cost is looked at.
const place = { file: "cost", start: 0, end: 1 };
const observations = [
  ...experiment.observations,
  ...["5 mg", "20 mg"].flatMap((arm) =>
    experiment.observations.filter((one) => one.arm === "10 mg").map((one) => ({ ...one, arm, place })),
  ),
];
const measured = { experiment: { ...experiment, observations }, cast };
const arms = prepareArms(
  experiment.scenario.arms.map((arm) => ({
    arm,
    duration: experiment.scenario.duration,
    requests: ["scale.madrs", "scale.odq"].flatMap((name) =>
      Array.from({ length: 9 }, (_, week) => requestFor("at", name, [7 * week], { place })),
    ),
    isOften: true,
  })),
  cast,
  "duration",
);
const cpu = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
const tasks = (more: Partial<TaskInput>) =>
  experiment.scenario.arms.map((_, arm): TaskInput => ({ arm, ...more }));
const varied = (k: number) =>
  new Map([
    ["affect.felt_share", 0.9 + 0.01 * k],
    ["depression.illness", 0.9 + 0.001 * k],
  ]);
const exact = arms.with({ rtol: 1e-9 });
let [plain, slopes, differences] = [0, 0, 0];
for (let k = 0; k < 5; k++) {
  const person = varied(k);
  const one = [
    cpu(() => arms.runAll(tasks({ isAlone: true, person }))),
    cpu(() => arms.runAll(tasks({ slopes: names, person }))),
    cpu(() => {
      for (let run = 0; run < 2 * names.length + 1; run++)
        exact.runAll(tasks({ isAlone: true, person: varied(100 * (k + 1) + run) }));
    }),
  ] as const;
  // The first round compiles.
  if (k === 0) continue;
  plain += one[0];
  slopes += one[1];
  differences += one[2];
}
console.log(
  `one look with slopes by ${names.length} parameters: ${(slopes / plain).toFixed(1)} plain runs; by central differences: ${(differences / plain).toFixed(1)}; ${(differences / slopes).toFixed(1)} times as much`,
);
/** The same points with slopes by central differences of closer runs, each alone, as the sensitivities are. */
const byDifferences: FitOptions["evaluator"] = (prepared) => {
  const closer = prepared.with({ rtol: 1e-9 });
  return async function* (given) {
    let number = 0;
    for (const { slopes: wanted = [], ...task } of given) {
      const at = (person: TaskInput["person"]) =>
        (wanted.length > 0 ? closer : prepared).runAll([{ ...task, person, isAlone: true }])[0]!;
      const middle = at(task.person);
      const found = new Float64Array(middle.values.length * wanted.length);
      for (const [j, name] of wanted.entries()) {
        const now = task.person!.get(name)!;
        const by = 1e-4 * Math.abs(now);
        const [up, down] = [now + by, now - by].map((value) => at(new Map([...task.person!, [name, value]])));
        for (let i = 0; i < middle.values.length; i++)
          found[i * wanted.length + j] = (up!.values[i]! - down!.values[i]!) / (2 * by);
      }
      yield { task: number++, arm: task.arm, ...middle, ...(wanted.length > 0 ? { slopes: found } : {}) };
    }
  };
};
/** What a fit costs in plain runs of the arms, which are measured before and after it: others use the machine too. */
async function costOf(what: string, more: Partial<FitOptions>): Promise<void> {
  const again = () => {
    let sum = 0;
    for (let k = 0; k < 5; k++)
      sum += cpu(() => arms.runAll(tasks({ isAlone: true, person: varied(200 + k) })));
    return sum / 5;
  };
  const first = again();
  const before = process.cpuUsage();
  const { runs, deviance, parameters } = await fitCase(measured, names, more);
  const { user, system } = process.cpuUsage(before);
  const one = (first + again()) / 2;
  console.log(
    `${what}: ${((user + system) / 1e6 / one).toFixed(0)} plain runs of the four arms; ${runs / experiment.scenario.arms.length} looks; deviance ${deviance.toFixed(4)}`,
  );
  for (const { parameter, value, low, high } of parameters)
    if (more.profiles)
      console.log(
        `  ${parameter.name} ${value.toFixed(4)}, ${low?.toFixed(4) ?? "open"} to ${high?.toFixed(4) ?? "open"}`,
      );
}
await costOf("the fit with its intervals", { profiles: true });
await costOf("without intervals", { profiles: false });
await costOf("with its intervals, by central differences", { profiles: true, evaluator: byDifferences });
