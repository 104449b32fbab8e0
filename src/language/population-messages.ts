import { error, errorAt, type Place, suggestion } from "../diagnostics/index.ts";

// Every sentence about a population file that its shape alone does not show.

export const badShares = (sum: number, whole: boolean, place: Place) =>
  error(
    "bad-shares",
    `These shares add up to ${sum}, but they must add up to ${whole ? "1" : "1 or less"}.`,
    place,
  );

export const unknownAncestry = (name: string, place: Place, known: readonly string[]) =>
  error(
    "unknown-ancestry",
    `"${name}" is none of this population's ancestries.`,
    place,
    suggestion(name, known) ?? `Ancestries: ${known.join(", ") || "none"}.`,
  );

export const notRising = errorAt(
  "not-rising",
  "The numbers of a distribution must be written from low to high.",
);

export const oneStatistic = (name: string, known: readonly string[], place: Place) =>
  error("one-statistic", `The target "${name}" needs exactly one of ${known.join(", ")}.`, place);

export const cutOff = (name: string, place: Place) =>
  error(
    "cut-off",
    `The target "${name}" needs "above", the cut-off, if and only if it is a share.`,
    place,
    "For example share_of: at(affect.blunting, end), above: 0.23.",
  );
