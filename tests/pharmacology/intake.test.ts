import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/language/index.ts";
import { expandRegimen, regimenWords } from "../../src/pharmacology/index.ts";
import { runCalmol } from "../support/calmol-runs.ts";
import { cabinet, compiled } from "../support/regimens.ts";

// calmol: 1000 L, 480 L/day, so a rate constant of 0.48 a day; by mouth 24 a day, of which 0.8 arrives.
const [volume, clearance] = [1000, 480];
const k = clearance / volume;

const ran = (treatment: string, days: number, files: Readonly<Record<string, string>> = {}) =>
  runCalmol(treatment, days, { drugs: cabinet, readText: (path) => files[path] });

/** ng/mL, a time after the start of an infusion (Rowland & Tozer, Clinical Pharmacokinetics, ch. 5). */
function infused(t: number, amount: number, over: number): number {
  if (t <= 0) return 0;
  const top = (amount / over / clearance) * 1000;
  return t <= over
    ? top * (1 - Math.exp(-k * t))
    : top * (1 - Math.exp(-k * over)) * Math.exp(-k * (t - over));
}

describe("what is given into a vein", () => {
  it("flows in as the closed form says, superposed over days and over infusions that overlap", () => {
    const { at } = ran("calmol 20 mg iv over 6 hours daily", 5);
    for (const day of [0.125, 0.25, 0.5, 1, 1.125, 3.25, 5]) {
      const wanted = [0, 1, 2, 3, 4].reduce((sum, start) => sum + infused(day - start, 20, 0.25), 0);
      expect(at(day)).toBeCloseTo(wanted, 5);
    }
    const long = ran("calmol 20 mg iv over 36 hours daily", 5);
    const wanted = [0, 1, 2, 3, 4].reduce((sum, start) => sum + infused(5 - start, 20, 1.5), 0);
    expect(long.at(5)).toBeCloseTo(wanted, 5);
    expect(long.at(5, "calmol.infusion")).toBeCloseTo(20 / 36, 9);
  });

  it("pushed at once stands in the blood at once, all of it", () => {
    const { at } = ran("calmol 20 mg iv single dose", 3);
    expect(at(0)).toBeCloseTo(20, 9);
    expect(at(2)).toBeCloseTo(20 * Math.exp(-2 * k), 5);
  });

  it("flows for longer at a rate when more is given, and can go on for ever", () => {
    const { at } = ran("calmol 20 mg iv at 2 mg/hour daily for 1 day then 10 mg", 4);
    const all = (day: number) =>
      infused(day, 20, 10 / 24) + [1, 2, 3].reduce((s, d) => s + infused(day - d, 10, 5 / 24), 0);
    for (const day of [0.25, 0.5, 1, 1.25, 4]) expect(at(day)).toBeCloseTo(all(day), 5);
    const steady = ran("calmol 24 mg iv over 24 hours daily", 28);
    expect(steady.at(28)).toBeCloseTo((24 / clearance) * 1000, 3);
  });

  it("balances in mg, and counts of an infusion cut short by the end what has flowed", () => {
    const { at, result } = ran("calmol 20 mg iv over 12 hours daily from hour 12", 3);
    expect(result.doses).toMatchObject({ asked: 3, delivered: 3, amount: 60 });
    expect(at(3, "calmol.body") + at(3, "calmol.eliminated")).toBeCloseTo(60, 5);
    const cut = ran("calmol 20 mg iv over 20 hours daily from hour 12", 3);
    expect(cut.result.doses.amount).toBeCloseTo(40 + 20 * (12 / 20), 9);
    expect(cut.at(3, "calmol.body") + cut.at(3, "calmol.eliminated")).toBeCloseTo(52, 5);
  });

  it("stands beside tablets of the same drug, each with its own way", () => {
    const { at } = ran("calmol 10 mg daily plus calmol 20 mg iv over 2 hours from hour 6 single dose", 1);
    const ka = 24;
    const tablet = (t: number) =>
      ((0.8 * 10 * ka * 1000) / (volume * (ka - k))) * (Math.exp(-k * t) - Math.exp(-ka * t));
    expect(at(0.75)).toBeCloseTo(tablet(0.75) + infused(0.5, 20, 2 / 24), 5);
  });

  it("is read from event tables by its rate, with further doses and from steady state on", () => {
    const table = "time,amt,rate,ii,addl,ss,cmt\n0,20,5,24,3,0,calmol\n";
    const { at } = ran("{events: t.csv}", 4, { "t.csv": table });
    expect(at(4)).toBeCloseTo(
      [0, 1, 2, 3].reduce((sum, d) => sum + infused(4 - d, 20, 4 / 24), 0),
      5,
    );
    const steady = ran("{events: t.csv}", 2, { "t.csv": table.replace("24,3,0", "24,3,1") });
    // All infusions since always, in closed form: the rise within an interval and what is left of all before.
    const left = infused(1, 20, 4 / 24) / (1 - Math.exp(-k));
    for (const [time, wanted] of [
      [0, left],
      [4 / 24, left * Math.exp((-k * 4) / 24) + infused(4 / 24, 20, 4 / 24)],
      [2, left],
    ] as const)
      expect(steady.at(time)).toBeCloseTo(wanted, 4);
  });

  it("goes on over day 0 where it flowed before, for ever at the same rate", () => {
    const table = "time,amt,rate,ii,addl,ss,cmt\n0,20,0.5,24,3,1,calmol\n";
    const { at } = ran("{events: t.csv}", 2, { "t.csv": table });
    // 40 hours each day: 20 mg a day in the mean; at a multiple of the interval one has just begun, one flows.
    const left = (t: number) => infused(t, 20, 40 / 24);
    let wanted = 0;
    for (let n = 1; n < 60; n++) wanted += left(n);
    expect(at(0)).toBeCloseTo(wanted, 3);
    expect(at(0, "calmol.infusion")).toBeCloseTo(1, 9);
    expect(at(2)).toBeCloseTo(wanted, 3);
  });
});

describe("how an infusion is written", () => {
  const doses = (text: string) =>
    compiled(text).doses.map(({ time, amount, route, over }) => [time, amount, route, over]);

  it.each([
    "calmol 24 mg iv over 2 hours daily for 2 days",
    "24 mg calmol i.v. over 2 hours daily for 2 days",
    "calmol iv 24 mg over 120 minutes once daily for 2 days",
    "calmol 24 mg by intravenous infusion at 12 mg/hour daily for 2 days",
    "calmol 24 mg iv at 12 mg per hour daily for 2 days",
    "[{drug: calmol, dose: 24 mg, every: 1 day, until: day 2, route: iv, duration: 2 hours}]",
    "[{drug: calmol, dose: 24 mg, every: 1 day, until: day 2, route: iv, rate: 12 mg/hour}]",
  ])("%s", (text) => {
    expect(compiled(text).codes.filter((code) => code !== "above-licensed")).toEqual([]);
    const all = doses(text);
    expect(all.length).toBe(2);
    for (const [i, dose] of all.entries()) {
      expect(dose.slice(0, 3)).toEqual([i, 24, "iv"]);
      expect(dose[3]).toBeCloseTo(1 / 12, 12);
    }
  });

  it("goes on step by step, until something is swallowed again", () => {
    const plan = compiled(
      "calmol 10 mg iv over 2 hours daily for 1 day then 20 mg for 1 day then 5 mg po for 1 day",
    );
    expect(plan.doses.map(({ amount, route, over }) => [amount, route, over])).toEqual([
      [10, "iv", 2 / 24],
      [20, "iv", 2 / 24],
      [5, undefined, undefined],
    ]);
  });

  it("is read as once where nothing else is said, and says so", () => {
    const plan = compiled("20 mg calmol iv over 2 hours");
    expect(plan.codes).toEqual(["single-assumed"]);
    expect(plan.doses.length).toBe(1);
  });

  it("is told in words that are read as the same", () => {
    const text =
      "calmol 20 mg daily iv over 2 hours until week 2 plus calmol 5 mg daily iv at 1 mg/hour from week 3";
    const entries = (words: string) => {
      const yaml = `scenario: S\nquestion: Q\nduration: 4 weeks\narms: [{label: a, treatment: ${words}}]\n`;
      return readScenario("s.yaml", yaml).value!.scenario.arms[0]!.treatment;
    };
    expect(regimenWords(entries(text))).toBe(text);
    expect(expandRegimen(entries(regimenWords(entries(text))), 28, cabinet).doses).toEqual(
      expandRegimen(entries(text), 28, cabinet).doses,
    );
  });

  it.each([
    ["a length for what is swallowed", "calmol 10 mg daily over 2 hours", "only-into-a-vein"],
    ["a rate for what is swallowed", "calmol 10 mg daily at 5 mg/hour", "only-into-a-vein"],
    [
      "the same among keys",
      "[{drug: calmol, dose: 10 mg, every: 1 day, duration: 2 hours}]",
      "only-into-a-vein",
    ],
    ["two lengths", "calmol 10 mg daily iv over 2 hours over 3 hours", "said-twice"],
    [
      "a length and a rate",
      "[{drug: calmol, dose: 10 mg, every: 1 day, route: iv, duration: 2 hours, rate: 5 mg/hour}]",
      "said-twice",
    ],
    ["a rate that is none", "calmol 10 mg daily iv at 5 mg/kg", "wrong-unit"],
    ["tablets", "calmol 10 mg daily iv over 2 hours in tablets", "not-for-a-vein"],
    [
      "a taper by occupancy",
      "calmol 10 mg daily iv until week 2 then taper hyperbolically over 1 week",
      "not-for-a-vein",
    ],
    ["infusions side by side", "calmol 10 mg daily iv over 2 days", "infusions-overlap"],
  ])("is refused or told with %s", (_, text, code) => {
    const { diagnostics, codes } = compiled(text);
    expect(codes).toEqual([code]);
    expect(diagnostics[0]!.place!.end).toBeGreaterThan(diagnostics[0]!.place!.start);
    expect(diagnostics[0]!.help).toBeTruthy();
  });

  it("may start with a tablet", () => {
    expect(compiled("calmol 10 mg daily plus calmol 10 mg iv over 2 hours single dose").codes).toEqual([]);
  });
});
