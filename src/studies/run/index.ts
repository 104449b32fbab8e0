// What does a scenario come to? Every arm simulated once, and the result as a document; arms are run in `simulation/`.
export { type RunData, runData } from "./data.ts";
export { type RunTelling, tellRun } from "./tell.ts";
