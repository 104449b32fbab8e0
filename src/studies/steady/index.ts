export { type SteadyOptions, steady } from "./plan.ts";
export { steadyStudy } from "./study.ts";
export { tellSteady } from "./tell.ts";
export type { ArmLevels, Quantity, Rest, SlowMode, Steady } from "./types.ts";
export { keptUp } from "./upkeep.ts";
