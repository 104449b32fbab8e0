import { experimentWithFiles } from "./experiments.ts";

export { unit } from "../../src/units/index.ts";

/** "line:column" of an offset. */
export function positionOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
}

/** A depressed adult on escitalopram or placebo, with points measured in both. */
export const ratedExperiment = (csv: string) =>
  experimentWithFiles(
    `
    scenario: Ratings
    question: Does the curve go through the points?
    duration: 4 weeks
    person: depressed-adult
    care: trial
    arms:
      - {label: placebo}
      - {label: 10 mg, treatment: escitalopram 10 mg daily}
    data: {file: ratings.csv}
    measure: {madrs: "at(scale.madrs, week 2)"}
    `,
    { "ratings.csv": csv },
  );
