import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import type { Product, RegimenEntry, Titration } from "../../pharmacology/index.ts";
import * as say from "./messages.ts";
import { type Draft, Rhythm } from "./rhythm.ts";
import { readRounding } from "./rounding.ts";
import { type Amount, clauseWords, formWords, span, Values } from "./short-values.ts";
import type { Word, WordReader } from "./short-words.ts";

/** Where drugs named by a path come from. */
export interface DrugNames {
  drug(name: string, place: Place): string;
}

/** A drug as a sentence names it. */
export interface NamedDrug {
  readonly name: string;
  readonly place: Place;
  readonly product?: Product | undefined;
  /** How the step before came into the body. */
  readonly way?: Pick<RegimenEntry, "route" | "infusion"> | undefined;
}

export const stepWords = ["taper", "titrate", "switch", "stop", "nothing", "increase", "reduce"];
export const exampleText =
  'For example "escitalopram 10 mg daily for 2 weeks then 20 mg until week 12 then taper over 4 weeks".';

/** Reads one dose with all that is said of it: how often, when, how long, in which form, and what goes wrong. */
export class DoseReader {
  protected readonly words: WordReader;
  protected readonly values: Values;
  protected readonly diagnostics: Diagnostic[];
  protected readonly own: DrugNames;
  protected readonly entries: Draft[] = [];
  /** When the next step starts; undefined while the step before has no end. */
  protected cursor: number | undefined = 0;
  /** Of the step that is read, in days, where its end is not written as a date. */
  private length: number | undefined;
  private isStartSaid = false;
  /** The "then" after a step without an end: the next step has to say when it starts. */
  protected open: Place | undefined;
  protected rhythm: Rhythm | undefined;
  /** The entry that says so. */
  private isSwallowed: Draft | undefined;

  constructor(words: WordReader, diagnostics: Diagnostic[], own: DrugNames) {
    this.words = words;
    this.values = new Values(words, diagnostics);
    this.diagnostics = diagnostics;
    this.own = own;
  }

  protected get last(): Draft {
    return this.entries.at(-1)!;
  }

  protected fail(diagnostic: Diagnostic): never {
    this.values.fail(diagnostic);
  }

  /** The drug of the step before. */
  protected same(place: Place): NamedDrug {
    const { drug, product, route, infusion } = this.last;
    return { name: drug, place, product, way: { route, infusion } };
  }

  /** A name and what belongs to it: "Paxil CR". */
  protected drugName(
    belongs = (text: string) => !clauseWords.includes(text) && !stepWords.includes(text),
  ): NamedDrug {
    const first = this.words.shift()!;
    const taken = [first];
    // "Prozac Weekly 90 mg" is a brand, "fluoxetine 90 mg weekly" a rhythm.
    const isBrand = () => this.words.next?.text === "weekly" && this.words.peek(1)?.isNumber === true;
    while (isBrand() || (this.words.next?.isName && belongs(this.words.next.text)))
      taken.push(this.words.shift()!);
    if (taken.length === 1) return { name: this.own.drug(first.written, first.place), place: first.place };
    const name = taken.map((word) => word.written).join(" ");
    const place = span(first.place, taken.at(-1)!.place);
    return { name, place, product: { name, words: [], place } };
  }

  /** `10 mg daily for 2 weeks`, and whatever else is said of it. */
  protected dose({ name, place, product, way }: NamedDrug, first?: Amount): void {
    const { words, values } = this;
    const isIntoVein = words.take("iv");
    values.kinds.clear();
    if (first) values.kinds.add(first.kind ?? "mg");
    const turns = first ? undefined : words.take("alternate", "alternating");
    const amount = first ?? values.dose("dose");
    const rhythm = new Rhythm(amount.value, amount.place, (fault) => this.fail(fault));
    if (turns) {
      words.expect("and", "with");
      rhythm.turns = [amount.value, values.dose("dose").value];
    }
    const before = this.rhythm;
    this.rhythm = rhythm;
    const from = this.cursor ?? Number.NaN;
    const draft: Draft = { drug: name, dose: amount.value, every: Number.NaN, from, place };
    if (product) draft.product = product;
    if (amount.isDrops) this.says(draft, { isDrops: true });
    if (isIntoVein) draft.route = "iv";
    if (amount.kind === "mg/kg") draft.isPerKg = true;
    if (amount.kind === "umol") draft.isMolar = true;
    this.entries.push(draft);
    this.cursor = undefined;
    this.length = undefined;
    this.isStartSaid = false;
    this.clauses(draft);
    this.checkKinds(amount.place);
    if (way?.route && this.isSwallowed !== draft) {
      draft.route ??= way.route;
      draft.infusion ??= way.infusion;
    }
    if (Number.isNaN(draft.from)) this.fail(say.openEnd(this.open ?? place));
    const said = this.rhythm;
    if (!said.isSaid && !turns) {
      if (before?.isSaid) said.like(before);
      else if (draft.until === undefined && !draft.infusion) this.without(amount.place);
      else {
        const assumed = draft.until === undefined ? say.singleAssumed : say.dailyAssumed;
        this.diagnostics.push(assumed(amount.place));
        this.once(draft);
      }
    }
    said.settle(draft);
  }

  private says(draft: Draft, more: Partial<Product>): void {
    const { drug: name, place } = draft;
    draft.product = { ...(draft.product ?? { name, words: [], place }), ...more };
  }

  /** Amounts of one entry are all by weight, or none is. */
  protected checkKinds(place: Place): void {
    if (this.values.kinds.size > 1) this.fail(say.someByWeight(place));
  }

  /** One dose alone, unless an end is said. */
  private once(draft: Draft): void {
    this.rhythm!.every ??= 1;
    if (draft.until === undefined) this.endAfter(draft, 1);
  }

  /** The step ends so many days after it begins, even where that is only said later. */
  private endAfter(draft: Draft, length: number): void {
    this.length = length;
    draft.until = this.cursor = draft.from + length;
  }

  /** @param word what says so, which only one word may */
  protected startAt(draft: Draft, day: number, word?: Word): void {
    if (word && this.isStartSaid) this.fail(say.twice("when it starts", word.place));
    this.isStartSaid ||= word !== undefined;
    draft.from = day;
    if (this.length !== undefined) this.endAfter(draft, this.length);
  }

  /** Nothing says how often: perhaps because the word that should is misspelt. */
  private without(place: Place): never {
    const stray = this.words.next;
    if (stray && !clauseWords.includes(stray.text))
      this.fail(say.unexpectedWord(stray.written, stray.place, clauseWords, exampleText));
    this.fail(say.howOften(place));
  }

  protected clauses(draft: Draft): void {
    for (;;) {
      this.words.take(",");
      const word = this.words.next;
      if (!word) return;
      if (
        this.daytimes(word) ||
        this.frequency(word) ||
        this.bound(draft, word) ||
        this.product(draft, word) ||
        this.route(draft, word) ||
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

  /** `in the morning and 10 mg at night`, or `1 morning 2 evening`. */
  private daytimes(word: Word): boolean {
    const rhythm = this.rhythm!;
    let list = this.values.daytimes();
    if (list.length === 0) return false;
    if (rhythm.parts.length > 0) this.fail(say.twice("when in the day", word.place));
    let { amount } = rhythm;
    for (;;) {
      rhythm.parts.push(...list.map(({ at, count }) => ({ at, amount: amount * count })));
      if (
        !(this.words.next?.text === "and" && this.words.peek(1)?.isNumber && this.words.peek(2)?.text !== "%")
      )
        return true;
      const another = this.anotherAt();
      if (!another) return true;
      ({ amount, list } = another);
    }
  }

  /** "and 10 mg at night": more of the same drug at another time of the day. */
  private anotherAt() {
    const [amount, unit] = [this.words.peek(1)!, this.words.peek(2)];
    if (!unit?.isName || !/g$/.test(unit.text)) return undefined;
    const isNamed = this.words.peek(3)?.isName && !clauseWords.includes(this.words.peek(3)!.text);
    if (isNamed) return undefined;
    this.words.shift();
    const { value } = this.values.dose("dose");
    const list = this.values.daytimes();
    if (list.length === 0)
      this.fail(say.notWritten("The dose ends", "a time of day such as at night", amount.place));
    return { amount: value, list };
  }

  private frequency(word: Word): boolean {
    const rhythm = this.rhythm!;
    const every = this.values.frequency();
    if (every === undefined) return false;
    if (rhythm.every !== undefined) this.fail(say.twice("how often", word.place));
    rhythm.every = every;
    return true;
  }

  /** Which form, how many tablets, with food, and how far apart. */
  private product(draft: Draft, word: Word): boolean {
    const { words } = this;
    if (formWords.has(word.text)) {
      words.shift();
      this.says(draft, { words: [...(draft.product?.words ?? []), word.text] });
    } else if (word.isNumber && words.peek(1)?.text === "tablets" && words.shift() && words.shift()) {
      draft.dose *= Number(word.text);
      this.rhythm = this.rhythm!.times(Number(word.text));
    } else if (words.take("fed", "fasting")) {
      if (draft.food) this.fail(say.twice("how it goes with food", word.place));
      draft.food = { isFed: word.text === "fed", place: word.place };
    } else if (words.take("gap")) this.rhythm!.gap = { days: this.values.length("gap"), place: word.place };
    else return false;
    return true;
  }

  /** `iv`, and then `over 2 hours` or `at 50 mg/hour`. */
  private route(draft: Draft, word: Word): boolean {
    const { words } = this;
    if (words.take("swallowed")) {
      this.isSwallowed = draft;
      return true;
    }
    if (words.take("iv")) {
      if (draft.route && draft.infusion) this.fail(say.twice("how it comes into the body", word.place));
      draft.route = "iv";
      return true;
    }
    const isRate = word.text === "at" && words.peek(1)?.isNumber === true;
    if (!isRate && (word.text !== "over" || draft.replaces)) return false;
    // "switch to sertraline 50 mg over 2 weeks" says how a switch is made.
    if (draft.route !== "iv") {
      if (this.entries.length > 1) return false;
      this.fail(say.onlyIntoAVein(word.written, word.place));
    }
    if (draft.infusion) this.fail(say.twice("how it flows", word.place));
    words.shift();
    if (isRate) {
      const { value, place } = this.values.massFlow();
      draft.infusion = { rate: value, place };
    } else {
      const start = words.next?.place ?? words.end;
      const over = this.values.length("length of the infusion");
      draft.infusion = { over, place: span(start, words.previous?.place ?? start) };
    }
    return true;
  }

  private bound(draft: Draft, word: Word): boolean {
    const { words } = this;
    const isOnADay = word.text === "on" && /^(day|week|hour)$/.test(words.peek(1)?.text ?? "");
    if (isOnADay || word.text === "single") {
      const isOneDay = this.length === 1;
      if (!isOneDay && draft.until !== undefined) this.fail(say.twice("when it ends", word.place));
      if (!isOneDay && !isOnADay && this.rhythm!.every) this.fail(say.twice("how often", word.place));
      words.shift();
      if (isOnADay) this.startAt(draft, this.values.time(), word);
      else if (words.take("tomorrow")) draft.from += 1;
      this.once(draft);
      return true;
    }
    const isStart = word.text === "from" || (Number.isNaN(draft.from) && ["after", "at"].includes(word.text));
    if (isStart) {
      words.shift();
      const previous = this.entries.at(-2);
      const isLater = word.text === "after";
      const day = isLater
        ? this.values.length("length of a step") + (previous?.from ?? 0)
        : this.values.time();
      this.startAt(draft, day, word);
      if (this.open && previous && previous.until === undefined) previous.until = draft.from;
      if (previous?.until !== undefined && draft.from < previous.until)
        this.fail(say.tooLate("This step starts before the one before it ends.", word.place));
      return true;
    }
    if (word.text !== "for" && word.text !== "until") return false;
    if (draft.until !== undefined) this.fail(say.twice("when it ends", word.place));
    words.shift();
    draft.untilPlace = words.next?.place;
    if (word.text === "for") this.endAfter(draft, this.values.length("length of a step"));
    else draft.until = this.cursor = this.values.time();
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

  protected rounding(draft: Draft): boolean {
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

  protected taper(start: Place): void {
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

  /** `to 20 mg by 5 mg every week` */
  protected climb(place: Place): Titration {
    const { words } = this;
    const amount = (what: string) => this.values.dose(what).value;
    words.expect("to");
    const to = amount("dose");
    words.expect("by");
    const by = amount("step of the dose");
    return { to, by, every: this.stepLength(), place };
  }

  /** `every week`, of a step of the dose. */
  protected stepLength(): number {
    const every = this.values.frequency();
    if (every === undefined)
      this.fail(
        say.notWritten("The step ends", '"every week" or such', this.words.next?.place ?? this.words.end),
      );
    return every;
  }
}
