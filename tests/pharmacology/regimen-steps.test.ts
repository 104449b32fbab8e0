import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandRegimen } from "../../src/pharmacology/index.ts";
import { cabinet, compiled, entryOf, taken } from "../support/regimens.ts";

const step = (keys: string) => `[{drug: calmol, dose: 10 mg, every: 1 day, ${keys}}]`;
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const seed = { seed: 11, numRuns: 60 };

describe("regimen steps", () => {
  it("a split dose is given in equal parts, evenly or at the times said", () => {
    const even = compiled(step("split: 2"), { weeks: 1 });
    expect(taken(even).slice(0, 3)).toEqual([
      [0, 5],
      [0.5, 5],
      [1, 5],
    ]);
    const odd = compiled(step("split: [hour 0, hour 6]"), { weeks: 1 });
    expect(taken(odd).slice(0, 3)).toEqual([
      [0, 5],
      [0.25, 5],
      [1, 5],
    ]);
    expect(even.doses.length).toBe(14);
  });

  it("a titration climbs by its step and stays where it was to go", () => {
    const amounts = taken(compiled(step("titrate: {to: 20 mg, by: 4 mg, every: 3 days}"), { weeks: 2 })).map(
      ([, mg]) => mg,
    );
    expect(amounts).toEqual([10, 10, 10, 14, 14, 14, 18, 18, 18, 20, 20, 20, 20, 20]);
  });

  it("a loading dose comes first, alone or for as long as said", () => {
    expect(taken(compiled(step("loading: 20 mg"))).slice(0, 2)).toEqual([
      [0, 20],
      [1, 10],
    ]);
    const days = taken(compiled(step("loading: {dose: 15 mg, for: 3 days}"))).map(([, mg]) => mg);
    expect(days.slice(0, 5)).toEqual([15, 15, 15, 10, 10]);
  });

  it("a linear taper in steps goes down by equal amounts over equal times", () => {
    const { doses, codes } = compiled(step("until: week 1, taper: {over: 8 days, steps: 4}"));
    expect(codes).toEqual([]);
    expect(doses.slice(7).map((d) => [d.time, d.amount])).toEqual([
      [7, 8],
      [8, 8],
      [9, 6],
      [10, 6],
      [11, 4],
      [12, 4],
      [13, 2],
      [14, 2],
    ]);
  });

  it("a hyperbolic taper goes down by equal steps of steady-state occupancy", () => {
    const { doses } = compiled(step("until: week 1, taper: {over: 3 weeks, shape: hyperbolic}"));
    // F dose / CL in ng/mL, then emax c / (ec50 + c), with the numbers of the made-up drug.
    const occupancy = (daily: number) => {
      const c = ((0.8 * daily) / 480) * 1000;
      return (0.8 * c) / (10 + c);
    };
    const levels = doses.slice(6).map((d) => occupancy(d.amount));
    const drops = levels.slice(1).map((level, i) => levels[i]! - level);
    expect(drops.length).toBe(21);
    for (const drop of drops) expect(drop).toBeCloseTo(occupancy(10) / 22, 8);
    const linear = compiled(step("until: week 1, taper: 3 weeks")).doses;
    expect(doses[17]!.amount).toBeLessThan(linear[17]!.amount);
  });

  it("rounding gives amounts that tablets make, and says when the end of a taper is lost by it", () => {
    const whole = compiled(step("until: week 1, taper: 3 weeks, round_to: tablets"));
    expect(new Set(whole.doses.map((d) => d.amount))).toEqual(new Set([10, 5]));
    expect(whole.codes).toEqual(["taper-ends-early"]);
    const fine = compiled(step("until: week 1, taper: 3 weeks, round_to: 0.4 mg"));
    expect(fine.codes).toEqual([]);
    for (const { amount } of fine.doses) expect(amount / 0.4).toBeCloseTo(Math.round(amount / 0.4), 9);
  });

  it("no taper ever gives more than the dose before it, and it ends in time", () => {
    const shape = fc.constantFrom("linear" as const, "hyperbolic" as const);
    const place = { file: "s.yaml", start: 0, end: 1 };
    const rounding = fc.constantFrom(
      undefined,
      { kind: "tablets" as const, parts: 1 as const, place },
      { kind: "tablets" as const, parts: 2 as const, place },
      { kind: "multiples" as const, of: 0.7, place },
    );
    const steps = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.constantFrom(5, 10, 15, 20),
        fc.constantFrom(0.5, 1, 2, 1.7),
        number(1, 30),
        number(1, 50),
        shape,
        rounding,
        steps,
        (dose, every, until, over, form, round, levels) => {
          const taper = { over, shape: form, steps: levels, place };
          const entry = entryOf({ dose, every, until, taper });
          const { doses } = expandRegimen([entry], 84, cabinet);
          const rounded = expandRegimen(
            [{ ...entry, dose: round?.kind === "multiples" ? 7 : dose, rounding: round }],
            84,
            cabinet,
          );
          for (const list of [doses, rounded.doses])
            for (const [i, dose] of list.slice(1).entries())
              expect(dose.amount).toBeLessThanOrEqual(list[i]!.amount + 1e-9);
          expect(doses.at(-1)!.time).toBeLessThan(until + over + every);
          for (const d of doses.filter((d) => d.reason?.includes("taper")))
            expect(d.time).toBeGreaterThanOrEqual(until - 1e-9);
        },
      ),
      seed,
    );
  });

  it("a pause is not asked for, a missed dose is asked for and not taken", () => {
    const paused = compiled(step("pause: [week 1, day 20 until day 22]"), { weeks: 4 });
    expect(paused.doses.length).toBe(28 - 7 - 2);
    expect(paused.missed).toEqual([]);
    const missed = compiled(step("miss: weekends"), { weeks: 4 });
    expect(missed.missed.map((d) => d.time)).toEqual([5, 6, 12, 13, 19, 20, 26, 27]);
    expect(missed.doses.length).toBe(20);
    expect(missed.missed[0]!.reason).toContain("weekends");
  });

  it("chances miss about their share, the same doses for the same seed, and more of them when greater", () => {
    const days = (chance: string, seed: number, drug = "calmol") =>
      compiled(`[{drug: ${drug}, dose: 10 mg, every: 1 hour, miss: ${chance} %}]`, {
        weeks: 30,
        seed,
      }).missed.map((d) => d.time);
    const ten = days("10", 1);
    expect(ten.length / (30 * 7 * 24)).toBeGreaterThan(0.085);
    expect(ten.length / (30 * 7 * 24)).toBeLessThan(0.115);
    expect(days("10", 1)).toEqual(ten);
    expect(days("10", 2)).not.toEqual(ten);
    expect(days("10", 1, "serenol")).not.toEqual(ten);
    const twenty = new Set(days("20", 1));
    expect(ten.every((day) => twenty.has(day))).toBe(true);
  });

  it("a late dose comes later by what is said, whole, and in its order", () => {
    const { doses, missed } = compiled(step("late: {by: 6 hours, on: [day 2, day 6]}"), { weeks: 1 });
    expect(doses.map((d) => d.time)).toEqual([0, 1, 2.25, 3, 4, 5, 6.25]);
    expect(doses.filter((d) => d.late).map((d) => d.late)).toEqual([0.25, 0.25]);
    expect(missed).toEqual([]);
    const end = compiled(`[{drug: calmol, dose: 10 mg, every: 12 hours, late: {by: 11 hours, on: day 6}}]`, {
      weeks: 1,
    });
    expect(end.doses.length).toBe(14);
    const past = compiled(
      `[{drug: calmol, dose: 10 mg, every: 1 day, late: {by: 23 hours, on: 100 %}, from: hour 2}]`,
      { weeks: 1 },
    );
    expect([past.doses.length, past.missed.length]).toEqual([6, 1]);
  });

  it("what is delivered and what is missed add up to what is asked, whatever goes wrong", () => {
    const place = { file: "s.yaml", start: 0, end: 1 };
    const chance = (probability: number) => [{ kind: "chance" as const, probability, text: "chance" }];
    fc.assert(
      fc.property(number(0.3, 3), number(0.01, 1), number(0.01, 1), fc.nat(), (every, miss, late, seed) => {
        const plain = entryOf({ every, dose: 4, until: 40, taper: { over: 20, shape: "linear", place } });
        const flawed = { ...plain, miss: chance(miss), late: { by: 0.2, on: chance(late), place } };
        const asked = expandRegimen([plain], 84, cabinet, seed).doses;
        const plan = expandRegimen([flawed], 84, cabinet, seed);
        const total = (list: readonly { readonly amount: number }[]) =>
          list.reduce((mg, d) => mg + d.amount, 0);
        expect(plan.doses.length + plan.missed.length).toBe(asked.length);
        expect(total(plan.doses) + total(plan.missed)).toBeCloseTo(total(asked), 9);
        const times = plan.doses.map((d) => d.time);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
      seed,
    );
  });

  it("every dose says why it is given", () => {
    const { doses } = compiled(
      '"calmol 5 mg daily for 1 week then titrate to 20 mg by 5 mg every week until week 6 then taper over 4 weeks"',
    );
    expect(doses.length).toBe(70);
    for (const dose of doses) expect(dose.reason, String(dose.time)).toMatch(/\w/);
    expect(new Set(doses.map((d) => d.reason?.replace(/\d+/g, "#"))).size).toBeGreaterThan(3);
  });
});

describe("switches", () => {
  const old = "{drug: calmol, dose: 20 mg, every: 1 day}";
  const next = (how: string) =>
    `[${old}, {drug: serenol, dose: 10 mg, every: 1 day, from: week 4, replaces: calmol${how}}]`;

  it("a direct switch ends one drug where the other starts", () => {
    const plan = compiled(next(""));
    expect(plan.codes).toEqual([]);
    expect(taken(plan).at(-1)).toEqual([27, 20]);
    expect(taken(plan, "serenol")[0]).toEqual([28, 10]);
  });

  it("a washout leaves time between the two, however long it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.constantFrom(6, 12, 24, 48), (hours, every) => {
        const plan = compiled(
          `[{drug: calmol, dose: 5 mg, every: ${every} hours}, {drug: serenol, dose: 5 mg, every: ${every} hours, from: week 3, replaces: calmol, washout: ${hours} hours}]`,
        );
        expect(taken(plan).at(-1)![0]).toBeLessThan(21);
        expect(taken(plan, "serenol")[0]![0]).toBeCloseTo(21 + hours / 24, 9);
        expect(plan.codes).not.toContain("two-reuptake-inhibitors");
      }),
      seed,
    );
  });

  it("a cross-taper brings one down while the other goes up, and is no surprise", () => {
    const plan = compiled(next(", cross_taper: 2 weeks"));
    expect(plan.codes).toEqual([]);
    const down = taken(plan).filter(([time]) => time >= 28);
    const up = taken(plan, "serenol").filter(([time]) => time < 42);
    expect([down.length, up.length]).toEqual([14, 14]);
    for (const [i, [, mg]] of down.entries()) expect(mg / 20 + up[i]![1] / 10).toBeCloseTo(1, 6);
    expect(taken(plan).at(-1)![0]).toBe(41);
    expect(taken(plan, "serenol").find(([time]) => time === 42)).toEqual([42, 10]);
  });

  it("the same drug may be replaced by another dose of it", () => {
    const plan = compiled(
      `[${old}, {drug: calmol, dose: 5 mg, every: 1 day, from: week 4, replaces: calmol}]`,
    );
    expect(plan.codes).toEqual([]);
    expect(taken(plan).filter(([time]) => time >= 27 && time < 29)).toEqual([
      [27, 20],
      [28, 5],
    ]);
  });

  it("entries that are added to an arm like another can replace what it takes", () => {
    expect(
      compiled(`"calmol 20 mg daily until week 4 then switch to serenol 10 mg over 2 weeks"`).doses,
    ).toEqual(compiled(next(", cross_taper: 2 weeks")).doses);
  });
});
