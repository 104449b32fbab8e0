// What does a scenario come to? Every arm simulated once, and the result as a document; arms are run in `simulation/`.
export { tellRun } from "./tell.ts";
