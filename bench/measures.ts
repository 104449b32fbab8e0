import { compile } from "../src/compile/index.ts";
import { type MeasureFunction, requestFor } from "../src/scenario/index.ts";
import { personAtRest, type SimulateOptions, simulateFrom } from "../src/simulation/index.ts";
import { median } from "../src/statistics/index.ts";
import { shippedArm } from "./shipped.ts";

// What measures cost: the same run of twelve weeks with and without them, in turn, CPU time, medians.
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
const runs = 120;
const warmUps = 8;

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

/** CPU time of a run, ms. */
function timeOf(options: SimulateOptions): number {
  const begun = process.cpuUsage();
  simulateFrom(start, problem, compiled, options);
  return process.cpuUsage(begun).user / 1000;
}

/** A run with a measure and one without in turn, so that both see the same of what else the machine does. */
const costs = ways.map(([nothing, ...asked]) =>
  asked.map(({ options }) => {
    for (let run = 0; run < warmUps; run++) timeOf(options);
    const pairs = Array.from({ length: runs }, () => [timeOf(nothing!.options), timeOf(options)] as const);
    return {
      without: median(pairs.map(([without]) => without)),
      ratio: median(pairs.map(([without, withIt]) => withIt / without)),
    };
  }),
);

console.log("| measure | a run | a run of a study |\n| --- | ---: | ---: |");
const without = costs.map((list) => median(list.map((cost) => cost.without)).toFixed(1));
console.log(`| nothing, CPU ms | ${without.join(" | ")} |`);
for (const [i, { name }] of ways[0]!.slice(1).entries())
  console.log(`| ${name} | ${costs.map((list) => `${list[i]!.ratio.toFixed(2)}x`).join(" | ")} |`);
