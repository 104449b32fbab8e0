import { describe, expect, it } from "vitest";
import type { FlatParameter } from "../../../src/model/index.ts";
import { localSensitivities, localSettings, timesOver } from "../../../src/studies/sensitivity/local.ts";
import { unit } from "../../../src/units/index.ts";

const hour = unit("hour");
const one = unit("1");

const parameter = (name: string, value: number, range: readonly [number, number], declared = one) =>
  ({
    name,
    about: name,
    unit: declared,
    value,
    range,
    domain: {},
    tier: "assumed",
    isChosen: false,
  }) as unknown as FlatParameter;

/** In days; "edge" stands at an end of its range, "idle" moves nothing. */
const parameters = [
  parameter("idle", 5, [0, 10]),
  parameter("weak", 1, [0, 2]),
  parameter("strong", 0.5, [0.25, 0.75], hour),
  parameter("edge", 3, [3, 7]),
];

/** y = 2 + weak - 40 strong + 3 edge, at each setting. */
const linear = (scale = 1) =>
  [...localSettings(parameters)].map((setting) => {
    const of = (k: number) => setting.get(parameters[k]!.name) ?? parameters[k]!.value;
    return scale * (2 + of(1) - 40 * of(2) + 3 * of(3));
  });

describe("local sensitivities", () => {
  it("of what is linear are slope times half the range, largest first, zeros among them, also from an end of a range", () => {
    const found = localSensitivities(
      parameters,
      linear().map((y) => [y, 2 * y]),
    );
    // Slopes 3, -40, 1, 0 times half the ranges 4, 0.5, 2, 10.
    expect(found.map(({ factor, ofMeasure }) => [factor.name, Number(ofMeasure!.toFixed(9))])).toEqual([
      ["strong", -10],
      ["edge", 6],
      ["weak", 1],
      ["idle", 0],
    ]);
    for (const { ofMeasure, overTime } of found) expect(overTime[0]).toBeCloseTo(2 * ofMeasure!, 9);
  });

  it("are ranked by the largest move of the variable too, and told in the unit that was declared", () => {
    // The measure hardly moves with "weak", the variable of week 2 does.
    const outputs = [...localSettings(parameters)].map((setting) => [
      setting.get("strong") ?? 0,
      0,
      1000 * (setting.get("weak") ?? 1),
    ]);
    const found = localSensitivities(parameters, outputs);
    expect(found[0]!.factor.name).toBe("weak");
    const strong = found.find(({ factor }) => factor.name === "strong")!.factor;
    // Half a day is 12 hours.
    expect([strong.unit, strong.value, strong.range]).toEqual(["hour", 12, [6, 18]]);
  });

  it.each([1, 1e-20, 1e9])(
    "are 0 where rounding and the tolerance of a run are all that differs, of values about %s",
    (size) => {
      // Ten times less than a run is computed to.
      const rounding = (i: number) => (i === 5 || i === 3 ? 5e-8 : 0);
      const outputs = [...localSettings(parameters)].map((setting, i) => [
        size * ((setting.get("weak") ?? 1) + rounding(i)),
        size * (3 + rounding(i)),
      ]);
      const found = new Map(localSensitivities(parameters, outputs).map((s) => [s.factor.name, s]));
      expect(found.get("strong")).toMatchObject({ ofMeasure: 0, overTime: [0] });
      expect(found.get("weak")!.ofMeasure! / size).toBeCloseTo(1, 5);
      expect(found.get("weak")!.overTime).toEqual([0]);
    },
  );

  it("are 0 by the size of the measure itself, and of the variable itself, however far apart these are", () => {
    const outputs = (measure: number, variable: number) =>
      [...localSettings(parameters)].map((setting) => {
        const weak = setting.get("weak") ?? 1;
        return [measure * weak, variable * weak];
      });
    for (const [measure, variable] of [
      [1e-12, 1e6],
      [1e6, 1e-12],
    ] as const) {
      const found = localSensitivities(parameters, outputs(measure, variable));
      const { ofMeasure, overTime } = found.find(({ factor }) => factor.name === "weak")!;
      expect(ofMeasure! / measure).toBeCloseTo(1, 6);
      expect(overTime[0]! / variable).toBeCloseTo(1, 6);
    }
  });

  it("are missing where a run on either side gave no value, and there alone", () => {
    const outputs = linear().map((y): (number | undefined)[] => [y]);
    outputs[1 + 2 * 1] = [undefined];
    outputs[2 + 2 * 3] = [undefined];
    const found = new Map(
      localSensitivities(parameters, outputs).map((s) => [s.factor.name, s.ofMeasure] as const),
    );
    expect(found.get("weak")).toBeUndefined();
    expect(found.get("edge")).toBeUndefined();
    expect(found.get("strong")).toBeCloseTo(-10, 9);
  });

  it("move one parameter at a time by a hundredth of its range, within the range", () => {
    const settings = [...localSettings(parameters)].map((setting) => [...setting]);
    expect(settings).toHaveLength(1 + 2 * parameters.length);
    expect(settings[0]).toEqual([]);
    expect(settings.slice(3, 5)).toEqual([[["weak", 0.98]], [["weak", 1.02]]]);
    expect(settings.slice(7)).toEqual([[["edge", 3]], [["edge", 3.04]]]);
  });
});

describe("timesOver", () => {
  it.each([
    [6, 60, 0.25],
    [15, 60, 0.25],
    [15.1, 60, 0.5],
    [56, 60, 1],
  ])(
    "cuts %d days into at most %d steps of whole quarters of a day, and ends with the run",
    (days, count, every) => {
      const times = timesOver(days, count);
      expect([times[0], times.at(-1)]).toEqual([0, days]);
      expect(times[1]! - times[0]!).toBe(every);
      expect(times.length - 1).toBeLessThanOrEqual(count);
      expect(times.slice(1).every((t, i) => t > times[i]! && t - times[i]! <= every)).toBe(true);
    },
  );
});
