import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import { type DaySelector, daytimes } from "../../pharmacology/index.ts";
import { type AmountKind, readAmount, readDuration, readMassFlow, readTime } from "../quantities.ts";
import { readDays } from "./days.ts";
import * as say from "./messages.ts";
import { Unreadable, type WordReader } from "./short-words.ts";

/** When in a day something is taken, by the word for it, in days after its start. */
export const daytimeWords: ReadonlyMap<string, number> = new Map(
  daytimes.flatMap(({ name, at }) =>
    (name === "night" ? [name, "bedtime", "nightly"] : [name]).map((word) => [word, at] as const),
  ),
);

/** Meals by the word for their time of day. */
const mealtimes: ReadonlyMap<string, string> = new Map([
  ["breakfast", "morning"],
  ["lunch", "noon"],
  ["dinner", "evening"],
  ["supper", "evening"],
]);

/** The words that start something else said of a dose, so they are no units and no part of a drug's name. */
export const clauseWords = [
  "daily",
  "weekly",
  "twice",
  "three",
  "four",
  "once",
  "every",
  "for",
  "until",
  "from",
  "missing",
  "pausing",
  "late",
  "titrating",
  "titrate",
  "tapering",
  "in",
  "at",
  "on",
  "over",
  "iv",
  "swallowed",
  "after",
  "then",
  "plus",
  "and",
  "single",
  "fed",
  "fasting",
  "gap",
  "tablets",
  "times",
  "alternate",
  "alternating",
  ...daytimeWords.keys(),
  ...mealtimes.keys(),
];

/** Words that say which form of a drug is meant, or what its milligrams count, wherever they stand. */
export const formWords: ReadonlySet<string> = new Set(
  `base salt hcl hbr hydrochloride hydrobromide maleate mesylate mesilate oxalate besylate dimesylate dihydrochloride
  monohydrate hemihydrate tablet capsule capsules drops solution suspension syrup liquid concentrate chewable
  orodispersible patch depot ir sr er xr xl cr la lp mr pr cd oros odt delayed extended controlled immediate sustained
  modified prolonged release us uk eu de fr es jp ch`.split(/\s+/),
);

const rhythms: ReadonlyMap<string, number> = new Map([
  ["daily", 1],
  ["weekly", 7],
]);
const counts: ReadonlyMap<string, number> = new Map([
  ["once", 1],
  ["twice", 2],
  ["three", 3],
  ["four", 4],
]);

/** Amounts, times and rhythms among the words of a treatment. */
export class Values {
  private readonly words: WordReader;
  private readonly diagnostics: Diagnostic[];

  /** How the doses read so far are written. */
  readonly kinds = new Set<AmountKind>();

  constructor(words: WordReader, diagnostics: Diagnostic[]) {
    this.words = words;
    this.diagnostics = diagnostics;
  }

  fail(diagnostic: Diagnostic): never {
    throw new Unreadable(diagnostic);
  }

  /** Days between doses: `daily`, `twice a day`, `every 12 hours`. Undefined, with nothing read, when none is said. */
  frequency(): number | undefined {
    const { words } = this;
    const text = words.next?.text ?? "";
    const rhythm = rhythms.get(text);
    const times =
      counts.get(text) ??
      (words.next?.isNumber && words.peek(1)?.text === "times" ? Number(text) : undefined);
    if (rhythm !== undefined || times !== undefined) words.shift();
    if (rhythm !== undefined) return rhythm;
    if (times !== undefined) return this.timesA(times);
    if (words.take("a", "per", "/")) {
      const flows = words.next?.text ?? "";
      if (/^(h|hr|hour|min|minute)s?$/.test(flows)) this.fail(say.rateAlone(flows, words.next!.place));
      return words.expect("day", "week").text === "week" ? 7 : 1;
    }
    // "every morning" says when, not only how often.
    if (daytimeWords.has(words.peek(1)?.text ?? "") || !words.take("every")) return undefined;
    if (words.take("day")) return 1;
    if (words.take("week")) return 7;
    if (!words.take("other")) return this.length("interval between doses");
    words.expect("day");
    return 2;
  }

  private timesA(times: number): number {
    const { words } = this;
    if (times > 2) words.expect("times");
    else words.take("times");
    if (words.take("weekly")) return 7 / times;
    if (words.take("daily")) return 1 / times;
    words.expect("a", "per");
    return (words.expect("day", "week").text === "week" ? 7 : 1) / times;
  }

  /** A mass in mg, also as `2 tablets of 10 mg`; drops are counted, as their product says how much one holds. */
  dose(what: string): Amount {
    const { words } = this;
    const [number, unit] = [words.next, words.peek(1)];
    if (number?.isNumber && unit && (unit.text === "tablets" || daytimeWords.has(unit.text))) {
      if (unit.text !== "tablets" || words.peek(2)?.text !== "of")
        this.fail(say.tabletStrength(number.place));
      words.shift();
      words.shift();
      words.shift();
      const one = this.dose(what);
      return { ...one, value: one.value * Number(number.text) };
    }
    if (number?.isNumber && unit?.text === "drops" && words.shift() && words.shift())
      return { value: Number(number.text), isDrops: true, place: span(number.place, unit.place) };
    let kind: AmountKind = "mg";
    const read = this.quantity("dose", (text, at) => {
      const amount = readAmount(text, what, at, this.diagnostics);
      kind = amount.kind;
      return amount.value;
    });
    const isPerKg = words.next?.text === "/" && words.peek(1)?.text === "kg";
    if (isPerKg) kind = "mg/kg";
    this.kinds.add(kind);
    if (!isPerKg) return { ...read, kind };
    words.shift();
    return { ...read, kind, place: span(read.place, words.shift()!.place) };
  }

  /** Whether a number with a mass stands next. */
  get isAtDose(): boolean {
    return (
      this.words.next?.isNumber === true && /^[munpk]?g$|^[µμ]g$|^mcg$/.test(this.words.peek(1)?.text ?? "")
    );
  }

  /**
   * `in the morning and at night`, or `1 morning 1 evening`: times of a day with how many tablets each. A second time
   * that nothing joins to the first says the same dose once more: `nightly at bedtime`, `at night with dinner`.
   */
  daytimes(): { at: number; count: number; place: Place }[] {
    const list: { at: number; count: number; place: Place }[] = [];
    for (;;) {
      const skipped = list.length > 0 && ["and", ",", "/"].includes(this.words.next?.text ?? "") ? 1 : 0;
      const ahead = this.daytimeAfter(skipped);
      if (ahead === undefined) return list;
      const first = this.words.peek(skipped)!;
      for (let i = 0; i < ahead; i++) this.words.shift();
      const word = this.words.shift()!;
      const count = first.isNumber ? Number(first.text) : 1;
      if (!(count > 0)) this.fail(say.noTablets(first.place));
      const at = daytimeWords.get(mealtimes.get(word.text) ?? word.text)!;
      const isJoined = list.length === 0 || skipped > 0 || first.isNumber;
      if (!isJoined && (mealtimes.has(word.text) || list.at(-1)!.at === at)) continue;
      list.push({ at, count, place: span(first.place, word.place) });
    }
  }

  /** How many words stand before a time of day: `in the`, `at`, `every`, or a number of tablets. */
  private daytimeAfter(start: number): number | undefined {
    let i = start;
    const text = () => this.words.peek(i)?.text ?? "";
    if (this.words.peek(i)?.isNumber) i++;
    else {
      if (["in", "at", "every", "each"].includes(text())) i++;
      if (text() === "the") i++;
    }
    return daytimeWords.has(text()) || mealtimes.has(text()) ? i : undefined;
  }

  /** `10 mg`: a number and a unit. */
  amountText(what: string): { text: string; place: Place } {
    const { words } = this;
    const number = words.next;
    if (!number?.isNumber) {
      const found = number ? `"${number.text}" was found` : "The treatment ends";
      this.fail(
        say.notWritten(
          found,
          `a ${what} with its unit`,
          number?.place ?? words.end,
          `For example ${what === "dose" ? "10 mg" : "2 weeks"}.`,
        ),
      );
    }
    words.shift();
    const unit = words.next;
    const isUnit = (unit?.isName || unit?.text === "%") && !clauseWords.includes(unit.text);
    if (isUnit) words.shift();
    return {
      text: isUnit ? `${number.text} ${unit.written}` : number.text,
      place: isUnit ? span(number.place, unit.place) : number.place,
    };
  }

  quantity(what: string, read: (text: string, place: Place) => number): { value: number; place: Place } {
    const { text, place } = this.amountText(what);
    return { value: read(text, place), place };
  }

  /** `50 mg/hour` or `50 mg per hour`. */
  massFlow(): { value: number; place: Place } {
    const { text, place } = this.amountText("rate");
    this.words.expect("/", "per", "an", "a");
    const unit = this.words.shift();
    if (!unit)
      this.fail(say.notWritten("The rate ends", "a unit of time", this.words.end, "For example 5 mg/hour."));
    const whole = span(place, unit.place);
    return { value: readMassFlow(`${text}/${unit.written}`, whole, this.diagnostics), place: whole };
  }

  length(what: string): number {
    return this.quantity("length of time", (text, at) => readDuration(text, what, at, this.diagnostics))
      .value;
  }

  /** `week 12`, `day 3`, or `12 weeks`. */
  time(): number {
    const { words } = this;
    const first = words.next;
    if (!first) this.fail(say.notWritten("The treatment ends", "a time", words.end, "For example week 12."));
    if (first.isNumber)
      return this.quantity("time", (text, at) => readTime(text, at, this.diagnostics)).value;
    words.shift();
    const second = first.text === "end" ? undefined : words.shift();
    const place = second ? span(first.place, second.place) : first.place;
    return readTime(second ? `${first.text} ${second.text}` : first.text, place, this.diagnostics);
  }

  /** `weekends and day 3 and 10%`. */
  days(): DaySelector[] {
    const { words } = this;
    const list: DaySelector[] = [];
    do {
      const first = words.next;
      if (!first)
        this.fail(
          say.notWritten("The treatment ends", "days", words.end, "For example weekends, day 10, or 10%."),
        );
      const taken = [words.shift()!];
      if (first.text !== "weekends") {
        if (words.next) taken.push(words.shift()!);
        // "day 3 until day 5" is a stretch of days; in "day 3 until week 12" the entry ends in week 12.
        if (
          !first.isNumber &&
          words.next?.text === "until" &&
          words.peek(2)?.isNumber &&
          words.peek(1)?.text === first.text
        )
          taken.push(words.shift()!, words.shift()!, words.shift()!);
      }
      const text = taken.map((word) => word.text).join(" ");
      const place = span(first.place, taken.at(-1)!.place);
      list.push(...readDays(text, () => place, this.diagnostics));
    } while (this.isDaysAhead() && words.take("and"));
    return list;
  }

  /** "and bupropion 150 mg" is another drug, not another day. */
  private isDaysAhead(): boolean {
    const after = this.words.peek(1);
    return (
      after === undefined ||
      (after.isNumber ? this.words.peek(2)?.text === "%" : /^(weekends|days?|weeks?)$/.test(after.text))
    );
  }
}

/** How much is taken: mg, or a number of drops. */
export interface Amount {
  readonly value: number;
  readonly place: Place;
  readonly isDrops?: boolean;
  /** Absent: mg. */
  readonly kind?: AmountKind;
}

export const span = (from: Place, to: Place): Place => ({ ...from, end: Math.max(to.end, from.start + 1) });
