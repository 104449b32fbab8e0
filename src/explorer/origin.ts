import { isInRange } from "../model/index.ts";
import { keyWords, labelsOf } from "./case.ts";
import type { ModelPage } from "./model-page.ts";
import { durationText } from "./scenario-text.ts";
import type { Case } from "./types.ts";

/** What a page was built from. */
export interface BuildOrigin {
  /** Version of Lull. */
  readonly lull: string;
  readonly model: string;
  /** Fingerprint of the model's files, the one that the command line gives. */
  readonly modelHash: string;
  /** How what a visitor reads or takes away is integrated: the solver, and its relative tolerance. */
  readonly solver: string;
  readonly rtol: number;
}

/** Where a parameter plausibly lies, in its declared unit. */
export interface PlausibleRange {
  readonly range: readonly [number, number];
}
type ParameterOf = (name: string) => PlausibleRange | undefined;

/** The range of a parameter where a value, in its declared unit, lies outside of it. */
export const outsideRange = (parameter: PlausibleRange | undefined, value: number) =>
  parameter && !isInRange(parameter.range, value) ? parameter.range : undefined;

/**
 * One line that goes with whatever is taken from the page: who, in which care, on what, everything that differs from the
 * model as shipped with its numbers, those outside their range marked, and which model and version worked it out.
 *
 * @param parameterOf range of a parameter, where it is known
 * @example
 * originLine(page, [one], 84, maker); // "Lull 0.1.0, page, model emotional-blunting 0f8d…, rodas5p, rtol 1e-6, 12 weeks; escitalopram 10 mg: depressed-adult, care trial"
 */
export function originLine(
  page: ModelPage,
  cases: readonly Case[],
  duration: number,
  { lull, model, modelHash, solver, rtol }: BuildOrigin,
  parameterOf: ParameterOf = () => undefined,
): string {
  const labels = labelsOf(page, cases);
  const told = cases.map(
    (one, i) => `${labels[i]}: ${[...whoOf(one), ...changesOf(one, parameterOf)].join(", ")}`,
  );
  const made = `Lull ${lull}, page, model ${model} ${modelHash}, ${solver}, rtol ${rtol.toExponential()}`;
  return [`${made}, ${durationText(duration)}`, ...told].join("; ").replaceAll(/\s+/g, " ");
}

const whoOf = ({ people, care }: Case) => [people.join(" + "), `care ${care}`];

const changesOf = ({ gates, hypotheses, set, also = {} }: Case, parameterOf: ParameterOf) => [
  ...Object.entries(gates).map(([name, gate]) => `knockout ${name}=${gate}`),
  ...Object.entries(hypotheses).map(([name, choice]) => `hypothesis ${name}=${choice}`),
  ...Object.entries(set).map(([name, value]) => {
    const range = outsideRange(parameterOf(name), value);
    return `${name}=${value}${range ? ` (outside its range ${range.join(" to ")})` : ""}`;
  }),
  ...keyWords(also),
];
