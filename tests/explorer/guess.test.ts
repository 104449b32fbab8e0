import { describe, expect, it } from "vitest";
import { drawn, guessAt, noGuess, steered } from "../../src/explorer/guess.ts";

describe("a guess", () => {
  it("follows a stroke in either direction, starts at 0 and stays between 0 and 1", () => {
    const there = drawn(noGuess, { time: 14, value: 0.2 }, { time: 84, value: 1.4 });
    const back = drawn(noGuess, { time: 84, value: 1.4 }, { time: 14, value: 0.2 });
    expect(guessAt(there, 2)).toBeCloseTo(0.2, 12);
    expect(guessAt(there, 12)).toBe(1);
    expect(guessAt(there, 7)).toBeCloseTo(0.8, 12);
    expect(guessAt(there, 1)).toBe(0);
    expect(back.values.slice(5)).toEqual(there.values.slice(5));
    expect(drawn(noGuess, { time: 0, value: 0.5 }, { time: 7, value: 0.5 }).values[0]).toBe(0);
  });

  it("takes a dot at the week nearest to it", () => {
    const dot = { time: 40, value: 0.3 };
    expect(guessAt(drawn(noGuess, dot, dot), 6)).toBe(0.3);
    expect(drawn(noGuess, dot, dot).values.filter((v) => v > 0).length).toBe(1);
  });

  it("goes straight between what sliders say", () => {
    const guess = steered(steered(noGuess, 6, 0.4), 12, 0.1);
    expect([0, 2, 4, 6, 9, 12].map((week) => guessAt(guess, week))).toEqual(
      [0, 0, 0.2, 0.4, 0.25, 0.1].map((v) => expect.closeTo(v, 12)),
    );
  });
});
