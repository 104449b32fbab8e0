// What does a scenario come to? Every arm simulated once, and the result as a document; arms are run in `simulation/`.
export { runData } from "./data.ts";
export { tellRun } from "./tell.ts";
