import { compareStudy } from "./compare/study.ts";
import { fitStudy } from "./fit/study.ts";
import { requireStudy } from "./require/study.ts";
import { scanStudy } from "./scan/study.ts";
import { sensitivityStudy } from "./sensitivity/study.ts";
import { steadyStudy } from "./steady/study.ts";
import { type AnyStudy, anyStudy } from "./study.ts";
import { why } from "./why/study.ts";

/** Every study that has a verb of its own through `cli/study.ts`. A new one is a folder and a line here. */
export const studies: readonly AnyStudy[] = [
  anyStudy(sensitivityStudy),
  anyStudy(requireStudy),
  anyStudy(fitStudy),
  anyStudy(scanStudy),
  anyStudy(compareStudy),
  anyStudy(steadyStudy),
  anyStudy(why),
];
