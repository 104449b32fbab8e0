import { type Diagnostic, didYouMean, type Place, suggestion } from "../../diagnostics/index.ts";

// Every sentence that reading treatments can say: entries, short notation, event tables.

const error = (code: string, message: string, place: Place, help?: string): Diagnostic => ({
  severity: "error",
  code,
  message,
  place,
  help,
});

export const badDays = (text: string, place: Place): Diagnostic =>
  error(
    "bad-days",
    `"${text}" does not say which doses.`,
    place,
    'Write "weekends", "day 10", "week 3" (all of it), "day 10 until day 14", or a chance such as "10 %".',
  );

export const badRounding = (text: string, place: Place): Diagnostic =>
  error(
    "bad-rounding",
    `"${text}" does not say what amounts can be had.`,
    place,
    suggestion(text, ["tablets", "half tablets"])?.replace(/^Known.*/, "") ||
      'Write "tablets", "half tablets", or an amount such as "1 mg".',
  );

export const needsReplaces = (key: string, place: Place): Diagnostic =>
  error(
    "needs-replaces",
    `"${key}" says how a switch is made, but this entry replaces nothing.`,
    place,
    "Add replaces: with the name of the drug that ends here.",
  );

export const bothWays = (place: Place): Diagnostic =>
  error(
    "cross-taper-and-washout",
    "A switch has either a cross-taper or a washout.",
    place,
    "Keep one of the two; with neither the switch is direct.",
  );

export const notWritten = (found: string, expected: string, place: Place, help?: string): Diagnostic =>
  error("bad-treatment", `${found}, but ${expected} was expected.`, place, help);

export const unexpectedWord = (
  word: string,
  place: Place,
  known: readonly string[],
  fallback: string,
): Diagnostic =>
  error("bad-treatment", `"${word}" was not expected here.`, place, didYouMean(word, known, fallback));

export const openEnd = (place: Place): Diagnostic =>
  error(
    "open-end",
    "It is not said when the step before this ends.",
    place,
    'Write "for 2 weeks" or "until week 2" before "then".',
  );

export const howOften = (place: Place): Diagnostic =>
  error(
    "how-often",
    "It is not said how often this dose is taken.",
    place,
    'Write "daily", "twice daily", "weekly", "every other day" or "every 12 hours" after it.',
  );

export const twice = (what: string, place: Place): Diagnostic =>
  error("said-twice", `This step says ${what} twice.`, place, "Keep one of the two.");

export const tooLate = (what: string, place: Place): Diagnostic =>
  error("bad-order", what, place, "A step starts where the one before it ends.");

export const badTable = (message: string, place: Place, help?: string): Diagnostic =>
  error("bad-event-table", message, place, help);

export const unusedColumns = (names: readonly string[], place: Place): Diagnostic => ({
  ...error(
    "unused-column",
    `The ${names.length === 1 ? "column" : "columns"} ${names.join(", ")} ${names.length === 1 ? "is" : "are"} not used: only doses are taken from an event table.`,
    place,
  ),
  severity: "warning",
});
