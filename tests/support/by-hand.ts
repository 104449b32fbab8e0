import { expect, it } from "vitest";
import { byEveryVerb, type Question } from "./every-verb.ts";

// Questions whose answers are worked out by hand, put to every verb.

/** A question, and what each of its measures is. */
export interface Case extends Question {
  readonly title: string;
  readonly right: Readonly<Record<string, number | undefined>>;
  /** How exact a measure is where not 1e-6: times of flat tops are known half as well as their heights. */
  readonly within?: Readonly<Record<string, number>>;
}

/** Where a function that has one top between two times has it. */
export function topOf(f: (t: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 200; i++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (f(a) < f(b)) low = a;
    else high = b;
  }
  return low;
}

/** Where a function passes 0 between two times. */
export function zeroOf(f: (t: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (f(low) > 0 === f(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

/** Puts each question to every verb, a test each. */
export function askEveryVerb(cases: readonly Case[]): void {
  it.each(cases)("$title", async ({ right, within = {}, title: _, ...question }) => {
    const all = await byEveryVerb(question);
    expect(Object.keys(all).length).toBeGreaterThanOrEqual(22);
    for (const [verb, told] of Object.entries(all))
      for (const [name, value] of Object.entries(told)) {
        const wanted = right[name];
        const said = `${question.measure[name]} by ${verb}: ${value} for ${wanted}`;
        if (wanted === undefined || value === undefined) expect(value, said).toBe(wanted);
        else
          expect(Math.abs(value - wanted), said).toBeLessThanOrEqual(
            wanted === 0 ? 1e-9 : (within[name] ?? 1e-6) * Math.abs(wanted),
          );
      }
  });
}
