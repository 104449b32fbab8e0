import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import { lengthText, type RegimenEntry } from "../../pharmacology/index.ts";
import * as say from "./messages.ts";

/** An entry while it is read. */
export type Draft = { -readonly [K in keyof RegimenEntry]: RegimenEntry[K] };

interface DosePart {
  readonly amount: number;
  /** days after the start of the interval */
  readonly at: number;
}

/**
 * How often and when in a day a dose is taken, as a sentence says it word by word. What is written is the amount of one
 * taking; an entry holds what is taken in an interval, and how that is split.
 */
export class Rhythm {
  /** days between doses; undefined until it is said */
  every: number | undefined;
  /** Times of day, each with its amount. */
  parts: DosePart[] = [];
  /** Amounts that take turns, one each interval. */
  turns: readonly number[] = [];
  /** The least time between two doses, in days. */
  gap: { readonly days: number; readonly place: Place } | undefined;
  readonly amount: number;
  private readonly place: Place;
  private readonly fail: (diagnostic: Diagnostic) => never;

  constructor(amount: number, place: Place, fail: (diagnostic: Diagnostic) => never) {
    this.amount = amount;
    this.place = place;
    this.fail = fail;
  }

  get isSaid(): boolean {
    return this.every !== undefined || this.parts.length > 0;
  }

  /** So many tablets at each time, where one was thought of before. */
  times(count: number): Rhythm {
    const more = new Rhythm(this.amount * count, this.place, this.fail);
    more.every = this.every;
    more.gap = this.gap;
    more.turns = this.turns.map((amount) => amount * count);
    more.parts = this.parts.map(({ at, amount }) => ({ at, amount: amount * count }));
    return more;
  }

  /** Goes on as the step before, with another amount. */
  like(before: Rhythm): void {
    this.every = before.every;
    this.parts = before.parts.map(({ at, amount }) => ({
      at,
      amount: (amount / before.amount) * this.amount,
    }));
  }

  /** What is taken in an interval for each milligram of a single taking. */
  get whole(): number {
    return this.parts.length > 0 ? this.parts.reduce((sum, part) => sum + part.amount, 0) / this.amount : 1;
  }

  /** Writes it into an entry. */
  settle(draft: Draft): void {
    if (this.turns.length > 0) this.takeTurns(draft);
    else if (this.parts.length > 0) this.inDay(draft);
    else draft.every = this.every!;
    const times = draft.split?.at ?? [0];
    const gaps = times.map((time, i) => (times[i + 1] ?? times[0]! + draft.every) - time);
    const least = Math.min(...gaps);
    if (this.gap && least < this.gap.days - 1e-9)
      this.fail(say.gapTooLong(lengthText(this.gap.days), lengthText(least), this.gap.place));
  }

  private takeTurns(draft: Draft): void {
    if (this.parts.length > 0) this.fail(say.daytimesAgainstRhythm(this.parts.length, this.place));
    const step = this.every ?? 1;
    draft.every = step * this.turns.length;
    this.split(
      draft,
      this.turns.map((amount, i) => ({ amount, at: i * step })),
    );
  }

  private inDay(draft: Draft): void {
    const count = this.parts.length;
    const every = this.every ?? 1;
    const doses = Math.round(1 / every);
    if (every < 1 && doses !== count) this.fail(say.daytimesAgainstRhythm(count, this.place));
    draft.every = Math.max(1, every);
    if (draft.titrate) {
      const { to, by } = draft.titrate;
      draft.titrate = { ...draft.titrate, to: to * this.whole, by: by * this.whole };
    }
    this.split(
      draft,
      [...this.parts].sort((a, b) => a.at - b.at),
    );
  }

  private split(draft: Draft, parts: readonly DosePart[]): void {
    draft.dose = parts.reduce((sum, part) => sum + part.amount, 0);
    const at = parts.map((part) => part.at);
    if (at.length === 1 && at[0] === 0) return;
    const isEven = parts.every((part) => part.amount === parts[0]!.amount);
    const shares = isEven ? undefined : parts.map((part) => part.amount / draft.dose);
    draft.split = { at, shares, place: this.place };
  }
}
