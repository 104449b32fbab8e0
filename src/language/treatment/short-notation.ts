import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import type { RegimenEntry, Titration } from "../../pharmacology/index.ts";
import { quoted } from "../../text/index.ts";
import * as say from "./messages.ts";
import { readRounding } from "./rounding.ts";
import { clauseWords, span, Values } from "./short-values.ts";
import { Unreadable, type Word, Words } from "./short-words.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Writable<RegimenEntry>;

/** Where drugs named by a path come from. */
interface DrugNames {
  drug(name: string, place: Place): string;
}

const stepWords = ["taper", "titrate", "switch", "stop", "nothing"];
const exampleText =
  'For example "escitalopram 10 mg daily for 2 weeks then 20 mg until week 12 then taper over 4 weeks".';

/**
 * Reads a treatment in words, for example `escitalopram 10 mg daily for 2 weeks then 20 mg until week 12 then taper
 * over 4 weeks`. Steps follow each other with `then`; `plus` adds another drug. `placeOf` says where characters stand.
 */
export function readShortNotation(
  text: string,
  placeOf: (start: number, end: number) => Place,
  diagnostics: Diagnostic[],
  own: DrugNames = { drug: (name) => name },
): RegimenEntry[] {
  const words = new Words(text, placeOf);
  const before = diagnostics.length;
  const entries: RegimenEntry[] = [];
  try {
    do entries.push(...new Sentence(words, diagnostics, own).read());
    while (words.take("plus", "+", ";"));
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    diagnostics.push(thrown.diagnostic);
  }
  return diagnostics.slice(before).some((d) => d.severity === "error") ? [] : entries;
}

/** The steps of one drug, or of drugs that follow each other. */
class Sentence {
  private readonly words: Words;
  private readonly values: Values;
  private readonly diagnostics: Diagnostic[];
  private readonly own: DrugNames;
  private readonly entries: Draft[] = [];
  /** When the next step starts; undefined while the step before has no end. */
  private cursor: number | undefined = 0;
  /** The last end was written as a length of time and not as a date. */
  private endsByLength = false;

  constructor(words: Words, diagnostics: Diagnostic[], own: DrugNames) {
    this.words = words;
    this.values = new Values(words, diagnostics);
    this.diagnostics = diagnostics;
    this.own = own;
  }

  read(): RegimenEntry[] {
    if (!this.words.next)
      this.fail(say.notWritten("The treatment ends", "a drug", this.words.end, exampleText));
    this.firstStep();
    for (;;) {
      this.words.take(",");
      const link = this.words.take("then");
      if (!link) break;
      if (this.cursor === undefined) this.fail(say.openEnd(link.place));
      this.step();
    }
    const rest = this.words.next;
    if (rest && !["plus", "+", ";"].includes(rest.text))
      this.fail(say.unexpectedWord(rest.written, rest.place, clauseWords, exampleText));
    return this.entries;
  }

  private get last(): Draft {
    return this.entries.at(-1)!;
  }

  private fail(diagnostic: Diagnostic): never {
    this.values.fail(diagnostic);
  }

  private firstStep(): void {
    const word = this.words.next!;
    if (!word.isName || stepWords.includes(word.text) || clauseWords.includes(word.text))
      this.fail(say.notWritten(`"${word.text}" stands first`, "the name of a drug", word.place, exampleText));
    this.dose(this.drugName());
  }

  private step(): void {
    const { words } = this;
    const word = words.next;
    if (!word) this.fail(say.notWritten("The treatment ends", "a step after then", words.end, exampleText));
    if (words.take("taper", "tapering")) this.taper(word.place);
    else if (words.take("titrate")) this.titrate(word.place);
    else if (words.take("switch")) this.change(word);
    else if (words.take("stop", "nothing", "pause")) this.nothing();
    else if (word.isNumber) this.dose({ name: this.last.drug, place: word.place });
    else if (word.isName && words.peek(1)?.isNumber) this.dose(this.drugName());
    else {
      const known = stepWords.map(quoted).join(", ");
      const help = `After "then" comes a dose, another drug with its dose, or one of ${known}.`;
      this.fail(say.unexpectedWord(word.written, word.place, stepWords, help));
    }
  }

  private drugName(): { name: string; place: Place } {
    const word = this.words.shift()!;
    return { name: this.own.drug(word.written, word.place), place: word.place };
  }

  /** `10 mg daily for 2 weeks`, and whatever else is said of it. */
  private dose({ name, place }: { name: string; place: Place }): void {
    const amount = this.values.dose("dose");
    const before = this.entries.length > 0 ? this.last.every : undefined;
    const draft: Draft = { drug: name, dose: amount.value, every: Number.NaN, from: this.cursor!, place };
    this.entries.push(draft);
    this.cursor = undefined;
    this.clauses(draft);
    if (Number.isNaN(draft.every)) {
      if (before === undefined) this.without(amount.place);
      draft.every = before;
    }
  }

  /** Nothing says how often: perhaps because the word that should is misspelt. */
  private without(place: Place): never {
    const stray = this.words.next;
    if (stray && !clauseWords.includes(stray.text))
      this.fail(say.unexpectedWord(stray.written, stray.place, clauseWords, exampleText));
    this.fail(say.howOften(place));
  }

  private clauses(draft: Draft): void {
    for (;;) {
      this.words.take(",");
      const word = this.words.next;
      if (!word) return;
      if (
        this.frequency(draft, word) ||
        this.bound(draft, word) ||
        this.failing(draft) ||
        this.rounding(draft) ||
        this.changing(draft, word)
      )
        continue;
      return;
    }
  }

  /** `5 mg daily titrating to 20 mg by 5 mg every week until week 12 tapering over 4 weeks`, without a "then". */
  private changing(draft: Draft, word: Word): boolean {
    if (word.text === "tapering" && draft.until !== undefined) {
      this.words.shift();
      this.taper(word.place);
      return true;
    }
    if (!this.words.take("titrating", "titrate")) return false;
    if (draft.titrate) this.fail(say.twice("how it goes up", word.place));
    draft.titrate = this.climb(word.place);
    return true;
  }

  private frequency(draft: Draft, word: Word): boolean {
    const every = this.values.frequency();
    if (every === undefined) return false;
    if (!Number.isNaN(draft.every)) this.fail(say.twice("how often", word.place));
    draft.every = every;
    return true;
  }

  private bound(draft: Draft, word: Word): boolean {
    const { words } = this;
    if (words.take("from")) {
      draft.from = this.values.time();
      const previous = this.entries.at(-2);
      if (previous?.until !== undefined && draft.from < previous.until)
        this.fail(say.tooLate("This step starts before the one before it ends.", word.place));
      return true;
    }
    if (word.text !== "for" && word.text !== "until") return false;
    if (draft.until !== undefined) this.fail(say.twice("when it ends", word.place));
    words.shift();
    this.endsByLength = word.text === "for";
    draft.untilPlace = words.next?.place;
    draft.until = this.endsByLength
      ? draft.from + this.values.length("length of a step")
      : this.values.time();
    this.cursor = draft.until;
    return true;
  }

  private failing(draft: Draft): boolean {
    const { words } = this;
    if (words.take("missing")) draft.miss = [...(draft.miss ?? []), ...this.values.days()];
    else if (words.take("pausing")) draft.pause = [...(draft.pause ?? []), ...this.values.days()];
    else if (words.take("late")) {
      words.expect("by");
      const start = words.next?.place ?? words.end;
      const by = this.values.length("delay");
      words.expect("on");
      draft.late = { by, on: this.values.days(), place: start };
    } else return false;
    return true;
  }

  private rounding(draft: Draft): boolean {
    const { words } = this;
    if (words.next?.text !== "in") return false;
    words.shift();
    const word = words.next;
    if (words.take("tablets")) draft.rounding = { kind: "tablets", parts: 1, place: word!.place };
    else if (words.take("half")) {
      words.expect("tablets");
      draft.rounding = { kind: "tablets", parts: 2, place: word!.place };
    } else if (words.take("steps")) {
      words.expect("of");
      const { text, place } = this.values.amountText("amount");
      draft.rounding = readRounding(text, place, this.diagnostics);
    } else words.expect("tablets", "half", "steps");
    return true;
  }

  private taper(start: Place): void {
    const { words } = this;
    const draft = this.last;
    if (draft.taper || this.cursor !== draft.until) this.fail(say.twice("how it goes down", start));
    let shape: "linear" | "hyperbolic" = "linear";
    if (words.take("hyperbolically", "hyperbolic")) shape = "hyperbolic";
    else if (words.take("by")) {
      words.expect("occupancy");
      shape = "hyperbolic";
    } else words.take("linearly", "linear");
    words.expect("over");
    const over = this.values.length("length of the taper");
    let steps: number | undefined;
    if (words.next?.text === "in" && words.peek(1)?.isNumber) {
      words.shift();
      steps = Number(words.shift()!.text);
      words.expect("steps");
    }
    draft.taper = { over, shape, steps, place: span(start, words.previous?.place ?? start) };
    this.rounding(draft);
    this.cursor = draft.until! + over;
  }

  /** `then titrate to 20 mg by 5 mg every week until week 12`: the dose before it has been the start. */
  private titrate(start: Place): void {
    const { drug, dose, every, place, rounding, miss, pause, late } = this.last;
    const from = this.cursor!;
    const climb = this.climb(start);
    const draft: Draft = { drug, every, place, rounding, miss, pause, late, from, dose };
    draft.dose = Math.min(dose + climb.by, climb.to);
    if (draft.dose < climb.to) draft.titrate = climb;
    this.entries.push(draft);
    this.cursor = undefined;
    this.clauses(draft);
  }

  /** `to 20 mg by 5 mg every week` */
  private climb(place: Place): Titration {
    const { words } = this;
    const amount = (what: string) => this.values.dose(what).value;
    words.expect("to");
    const to = amount("dose");
    words.expect("by");
    const by = amount("step of the dose");
    const rate: Draft = { ...this.last, every: Number.NaN };
    const word = words.next;
    if (!word || !this.frequency(rate, word))
      this.fail(say.notWritten("The step ends", '"every week" or such', word?.place ?? words.end));
    return { to, by, every: rate.every, place };
  }

  /** `switch to sertraline 50 mg daily over 2 weeks`, or `after 1 week` without either. */
  private change(start: Word): void {
    const { words } = this;
    words.expect("to");
    const word = words.next;
    if (!word?.isName)
      this.fail(say.notWritten("The switch", "the name of a drug", word?.place ?? words.end));
    const old = this.last.drug;
    this.dose(this.drugName());
    const draft = this.last;
    const replaces = { drug: old, place: start.place };
    if (words.take("over")) draft.replaces = { ...replaces, crossTaper: this.values.length("cross-taper") };
    else if (words.take("after")) this.washout(draft);
    else draft.replaces = replaces;
    this.clauses(draft);
  }

  /** The drug before has ended, so this one only starts later; a length of time counts from there. */
  private washout(draft: Draft): void {
    const gap = this.values.length("washout");
    this.words.take("washout");
    draft.from += gap;
    if (draft.until === undefined || !this.endsByLength) return;
    draft.until += gap;
    this.cursor = draft.until;
  }

  /** `stop`, or `nothing for 1 week` between two steps. */
  private nothing(): void {
    const { words } = this;
    const from = this.cursor!;
    this.cursor = undefined;
    if (words.take("for")) this.cursor = from + this.values.length("length of a pause");
    else if (words.take("until")) this.cursor = this.values.time();
  }
}
