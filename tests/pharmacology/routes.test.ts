import { describe, expect, it } from "vitest";
import type { Drug } from "../../src/pharmacology/index.ts";
import { runCalmol } from "../support/calmol-runs.ts";
import { drugFile, drugFrom, quantityText, readDrugText } from "../support/drugs.ts";

// A drug of 100 L and 48 L/day: k is 0.48 a day. By mouth it is absorbed at 12 a day, 0.8 of it.
const kinetics = { clearance: 48, volume: 100, absorption: 12, bioavailability: 0.8 };
const [k, ka, fraction] = [0.48, 12, 0.8];
const hours = (n: number) => quantityText(n, "hour");
const share = (n: number) => quantityText(n, "1");

const ran = (drug: Drug, treatment: string, days: number, set = "{}") =>
  runCalmol(treatment, days, {
    drugs: new Map([[drug.name, drug]]),
    set,
    readText: () => steady,
    sampleEvery: 1 / 240,
  });
const steady = "time,amt,cmt,ii,addl,ss\n0,10,calmol,24,9,1\n";

/** ng/mL, a time after so many mg began to be absorbed at a rate constant (Bateman). */
const oral = (t: number, amount: number, rate = ka) =>
  t <= 0
    ? 0
    : ((fraction * amount * rate * 1000) / (100 * (rate - k))) * (Math.exp(-k * t) - Math.exp(-rate * t));

/**
 * ng/mL, a time after so many mg began to be released at a constant rate over `duration` days into where they are absorbed:
 * the convolution of the release with the function above.
 */
function released(t: number, amount: number, duration: number): number {
  const rise = (x: number) =>
    ((fraction * ka * 1000) / (100 * (ka - k))) * ((1 - Math.exp(-k * x)) / k - (1 - Math.exp(-ka * x)) / ka);
  if (t <= 0) return 0;
  return (amount / duration) * (rise(t) - rise(Math.max(0, t - duration)));
}

const times = [0.05, 0.125, 0.25, 0.5, 1, 1.125, 2, 3];
const superposed = (t: number, one: (past: number) => number) =>
  [0, 1, 2, 3].reduce((sum, day) => sum + one(t - day), 0);

describe("absorption", () => {
  it("starts after its lag, exactly, at every dose", () => {
    const drug = drugFrom(drugFile("calmol", { ...kinetics, lag: 0.1 }));
    const { at } = ran(drug, "calmol 10 mg daily", 4);
    expect(at(1 / 24)).toBe(0);
    for (const t of times)
      expect(at(t)).toBeCloseTo(
        superposed(t - 0.1, (past) => oral(past, 10)),
        5,
      );
  });

  it("has a lag that an arm may set", () => {
    const drug = drugFrom(drugFile("calmol", { ...kinetics, lag: 0.1 }));
    const { at } = ran(drug, "calmol 10 mg daily", 4, "{calmol.lag: 0.5}");
    for (const t of times)
      expect(at(t)).toBeCloseTo(
        superposed(t - 0.5, (past) => oral(past, 10)),
        5,
      );
  });

  it("of what was taken before day 0 goes on after it, at steady state too", () => {
    const drug = drugFrom(drugFile("calmol", { ...kinetics, lag: 0.6 }));
    const { at, result } = ran(drug, "{events: t.csv}", 4);
    const left = (t: number) => {
      let sum = 0;
      for (let n = -60; n < 60; n++) sum += oral(t - n - 0.6, 10);
      return sum;
    };
    for (const t of [0, ...times]) expect(at(t)).toBeCloseTo(left(t), 3);
    expect(result.doses).toMatchObject({ asked: 4, delivered: 4, amount: 40 });
  });

  it("goes side by side in shares, each with its own lag, rate constant and length", () => {
    const drug = drugFrom(
      drugFile(
        "calmol",
        kinetics,
        `routes:\n  immediate: {fraction: ${share(0.3)}, absorption: ${quantityText(30, "1/day")}}\n  delayed: {lag: ${hours(6)}, duration: ${hours(12)}}\n  late: {fraction: ${share(0.2)}, lag: ${hours(12)}}\n`,
      ),
    );
    const { at, result } = ran(drug, "calmol 10 mg daily", 4);
    const one = (past: number) => oral(past, 3, 30) + released(past - 0.25, 5, 0.5) + oral(past - 0.5, 2);
    for (const t of [...times, 4]) expect(at(t)).toBeCloseTo(superposed(t, one), 5);
    // What waits for its lag is nowhere yet; all else balances.
    const parts = ["immediate", "delayed", "late", "body", "eliminated"].map((name) =>
      at(3.9, `calmol.${name}`),
    );
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(40, 4);
    expect(result.columns.has("calmol.gut")).toBe(false);
    const set = ran(drug, "calmol 10 mg daily", 2, "{calmol.immediate_fraction: 0.5}");
    const other = (past: number) => oral(past, 5, 30) + released(past - 0.25, 3, 0.5) + oral(past - 0.5, 2);
    expect(set.at(2)).toBeCloseTo(other(2) + other(1), 5);
  });

  it("of a product is that product's own, beside the plain tablet", () => {
    const drug = drugFrom(
      drugFile(
        "calmol",
        kinetics,
        `products:\n  - {form: tablet, strengths: [5 mg]}\n  - form: XR tablet\n    strengths: [10 mg]\n    routes:\n      fast: {fraction: ${share(0.25)}}\n      slow: {lag: ${hours(1)}, duration: ${hours(8)}}\n`,
      ),
    );
    const xr = (past: number) => oral(past, 2.5) + released(past - 1 / 24, 7.5, 1 / 3);
    const { at } = ran(drug, "calmol XR 10 mg daily", 4);
    for (const t of times) expect(at(t)).toBeCloseTo(superposed(t, xr), 5);
    const both = ran(drug, "calmol XR 10 mg in the morning plus calmol 5 mg in the evening", 1);
    expect(both.at(0.75)).toBeCloseTo(xr(0.75) + oral(0.75 - 10 / 24, 5), 5);
    const plain = ran(drug, "calmol 5 mg daily", 1);
    expect(plain.result.columns.has("calmol.slow")).toBe(false);
  });

  it.each([
    ["shares-of-routes", kinetics, `routes: {a: {}, b: {}}`, "one may, and takes the rest"],
    ["shares-of-routes", kinetics, `routes: {a: {fraction: ${share(0.5)}}}`, "add up to 0.5"],
    [
      "shares-of-routes",
      kinetics,
      `routes: {a: {fraction: ${share(0.9)}}, b: {fraction: ${share(0.3)}}, c: {}}`,
      "1.2",
    ],
    ["lag-beside-routes", { ...kinetics, lag: 0.1 }, "routes: {a: {}}", "several"],
    ["route-name", kinetics, "routes: {body: {}}", '"body" is taken'],
    ["role-unit", kinetics, `routes: {a: {lag: ${quantityText(1, "mg")}}}`, "time"],
  ])("is refused with a place: %s", (code, numbers, more, words) => {
    const text = drugFile("calmol", numbers, more);
    const { diagnostics } = readDrugText(text);
    expect(diagnostics).toMatchObject([{ code, severity: "error" }]);
    expect(diagnostics[0]!.message).toContain(words);
    expect(diagnostics[0]!.place!.start).toBeGreaterThan(text.indexOf("kinetics"));
  });
});
