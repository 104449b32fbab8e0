// A fresh process that does what a first run takes: read the models, check them, compile, run. Prints what it took.
// Arguments: the compile path, and how many people to simulate (1 when left out).
import { type CompilePath, compile } from "../src/compile/index.ts";
import { rodas5p } from "../src/solvers/index.ts";
import { integrate, outputsFor } from "./own.ts";
import { endOf } from "./problem.ts";
import { shippedArm, shippedProblem } from "./shipped.ts";

const [path = "auto", people = "1"] = process.argv.slice(2);
const started = performance.now();
const arm = shippedArm();
const read = performance.now();
const compiled = compile(arm.system, path as CompilePath);
const bound = compiled.bind(compiled.defaultParameters());
bound.rates(0, new Float64Array(bound.dimension), new Float64Array(bound.dimension));
const compiledAt = performance.now();
const problem = shippedProblem(arm);
const out = outputsFor(problem);
for (let i = 0; i < Number(people); i++) {
  const { parameters, initial } = problem.person(i);
  integrate(problem, compiled.bind(parameters), rodas5p, 1e-5, initial, out);
}
const done = performance.now();
const usage = process.resourceUsage();
console.log(
  JSON.stringify({
    // performance.now() counts from the start of the process.
    node: started,
    models: read - started,
    compile: compiledAt - read,
    run: done - compiledAt,
    days: endOf(problem),
    cpu: (usage.userCPUTime + usage.systemCPUTime) / 1000,
    peakKiB: usage.maxRSS,
  }),
);
