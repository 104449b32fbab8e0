import { type Diagnostic, type Place, suggestion } from "../diagnostics/index.ts";
import type { TargetSource } from "../model/index.ts";

// Every sentence about drugs, doses and people.

const error = (code: string, message: string, place: Place | undefined, help?: string): Diagnostic => ({
  severity: "error",
  code,
  message,
  place,
  help,
});

export const unknownSite = (
  drug: string,
  site: string,
  place: Place,
  targets: readonly TargetSource[],
): Diagnostic =>
  error(
    "unknown-target",
    `${drug} acts on "${site}", which no module of the model declares as a target.`,
    place,
    `Targets of this model: ${targets.map((t) => `${t.site} (${t.actions.join(", ")})`).join("; ") || "none"}.`,
  );

export const unknownAction = (
  site: string,
  action: string,
  place: Place,
  known: readonly string[],
): Diagnostic =>
  error(
    "unknown-action",
    `The model has no action "${action}" at "${site}".`,
    place,
    suggestion(action, known) ?? `Actions there: ${known.join(", ")}.`,
  );

export const unknownDrug = (name: string, place: Place, known: Iterable<string>): Diagnostic =>
  error("unknown-drug", `There is no drug "${name}".`, place, suggestion(name, known));

export const notPositive = (what: string, text: string, place: Place): Diagnostic =>
  error(
    "not-positive",
    `The ${what} must be more than zero, but it is ${text}.`,
    place,
    "To stop a drug, end its entry with until.",
  );

export const endsBeforeStart = (from: number, until: number, place: Place): Diagnostic =>
  error(
    "empty-interval",
    `The treatment ends on day ${until}, before or when it starts on day ${from}.`,
    place,
    "until is exclusive: the last dose is given before it.",
  );

export const startsTooLate = (from: number, duration: number, place: Place): Diagnostic =>
  error(
    "starts-too-late",
    `The treatment starts on day ${from}, but the run ends on day ${duration}.`,
    place,
    "Start earlier or make the run longer.",
  );

export const aboveLicensed = (
  drug: string,
  dailyDose: number,
  licensed: number,
  place: Place,
): Diagnostic => ({
  severity: "warning",
  code: "above-licensed",
  message: `${drug} ${dailyDose} mg a day is above the licensed maximum of ${licensed} mg a day.`,
  place,
});

export const tooManyDoses = (count: number, place: Place): Diagnostic =>
  error(
    "too-many-doses",
    `This entry asks for ${count} doses.`,
    place,
    "At most 100,000 doses can be simulated; is the interval right?",
  );

export const personTwice = (name: string, place: Place): Diagnostic =>
  error("person-twice", `"${name}" stands twice in this combination.`, place, "Keep one of the two.");

export const sameTrait = (first: string, second: string, trait: string, place: Place): Diagnostic =>
  error(
    "impossible-person",
    `"${first}" and "${second}" cannot be one person: both say what the ${trait} is.`,
    place,
    "Keep one of the two, or compare them in two arms.",
  );

export const setTwice = (first: string, second: string, parameter: string, place: Place): Diagnostic =>
  error(
    "impossible-person",
    `"${first}" and "${second}" cannot be one person: they set ${parameter} to different values.`,
    place,
    "Keep one of the two, or let one of them scale the parameter instead.",
  );
