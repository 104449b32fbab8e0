import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { readScenario, readShortNotation } from "../../src/language/index.ts";
import { checkCarets } from "../support/carets.ts";
import { compiled, taken } from "../support/regimens.ts";

const find = (text: string) => {
  const diagnostics: Diagnostic[] = [];
  const entries = readShortNotation(text, (start, end) => ({ file: "words", start, end }), diagnostics);
  if (diagnostics.length > 0) expect(entries).toEqual([]);
  return diagnostics;
};
const check = (fixture: string) => checkCarets(fixture, find);

/** Doses without their reasons, which say how they were written. */
const doses = (treatment: string) =>
  compiled(treatment, { weeks: 20 }).doses.map(({ time, drug, amount, late }) => ({
    time,
    drug,
    amount,
    late,
  }));

describe("readShortNotation", () => {
  it("`readShortNotation` takes what is said of a step in any order", () => {
    const clauses = ["twice daily", "for 3 days", "from day 2", "with food", "missing day 3", "in tablets"];
    const wanted = doses(`"calmol 10 mg ${clauses.join(" ")}"`);
    expect(wanted.map(({ time }) => time)).toEqual([2, 2.5, 4, 4.5]);
    fc.assert(
      fc.property(fc.shuffledSubarray(clauses, { minLength: clauses.length }), (shuffled) => {
        expect(doses(`"calmol 10 mg ${shuffled.join(" ")}"`)).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });

  it("`readShortNotation` reads the steps of a treatment, one after the other", () => {
    const plan = compiled(
      '"calmol 10 mg daily for 2 weeks then 20 mg until week 12 then taper over 4 weeks"',
      { weeks: 16 },
    );
    expect(plan.codes).toEqual([]);
    const amounts = new Map(taken(plan));
    expect([0, 13, 14, 83].map((day) => amounts.get(day))).toEqual([10, 10, 20, 20]);
    expect(amounts.get(84)).toBeLessThan(20);
    expect(amounts.get(111)).toBeGreaterThan(0);
    expect(plan.doses.length).toBe(112);
  });

  it.each([
    ["calmol 10 mg twice daily", "[{drug: calmol, dose: 10 mg, every: 12 hours}]"],
    ["calmol 5 mg three times a day", "[{drug: calmol, dose: 5 mg, every: 8 hours}]"],
    ["calmol 5 mg/day", "[{drug: calmol, dose: 5 mg, every: 1 day}]"],
    ["calmol 5 mg once daily from week 2", "[{drug: calmol, dose: 5 mg, every: 1 day, from: week 2}]"],
    [
      "calmol 10 mg every other day until day 9",
      "[{drug: calmol, dose: 10 mg, every: 2 days, until: day 9}]",
    ],
    [
      "calmol 5 mg daily, titrating to 15 mg by 5 mg every week, until week 8, tapering over 4 weeks",
      "[{drug: calmol, dose: 5 mg, every: 1 day, titrate: {to: 15 mg, by: 5 mg, every: 1 week}, until: week 8, taper: 4 weeks}]",
    ],
    ["calmol 5 mg BID Until Week 3", "[{drug: calmol, dose: 5 mg, every: 12 hours, until: week 3}]"],
    ["calmol 10 mg weekly", "[{drug: calmol, dose: 10 mg, every: 1 week}]"],
    ["calmol 0.01 g every 36 hours", "[{drug: calmol, dose: 10 mg, every: 1.5 days}]"],
    [
      "calmol 10 mg daily missing weekends and day 3 and 10 %, late by 6 hours on week 2",
      "[{drug: calmol, dose: 10 mg, every: 1 day, miss: [weekends, day 3, 10 %], late: {by: 6 hours, on: week 2}}]",
    ],
    [
      "calmol 10 mg daily pausing day 20 until day 25 until week 8",
      "[{drug: calmol, dose: 10 mg, every: 1 day, pause: day 20 until day 25, until: week 8}]",
    ],
    [
      "calmol 20 mg daily until week 8 in half tablets then taper hyperbolically over 6 weeks in 3 steps",
      "[{drug: calmol, dose: 20 mg, every: 1 day, until: week 8, round_to: half tablets, taper: {over: 6 weeks, shape: hyperbolic, steps: 3}}]",
    ],
    [
      "calmol 20 mg daily until week 8 then taper over 4 weeks in steps of 2 mg",
      "[{drug: calmol, dose: 20 mg, every: 1 day, until: week 8, round_to: 2 mg, taper: 4 weeks}]",
    ],
    [
      "calmol 5 mg daily for 1 week then titrate to 20 mg by 5 mg every week",
      "[{drug: calmol, dose: 5 mg, every: 1 day, titrate: {to: 20 mg, by: 5 mg, every: 1 week}}]",
    ],
    [
      "calmol 10 mg daily until week 4 then switch to serenol 5 mg over 2 weeks",
      "[{drug: calmol, dose: 10 mg, every: 1 day}, {drug: serenol, dose: 5 mg, every: 1 day, from: week 4, replaces: calmol, cross_taper: 2 weeks}]",
    ],
    [
      "calmol 10 mg daily until week 4 then switch to serenol 5 mg for 3 weeks after 1 week washout",
      "[{drug: calmol, dose: 10 mg, every: 1 day}, {drug: serenol, dose: 5 mg, every: 1 day, from: week 4, until: week 8, replaces: calmol, washout: 1 week}]",
    ],
    [
      "calmol 10 mg daily plus vigol 5 mg twice daily from week 4",
      "[{drug: calmol, dose: 10 mg, every: 1 day}, {drug: vigol, dose: 5 mg, every: 12 hours, from: week 4}]",
    ],
  ])("`readShortNotation` gives the doses of the entries that it stands for: %s", (words, entries) => {
    expect(doses(`"${words}"`).length).toBeGreaterThan(4);
    expect(doses(`"${words}"`)).toEqual(doses(entries));
  });

  it("`readShortNotation` waits where nothing is given", () => {
    const days = taken(
      compiled('"calmol 5 mg daily for 2 days then nothing for 3 days then 10 mg until day 7"'),
    );
    expect(days).toEqual([
      [0, 5],
      [1, 5],
      [5, 10],
      [6, 10],
    ]);
  });

  it("`readShortNotation` points at the word that does not fit", () => {
    check(`
      calmol 10 daily
             ^^ bad-unit`);
    check(`
      calmol -5 mg daily
             ^^^^^ not-positive`);
    check(`
      calmol 5 mg
             ^^^^ how-often`);
    check(`
      10 mg daily
      ^^ bad-treatment`);
    check(`
      calmol 10 mg daily then 20 mg
                         ^^^^ open-end`);
    check(`
      calmol 0.1 mg/kg/hour iv
                       ^^^^ bad-treatment`);
    check(`
      calmol 5 mg per h for 4 hours
                      ^ bad-treatment`);
    check(`
      calmol 10 mg daily for 2 weeks for 3 weeks
                                     ^^^ said-twice`);
    check(`
      calmol 10 mg daily until noon
                               ^^^^ bad-time`);
    check(`
      calmol 10 mg constructor
                   ^^^^^^^^^^^ bad-treatment`);
    check(`
      calmol 5 mg daily titrate to 20 mg
                                       ^ bad-treatment`);
    check(`
      calmol 10 mg daily missing mondays
                                 ^^^^^^^ bad-days`);
    check(`
      calmol 10 mg daily for 2 weeks then taper
                                              ^ bad-treatment`);
    check(`
      calmol
           ^ bad-treatment`);
  });

  it.each([
    ["calmol 10 mg dayly", '"daily"'],
    ["calmol 10 mg daily untill week 3", '"until"'],
    ["calmol 10 mg daily for 2 weeks then tapper over 2 weeks", '"taper"'],
    ["calmol 10 mg daily for 2 weekz", '"week"'],
  ])("`readShortNotation` offers the nearest word: %s", (words, near) => {
    const [fault, ...more] = find(words);
    expect(more).toEqual([]);
    expect(fault?.help).toContain(near);
  });

  it("`readShortNotation` takes any words whatever: entries, or faults inside the text", () => {
    const word = fc.constantFrom(
      ...[
        "calmol",
        "then",
        "plus",
        "until",
        "for",
        "week",
        "weeks",
        "day",
        "10",
        "2",
        "-1",
        "mg",
        "%",
        "daily",
        "twice",
      ],
      ...[
        "every",
        "other",
        "taper",
        "over",
        "in",
        "steps",
        "of",
        "switch",
        "to",
        "after",
        "missing",
        "weekends",
        "and",
      ],
      ...[
        "late",
        "by",
        "on",
        "titrate",
        "titrating",
        "stop",
        "nothing",
        ",",
        "hyperbolically",
        "tablets",
        "end",
        "(",
        "5.yaml",
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 18 }), (words) => {
        const text = ["calmol 10 mg daily", ...words].join(" ");
        for (const { place } of find(text)) {
          expect(place!.start).toBeGreaterThanOrEqual(0);
          expect(place!.end).toBeGreaterThan(place!.start);
          expect(place!.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it("`readShortNotation` shows the place in the file when it stands in one, folded or quoted", () => {
    const fixture = `
      scenario: S
      question: Q
      duration: 4 weeks
      arms:
        - label: a
          treatment: "calmol 10 mgg daily"
                             ^^^^^^ bad-unit
        - label: b
          treatment:
            - calmol 10 mg hourly
                           ^^^^^^ bad-treatment`;
    checkCarets(fixture, (yaml) => readScenario("s.yaml", yaml).diagnostics);
  });
});
