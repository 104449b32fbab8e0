export { compareStudy, contrastOf } from "./study.ts";
export type { Compared } from "./types.ts";
