import { compile } from "../src/compile/index.ts";
import { type MeasureFunction, requestFor } from "../src/scenario/index.ts";
import { personAtRest, type SimulateOptions, simulateFrom } from "../src/simulation/index.ts";
import { median } from "../src/statistics/index.ts";
import { shippedArm } from "./shipped.ts";

// What measures cost: the same run of twelve weeks with and without them, in turn, CPU time, medians of the rounds.
// `npx tsx bench/measures.ts`

const place = { file: "bench", start: 0, end: 0 };
const end = Number.POSITIVE_INFINITY;
const asked: readonly (readonly [MeasureFunction, string, readonly number[]])[] = [
  ["at", "affect.blunting", [56]],
  ["mean", "affect.blunting_drug", [49, 56]],
  ["peak", "plasma.escitalopram", []],
  ["auc", "serotonin.prefrontal", [0, end]],
  ["peak", "affect.blunting_drug", []],
  ["onset", "affect.blunting_drug", [0.02]],
];
const rounds = 9;
const runsEach = 8;

const problem = shippedArm();
const compiled = compile(problem.system);
const start = personAtRest(problem, compiled);
const hourly: SimulateOptions = {};
const ways = [
  { name: "nothing", options: hourly },
  ...asked.map(([name, variable, given]) => {
    const request = requestFor(name, variable, given, { place });
    return { name: request.text, options: { ...hourly, measures: [request] } };
  }),
];

const times = ways.map(() => [] as number[]);
for (let round = 0; round <= rounds; round++)
  for (const [i, { options }] of ways.entries()) {
    const begun = process.cpuUsage();
    for (let run = 0; run < runsEach; run++) simulateFrom(start, problem, compiled, options);
    const { user } = process.cpuUsage(begun);
    // The first round warms up.
    if (round > 0) times[i]!.push(user / 1000 / runsEach);
  }

const ratio = (i: number) => median(times[i]!.map((time, round) => time / times[0]![round]!));
for (const [i, { name }] of ways.entries())
  console.log(`${median(times[i]!).toFixed(1).padStart(6)} ms  ${ratio(i).toFixed(2)}x  ${name}`);
