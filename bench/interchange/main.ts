import { fileURLToPath } from "node:url";
import { prepareScenario } from "../../src/cli/experiment.ts";
import { scenarioFiles, writeFileWhole } from "../../src/files/index.ts";
import { machine } from "../report.ts";
import { table } from "../tables.ts";
import { importedSpeed } from "./imported.ts";
import { roundTrip } from "./round-trip.ts";
import { differenceUnder, hasSimulator, type Simulator } from "./second-simulator.ts";

// Writes bench/interchange/README.md: `npx tsx bench/interchange/main.ts`, a few minutes.

const say = (text: string) => process.stderr.write(`${text}\n`);
const experimentOf = (name: string) =>
  prepareScenario(name, { set: [], knockout: [], hypothesis: [], seed: 0 }).experiment;
const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1, -".yaml".length);

function roundTrips(): string[][] {
  return scenarioFiles().map((path) => {
    const experiment = experimentOf(path);
    const arms = experiment.problems.map((problem) => roundTrip(experiment, problem));
    const worst = arms.reduce((most, arm) => (arm.worst > most.worst ? arm : most));
    say(`${nameOf(path)} went there and back.`);
    return [
      nameOf(path),
      String(arms.length),
      String(Math.max(...arms.map((arm) => arm.curves))),
      String(Math.max(...arms.map((arm) => arm.points))),
      worst.worst === 0 ? "none" : `${worst.worst.toExponential(1)} (${worst.where})`,
    ];
  });
}

function peers(): string[][] {
  const simulators = (Object.keys(hasSimulator) as Simulator[]).filter((one) => hasSimulator[one]());
  const experiment = experimentOf("first-look");
  return simulators.flatMap((simulator) =>
    experiment.problems.map((problem) => {
      const { worst, where } = differenceUnder(simulator, experiment, problem);
      say(`${simulator} is done with "${problem.label}".`);
      return [simulator, problem.label, `${worst.toExponential(1)} (${where})`];
    }),
  );
}

const speed = importedSpeed(300, 21);
say("The imported network is timed.");
const page = `# Models that leave and come back

Written by \`npx tsx bench/interchange/main.ts\`. ${machine()}

## As SBML and back

Every arm of every shipped scenario: \`export --to sbml\`, \`import\`, and both run at the tolerances of \`run\` (rtol 1e-6).
Compared are all states and values twice a day; the difference is relative to the value itself, values below 1e-13
counting as that. There is none because the document says how large each state counts, so that both runs take the same
steps, and doses are met as stops.

${table(["scenario", "arms", "curves", "times", "largest difference"], roundTrips())}

## The exported C under other programs

\`export --to c\`, twelve weeks of \`first-look\`, integrated by SUNDIALS CVODE (Debian libsundials-dev) and by lsoda of R's deSolve
(r-cran-desolve), all at rtol 1e-11. Compared are all states in the middle of every day, relative to the value, values below
1e-7 of the state's size counting as that: a state that stays at 0, as \`raphe.slow_drive\` does on placebo, then differs by
rounding, about 1e-13 of its size.

${table(["program", "arm", "largest difference"], peers())}

## An imported model's speed

A network of ${speed.states} species, once imported from SBML and once as a module of ours, in turn, 28 days, hourly output, CPU time.

${table(
  ["native, ms", "imported, ms", "imported / native", "largest difference at the end"],
  [
    [
      speed.native.toFixed(1),
      speed.imported.toFixed(1),
      `${speed.ratio.toFixed(2)}x`,
      speed.difference.toExponential(1),
    ],
  ],
)}
`;
writeFileWhole(fileURLToPath(new URL("README.md", import.meta.url)), page);
process.stdout.write(page);
