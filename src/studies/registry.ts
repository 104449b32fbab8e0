import { type AnyStudy, anyStudy } from "./study.ts";
import { why } from "./why/study.ts";

/** Every study that a scenario's verb asks. A new one is a folder and a line here. */
export const studies: readonly AnyStudy[] = [anyStudy(why)];
