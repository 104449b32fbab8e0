import { Option } from "commander";
import { type Diagnostic, didYouMean } from "../diagnostics/index.ts";
import { readMeasure } from "../language/index.ts";
import type { Arm, MeasureRequest, Scenario } from "../scenario/index.ts";
import type { Question, QuestionOptions } from "../studies/index.ts";
import { listed, quoted } from "../text/index.ts";
import type { Prepared } from "./experiment.ts";
import { Failure, report } from "./failure.ts";
import { commandLineTexts, placeOf, wholeNumber } from "./options.ts";

export const workersOption = () =>
  new Option("--workers <n>", "threads (default: one a core; 0: none but this one)").argParser(wholeNumber);

/** Finds what is asked about. @throws Failure with the names that there are */
export function questionAsked({ experiment, cast }: Prepared, options: QuestionOptions): Question {
  const { scenario } = experiment;
  const arm = armAsked(options.arm, scenario);
  const against = options.against === undefined ? undefined : armAsked(options.against, scenario);
  if (against && against.label === arm.label)
    throw new Failure(`--arm and --against are both "${arm.label}"; the difference would be 0.`);
  return {
    title: scenario.title,
    person: experiment.problems.find((p) => p.label === arm.label)?.person ?? cast.model.person,
    arm,
    against,
    duration: scenario.duration,
    measure: measureAsked(options.measure, scenario),
  };
}

/** The measure that `--measure` asks for: one of the scenario by name, or one written out. */
export function measureAsked(text: string, scenario: Scenario): MeasureRequest {
  const named = [...scenario.measures, ...(scenario.beyond ?? [])].find((m) => m.name === text);
  if (named) return named;
  if (!text.includes("(")) {
    const names = scenario.measures.map((m) => m.name);
    const known = names.length > 0 ? `It has ${listed(names)}.` : "It has none.";
    throw new Failure(
      [
        `The scenario has no measure "${text}".`,
        `${didYouMean(text, names, known)} Or write one out: --measure "at(affect.blunting_drug, week 8)".`,
      ].join("\n"),
    );
  }
  const diagnostics: Diagnostic[] = [];
  const measure = readMeasure("asked", text, placeOf(text), diagnostics);
  report(diagnostics, commandLineTexts);
  if (!measure) throw new Failure(`The measure "${text}" could not be read.`);
  return measure;
}

/** The arm with a label; without one the first that takes a drug, else the first. */
export function armAsked(label: string | undefined, scenario: Scenario): Arm {
  const { arms } = scenario;
  const found =
    label === undefined
      ? (arms.find((arm) => arm.treatment.length > 0) ?? arms[0])
      : arms.find((arm) => arm.label === label);
  if (found) return found;
  const labels = arms.map((arm) => arm.label);
  const known = `Its arms: ${labels.map(quoted).join(", ")}.`;
  throw new Failure(
    `The scenario has no arm ${quoted(label ?? "")}.\n${didYouMean(label ?? "", labels, known)}`,
  );
}
