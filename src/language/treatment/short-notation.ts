import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import type { RegimenEntry, Titration } from "../../pharmacology/index.ts";
import { quoted, withoutMissing } from "../../text/index.ts";
import * as say from "./messages.ts";
import type { Draft } from "./rhythm.ts";
import { Rhythm } from "./rhythm.ts";
import { DoseReader, type DrugNames, exampleText, stepWords } from "./short-dose.ts";
import { clauseWords, formWords } from "./short-values.ts";
import { Unreadable, type Word, WordReader } from "./short-words.ts";

const raising = ["increase", "increasing", "raise", "up", "go"];
const lowering = ["reduce", "reducing", "decrease", "decreasing", "lower", "down"];
const andWords = ["plus", "+", ";", "and", "&"];

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
  const before = diagnostics.length;
  const entries: RegimenEntry[] = [];
  try {
    const words = new WordReader(text, placeOf, diagnostics);
    do entries.push(...new Sentence(words, diagnostics, own).read());
    while (words.take(...andWords));
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    diagnostics.push(thrown.diagnostic);
  }
  return diagnostics.slice(before).some((d) => d.severity === "error") ? [] : entries;
}

/** What people write for an arm that takes nothing. */
const noDrug: readonly string[] = ["placebo", "none", "no", "nothing"];

/** The steps of one drug, or of drugs that follow each other. */
class Sentence extends DoseReader {
  read(): RegimenEntry[] {
    if (!this.words.next)
      this.fail(say.notWritten("The treatment ends", "a drug", this.words.end, exampleText));
    this.firstStep();
    for (;;) {
      this.words.take(",");
      const link = this.words.take("then");
      if (!link) break;
      this.open = this.cursor === undefined ? link.place : undefined;
      this.step();
    }
    const rest = this.words.next;
    if (rest && !andWords.includes(rest.text))
      this.fail(say.unexpectedWord(rest.written, rest.place, clauseWords, exampleText));
    return this.entries;
  }

  private firstStep(): void {
    const { words } = this;
    const word = words.next!;
    if (word.isNumber) {
      const amount = this.values.dose("dose");
      words.take("of");
      const next = words.next;
      if (!next?.isName || clauseWords.includes(next.text))
        this.fail(
          say.notWritten(`"${word.text}" stands first`, "the name of a drug", word.place, exampleText),
        );
      this.dose(
        this.drugName((text) => formWords.has(text)),
        amount,
      );
      return;
    }
    if (noDrug.includes(word.text)) this.fail(say.noDrug(word.written, word.place));
    if (!word.isName || stepWords.includes(word.text) || clauseWords.includes(word.text))
      this.fail(say.notWritten(`"${word.text}" stands first`, "the name of a drug", word.place, exampleText));
    this.dose(this.drugName());
  }

  private step(): void {
    const { words } = this;
    const word = words.next;
    if (!word) this.fail(say.notWritten("The treatment ends", "a step after then", words.end, exampleText));
    const isDrug = word.isName && !stepWords.includes(word.text) && this.isDrugAhead();
    if (words.take(...raising)) this.raise(word.place);
    else if (words.take(...lowering)) this.lower(word.place);
    else if (word.isNumber) this.dose(this.same(word.place));
    else if (isDrug) this.dose(this.drugName());
    else if (this.open) this.fail(say.openEnd(this.open));
    else if (words.take("taper", "tapering")) this.taper(word.place);
    else if (words.take("titrate")) this.titrate(word.place);
    else if (words.take("switch")) this.change(word);
    else if (words.take("stop", "nothing", "pause")) this.nothing();
    else {
      const known = stepWords.map(quoted).join(", ");
      const help = `After "then" comes a dose, another drug with its dose, or one of ${known}.`;
      this.fail(say.unexpectedWord(word.written, word.place, stepWords, help));
    }
  }

  /** `increase to 20 mg`, or `increase by 5 mg every week to 20 mg`. */
  private raise(start: Place): void {
    const { words } = this;
    words.take("up");
    if (words.take("by")) {
      if (this.open) this.fail(say.openEnd(this.open));
      const by = this.values.dose("step of the dose").value;
      const every = this.stepLength();
      if (!words.take("to")) this.fail(say.openTop(start));
      const to = this.values.dose("dose").value;
      this.climbOn({ to, by, every, place: start });
    } else {
      words.expect("to");
      this.dose(this.same(start));
    }
  }

  /** `reduce to 10 mg`, or `reduce by 10 mg every week`, down to nothing. */
  private lower(start: Place): void {
    const { words } = this;
    words.take("down");
    if (words.take("by")) this.stepDown(start);
    else {
      words.expect("to");
      this.dose(this.same(start));
    }
  }

  private stepDown(start: Place): void {
    if (this.open) this.fail(say.openEnd(this.open));
    const by = this.values.dose("step of the dose").value;
    const every = this.stepLength();
    const dose = (this.last.titrate?.to ?? this.last.dose) / (this.rhythm?.whole ?? 1);
    const steps = Math.round(dose / by) - 1;
    if (Math.abs((steps + 1) * by - dose) > 1e-9 * dose) this.fail(say.reduceUnevenly(dose, by, start));
    if (steps > 0) this.last.taper = { over: steps * every, shape: "linear", steps, place: start };
    this.cursor = this.last.until! + steps * every;
  }

  /** A number comes before anything that is said of a dose. */
  private isDrugAhead(): boolean {
    for (let i = 1; ; i++) {
      const word = this.words.peek(i);
      if (!word?.isName || clauseWords.includes(word.text)) return word?.isNumber === true;
    }
  }

  /** `then titrate to 20 mg by 5 mg every week until week 12`: the dose before it has been the start. */
  private titrate(start: Place): void {
    this.climbOn(this.climb(start));
  }

  private climbOn({ to, by, every: wait, place: at }: Titration): void {
    const { drug, dose, every, place, split, product, route, infusion, isPerKg, isMolar } = this.last;
    const { rounding, miss, pause, late } = this.last;
    this.checkKinds(at);
    const from = this.cursor!;
    const whole = this.rhythm?.whole ?? 1;
    const climb: Titration = { to: to * whole, by: by * whole, every: wait, place: at };
    const how = { split, product, rounding, miss, pause, late };
    const into = withoutMissing({
      isPerKg: isPerKg || undefined,
      isMolar: isMolar || undefined,
      route,
      infusion,
    });
    const draft: Draft = { drug, every, place, ...how, ...into, from, dose };
    draft.dose = Math.min(dose + climb.by, climb.to);
    if (draft.dose < climb.to) draft.titrate = climb;
    this.entries.push(draft);
    this.cursor = undefined;
    const before = this.rhythm;
    this.rhythm = new Rhythm(draft.dose, place, (fault) => this.fail(fault));
    this.clauses(draft);
    if (this.rhythm.isSaid) this.rhythm.settle(draft);
    else this.rhythm = before;
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

  /** The drug before has ended, so this one only starts later. */
  private washout(draft: Draft): void {
    const gap = this.values.length("washout");
    this.words.take("washout");
    this.startAt(draft, draft.from + gap);
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
