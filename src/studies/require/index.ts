export { requireOutcome } from "./plan.ts";
export { tellRequirement } from "./tell.ts";
export type { Requirement } from "./types.ts";
