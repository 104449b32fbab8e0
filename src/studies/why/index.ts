export { attributionFigures } from "./figures.ts";
export { attribute } from "./plan.ts";
export { attributionWords, inPercent, tellAttribution } from "./tell.ts";
export type { Attribution } from "./types.ts";
