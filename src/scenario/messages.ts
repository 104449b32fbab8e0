import type { Observation } from "../data/index.ts";
import { error, type Place, suggestion, unknown, warning } from "../diagnostics/index.ts";
import type { PossibleRange } from "../model/index.ts";
import { counted, either, listed, plain, unitAfter } from "../text/index.ts";
import type { MeasureRequest } from "./measures.ts";
import type { OutsideRange } from "./types.ts";

// Every sentence about what a scenario asks for and cannot have.

export const changeAfterEnd = (time: number, end: number, place: Place) =>
  error(
    "change-after-end",
    `This change is due on day ${Number(time.toPrecision(6))}, but the run ends on day ${end}.`,
    place,
    "Change earlier, or make the run longer.",
  );

export const changedTwice = (name: string, time: number, place: Place) =>
  error(
    "changed-twice",
    `${name} is changed twice on day ${Number(time.toPrecision(6))}, and its value would depend on the order.`,
    place,
    "Keep one of the two, or give them times of their own.",
  );

export const changeOfDoses = (name: string, place: Place) =>
  error(
    "cannot-change",
    `${name} says how doses come into the body and cannot change during a run.`,
    place,
    "Take another product from then on, or set it for the whole arm.",
  );

export const changeByTheClock = (name: string, place: Place) =>
  error(
    "cannot-change",
    `${name} is read beside the time of day, by which formulas switch, and cannot change during a run.`,
    place,
    "Set it for a whole arm, and compare two arms.",
  );

export const unknownPerson = (name: string, place: Place, known: Iterable<string>) =>
  unknown("person", name, place, known);

export const unknownCare = (name: string, place: Place, known: readonly string[]) =>
  unknown("care", name, place, known, `Care: ${known.join(", ")}.`);

export const unknownGroup = (name: string, place: Place, known: readonly string[]) =>
  error(
    "unknown-plot",
    `The model has no plot group "${name}".`,
    place,
    suggestion(name, known) ?? `Groups: ${known.join(", ")}.`,
  );

export const notAParameter = (
  name: string,
  kind: string | undefined,
  place: Place,
  known: readonly string[],
) => ({
  ...error(
    "unknown-parameter",
    kind
      ? `"${name}" is ${kind === "effect" ? "an" : "a"} ${kind}, not a parameter, so it cannot be set.`
      : `There is no parameter "${name}".`,
    place,
    kind
      ? `Set a parameter that it is made of: \`lull explain ${name}\` leads to them.`
      : (suggestion(name, known) ?? "`lull list parameters` shows them all."),
  ),
  about: name,
});

/** As it follows on the name of the number. */
export const outsideWords = ({ value, range, unit }: OutsideRange) =>
  `is ${value}, outside the range of ${range[0]} to ${range[1]}${unit === "1" ? "" : ` ${unit}`} that it is declared with.`;

export const outsideRange = (one: OutsideRange, place: Place) =>
  warning(
    "outside-range",
    `"${one.name}" ${outsideWords(one)}`,
    place,
    "The run goes on, but nothing speaks for what comes out.",
  );

export const sharesAboveOne = (substance: string, sum: number, changed: readonly string[], place: Place) =>
  error(
    "shares-above-one",
    `With this, the enzymes of ${substance} carry ${Number(sum.toPrecision(4))} of its clearance together, which is more than all of it.`,
    place,
    `Lower ${changed.join(" or ")}, or one of the others.`,
  );

export const notAnEffect = (name: string, kind: string | undefined, place: Place, known: readonly string[]) =>
  error(
    "unknown-effect",
    kind
      ? `"${name}" is a ${kind}, not an effect, so it cannot be knocked out.`
      : `There is no effect "${name}".`,
    place,
    suggestion(name, known) ?? "`lull list effects` shows them all.",
  );

export const unknownVariable = (
  name: string,
  kind: string | undefined,
  place: Place,
  known: readonly string[],
) =>
  error(
    "unknown-variable",
    kind
      ? `"${name}" is a parameter: it does not change in a run.`
      : `There is nothing named "${name}" to show or measure.`,
    place,
    suggestion(name, known) ?? "`lull list variables` shows all that there is.",
  );

export const plasmaOf = (name: string, taken: readonly string[], known: readonly string[], place: Place) =>
  error(
    "unknown-variable",
    `"${name}" does not say which quantity of which drug is meant.`,
    place,
    taken.length > 0
      ? `For the level in plasma write ${either(taken.map((drug) => `plasma.${drug}`))}.`
      : `No arm takes a drug; with one, plasma.${known[0] ?? "DRUG"} is its level.`,
  );

export const drugNotTaken = (name: string, drug: string, taken: readonly string[], place: Place) =>
  error(
    "unknown-variable",
    `"${name}" cannot be shown or measured: no arm takes ${drug}.`,
    place,
    taken.length > 0 ? `Taken are: ${listed([...taken])}.` : "Give an arm a treatment with it.",
  );

export const timeAfterEnd = (measure: string, time: number, duration: number, place: Place) =>
  error(
    "time-after-end",
    `${measure} asks for day ${Number(time.toPrecision(6))}, but the run ends on day ${duration}.`,
    place,
    "Make the run longer or measure earlier.",
  );

/** Of a run that was made shorter than its scenario says: which measures it does not come to. */
export const beyondWords = (beyond: readonly MeasureRequest[], duration: number): string =>
  `The run ends on day ${Number(duration.toPrecision(6))}, before the time of ${counted(beyond.length, "measure")}: ${listed(beyond.map(({ name }) => name))}.`;

export const measuresBeyond = (beyond: readonly MeasureRequest[], duration: number) =>
  warning(
    "measures-past-end",
    beyondWords(beyond, duration),
    beyond[0]!.place,
    "They have no value in this run; make it longer to have them.",
  );

export const pointsBeyond = (count: number, all: number, duration: number, place: Place) =>
  warning(
    "points-past-end",
    `${count} of ${counted(all, "measured point")} lie after the end of the run on day ${Number(duration.toPrecision(6))} and are left out.`,
    place,
    "Make the run longer to compare them.",
  );

const spanWords = ({ low, high, unit }: PossibleRange): string => {
  const [least, most] = [low, high].map((end) => `${plain(end)}${unitAfter(unit)}`);
  if (Number.isFinite(high - low)) return `goes from ${plain(low)} to ${most}`;
  return Number.isFinite(low) ? `is never below ${least}` : `is never above ${most}`;
};

const isPerCent = (value: number, { high, unit }: PossibleRange): boolean =>
  unit === "1" && high <= 1 && value > 1 && value <= 100 * high;

/** Of what nothing comes but "never", 0 or all days. */
export const levelOutside = (
  { text, variable, place }: MeasureRequest,
  level: number,
  range: PossibleRange,
) =>
  warning(
    "level-outside",
    `A level of ${plain(level)}${unitAfter(range.unit)} is asked of ${text}, but ${variable} ${spanWords(range)}.`,
    place,
    isPerCent(level, range)
      ? `For ${plain(level)}% write ${plain(level / 100)}.`
      : "Write a level that it can reach.",
  );

export const pointsOutside = (
  { variable, value, place }: Observation,
  count: number,
  all: number,
  range: PossibleRange,
) =>
  warning(
    "points-outside",
    `${count} of ${counted(all, "measured point")} of ${variable}, the first of them ${plain(value)}${unitAfter(range.unit)}, lie where it never is: it ${spanWords(range)}.`,
    place,
    isPerCent(value, range)
      ? "Are they per cent? Give the table a column unit with %."
      : "Check the variable and the unit of the table.",
  );

export const timeBackwards = (measure: string, place: Place) =>
  error("time-backwards", `${measure} ends before it starts.`, place, "Write the earlier time first.");

export const unknownSource = (id: string, place: Place, known: Iterable<string>) =>
  error(
    "unknown-source",
    `No evidence file defines the source "${id}".`,
    place,
    suggestion(id, known) ??
      `Define it in an evidence file, with its citation and how well it was read: sources: {${id}: {citation: "...", read: abstract}}. \`lull list evidence\` shows all that there are.`,
  );
