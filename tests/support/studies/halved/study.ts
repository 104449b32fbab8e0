import { prepareArms } from "../../../../src/runs/index.ts";
import {
  type Question,
  type QuestionOptions,
  questionOptions,
  type Study,
} from "../../../../src/studies/study.ts";
import { type Halved, tellHalved } from "./tell.ts";

/** What is left of a measure where an effect is half as strong: a study of one question, two runs and one table. */
export const halvedStudy: Study<QuestionOptions & { readonly effect: string }, Question, Halved> = {
  name: "halved",
  about: "what is left of a measure where an effect is half as strong",
  argument: { name: "<scenario>", about: "path of a scenario file, or the name of a shipped one" },
  options: [...questionOptions, { flags: "--effect <name>", about: "the effect", isRequired: true }],
  writes: "JSON and a report",
  ask: (name, options, lookup) => lookup.question(name, options),
  async run({ arm, duration, measure }, { effect }, { cast, evaluator }) {
    const gates = [{ effect, gate: 0.5, place: arm.place }];
    const arms = [arm, { ...arm, label: "halved", knockouts: gates }];
    const prepared = prepareArms(
      arms.map((one) => ({ arm: one, duration, requests: [measure] })),
      cast,
    );
    const values: (number | undefined)[] = [];
    for await (const row of evaluator(prepared)([{ arm: 0 }, { arm: 1 }])) values.push(row.values[0]);
    const [whole, half] = values;
    return { result: { measure: measure.text, effect, whole, half }, diagnostics: prepared.diagnostics };
  },
  tell: tellHalved,
};
