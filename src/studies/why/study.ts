import { type Question, type QuestionOptions, questionOptions, type Study, StudyFault } from "../study.ts";
import { attribute } from "./plan.ts";
import { type Grouping, groupings } from "./players.ts";
import { missingText, tellAttribution } from "./tell.ts";
import type { Attribution } from "./types.ts";

interface WhyOptions extends QuestionOptions {
  readonly by: Grouping;
  readonly overTime?: boolean;
  readonly systems?: boolean;
  readonly samples: number;
}

export const why: Study<WhyOptions, Question, Attribution> = {
  name: "why",
  about: "which mechanisms carry a measure, or the difference of it between two arms; shares sum to it",
  argument: { name: "<scenario>", about: "path of a scenario file, or the name of a shipped one" },
  options: [
    ...questionOptions,
    { flags: "--over-time", about: "also attribute the measured quantity week by week" },
    {
      flags: "--by <groups>",
      about: "system: systems first, then the effects in them; effect: all effects alike",
      choices: groupings,
      default: "system",
    },
    {
      flags: "--systems",
      about: "systems only, without looking for the effects in them, which is quicker",
      conflicts: "by",
    },
    {
      flags: "--samples <n>",
      about: "pairs of random orders where shares cannot be computed exactly",
      kind: "count",
      default: 16,
    },
  ],
  writes: "plots over time, JSON and an HTML report",
  ask: (name, options, lookup) => lookup.question(name, options),
  async run(question, { by, overTime, systems, samples, out }, { cast, ...context }) {
    const { missing, ...outcome } = await attribute(question, cast, {
      ...context,
      by,
      isOverTime: overTime === true || out !== undefined,
      samples,
      isDeep: systems !== true,
    });
    if (missing) throw new StudyFault(missingText(question.measure, missing));
    return outcome;
  },
  tell: tellAttribution,
};
