import { prepareScenario } from "../../src/cli/experiment.ts";
import { prepareArms, type TaskInput } from "../../src/runs/index.ts";
import { requestFor } from "../../src/scenario/index.ts";
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
for (let k = 0; k < 6; k++) {
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
/** What a fit costs in plain runs of the arms, which are measured before and after it: others use the machine too. */
async function costOf(what: string, profiles: boolean): Promise<void> {
  const again = () => {
    let sum = 0;
    for (let k = 0; k < 5; k++)
      sum += cpu(() => arms.runAll(tasks({ isAlone: true, person: varied(200 + k) })));
    return sum / 5;
  };
  const first = again();
  const before = process.cpuUsage();
  const { runs } = await fitCase(measured, names, { profiles });
  const { user, system } = process.cpuUsage(before);
  const one = (first + again()) / 2;
  const looks = runs / experiment.scenario.arms.length;
  console.log(
    `${what}: ${((user + system) / 1e6 / one).toFixed(0)} plain runs of the four arms; ${looks} looks, which are ${((looks * slopes) / plain).toFixed(0)} at the cost above`,
  );
}
await costOf("the fit with its intervals", true);
await costOf("without intervals", false);
