import { type Question, type QuestionOptions, questionOptions, type Study, StudyFault } from "../study.ts";
import { readAxis } from "./axes.ts";
import { scan } from "./plan.ts";
import { tellScan } from "./tell.ts";
import type { Scan } from "./types.ts";

interface ScanStudyOptions extends QuestionOptions {
  readonly vary: readonly string[];
  readonly points: number;
  readonly zip?: boolean;
}

export const scanStudy: Study<ScanStudyOptions, Question, Scan> = {
  name: "scan",
  about: "a measure as one or two numbers go through values: parameters, or doses of a drug",
  argument: { name: "<scenario>", about: "path of a scenario file, or the name of a shipped one" },
  options: [
    ...questionOptions,
    {
      flags: "--vary <name=values>",
      about:
        "a parameter in its declared unit, or a drug in mg: affect.felt_share=0.5..1.5, escitalopram=5,10,20 (at most twice)",
      kind: "list",
      isRequired: true,
    },
    { flags: "--points <n>", about: "values from one end of a .. to the other", kind: "count", default: 9 },
    { flags: "--zip", about: "take two lists value by value instead of every combination" },
  ],
  writes: "a plot, CSV, Parquet, JSON and an HTML report",
  kept: "in rounds",
  ask: (name, options, lookup) => lookup.question(name, options),
  async run(question, { vary, points, zip }, { cast, ...context }) {
    if (vary.length === 0)
      throw new StudyFault("Say what to vary, for example --vary affect.felt_share=0.5..1.5.", true);
    const asked = vary.map((text) => readAxis(text, points));
    const options = { ...context, vary: asked, way: zip ? "zip" : "grid" } as const;
    return scan(question, cast, options);
  },
  tell: tellScan,
};
