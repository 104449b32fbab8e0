import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import type { DaySelector } from "../../pharmacology/index.ts";
import { readDose, readDuration, readTime } from "../quantities.ts";
import { readDays } from "./days.ts";
import * as say from "./messages.ts";
import { Unreadable, type Words } from "./short-words.ts";

/** The words that start something else said of a dose, so they are no units. */
export const clauseWords = [
  "daily",
  "weekly",
  "twice",
  "three",
  "once",
  "every",
  "for",
  "until",
  "from",
  "missing",
  "pausing",
  "late",
  "titrating",
  "tapering",
  "in",
  "then",
  "plus",
];

/** Days between doses. */
const shorthands: ReadonlyMap<string, number> = new Map([
  ["daily", 1],
  ["nightly", 1],
  ["weekly", 7],
  ["qd", 1],
  ["od", 1],
  ["bid", 1 / 2],
  ["tid", 1 / 3],
  ["qid", 1 / 4],
]);
const counts: ReadonlyMap<string, number> = new Map([
  ["once", 1],
  ["twice", 2],
  ["three", 3],
  ["four", 4],
]);

/** Amounts, times and rhythms among the words of a treatment. */
export class Values {
  private readonly words: Words;
  private readonly diagnostics: Diagnostic[];

  constructor(words: Words, diagnostics: Diagnostic[]) {
    this.words = words;
    this.diagnostics = diagnostics;
  }

  fail(diagnostic: Diagnostic): never {
    throw new Unreadable(diagnostic);
  }

  /** Days between doses: `daily`, `twice a day`, `every 12 hours`. Undefined, with nothing read, when none is said. */
  frequency(): number | undefined {
    const { words } = this;
    const shorthand = shorthands.get(words.next?.text ?? "");
    const times = counts.get(words.next?.text ?? "");
    if (shorthand !== undefined || times !== undefined) words.shift();
    if (shorthand !== undefined) return shorthand;
    if (times !== undefined) return this.timesA(times);
    if (words.take("a", "per", "/")) return words.expect("day", "week").text === "week" ? 7 : 1;
    if (!words.take("every")) return undefined;
    if (words.take("day", "night", "morning", "evening")) return 1;
    if (words.take("week")) return 7;
    if (!words.take("other")) return this.length("interval between doses");
    words.expect("day");
    return 2;
  }

  private timesA(times: number): number {
    const { words } = this;
    if (times > 2) words.expect("times");
    if (words.take("weekly")) return 7 / times;
    if (words.take("daily")) return 1 / times;
    words.expect("a", "per");
    return (words.expect("day", "week").text === "week" ? 7 : 1) / times;
  }

  /** A mass in mg. */
  dose(what: string): { value: number; place: Place } {
    return this.quantity("dose", (text, at) => readDose(text, what, at, this.diagnostics));
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
    const isUnit = unit?.isName && !clauseWords.includes(unit.text);
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
    } while (words.take("and"));
    return list;
  }
}

export const span = (from: Place, to: Place): Place => ({ ...from, end: Math.max(to.end, from.start + 1) });
