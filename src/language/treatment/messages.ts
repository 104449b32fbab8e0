import type { CsvCell } from "../../data/index.ts";
import {
  type Diagnostic,
  didYouMean,
  error,
  errorAt,
  type Place,
  suggestion,
  warning,
  warningAt,
} from "../../diagnostics/index.ts";

// Every sentence that reading treatments can say: entries, short notation, event tables.

export const badDays = (text: string, place: Place) =>
  error(
    "bad-days",
    `"${text}" does not say which doses.`,
    place,
    'Write "weekends", "day 10", "week 3" (all of it), "day 10 until day 14", or a chance such as "10%".',
  );

export const badRounding = (text: string, place: Place) =>
  error(
    "bad-rounding",
    `"${text}" does not say what amounts can be had.`,
    place,
    suggestion(text, ["tablets", "half tablets"])?.replace(/^Known.*/, "") ||
      'Write "tablets", "half tablets", or an amount such as "1 mg".',
  );

export const needsReplaces = (key: string, place: Place) =>
  error(
    "needs-replaces",
    `"${key}" says how a switch is made, but this entry replaces nothing.`,
    place,
    "Add replaces: with the name of the drug that ends here.",
  );

export const bothWays = errorAt(
  "cross-taper-and-washout",
  "A switch has either a cross-taper or a washout.",
  "Keep one of the two; with neither the switch is direct.",
);

export const notWritten = (found: string, expected: string, place: Place, help?: string) =>
  error("bad-treatment", `${found}, but ${expected} was expected.`, place, help);

export const rateAlone = (unit: string, place: Place) =>
  error(
    "bad-treatment",
    `A dose for each ${unit} is an infusion, which also needs its amount.`,
    place,
    "Write the amount, then how fast it flows: 20 mg iv at 5 mg/hour, or 20 mg iv over 4 hours.",
  );

export const unexpectedWord = (word: string, place: Place, known: readonly string[], fallback: string) =>
  error(
    "bad-treatment",
    `"${word}" was not expected here.`,
    place,
    // A word that is known stands in the wrong place.
    known.includes(word.toLowerCase()) ? fallback : didYouMean(word, known, fallback),
  );

export const noDrug = (word: string, place: Place) =>
  error(
    "bad-treatment",
    `"${word}" is not the name of a drug.`,
    place,
    "Leave the key treatment out: the arm then takes nothing, and with care: trial it is a placebo arm.",
  );

export const openEnd = errorAt(
  "open-end",
  "Nothing says when the step before this ends.",
  'Write "for 2 weeks" or "until week 2" before "then".',
);

export const howOften = errorAt(
  "how-often",
  "Nothing says how often this dose is taken.",
  'Write "daily", "twice daily", "weekly", "every other day" or "every 12 hours" after it.',
);

export const tabletStrength = errorAt(
  "tablet-strength",
  "This counts tablets, and nothing says how many mg a tablet has.",
  'Write the strength first, as in "escitalopram 10 mg 1-0-1", or "2 tablets of 10 mg".',
);

export const sharesForTimes = (shares: number, times: number, place: Place) =>
  error(
    "shares-for-times",
    `There are ${shares} shares for ${times} times.`,
    place,
    "Write one share for each time in at:.",
  );

export const noTablets = errorAt(
  "not-positive",
  "No tablet is taken here at any time.",
  "Write 1-0-0 for one in the morning.",
);

export const dailyAssumed = warningAt(
  "daily-assumed",
  "Nothing says how often this dose is taken: it is read as once a day.",
  'Write "daily" after it.',
);

export const daytimesAgainstRhythm = (times: number, place: Place) =>
  error(
    "said-twice",
    `${times === 1 ? "One time of day is" : `${times} times of day are`} named, which does not fit how often the dose is taken.`,
    place,
    "Keep one of the two, or name as many times of day as there are doses in one.",
  );

export const gapTooLong = (gap: string, every: string, place: Place) =>
  error(
    "gap",
    `Doses are ${every} apart, less than the gap of ${gap}.`,
    place,
    "Take it less often, or ask for a smaller gap.",
  );

export const reduceUnevenly = (dose: number, by: number, place: Place) =>
  error(
    "uneven-steps",
    `${dose} mg is no multiple of steps of ${by} mg, so the last step is open.`,
    place,
    'Write the doses one after the other with "then", or "taper over 4 weeks".',
  );

export const openTop = errorAt("open-top", "Nothing says up to which dose.", 'Write "to 20 mg" after it.');

export const twice = (what: string, place: Place) =>
  error("said-twice", `This step says ${what} twice.`, place, "Keep one of the two.");

export const tooLate = (what: string, place: Place) =>
  error("bad-order", what, place, "A step starts where the one before it ends.");

export const badTable = (message: string, place: Place, help?: string) =>
  error("bad-event-table", message, place, help);

export const smallestTable =
  "It starts with the names of its columns: a first line time,amt,cmt and then a line for each dose, such as 0,10,escitalopram.";
export const intervals =
  "ii is the time from one dose to the next, in the unit of the times: 24 hours for daily doses.";

/** What stands in a column of numbers, where something else was found. */
export const numberAlone = (column: string): string =>
  column === "amt"
    ? "Write the number of mg alone."
    : column === "time"
      ? "Write the hours since the start alone, or the days in a column time_day."
      : "Write a number alone, or a dot for none.";

export const noDoses = warningAt(
  "doubtful-event-table",
  "The event table holds no dose.",
  "A dose is a row with an amount above 0 and evid 1, or without evid.",
);

export const intervalWithoutDoses = warningAt(
  "doubtful-event-table",
  "An interval ii alone gives no further doses: this row is one dose.",
  "Write how many follow (addl), or ss 1 for doses since always.",
);

export const timeFalls = (from: string, to: string, place: Place) =>
  warning(
    "doubtful-event-table",
    `Time falls from ${from} to ${to} here; the rows are taken in the order of their times.`,
    place,
    "Does another subject begin (a column id or subject), or does the clock start anew each day? Then count on.",
  );

/** "Write 12.5 for 12,5." where a number has a decimal comma. */
export const decimalPoint = (text: string): string | undefined =>
  !/^[+-]?\d+,\d+$/.test(text)
    ? undefined
    : /,\d{3}$/.test(text)
      ? `Write ${text.replace(",", ".")} or ${text.replace(",", "")}, whichever is meant.`
      : `Write ${text.replace(",", ".")} for ${text}.`;

export const otherCells = (row: readonly CsvCell[], head: readonly CsvCell[], place: Place): Diagnostic => {
  const cells = (list: readonly CsvCell[]) => `${list.length} cell${list.length === 1 ? "" : "s"}`;
  // The first pair of whole numbers may as well be a time and an amount; the last is the likelier slip.
  const comma = row.findLastIndex((cell, i) => isDigits(cell) && isDigits(row[i + 1]));
  const [whole, part] = [row[comma]?.text, row[comma + 1]?.text];
  return badTable(
    `This row has ${cells(row)}, but the header has ${cells(head)}.`,
    place,
    row.at(-1)?.text === ""
      ? "A comma at the end starts another cell: leave it out, or add a column."
      : row.length > head.length && comma >= 0
        ? `Is a comma meant as the decimal point? Then write ${whole}.${part} for ${whole},${part}.`
        : "Fill what is empty with a dot; a comma within a text needs quotes around the text.",
  );
};

const isDigits = (cell: CsvCell | undefined) => cell !== undefined && /^[+-]?\d+$/.test(cell.text);

/** What tables of other programs hold of a subject. */
const ofBodies = /^(wt|weight|bw|age|sex|gender|crcl|egfr|cyp\w+)$/i;
const ofPoints = /^(dv|mdv|dvid|lloq)$/i;

export const unusedColumns = (names: readonly string[], place: Place) =>
  warning(
    "unused-column",
    `The ${names.length === 1 ? "column" : "columns"} ${names.join(", ")} ${names.length === 1 ? "is" : "are"} not used: only doses are taken from an event table.`,
    place,
    names.some((name) => ofBodies.test(name))
      ? "What is known of the body is written in the scenario, for example covariates: {weight: 60 kg, age: 70}."
      : names.some((name) => ofPoints.test(name))
        ? "Measured points are read where data: of the scenario names the table, and this one may be both."
        : undefined,
  );

export const onlyIntoAVein = (what: string, place: Place) =>
  error(
    "only-into-a-vein",
    `"${what}" says how a dose flows in, but this one is swallowed.`,
    place,
    'Write "iv" in words or route: iv among keys; for how long it is taken, write "for" or until:.',
  );

export const someByWeight = errorAt(
  "some-by-weight",
  "The amounts here are not all in the same kind of unit: mg, mg/kg, or umol.",
  "Write all amounts of one entry in the same way.",
);

export const singleAssumed = warningAt(
  "single-assumed",
  "Nothing says how often this is given: it is read as once.",
  'Write "single dose", or "daily" and such, after it.',
);

export const startsAtEnd = errorAt(
  "starts-at-end",
  "At the end of the run nothing can begin.",
  "Write when it starts, for example week 8.",
);
