import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { mostSteps, parts, StepReader } from "../../src/simulation/step-reader.ts";
import { systemOf } from "../support/modules.ts";
import { type Solution, stateOf, stepAlong } from "../support/steps.ts";

// Steps along a solution that is known, read at known times.

const system = systemOf(`
  module: m
  title: M
  about: M.
  parameters:
    k: {value: 3, unit: 1, range: [0, 9], tier: assumed, about: K.}
    pace: {value: 1, unit: 1/day, range: [0, 9], tier: assumed, about: P.}
  states:
    x: {unit: 1, initial: 0, rate: -pace * x, about: X.}
    y: {unit: hour, initial: 0, rate: -pace * y, about: Y.}
    z: {unit: 1, initial: 0, rate: -pace * z, about: Z.}
  values:
    mix: {unit: 1, formula: k * x + z, about: M.}
    square: {unit: 1, formula: x * z, about: S.}
    drift: {unit: 1, formula: x * pace * t, about: D.}`);
const compiled = compile(system);
const bound = compiled.bind(compiled.defaultParameters());
const hours = system.states.find(({ name }) => name === "m.y")!.unit.factor;

const x = (t: number) => 1 + t - t ** 2 / 4 + t ** 4 / 50;
const y = (t: number) => 2 + t ** 3 / 10;
const z = (t: number) => 5 - t;
const byName: Readonly<Record<string, (t: number) => number>> = {
  "m.x": x,
  "m.y": (t) => y(t) / hours,
  "m.z": z,
  "m.mix": (t) => 3 * x(t) + z(t),
  "m.square": (t) => x(t) * z(t),
  "m.drift": (t) => x(t) * t,
};
const order: Solution = system.states.map(({ name }) => (name === "m.y" ? y : byName[name]!));
const names = ["m.z", "m.square", "m.y", "m.mix", "m.drift"];
const newReader = (own: readonly string[] = names, known?: ReadonlySet<string>) =>
  new StepReader(own, known, system, bound);
const grid = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => [from + i * 0.05, from + (i + 1) * 0.05] as const);
const close = (value: number, wanted: number, what: string) =>
  expect(Math.abs(value - wanted), what).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted)));

describe("steps that are read", () => {
  it("say every item at every eighth, in its declared unit", () => {
    expect(hours).not.toBe(1);
    const reader = newReader();
    for (const [from, to] of grid(mostSteps)) reader.add(stepAlong(order, from, to));
    expect([reader.count, reader.isFull, reader.isShown]).toEqual([mostSteps, true, false]);
    for (let n = 0; n < mostSteps; n++) for (let e = 0; e <= parts; e++) reader.want(n, e);
    reader.readWanted();
    for (const [n, [from, to]] of grid(mostSteps).entries())
      for (let e = 0; e <= parts; e++)
        for (const [i, name] of names.entries())
          close(reader.value(i, n, e), byName[name]!(from + (e / parts) * (to - from)), `${name} ${n} ${e}`);
  });

  it.each([false, true])("say it at any part of a step, shown alone: %s", (isShown) => {
    const reader = newReader();
    const [from, to] = [0.5, 2.5];
    reader.add(stepAlong(order, from, to, { isShown }));
    expect([reader.isShown, reader.isFull]).toEqual([isShown, isShown]);
    for (const share of [0, 0.1, 0.125, 1 / 3, 0.375, 0.5, 0.77, 0.875, 1]) {
      close(reader.timeAt(0, share), from + 2 * share, "time");
      for (const [i, name] of names.entries())
        close(reader.at(i, 0, share), byName[name]!(from + 2 * share), `${name} at ${share}`);
    }
    reader.forget();
    expect([reader.count, reader.isShown, reader.isFull]).toEqual([0, false, false]);
  });

  it("say only what was wanted since the last time, and of a shown one all at once", () => {
    for (const isShown of [false, true]) {
      const reader = newReader();
      reader.add(stepAlong(order, 1, 2, { isShown }));
      for (const eighth of [0, 3, 8]) reader.want(0, eighth);
      reader.readWanted();
      reader.readWanted();
      for (const eighth of [0, 3, 8])
        for (const [i, name] of names.entries())
          close(reader.value(i, 0, eighth), byName[name]!(1 + eighth / 8), name);
    }
  });

  it("end exactly where the next begins", () => {
    const reader = newReader(["m.z"]);
    reader.add(stepAlong(order, 0.1, 0.3));
    expect(reader.timeAt(0, 1)).toBe(0.3);
    expect(reader.timeAt(0, 0)).toBe(0.1);
  });

  it("begin with the end of the one before, but after a jump or a gap", () => {
    const jumped: Solution = order.map((one) => (t) => one(t) + 100);
    const reader = newReader();
    reader.add(stepAlong(order, 0, 1, { isFirst: true }));
    reader.add(stepAlong(order, 1, 2));
    reader.add(stepAlong(jumped, 2, 3, { isFirst: true }));
    reader.add(stepAlong(jumped, 3.5, 4));
    expect([...reader.isFirst.slice(0, 4)]).toEqual([1, 0, 1, 1]);
    for (const n of [0, 2, 3]) reader.want(n, 0);
    for (const n of [0, 1, 2, 3]) reader.want(n, parts);
    reader.readWanted();
    const at = names.indexOf("m.z");
    expect([0, 1, 2, 3].map((n) => reader.start(at, n))).toEqual(
      [5, 4, 103, 101.5].map((value) => expect.closeTo(value, 9)),
    );
    // Where the end of the one before was not asked for, its own start says it.
    const other = newReader();
    other.add(stepAlong(order, 0, 1));
    other.add(stepAlong(order, 1, 2));
    other.want(1, 0);
    other.readWanted();
    expect(other.start(at, 1)).toBeCloseTo(4, 9);
  });

  it("may be put aside and taken up again, while others are read", () => {
    const reader = newReader();
    for (const [from, to] of grid(3)) reader.add(stepAlong(order, from, to, { isFirst: from === 0 }));
    const aside = reader.putAside();
    expect([aside.count, reader.count]).toEqual([3, 0]);
    for (const [from, to] of grid(5, 7)) reader.add(stepAlong(order, from, to));
    for (let n = 0; n < 5; n++) for (let e = 0; e <= parts; e++) reader.want(n, e);
    reader.readWanted();
    close(reader.value(0, 4, 8), z(7.25), "the later ones");
    reader.takeUp(aside);
    expect([reader.count, ...reader.isFirst.slice(0, 3)]).toEqual([3, 1, 0, 0]);
    for (let n = 0; n < 3; n++) for (const e of [1, 4]) reader.want(n, e);
    reader.readWanted();
    for (const [n, [from, to]] of grid(3).entries())
      for (const [i, name] of names.entries())
        for (const e of [1, 4])
          close(reader.value(i, n, e), byName[name]!(from + (e / parts) * (to - from)), name);
    reader.release();
    expect(reader.count).toBe(0);
  });
});

describe("items that are read", () => {
  it("are cheap where they are states, or values that are sums of them alone", () => {
    expect(newReader(["m.z", "m.mix"]).isCheap).toEqual([true, true]);
    expect(newReader(["m.z", "m.mix", "m.square"]).isCheap).toEqual([true, false, false]);
    expect(newReader(["m.z", "m.drift"]).isCheap).toEqual([true, false]);
    expect(newReader(["m.x"]).isCheap).toEqual([true]);
  });

  it("are states and values of the model, in the order that is asked for", () => {
    expect(newReader().items.map(({ name }) => name)).toEqual(names);
    expect(() => newReader(["m.x", "m.none"])).toThrow(
      "invalid measure: m.none; expected a state or a value of the model",
    );
  });

  it("are read off any state, with code of their own or shared with others", () => {
    for (const known of [undefined, new Set(["m.mix"]), new Set(["m.square", "m.mix", "m.drift"])])
      for (const own of [["m.mix"], ["m.y", "m.mix", "m.x"], names]) {
        const reader = newReader(own, known);
        const read = reader.read(1.5, stateOf(order, 1.5), new Float64Array(own.length));
        for (const [i, name] of own.entries()) close(read[i]!, byName[name]!(1.5), name);
        reader.add(stepAlong(order, 1, 2));
        for (const [i, name] of own.entries()) close(reader.at(i, 0, 0.3), byName[name]!(1.3), name);
      }
  });
});
