import { type Diagnostic, error, type Place, suggestion, unknown, warning } from "../diagnostics/index.ts";
import type { FormulaFault } from "../expressions/index.ts";
import { plain } from "../text/index.ts";
import { parseUnit, type Unit } from "../units/index.ts";
import { type Domain, domainWords, withUnit } from "./domain.ts";
import { placeIn } from "./formula.ts";
import type { Formula } from "./types.ts";

// Every sentence that joining and flattening a model can say.

export const formulaFault = (formula: Formula, fault: FormulaFault) =>
  error(fault.code, fault.message, placeIn(formula, fault.range), fault.help);

export const duplicateName = (name: string, place: Place, first: Place) =>
  error(
    "duplicate-name",
    `The name "${name}" is declared twice.`,
    place,
    "Rename one of the two; names are shared by parameters, states, values and effects.",
    { message: "It is first declared here.", place: first },
  );

export const duplicateModule = (name: string, place: Place, first: Place) =>
  error(
    "duplicate-module",
    `There are two modules named "${name}".`,
    place,
    "Rename one, or remove it from the model's list of modules.",
    { message: "The other one is here.", place: first },
  );

export const reservedName = (name: string, place: Place) =>
  error(
    "reserved-name",
    `"${name}" has a fixed meaning in formulas and cannot be declared.`,
    place,
    "Choose another name.",
  );

export const unknownName = (
  name: string,
  module: string,
  place: Place,
  known: Iterable<string>,
): Diagnostic => {
  const at = name.indexOf(".");
  const modules = new Set([...known].flatMap((n) => (n.includes(".") ? [n.slice(0, n.indexOf("."))] : [])));
  const moduleMissing = at > 0 && !modules.has(name.slice(0, at));
  return error(
    "unknown-name",
    moduleMissing
      ? `There is no module "${name.slice(0, at)}", which "${name}" asks for.`
      : at > 0
        ? `There is no "${name}".`
        : `No parameter, state, value or effect named "${name}" is visible in module "${module}".`,
    place,
    suggestion(name, moduleMissing ? [...known, ...modules] : known) ??
      (at < 0 && "unit" in parseUnit(name)
        ? "A unit cannot stand in a formula: declare a parameter with that unit and read it by its name."
        : undefined) ??
      (moduleMissing ? `Modules here: ${[...modules].sort().join(", ")}.` : undefined),
  );
};

export const wrongUnit = (name: string, place: Place, wanted: string, found: string, unitText: string) =>
  error(
    "unit-mismatch",
    `"${name}" should be ${wanted}, but its formula is ${found}.`,
    place,
    "Mend the formula or the declared unit.",
    { message: `The declared unit of "${name}" is ${unitText}.` },
  );

export const cycle = (path: readonly { name: string; place: Place }[]) =>
  error(
    "cyclic-value",
    `These values depend on each other in a circle: ${[...path, path[0]!].map((p) => p.name).join(" -> ")}.`,
    path[0]!.place,
    "Break the circle: make one of them a state that follows its formula with a short time constant.",
    ...path.slice(1).map(({ name, place }) => ({ message: `"${name}" is here.`, place })),
  );

export const baselineFeedsState = (state: string, value: string, place: Place) =>
  error(
    "baseline-feeds-state",
    `The rate of "${state}" depends on baseline() through "${value}".`,
    place,
    "baseline() is known only once the equilibrium is; use it in values that are read, not integrated.",
  );

export const initialNotConstant = (name: string, place: Place) =>
  error("initial-not-constant", `An initial value may use parameters only, but "${name}" is none.`, place);

export const rateOfNoState = (name: string, place: Place) =>
  error("rate-of-no-state", `rate_of() takes a state, but "${name}" is none.`, place);

export const initialCircle = (path: readonly string[], place: Place) =>
  error(
    "cyclic-initial",
    path.length === 1
      ? `The initial value of "${path[0]}" depends on itself.`
      : `These initial values depend on each other in a circle: ${[...path, path[0]!].join(" -> ")}.`,
    place,
  );

export const triggerNoCondition = (event: string, place: Place) =>
  error(
    "trigger-no-condition",
    `The trigger of the event "${event}" is a number, not a condition.`,
    place,
    "Compare it with something, for example mass > 2.",
  );

export const assignsNoState = (
  event: string,
  name: string,
  kind: string | undefined,
  place: Place,
  states: readonly string[],
) =>
  error(
    "assigns-no-state",
    kind
      ? `The event "${event}" assigns "${name}", which is ${kind === "effect" ? "an" : "a"} ${kind}.`
      : `The event "${event}" assigns "${name}", which its module does not declare.`,
    place,
    suggestion(name, states) ??
      "An event assigns states of its own module; a number that only events change is a state with rate 0.",
  );

export const labelsAmongChecked = (name: string, place: Place) =>
  error(
    "labels-among-checked",
    `"${name}" has a checked unit, but the units of this module are labels.`,
    place,
    "Modules whose units are labels read only each other.",
  );

export const rateCircle = (name: string, place: Place) =>
  error("cyclic-rate", `The rate of "${name}" depends on itself through rate_of().`, place);

export const outOfRange = (name: string, value: number, range: readonly [number, number], place: Place) =>
  error(
    "range",
    `The value ${value} of "${name}" lies outside its own range ${range[0]} to ${range[1]}.`,
    place,
    "Mend the value, or widen the range to what is plausible.",
  );

export const fallingRange = (name: string, range: readonly [number, number], place: Place) =>
  error(
    "falling-range",
    `The range of "${name}" falls from ${range[0]} to ${range[1]}.`,
    place,
    `Write the lower end first: [${range[1]}, ${range[0]}].`,
  );

/** A number that means nothing for what it is given to, be it written in a file or on a command line. */
export const outsideDomain = (
  name: string,
  value: number,
  unit: Unit,
  domain: Domain,
  place: Place | undefined,
) =>
  error(
    "domain",
    `"${name}" must be ${domainWords(domain, unit)}, but it is ${
      Number.isFinite(value)
        ? withUnit(Number(value.toPrecision(12)), unit)
        : "too large a number to compute with"
    }.`,
    place,
    domain === "fraction" && value >= 2 && value * unit.factor <= 100
      ? `For ${plain(value, 12)}% write ${plain(value / 100, 12)}.`
      : undefined,
  );

export const rangeOutsideDomain = (
  name: string,
  range: readonly [number, number],
  unit: Unit,
  words: string,
  place: Place,
  /** Its file may declare another domain. */
  mayDeclare: boolean,
) =>
  error(
    "domain",
    `"${name}" must be ${words}, but its range reaches from ${range[0]} to ${withUnit(range[1], unit)}.`,
    place,
    mayDeclare
      ? "Keep the range inside; where other numbers do mean something, say so with the key domain."
      : "Keep the range inside: numbers outside mean nothing.",
  );

export const unknownTarget = (name: string, place: Place | undefined, known: Iterable<string>) =>
  error("unknown-name", `There is no "${name}" to change.`, place, suggestion(name, known));

export const unknownHypothesis = (name: string, place: Place | undefined, known: Iterable<string>) =>
  unknown("hypothesis", name, place, known);

export const unknownChoice = (
  hypothesis: string,
  choice: string,
  place: Place | undefined,
  known: Iterable<string>,
) =>
  error(
    "unknown-choice",
    `The hypothesis "${hypothesis}" has no choice "${choice}".`,
    place,
    suggestion(choice, known),
  );

export const effectNotOne = (name: string, value: number, place: Place) =>
  error(
    "effect-baseline",
    `The effect "${name}" is ${Number(value.toPrecision(6))} at the drug-free baseline; it must be 1.`,
    place,
    "Write it relative to its drug-free value, for example (1 + g) / (1 + g * x^n).",
  );

export const drifts = (name: string, rate: number, unit: string, place: Place) =>
  error(
    "baseline-drift",
    `"${name}" drifts by ${Number(rate.toPrecision(3))}${unit === "1" ? "" : ` ${unit}`} per day with no drug, at its initial value.`,
    place,
    "Make the initial value the drug-free equilibrium, or mend the rate.",
  );

export const notFinite = (name: string, value: number, place: Place) =>
  error(
    "baseline-not-finite",
    Number.isNaN(value)
      ? `"${name}" has no value at the drug-free baseline.`
      : `"${name}" is infinite at the drug-free baseline.`,
    place,
    "Look for a division by a parameter that is 0, or for a root or logarithm of a negative number.",
  );

export const unused = (name: string, place: Place) =>
  warning("unused-parameter", `No formula uses the parameter "${name}".`, place);

export const unsolvableTime = (text: string, reason: string, place: Place) =>
  error(
    "time-threshold",
    `When ${text} changes cannot be worked out before the run: ${reason}.`,
    place,
    "Compare t with numbers and parameters, for example if(t > start and t < stop, 1, 0); what depends on states is an event.",
  );
