import { Session } from "node:inspector/promises";
import { compile } from "../src/compile/index.ts";
import { rodas5p } from "../src/solvers/index.ts";
import { integrate, outputsFor } from "./own.ts";
import { shippedProblem } from "./shipped.ts";
import { table } from "./tables.ts";

// Where the time of the run goes that `npm run bench` times beside lsoda, at about the accuracy that lsoda has at rtol 1e-5:
// `npx tsx bench/one-run.ts`, the profile of some hundred runs of the warm program.

const rtol = 1.4e-5;
const runs = 300;

/** What the functions of generated code, and the files beside it, are for. */
const parts: readonly (readonly [part: string, place: RegExp])[] = [
  ["powers, exponentials, sines", /^(power|exp|tanh|ln|sin|cos)/],
  ["other formulas of the rates", /^rates /],
  ["rates and derivatives at the start of a step", /^linearize /],
  ["factors", /^factor/],
  ["solves", /^solve /],
  ["sums of stages, and their error", /^attempt wasm/],
  ["outputs", /^(prepare|interpolate|serve|onOutput|quarters) |outputs\.ts/],
  ["lengths of steps, doses", /src\/(solvers|simulation|compile|numbers)\//],
];

const problem = shippedProblem();
const { parameters, initial } = problem.person(0);
const system = compile(problem.system).bind(parameters);
const out = outputsFor(problem);
const run = () => integrate(problem, system, rodas5p, rtol, initial, out);
for (let i = 0; i < 50; i++) run();

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.setSamplingInterval", { interval: 200 });
await session.post("Profiler.start");
for (let i = 0; i < runs; i++) run();
const { profile } = await session.post("Profiler.stop");

const places = new Map(
  profile.nodes.map(({ id, callFrame: { functionName, url } }) => {
    const place = `${functionName} ${url}`;
    return [id, parts.find(([, pattern]) => pattern.test(place))?.[0] ?? "the engine, garbage included"];
  }),
);
const spent = new Map<string, number>();
for (const [i, sample] of (profile.samples ?? []).entries()) {
  const part = places.get(sample)!;
  spent.set(part, (spent.get(part) ?? 0) + profile.timeDeltas![i]!);
}
const all = [...spent.values()].reduce((a, b) => a + b, 0);
const { steps, rejected, rateCalls } = run().counters;
console.log(
  `${(all / runs / 1000).toFixed(1)} ms a run: ${steps} steps and ${rejected} thrown away, ${rateCalls} calls of the rates\n`,
);
const rows = [...spent].sort(([, a], [, b]) => b - a);
console.log(
  table(
    ["part of a run", "%", "ns for each call of the rates"],
    rows.map(([part, us]) => [
      part,
      ((100 * us) / all).toFixed(1),
      ((1000 * us) / runs / rateCalls).toFixed(0),
    ]),
  ),
);
