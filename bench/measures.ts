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
  ["mean", "affect.blunting", [49, 56]],
  ["peak", "plasma.escitalopram", []],
  ["auc", "plasma.escitalopram", [0, end]],
  ["auc", "serotonin.prefrontal", [0, end]],
  ["peak", "affect.blunting", []],
  ["peak", "affect.blunting_drug", []],
  ["days_above", "affect.blunting_drug", [0.05]],
  ["onset", "affect.blunting_drug", [0.02]],
  ["auc", "affect.blunting", [0, end]],
  ["half_time", "affect.blunting", []],
];
const rounds = 9;
const runsEach = 8;

const problem = shippedArm();
const compiled = compile(problem.system);
const start = personAtRest(problem, compiled);
// A run keeps all of the model each hour; a study keeps what it needs, here next to nothing.
const kinds: readonly SimulateOptions[] = [{}, { only: new Set(), sampleEvery: 7 }];
const waysOf = (options: SimulateOptions) => [
  { name: "nothing", options },
  ...asked.map(([name, variable, given]) => {
    const request = requestFor(name, variable, given, { place });
    return { name: request.text, options: { ...options, measures: [request] } };
  }),
];

const ways = kinds.map(waysOf);

const times = ways.map((list) => list.map(() => [] as number[]));
for (let round = 0; round <= rounds; round++)
  for (const [kind, list] of ways.entries())
    for (const [i, { options }] of list.entries()) {
      const begun = process.cpuUsage();
      for (let run = 0; run < runsEach; run++) simulateFrom(start, problem, compiled, options);
      const { user } = process.cpuUsage(begun);
      // The first round warms up.
      if (round > 0) times[kind]![i]!.push(user / 1000 / runsEach);
    }

const cell = (kind: number, i: number) => {
  const own = times[kind]![i]!;
  const ratio = median(own.map((time, round) => time / times[kind]![0]![round]!));
  return `${median(own).toFixed(1)} | ${i === 0 ? "" : `${ratio.toFixed(2)}x`}`;
};
console.log(
  "| measure | a run, CPU ms | | a run of a study, CPU ms | |\n| --- | ---: | ---: | ---: | ---: |",
);
for (const [i, { name }] of ways[0]!.entries()) console.log(`| ${name} | ${cell(0, i)} | ${cell(1, i)} |`);
