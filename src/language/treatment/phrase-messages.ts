import { error, type Place, warning } from "../../diagnostics/index.ts";

// What is said of the words of prescriptions that are refused, or read in one of several ways.

export const refused = (text: string, why: string, remedy: string, place: Place) =>
  error("not-a-schedule", `"${text}" ${why}.`, place, remedy);

export const readAs = (text: string, why: string, remedy: string, place: Place) =>
  warning("read-as", `"${text}" ${why}.`, place, remedy);

export const noLeadingZero = (text: string, place: Place) =>
  warning(
    "read-as",
    `"${text}" is read as 0${text}.`,
    place,
    `Write 0${text}: without the zero it is easily read as ${text.slice(1)}.`,
  );

export const choice = (text: string, place: Place) =>
  error(
    "not-a-schedule",
    `"${text}" leaves a choice open.`,
    place,
    "Write one of the two; two arms compare both.",
  );

export const month = (text: string, place: Place) =>
  warning(
    "read-as",
    `"${text}" is read with 30 days a month.`,
    place,
    "Write days or weeks, for example 4 weeks for a pack of 28 days.",
  );

export const monthsOverTwelve = (text: string, place: Place) =>
  warning(
    "read-as",
    `"${text}" is read as the length of the treatment, with 30 days a month.`,
    place,
    "Write days or weeks; where it only says how much is handed out, leave it out.",
  );
