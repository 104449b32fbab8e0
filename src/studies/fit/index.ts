export { fitStudy } from "./study.ts";
export type { ErrorModel, Fit } from "./types.ts";
