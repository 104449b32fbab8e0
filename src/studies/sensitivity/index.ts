export { sensitivity } from "./plan.ts";
export { sensitivityWords, tellSensitivity } from "./tell.ts";
export type { Sensitivity } from "./types.ts";
