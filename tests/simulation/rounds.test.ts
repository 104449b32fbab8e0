import { describe, expect, it } from "vitest";
import type { Dose } from "../../src/pharmacology/index.ts";
import { roundOf } from "../../src/simulation/rounds.ts";
import { soundPart } from "../../src/simulation/soundness.ts";
import type { Trajectory } from "../../src/simulation/types.ts";

const dose = (time: number, every: number | undefined, more: Partial<Dose> = {}): Dose => ({
  drug: "calmol",
  amount: 10,
  time,
  ...(every === undefined ? {} : { every }),
  ...more,
});
const times = (doses: readonly Dose[]) => doses.map(({ time }) => expect.closeTo(time, 9));

describe("a round of doses", () => {
  it("is as long as the interval, or as many of them as it must last at least", () => {
    const daily = roundOf([dose(-2, 1), dose(-1, 1)], 0.5)!;
    expect([daily.length, daily.stretch, daily.doses.length]).toEqual([1, 0, 1]);
    expect(daily.doses[0]!.time).toBeCloseTo(-1, 12);
    const week = roundOf([dose(-1, 1)], 7)!;
    expect([week.length, week.doses.map(({ time }) => time)]).toEqual([7, [-7, -6, -5, -4, -3, -2, -1]]);
    expect(roundOf([dose(-1, 1)], 6.5)!.length).toBe(7);
  });

  it("is the least in which all intervals come round together, each dose at its time of day", () => {
    const both = roundOf([dose(-1.5, 2), dose(-1, 3, { drug: "serenol" })], 1)!;
    expect([both.length, both.stretch]).toEqual([6, 0]);
    expect(both.doses.filter(({ drug }) => drug === "serenol").map(({ time }) => time)).toEqual(
      times([dose(-4, 3), dose(-1, 3)]),
    );
    expect(both.doses.filter(({ drug }) => drug === "calmol").map(({ time }) => time)).toEqual([
      -5.5, -3.5, -1.5,
    ]);
    const sorted = both.doses.map(({ time }) => time);
    expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
    const split = roundOf([dose(-1, 1), dose(-0.5, 1, { amount: 5 })], 1)!;
    expect(split.doses.map(({ time, amount }) => [time, amount])).toEqual([
      [-1, 10],
      [-0.5, 5],
    ]);
    const two = roundOf([dose(-1, 1), dose(-0.5, 1)], 1)!;
    expect(two.doses).toHaveLength(2);
  });

  it("holds each of several equal doses that are taken together", () => {
    const three = [-2, -1].flatMap((time) => [dose(time, 1), dose(time, 1), dose(time, 1)]);
    for (const shortest of [1, 2]) {
      const { doses, length } = roundOf(three, shortest)!;
      expect(doses.reduce((sum, { amount }) => sum + amount, 0)).toBe(30 * length);
    }
    const apart = [dose(-1, 1), dose(-1, 1), dose(-0.5, 1)];
    expect(roundOf(apart, 1)!.doses.map(({ time, amount }) => [time, amount])).toEqual([
      [-1, 20],
      [-0.5, 10],
    ]);
  });

  it("is stretched where intervals never come round together, and told by how much", () => {
    const odd = roundOf([dose(-1, 1), dose(-1, Math.SQRT2, { drug: "serenol" })], 1)!;
    expect(odd.length).toBeLessThanOrEqual(364 + 2);
    expect(odd.stretch).toBeGreaterThan(0);
    expect(odd.stretch).toBeLessThan(0.01);
  });

  it("is none where a dose is not repeated", () => {
    expect(roundOf([dose(-2, 1), dose(-1, undefined)], 1)).toBeUndefined();
  });
});

describe("the sound part of a trajectory", () => {
  const column = (name: string, values: readonly number[]) =>
    [name, { name, unit: "1", values: Float64Array.from(values) }] as const;
  const trajectory = (more: object = {}) =>
    ({
      times: Float64Array.of(0, 1, 2, 3),
      columns: new Map([column("m.a", [1, 2, 3, 4]), column("m.b", [1, 2, Number.NaN, 4])]),
      status: { kind: "success", time: 3, message: "completed" },
      ...more,
    }) as unknown as Trajectory;

  it("ends before the first sample that is not a number, and says where and of what", () => {
    const { times: kept, columns, status } = soundPart(trajectory());
    expect([...kept]).toEqual([0, 1]);
    expect([...columns.get("m.a")!.values]).toEqual([1, 2]);
    expect(status).toMatchObject({
      kind: "non-finite",
      time: 2,
      state: "m.b",
      message: "A value became infinite or undefined on day 2 (m.b).",
      remedy: expect.stringMatching(/^Look for a division by zero/),
    });
  });

  it("is all of it where all are numbers", () => {
    const whole = trajectory({ columns: new Map([column("m.a", [1, 2, 3, 4])]) });
    expect(soundPart(whole)).toBe(whole);
  });

  it("ends before what broke between samples, at its own time", () => {
    const whole = (time: number) =>
      soundPart(trajectory({ columns: new Map([column("m.a", [1, 2, 3, 4])]) }), { name: "m.x", time });
    expect([...whole(1.5).times]).toEqual([0, 1]);
    expect(whole(1.5).status).toMatchObject({ time: 1.5, state: "m.x" });
    expect([...whole(0).times]).toEqual([]);
    expect([...whole(9).times]).toEqual([0, 1, 2, 3]);
    // An earlier sample of another is to blame.
    const both = soundPart(trajectory(), { name: "m.x", time: 2.5 });
    expect([...both.times]).toEqual([0, 1]);
    expect(both.status).toMatchObject({ time: 2, state: "m.b" });
    const same = soundPart(trajectory(), { name: "m.b", time: 1.75 });
    expect(same.status).toMatchObject({ time: 1.75, state: "m.b" });
  });

  it("keeps the reason of a run that had failed already", () => {
    const status = { kind: "max-steps", time: 3, message: "m" };
    expect(soundPart(trajectory({ status })).status).toBe(status);
  });
});
