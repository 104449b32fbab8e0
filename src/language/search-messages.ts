import { error, errorAt, type Place, suggestion, unknown } from "../diagnostics/index.ts";
import { quoted } from "../text/index.ts";

// Every sentence that reading a search can say.

const list = (names: readonly string[]) => names.map(quoted).join(", ");

export const unknownStrategy = (label: string, place: Place, known: readonly string[]) =>
  unknown("strategy", label, place, known, `Strategies: ${list(known)}.`);

export const unknownArmOf = (label: string, scenario: string, place: Place, known: readonly string[]) =>
  error(
    "unknown-arm",
    `"${scenario}" has no arm "${label}".`,
    place,
    suggestion(label, known) ?? `Its arms: ${list(known)}.`,
  );

export const needsArm = (place: Place, known: readonly string[]) =>
  error("missing-key", 'A strategy from a scenario needs the key "arm".', place, `Its arms: ${list(known)}.`);

export const needsLabel = errorAt(
  "missing-key",
  'A strategy that is not from a scenario needs the key "label".',
);

export const notWithFrom = (key: string, place: Place) =>
  error(
    "contradiction",
    `"${key}" cannot stand beside "from": the arm of the scenario is taken as it is.`,
    place,
    'Take the arm first and start a second strategy from it with "like".',
  );

export const twoStrategies = (label: string, place: Place, isGrid: boolean) =>
  error(
    "duplicate",
    `There are two strategies "${label}".`,
    place,
    isGrid ? 'Name every key of "over" in the label, in braces.' : "Give one of them another label.",
  );

export const unknownSlot = (name: string, place: Place, known: readonly string[]) =>
  error(
    "unknown-slot",
    `"{${name}}" stands for nothing.`,
    place,
    suggestion(name, known) ??
      (known.length > 0 ? `"over" has ${list(known)}.` : 'Give its values under "over".'),
  );

export const tooManyStrategies = (count: number, most: number, place: Place) =>
  error(
    "too-many-strategies",
    `This makes ${count} strategies; more than ${most} take too long.`,
    place,
    "Try fewer values.",
  );

export const oneOutcome = (name: string, place: Place) =>
  error(
    "one-outcome",
    `The objective "${name}" needs exactly one of "measure", "largest_fall" and "tablets".`,
    place,
  );

export const noObjectives = errorAt("missing-key", '"objectives" needs at least one objective.');

export const neverReached = (text: string, place: Place) =>
  error(
    "no-number",
    `"${text}" has no value in people who never get there, so strategies cannot be compared by it.`,
    place,
    "Take at, mean, peak, trough, change, ratio or auc.",
  );

export const badVariable = (text: string, place: Place) =>
  error("bad-variable", `"${text}" is not a full name such as sert.occupancy.`, place);

export const afterEnd = (what: string, place: Place) =>
  error("time-after-end", `${what} lies outside the run.`, place);
