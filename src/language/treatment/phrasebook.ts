import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import { decimalComma } from "../quantity-messages.ts";
import * as say from "./phrase-messages.ts";

/**
 * Words of prescriptions that the notation itself does not have, in the words that it has: Latin and British shorthand,
 * tablets by place (1-0-1), and what German, French, Spanish and Japanese prescriptions write. What has no one meaning as a
 * schedule is refused with the reason; what is read in one of several ways says in which.
 */
export interface Phrase {
  /** Matched at the start of a word. */
  readonly pattern: RegExp;
  /** Words of the notation that stand for it; `$1` is a group of the pattern. */
  readonly means?: string | ((match: RegExpExecArray) => string);
  readonly doubtful?: (text: string, place: Place) => Diagnostic;
  readonly refused?: (text: string, place: Place) => Diagnostic;
}

const phrase = (source: string, rest: Omit<Phrase, "pattern">): Phrase => ({
  pattern: new RegExp(`(?:${source})(?![\\p{L}\\p{N}])`, "iuy"),
  ...rest,
});
const means = (source: string, words: NonNullable<Phrase["means"]>): Phrase =>
  phrase(source, { means: words });
const refused = (source: string, why: string, remedy: string): Phrase =>
  phrase(source, { refused: (text, place) => say.refused(text, why, remedy, place) });
const doubtful = (source: string, words: NonNullable<Phrase["means"]>, why: string, remedy: string): Phrase =>
  phrase(source, { means: words, doubtful: (text, place) => say.readAs(text, why, remedy, place) });

const count = String.raw`\d+(?:\.\d+)?|½|1\/2|one|two|three|four|half\s+an?|an?|un[ea]?|eine?|zwei`;
const tablet = String.raw`(?:tab(?:let)?s?|caps?(?:ule)?s?|pills?|cp|comprimés?|comprimidos?|Tabl(?:ette)?n?)\.?`;
const strength = String.raw`\d+(?:\.\d+)?\s*(?:mg|mcg|ug|[µμ]g|g)`;
const numbers: Readonly<Record<string, string>> = {
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  a: "1",
  an: "1",
  un: "1",
  una: "1",
  une: "1",
  ein: "1",
  eine: "1",
  zwei: "2",
  "½": "0.5",
  "1/2": "0.5",
  i: "1",
  ii: "2",
  iii: "3",
  t: "1",
  tt: "2",
  ttt: "3",
}; // prettier-ignore
const numberOf = (word: string): string =>
  /^half/i.test(word) ? "0.5" : (numbers[word.toLowerCase()] ?? word);

/** "1-0-1": how many tablets in the morning, at noon, in the evening and at night. */
function places([, ...rest]: RegExpExecArray): string {
  const counts = rest.filter((text) => text !== undefined).map(numberOf);
  const names = ["morning", "noon", "evening", "night"];
  const taken = counts.map((n, i) => (Number(n) > 0 ? `${n} ${names[i]}` : "")).filter(Boolean);
  return taken.length > 0 ? taken.join(" ") : "0 morning";
}
const place = String.raw`(\d+(?:\.\d+)?|½|1\/2)`;
const units: Readonly<Record<string, string>> = { 7: "days", 52: "weeks", 24: "hours" };
const monthDays = 30;
const lengths: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  six: 6,
  eight: 8,
  ten: 10,
  twelve: 12,
};

const latin: Readonly<Record<string, string>> = {
  semel: "once",
  bis: "twice",
  ter: "three times",
  quater: "four times",
};
const onceDaily = "Write daily, or four times daily if that is meant.";
const schedule = "Write a rhythm, for example daily, twice daily, or every 12 hours.";
const end = String.raw`(?=\s*(?:$|[,;+)]|(?:then|plus|and|for|until|from|x|in|with|missing|pausing|late)\b))`;

const raised = `(?:increas|rais|reduc|decreas)(?:e|ed|ing)|lower(?:ed|ing)?`;
/** What ends a step; after one whose length is said, "then stop" is the next. */
const stopping = String.raw`(?:(?<!(?:days?|weeks?|week\s+\d+|day\s+\d+)\s+)then\s+|(?<!then\s+))(?:stop|stopped|stopping|ending)\s+`;
const weekday = `(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)`;

/** Tried in this order. */
export const phrases: readonly Phrase[] = [
  // Numbers that are easily read otherwise.
  { pattern: /[-+]?\d+,\d+(?=\s*[\p{L}%])/iuy, refused: decimalComma },
  { pattern: /\.\d+(?=\s*\p{L})/iuy, means: ([text]) => `0${text}`, doubtful: say.noLeadingZero },
  { pattern: /\(taken as [^)]*\)|\(in [\d.]+ kg\)/iuy, means: "" },
  { pattern: /[()]/uy, means: "" },
  means("[µμ]g", "ug"),
  phrase(
    String.raw`(\d+(?:\.\d+)?)\s*(?:[-–]|or|oder|ou|bis|to)\s*(\d+(?:\.\d+)?)(?=\s*(?:mg|mcg|ug|g|tab|cap|at|nocte|drops)\b)`,
    { refused: say.choice },
  ),

  // What is said to somebody, and steps without "then".
  { pattern: /(?:start|take|give|begin|commence|initiate)\s+(?:on\s+|with\s+)?(?=\p{L})/iuy, means: "" },
  means(String.raw`followed\s+by|and\s+then`, "then"),
  {
    pattern: new RegExp(`;\\s*(?=(?:and\\s+)?(?:then|after|stop|taper|followed|${raised})\\b)`, "iuy"),
    means: ",",
  },
  means(
    String.raw`(?<!then\s+)(?:${raised})\s+to\s+(${strength})\s+after\s+(\d+\s+\p{L}+)`,
    "for $2 then $1",
  ),
  means(
    String.raw`(?<!then\s+)after\s+(\d+\s+\p{L}+),?\s+(?:${raised})\s+to\s+(${strength})`,
    "for $1 then $2",
  ),
  means(String.raw`(?<!then\s+)(?:${raised})\s+to\s+(${strength})`, "then $1"),
  { pattern: new RegExp(`${stopping}(?:(?:at|in|on)\\s+)?(?=(?:week|day)\\s+\\d)`, "iuy"), means: "until " },
  { pattern: new RegExp(`${stopping}after\\s+(?=\\d+\\s+\\p{L})`, "iuy"), means: "for " },
  means(String.raw`mg\s*\/\s*d`, "mg daily"),
  means(String.raw`for\s+an?\s+(day|week)`, "for 1 $1"),
  phrase(String.raw`for\s+an?\s+month`, { means: `for ${monthDays} days`, doubtful: say.month }),
  means(String.raw`(daily|nightly|weekly)\s+(\d+)\s+(days?|weeks?)`, "$1 for $2 $3"),
  phrase(String.raw`(daily|nightly|weekly)\s+(\d+)\s+months?`, {
    means: (m) => `${m[1]} for ${Number(m[2]) * monthDays} days`,
    doubtful: say.month,
  }),
  means(String.raw`(\d+)\s*w`, "$1 weeks"),
  refused(
    String.raw`(?:at\s+)?(?:\d{1,2}:\d{2}(?:\s*[ap]m)?|\d{1,2}\s*(?:[ap]m|o'clock|Uhr))`,
    "is a time of the clock, and doses are given at times of the day",
    'Write "in the morning", "at noon", "in the evening" or "at night".',
  ),
  refused(
    String.raw`(?<!(?:missing|pausing)\s+)(?:on\s+)?${weekday}(?:(?:,\s*|\s+and\s+|\s*[-/]\s*)${weekday})*`,
    "names days of the week, and a run counts days from 0",
    'Write "weekly", "three times weekly" or "every 2 days"; a table of events gives single days.',
  ),

  refused(
    String.raw`(?<!(?:missing|pausing)\s+)(?:in\s+)?(?:weeks?|days?)\s+\d+\s*(?:[-–]|to|through)\s*\d+(?!\s*mg)`,
    "counts from 1 in one place and from 0 in another",
    'Write "for 4 weeks then 20 mg", or "from week 0 until week 4", which is the first four weeks.',
  ),

  // Tablets by place, and how many of what.
  {
    pattern: new RegExp(String.raw`${place}-${place}-${place}(?:-${place})?(?![-\d/])`, "iuy"),
    means: places,
  },
  { pattern: /(\d+)\/(\d+)\/(\d+)(?:\/(\d+))?(?![-\d/])/iuy, means: places },
  means(String.raw`(${count})\s+(${strength})\s+${tablet}`, (m) => `${numberOf(m[1]!)} tablets of ${m[2]}`),
  { pattern: new RegExp(String.raw`(\d+)\s*[x×]\s*(?=${strength})`, "iuy"), means: "$1 tablets of" },
  // "10 mg tablets once daily": the dose is said.
  {
    pattern:
      /(?<=\d\s*mg\s+)(?:tabs?|tablets?)\.?\s+(?=(?:once|twice|three|four|daily|nightly|od|bd|bid|tds|tid|qds|qid|every|in|at|on|for)(?!\p{L}))/iuy,
    means: "",
  },
  means(String.raw`(${count})\s+${tablet}`, (m) => `${numberOf(m[1]!)} tablets`),
  means(
    String.raw`(i{1,3}|t{1,3})(?=\s+(?:od|om|on|bds?|bid|b\.i\.d\.|tds|tid|qds|qid|mane|nocte|hs|daily|twice|once)\b)`,
    (m) => `${numberOf(m[1]!)} tablets`,
  ),

  // How long: days over 7, weeks over 52, months over 12.
  doubtful(
    String.raw`(?:review|rv)\s+(?:in\s+)?\d+(?:\/(?:7|52|12)|\s+(?:days?|weeks?|months?))`,
    "",
    "is no end of the treatment, which goes on",
    'If it ends there, write "for" with the length.',
  ),
  doubtful(
    String.raw`(?:qsp|supply(?:\s+for)?|mitte)\s+\d+\s*\p{L}+`,
    "",
    "says how much is handed out and not when the treatment ends, so it goes on",
    'If it ends there, write "for" with the length.',
  ),
  {
    pattern: /(?:(for|over|after|every|by)\s+|[x×]\s*)?(\d+)\/(7|52|24)(?![\d/])/iuy,
    means: (m) => `${m[1] ?? "for"} ${m[2]} ${units[m[3]!]}`,
  },
  {
    pattern: /(?:(for|over|after|every|by)\s+|[x×]\s*)?(\d+)\/12(?![\d/])/iuy,
    means: (m) => `${m[1] ?? "for"} ${Number(m[2]) * monthDays} days`,
    doubtful: say.monthsOverTwelve,
  },
  phrase(String.raw`(\d+(?:\.\d+)?)\s*(?:months?|mths?|mois|mes(?:es)?|Monate?n?)`, {
    means: (m) => `${Number(m[1]) * monthDays} days`,
    doubtful: say.month,
  }),
  means(String.raw`(?:pdt|pendant)\s+(\d+)\s*j(?:ours?)?`, "for $1 days"),
  means("pdt|pendant|während|durante", "for"),
  // "3 x daily" is a rhythm, "x 6 weeks" a length.
  means(
    String.raw`[x×]\s*(\d)\s*(?:(?:\/|per|a|pro|par)\s*(?:day|d|Tag|j|jour)|daily|täglich)`,
    "$1 times daily",
  ),
  means(
    String.raw`(\d)\s*-?\s*(?:[x×]|mal|times|fois)\s*(?:\/|per|a|pro|par|am)?\s*(?:day|d|daily|Tag|täglich|j|jour)`,
    "$1 times daily",
  ),
  { pattern: /[x×](?=\s*\d)/iuy, means: "for" },

  {
    pattern: /(one|two|three|four|six|eight|ten|twelve)\s+(?=(?:hours?|days?|weeks?)(?!\p{L}))/iuy,
    means: (m) => String(lengths[m[1]!.toLowerCase()]),
  },

  // How often, in hours and days.
  refused(
    String.raw`q\s*\d+\s*[ap]m`,
    "names a time of day and no interval",
    'Write "daily in the morning" or "daily in the evening".',
  ),
  means(
    String.raw`(?:q|c\/|cada|alle|toutes\s+les)\s*(\d+)\s*(?:h(?:rs?|ours?|oras?|eures?)?|Stunden?)`,
    "every $1 hours",
  ),
  means(String.raw`q\s*(\d+)\s*d(?:ays?)?`, "every $1 days"),
  means(String.raw`(\d+)\s*-?\s*hourly`, "every $1 hours"),
  means(String.raw`qwk|q\s*wk|q\.?\s*week(?:ly)?`, "weekly"),
  means(
    String.raw`(semel|bis|ter|quater)(?:\s+in)?\s+die(?:\s+sumend\p{L}+)?`,
    (m) => `${latin[m[1]!.toLowerCase()]} daily`,
  ),
  means(String.raw`qqh|alt\.?\s*hor\.?`, (m) => (/^q/i.test(m[0]) ? "every 4 hours" : "every 2 hours")),
  refused(
    String.raw`[46]h|\d+\s*[′']`,
    "is read as every so many hours in one place and as a length in another",
    'Write "every 4 hours".',
  ),
  means(
    String.raw`qod|q\.\s*o\.\s*d\.?|(?:on\s+)?(?:alternate|alternating)\s+days|alt\.?\s*(?:die|dieb)\.?|every\s+(?:second|2nd)\s+day|jeden\s+(?:2\.|zweiten)\s+Tag|un\s+jour\s+sur\s+deux|días\s+alternos|un\s+día\s+sí\s+y\s+otro\s+no`,
    "every 2 days",
  ),
  means(String.raw`every\s+other\s+(night|evening|morning)`, "every 2 days $1"),
  means(String.raw`(?:on\s+)?alternate\s+nights|alt\.?\s*noct\.?`, "every 2 days night"),
  means(
    String.raw`dieb\.?\s*tert\.?|every\s+(?:third|3rd)\s+day|un\s+día\s+sí\s+y\s+dos\s+no`,
    "every 3 days",
  ),
  means(String.raw`alle\s+(\d+)\s+Tage`, "every $1 days"),
  means(String.raw`fortnightly|every\s+fortnight`, "every 2 weeks"),
  refused(
    "bi-?weekly|bi-?monthly",
    "means both twice in each and every second one",
    'Write "twice weekly" or "every 2 weeks".',
  ),
  refused(
    String.raw`monthly|once\s+a\s+month`,
    "has no fixed number of days",
    'Write "every 28 days" or "every 30 days".',
  ),

  // Shorthand of prescriptions.
  means(String.raw`q\.\s?d\.\s?s\.?|q\.\s?i\.\s?d\.?|qds|qid`, "four times daily"),
  doubtful(
    String.raw`qd|q\.\s*d\.?`,
    "daily",
    "is read as once a day, as in the United States; British lists give it as four times a day",
    onceDaily,
  ),
  doubtful(
    String.raw`od|o\.\s*d\.?`,
    "daily",
    "is read as once a day, as in the United Kingdom; elsewhere it stands for the right eye",
    'Write "daily".',
  ),
  means(String.raw`b\.?\s?d\.?s?\.?|b\.\s?i\.\s?d\.?|bid|bds`, "twice daily"),
  doubtful(
    "td",
    "three times daily",
    "is read as three times a day, as tds; it does not mean a day",
    'Write "three times daily", or "daily".',
  ),
  means(String.raw`t\.\s?d\.\s?s\.?|t\.\s?i\.\s?d\.?|tds|tid`, "three times daily"),
  doubtful(
    String.raw`tiw|t\.\s?i\.\s?w\.?`,
    "three times weekly",
    "is read as three times a week; it is easily taken for tid, three times a day",
    'Write "three times weekly".',
  ),
  refused(
    String.raw`bt|b\.\s?t\.?`,
    "is read both as bedtime and as twice a day",
    'Write "at bedtime" or "twice daily".',
  ),
  means(String.raw`qam|om|o\.\s?m\.?|mane`, "morning"),
  means("qpm", "evening"),
  {
    pattern: new RegExp(`on${end}|o\\.\\s?n\\.?(?![\\p{L}\\p{N}])|nocte(?![\\p{L}])`, "iuy"),
    means: "night",
  },
  means("(morning|evening|night)s", "every $1"),
  means(String.raw`n(?:octe)?\.?\s+et\s+m(?:ane)?\.?|mn`, "morning and night"),
  means(String.raw`q?h\.?s\.?`, "night"),
  refused(
    String.raw`prn|p\.\s?r\.\s?n\.?|(?:as|when|if)\s+(?:needed|required|necessary)|bei\s+Bedarf|b\.\s?B\.?`,
    "has no schedule",
    'Write the doses that are taken, or how many a chance takes away: "daily missing 50%".',
  ),
  refused(
    String.raw`sos|s\.\s?o\.\s?s\.?`,
    "means once, if needed, which is no schedule",
    'Write "one dose", with "from" and the day on which it is taken.',
  ),
  refused(String.raw`mdu|m\.\s?d\.\s?u\.?|ut\s+dict\.?|as\s+directed`, "gives no schedule", schedule),
  means(
    String.raw`stat|(?:a\s+|one\s+)?single\s+dose|one\s+dose(?:\s+only)?|once(?:\s+only|(?=\s*(?:$|[,;]|from\b|on\b|then\b|plus\b)))`,
    "single",
  ),
  means(String.raw`cras\s+mane|c\.\s?m\.?`, "single tomorrow"),
  means(String.raw`p\.?\s?o\.?|by\s+mouth|per\s+os|orally`, "swallowed"),
  means(
    String.raw`(?:as\s+an?\s+|by\s+)?(?:i\.?\s?v\.?|intravenous(?:ly)?)(?:\s+(?:infusion|injection|bolus|push))?|(?:as\s+an?|by)\s+infusion|infused|i\.\s?v\.`,
    "iv",
  ),
  means(
    String.raw`a\.?\s?c\.?|before\s+(?:meals|food|eating)|(?:while\s+)?fasting|on\s+an\s+empty\s+stomach|without\s+food|en\s+ayunas`,
    "fasting",
  ),
  means(String.raw`p\.?\s?c\.?|cc|after\s+(?:meals|food|eating)|with\s+(?:meals|food|a\s+meal)`, "fed"),
  means(String.raw`with\s+(breakfast|lunch|dinner|supper)`, "$1 fed"),
  // "with bupropion 150 mg".
  { pattern: /with\s+(?=\p{L}{4,}(?:\s+\p{L}+)?\s+\d)/iuy, means: "and " },
  means(String.raw`with\s+an?\s+(?:gap|interval)\s+of\s+at\s+least`, "gap"),

  // What leaves a question open.
  refused(
    String.raw`luteal\s+phase(?:\s+only)?`,
    "needs the length of the cycle",
    'Write its days, for a cycle of 28: "from day 14 until day 28 plus ... from day 42 until day 56".',
  ),
  refused(
    String.raw`ausschleichen|einschleichen|taper\s+off|build\s+up`,
    "gives no numbers",
    'Write "tapering over 4 weeks", or "titrating to 20 mg by 5 mg every week".',
  ),
  means(
    String.raw`increas(?:e|ing)\s+in\s+steps\s+of\s+(${strength})\s+at\s+intervals\s+of\s+(\d+\s+\p{L}+)(?:,?\s+(?:but\s+)?not\s+less\s+than\s+\d+\s+\p{L}+)?,?\s+(?:up\s+)?to\s+(${strength})`,
    "titrating to $3 by $1 every $2",
  ),
  refused(
    String.raw`increas(?:e|ing)\s+in\s+steps\s+of\s+${strength}(?:\s+at\s+intervals\s+of\s+\d+\s+\p{L}+)?`,
    "does not say up to which dose",
    'Write "titrating to 225 mg by 75 mg every 2 weeks".',
  ),

  // Other languages.
  means(
    String.raw`(?:ein|1)-?mal\s+täglich|täglich|al\s+día|diari[oa](?:mente)?|par\s+jour|chaque\s+jour|tous\s+les\s+jours`,
    "daily",
  ),
  means(
    String.raw`(?:zwei|deux|dos)-?(?:mal|\s+fois|\s+veces)\s+(?:täglich|par\s+jour|al\s+día)`,
    "twice daily",
  ),
  means(
    String.raw`(?:drei|trois|tres)-?(?:mal|\s+fois|\s+veces)\s+(?:täglich|par\s+jour|al\s+día)`,
    "three times daily",
  ),
  { pattern: /1日([1-4])回/uy, means: "$1 times daily" },
  { pattern: /(朝|昼|夕)食後/uy, means: (m) => `${{ 朝: "morning", 昼: "noon", 夕: "evening" }[m[1]!]} fed` },
  means(String.raw`(?:le\s+)?matin|morgens|por\s+la\s+mañana`, "morning"),
  means(String.raw`(?:à\s+)?midi|mittags|al\s+mediodía`, "noon"),
  means(String.raw`(?:le\s+)?soir|abends|por\s+la\s+tarde`, "evening"),
  means(
    String.raw`(?:au\s+)?coucher|zur\s+Nacht|nachts|(?:antes\s+de|al)\s+acostarse|por\s+la\s+noche`,
    "night",
  ),
  means("desayuno-comida-cena", "morning and noon and evening"),
  means("puis|danach|luego|después", "then"),
  means("et|und|y", "and"),
  means("gtts?|Tropfen|gouttes|gotas", "drops"),
];
