export { combinations, readAxis, type VariedValues } from "./axes.ts";
export { scanFigure } from "./figures.ts";
export { type ScanOptions, scan } from "./plan.ts";
export { scanWords, tellScan } from "./tell.ts";
export type { Scan, ScanAxis, ScanPoint } from "./types.ts";
