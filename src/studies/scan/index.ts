export { scan } from "./plan.ts";
export { tellScan } from "./tell.ts";
export type { Scan } from "./types.ts";
