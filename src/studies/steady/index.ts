export { steadyStudy } from "./study.ts";
export type { SteadyResult } from "./types.ts";
