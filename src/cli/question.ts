import { type Diagnostic, nearestNames } from "../diagnostics/index.ts";
import { readMeasure } from "../language/index.ts";
import type { Arm, MeasureRequest, Scenario } from "../scenario/index.ts";
import { Failure, report } from "./failure.ts";
import { commandLineTexts, placeOf } from "./options.ts";

/** The measure that `--measure` asks for: one of the scenario by name, or one written out. */
export function measureAsked(text: string, scenario: Scenario): MeasureRequest {
  const named = scenario.measures.find((m) => m.name === text);
  if (named) return named;
  if (!text.includes("(")) {
    const names = scenario.measures.map((m) => m.name);
    const near = nearestNames(text, names);
    const known = names.length > 0 ? `It has ${names.join(", ")}.` : "It has none.";
    throw new Failure(
      [
        `The scenario has no measure "${text}".`,
        `${near.length > 0 ? `Did you mean ${near.join(" or ")}?` : known} Or write one out: --measure "at(affect.blunting_drug, week 8)".`,
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
  const near = nearestNames(label ?? "", labels);
  throw new Failure(
    `The scenario has no arm "${label}".\n${near.length > 0 ? `Did you mean ${near.map((l) => `"${l}"`).join(" or ")}?` : `Its arms: ${labels.map((l) => `"${l}"`).join(", ")}.`}`,
  );
}
