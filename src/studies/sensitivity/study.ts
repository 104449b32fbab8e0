import { didYouMean } from "../../diagnostics/index.ts";
import { wanted } from "../../text/index.ts";
import { type Question, type QuestionOptions, questionOptions, type Study, StudyFault } from "../study.ts";
import { defaultSize, type SensitivityMethod, sensitivity, sensitivityMethods } from "./plan.ts";
import { tellSensitivity } from "./tell.ts";
import type { Sensitivity } from "./types.ts";

interface SensitivityFlags extends QuestionOptions {
  readonly method: SensitivityMethod;
  readonly size?: number;
  readonly parameters: readonly string[];
}

export const sensitivityStudy: Study<SensitivityFlags, Question, Sensitivity> = {
  name: "sensitivity",
  about:
    "how much a measure depends on each uncertain parameter, and how much of it rests on assumed numbers",
  argument: { name: "<scenario>", about: "path of a scenario file, or the name of a shipped one" },
  options: [
    ...questionOptions,
    {
      flags: "--method <name>",
      about:
        "sobol: shares of the variance, by parameter and tier of evidence; morris: screening; local: slopes over time",
      choices: sensitivityMethods,
      default: "sobol",
    },
    {
      flags: "--size <n>",
      about: `rows of the Sobol sample (default: ${defaultSize.sobol}), or trajectories of the screening (default: ${defaultSize.morris})`,
      kind: "count",
    },
    {
      flags: "--parameters <pattern>",
      about: 'vary only these, for example "vta.*" (may be repeated)',
      kind: "list",
      default: "all",
    },
  ],
  writes: "plots, CSV, JSON and an HTML report",
  kept: "in rounds",
  ask: (name, options, lookup) => lookup.question(name, options),
  async run(question, { method, size, parameters }, { cast, ...context }) {
    const options = { ...context, method, size, isWanted: wanted(parameters) };
    const outcome = await sensitivity(question, cast, options);
    if (outcome.result?.subject.factors.length === 0) {
      const known = cast.model.modules.flatMap((m) => m.parameters.map((p) => `${m.name}.${p.name}`));
      const isKnown = wanted(parameters);
      if (known.some(isKnown))
        throw new StudyFault(
          `${parameters.join(", ")}: nothing of it can move ${question.measure.text}, or the arm sets it.`,
        );
      throw new StudyFault(
        `No uncertain parameter is called ${parameters.join(" or ") || "anything"}.\n${didYouMean(parameters, known, "`lull list parameters` shows them all; * stands for any characters.")}`,
      );
    }
    return outcome;
  },
  tell: tellSensitivity,
};
