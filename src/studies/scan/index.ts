export { combinations, readAxis } from "./axes.ts";
export { type ScanOptions, scan } from "./plan.ts";
export { tellScan } from "./tell.ts";
export type { Scan } from "./types.ts";
