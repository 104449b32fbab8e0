import { type Diagnostic, didYouMean, type Place } from "../diagnostics/index.ts";
import { readMeasure } from "../language/index.ts";
import type { ModelSource } from "../model/index.ts";
import type { Arm, Cast, Experiment, MeasureRequest, Scenario } from "../scenario/index.ts";
import { listed, quoted } from "../text/index.ts";
import { type Question, type QuestionOptions, StudyFault } from "./study.ts";

/** The words of a measure are at fault: where, for whoever shows it. */
export class MeasureFault extends StudyFault {
  readonly diagnostics: readonly Diagnostic[];

  constructor(text: string, diagnostics: readonly Diagnostic[]) {
    super(`The measure "${text}" could not be read.`);
    this.diagnostics = diagnostics;
  }
}

/**
 * Finds what is asked about in a scenario.
 *
 * @param placeOf where the text of a measure stands
 * @throws StudyFault with the names that there are
 */
export function questionOf(
  { scenario, problems }: Experiment,
  cast: Cast,
  { measure, arm: label, against: other }: QuestionOptions,
  placeOf: (text: string) => Place,
): Question {
  const arm = armOf(label, scenario);
  const against = other === undefined ? undefined : armOf(other, scenario);
  if (against && against.label === arm.label)
    throw new StudyFault(
      `The arm and the one that it is compared with are both ${quoted(arm.label)}; the difference would be 0.`,
    );
  return {
    title: scenario.title,
    person: problems.find((problem) => problem.label === arm.label)?.person ?? cast.model.person,
    arm,
    against,
    duration: scenario.duration,
    measure: measureOf(measure, scenario, cast.model, placeOf),
  };
}

/** What is asked about, as a document names it. */
export const askedWords = ({
  measure,
  arm,
  against,
}: {
  readonly measure: string;
  readonly arm: string;
  readonly against?: string | undefined;
}): string => `${measure} in "${arm}"${against ? ` minus "${against}"` : ""}`;

/** A variable for an example: what the model is followed by, or the first that it has. */
const oneOf = ({ follow, groups, modules: [first] }: ModelSource): string =>
  follow?.[0] ?? groups[0]?.show[0] ?? `${first?.name}.${first?.states[0]?.name ?? first?.values[0]?.name}`;

/** A measure of the scenario by name, or one written out. */
function measureOf(
  text: string,
  scenario: Scenario,
  model: ModelSource,
  placeOf: (text: string) => Place,
): MeasureRequest {
  const named = [...scenario.measures, ...(scenario.beyond ?? [])].find((m) => m.name === text);
  if (named) return named;
  if (!text.includes("(")) {
    const names = scenario.measures.map((m) => m.name);
    const known = names.length > 0 ? `It has ${listed(names)}.` : "It has none.";
    throw new StudyFault(
      `The scenario has no measure "${text}".\n${didYouMean(text, names, known)} Or write one out, for example "at(${oneOf(model)}, day ${scenario.duration})".`,
    );
  }
  const diagnostics: Diagnostic[] = [];
  const measure = readMeasure("asked", text, placeOf(text), diagnostics);
  if (!measure) throw new MeasureFault(text, diagnostics);
  return measure;
}

/** The arm with a label; without one the first that takes a drug, else the first. */
export function armOf(label: string | undefined, { arms }: Scenario): Arm {
  const found =
    label === undefined
      ? (arms.find(({ treatment }) => treatment.length > 0) ?? arms[0])
      : arms.find((arm) => arm.label === label);
  if (found) return found;
  const labels = arms.map((arm) => arm.label);
  throw new StudyFault(
    `The scenario has no arm ${quoted(label ?? "")}.\n${didYouMean(label ?? "", labels, `Its arms: ${labels.map(quoted).join(", ")}.`)}`,
  );
}
