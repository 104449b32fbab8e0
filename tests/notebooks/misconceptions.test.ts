import { describe, expect, it } from "vitest";
import {
  followsCause,
  type Guess,
  inPlace,
  noReturn,
  nothingHappens,
  score,
  tooLate,
  tooSoon,
  wrongSize,
  wrongWay,
} from "../../notebooks/cells/misconceptions.ts";
import { inWords, sampled } from "../../notebooks/cells/series.ts";

const times = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const step = times.map((t) => (t === 0 ? 0 : 1));
const drain = times.map((t) => 1 - 0.3 * (1 - Math.exp(-t / 2)));
const jump = times.map((t) => (t === 0 ? 1 : 0.7));
const flat = times.map(() => 1);
const dip = times.map((t) => 1 - t * Math.exp(1 - t) * 0.6);

const guess = (drawn: readonly number[], truth: readonly number[] = drain): Guess => ({
  times,
  drawn,
  truth,
  cause: step,
  height: 1,
});
const shows = (misconception: { shows(guess: Guess): boolean }, ...args: Parameters<typeof guess>) =>
  misconception.shows(guess(...args));

describe("ways of thinking that a drawing shows", () => {
  it("`followsCause` sees a stock drawn with the shape of its flow, and not the right curve", () => {
    expect(shows(followsCause(""), jump)).toBe(true);
    expect(shows(followsCause(""), drain)).toBe(false);
    expect(shows(followsCause(""), flat)).toBe(false);
  });

  it("`inPlace` says where a drawing is farthest off, and what of it is right", () => {
    const bulge = drain.map((v, i) => (i === 4 ? v + 0.4 : v));
    const say = (x: number) => x.toFixed(1);
    expect(inPlace(guess(bulge), say)).toMatch(
      /farthest off at week 4, 0\.4 too high; its start and its end are about right/,
    );
    expect(inPlace(guess(drain.map((v) => v - 0.5)), say)).toMatch(/at week \d, 0\.5 too low\. Where/);
  });

  it("`tooSoon` and `tooLate` compare the share that is there in a week", () => {
    expect(shows(tooSoon(1, ""), jump)).toBe(true);
    expect(shows(tooSoon(1, ""), drain)).toBe(false);
    const late = times.map((t) => (t < 6 ? 1 : 0.7));
    expect(shows(tooLate(3, ""), late)).toBe(true);
    expect(shows(tooLate(3, ""), drain)).toBe(false);
  });

  it("measure against normal: a level line elsewhere is a change at once, not nothing", () => {
    const level = times.map(() => 0.7);
    expect(shows(nothingHappens(""), level)).toBe(false);
    expect(shows(followsCause(""), level)).toBe(true);
    expect(shows(tooSoon(1, ""), level)).toBe(true);
    expect(
      shows(
        nothingHappens(""),
        times.map((_, i) => 1 + (i % 2 ? 0.03 : -0.03)),
      ),
    ).toBe(true);
  });

  it("`tooSoon`, `tooLate` and `noReturn` say nothing of a curve that goes the wrong way", () => {
    const up = times.map((t) => (t === 0 ? 1 : 1.4));
    expect(shows(wrongWay(""), up)).toBe(true);
    expect(shows(tooSoon(1, ""), up)).toBe(false);
    expect(
      shows(
        tooLate(3, ""),
        times.map((t) => (t < 6 ? 1 : 1.4)),
      ),
    ).toBe(false);
    expect(shows(noReturn(""), up, dip)).toBe(false);
  });

  it("`noReturn` sees a curve that goes and stays where the model's comes back", () => {
    expect(shows(noReturn(""), jump, dip)).toBe(true);
    expect(shows(noReturn(""), dip, dip)).toBe(false);
    expect(shows(noReturn(""), jump, drain)).toBe(false);
  });

  it("`wrongWay`, `nothingHappens` and `wrongSize` see what they say", () => {
    expect(
      shows(
        wrongWay(""),
        times.map((t) => 1 + t / 20),
      ),
    ).toBe(true);
    expect(shows(wrongWay(""), drain)).toBe(false);
    expect(shows(nothingHappens(""), flat)).toBe(true);
    expect(shows(nothingHappens(""), drain)).toBe(false);
    expect(
      shows(
        wrongSize(""),
        times.map((t) => 1 - t / 8),
      ),
    ).toBe(true);
    expect(shows(wrongSize(""), drain)).toBe(false);
  });

  it("`score` is 100 for the model's own curve and 0 for one half the axis away", () => {
    expect(score(guess(drain)).points).toBe(100);
    expect(score(guess(drain.map((v) => v - 0.5)))).toEqual({ points: 0, distance: expect.closeTo(0.5, 9) });
  });
});

describe("curves in words", () => {
  it("`sampled` lies on a straight line between samples", () => {
    expect(sampled({ times: [0, 2, 4], values: [0, 10, 0] }, [3])).toEqual([5]);
    expect(sampled({ times: [0, 2], values: [0, 10] }, [9])).toEqual([10]);
  });

  it("`inWords` tells start, turn and end", () => {
    const curve = { times: [0, 7, 14, 84], values: [1, 0.4, 0.5, 1] };
    expect(inWords(curve, 12, String)).toBe("starts at 1, falls to 0.4 (week 1), ends at 1");
  });
});
