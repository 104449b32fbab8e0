export { compareStudy, contrastOf } from "./study.ts";
export { tellCompared } from "./tell.ts";
export type {
  Compared,
  Side,
} from "./types.ts";
