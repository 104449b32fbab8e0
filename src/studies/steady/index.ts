export { type SteadyOptions, steady } from "./plan.ts";
export { steadyStudy } from "./study.ts";
export { tellSteady } from "./tell.ts";
export type { Quantity, Steady } from "./types.ts";
export { keptUp } from "./upkeep.ts";
