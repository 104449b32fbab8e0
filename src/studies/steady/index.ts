export { type SteadyOptions, steady } from "./plan.ts";
export { steadyStudy } from "./study.ts";
export { tellSteady } from "./tell.ts";
export type { SteadyQuantity, SteadyResult } from "./types.ts";
export { keptUp } from "./upkeep.ts";
