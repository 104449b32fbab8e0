import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/engine/index.ts";
import { type CaseQuestion, indicesOf, Prefetcher, type Slider } from "../../src/explorer/prefetch.ts";

const answer = (numbers = 10) =>
  ({ samples: { values: new Float32Array(numbers) } }) as unknown as CaseResult;
const questionAt = (place: number): CaseQuestion => ({ text: `dose ${place}`, wanted: ["a"] });
const slider = (value: number, isNear = () => true): Slider => ({
  ...{ min: "0", max: "2", step: "0.5", value: String(value) },
  matches: isNear,
});

/** A prefetcher, with what it asked. */
function watched(numbers?: number) {
  const asked: string[] = [];
  const prefetcher = new Prefetcher(async ({ text }) => {
    asked.push(text);
    return answer(numbers);
  });
  return { asked, prefetcher };
}

describe("placesOf", () => {
  it("are those of the slider as a browser writes them, the nearest first", () => {
    expect(indicesOf(slider(1.5))).toEqual([1.5, 1, 2, 0.5, 0]);
    const places = indicesOf({ min: "0", max: "1", step: "0.1", value: "0" });
    expect(places.map(String)).toEqual([
      "0",
      "0.1",
      "0.2",
      "0.3",
      "0.4",
      "0.5",
      "0.6",
      "0.7",
      "0.8",
      "0.9",
      "1",
    ]);
  });
});

describe("Foresight", () => {
  it("asks where the hand may go, the nearest first, and nothing twice", async () => {
    const { asked, prefetcher } = watched();
    await prefetcher.prefetch();
    expect(asked).toEqual([]);
    prefetcher.keep(questionAt(1), answer());
    prefetcher.near(slider(1.5), questionAt);
    await prefetcher.prefetch();
    expect(asked).toEqual(["dose 1.5", "dose 2", "dose 0.5", "dose 0"]);
    await prefetcher.prefetch();
    expect(asked).toHaveLength(4);
    expect(prefetcher.of(questionAt(0))).toBeDefined();
    expect(prefetcher.of({ ...questionAt(0), wanted: ["b"] })).toBeUndefined();
  });
  it("ends when the hand has gone, and when another round begins", async () => {
    const { asked, prefetcher } = watched();
    prefetcher.near(
      slider(0, () => asked.length < 2),
      questionAt,
    );
    await prefetcher.prefetch();
    expect(asked).toEqual(["dose 0", "dose 0.5"]);
    prefetcher.near(slider(0), (place) => questionAt(place + 10));
    const first = prefetcher.prefetch();
    prefetcher.near(slider(2), (place) => questionAt(place + 20));
    await Promise.all([first, prefetcher.prefetch()]);
    expect(asked.slice(2)).toEqual(["dose 10", "dose 22", "dose 21.5", "dose 21", "dose 20.5", "dose 20"]);
  });
  it("holds no more than so many numbers, the latest", async () => {
    const { asked, prefetcher } = watched(1_000_000);
    for (let i = 0; i < 10; i++) prefetcher.keep(questionAt(i), answer(1_000_000));
    expect([0, 6, 7, 9].map((i) => prefetcher.of(questionAt(i)) !== undefined)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    prefetcher.near(slider(0), (place) => questionAt(place + 10));
    await prefetcher.prefetch();
    // What is nearest is not pushed out by what is far.
    expect(asked).toEqual(["dose 10", "dose 10.5"]);
    expect(prefetcher.of(questionAt(10))).toBeDefined();
  });
});
