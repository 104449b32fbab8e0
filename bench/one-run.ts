import { compile } from "../src/compile/index.ts";
import { rodas5p } from "../src/solvers/index.ts";
import { integrate, outputsFor } from "./own.ts";
import { shippedProblem } from "./shipped.ts";

// What `bench/profile.ts` takes the profile of: the run that is timed beside lsoda, again and again, at about its accuracy.

const problem = shippedProblem();
const { parameters, initial } = problem.person(0);
const system = compile(problem.system).bind(parameters);
const out = outputsFor(problem);
for (let i = 0; i < 300; i++) integrate(problem, system, rodas5p, 1.4e-5, initial, out);
