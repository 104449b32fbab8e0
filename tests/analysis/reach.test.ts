import { describe, expect, it } from "vitest";
import { check } from "../../src/analysis/index.ts";
import { upstreamOf } from "../../src/model/index.ts";
import { claimOf } from "../support/claims.ts";
import { modelOf } from "../support/modules.ts";
import { shippedLibrary } from "../support/shipped.ts";

const claimOn = (variable: string, more = "") =>
  claimOf(`
claim: here
row: sert
says: Something.
contested: "no"
person: depressed-adult
duration: 2 weeks
treatment: [{drug: sertraline, dose: 50 mg, every: 1 day}]
measure: at(${variable}, week 2)
expect: {above: 0}
${more}`);

function judged(variable: string, more = "") {
  const { ledger, diagnostics } = check([claimOn(variable, more)], shippedLibrary(), { rivals: true });
  if (!ledger) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return ledger.results[0]!;
}

describe("upstreamOf", () => {
  it("`upstreamOf` follows formulas, rates and baselines, and stops at what is not read", () => {
    const model = modelOf(`
module: a
title: A
about: Of this test.
parameters:
  rate: {value: 1, unit: 1/day, range: [0, 2], tier: assumed, about: A rate.}
  other: {value: 1, unit: "1", range: [0, 2], tier: assumed, about: Not read by level.}
states:
  level: {unit: "1", initial: 1, rate: rate * (goal - level), about: A level.}
values:
  goal: {unit: "1", formula: 1, about: A goal.}
  shown: {unit: "1", formula: baseline(level) * 2, about: Shown.}
  apart: {unit: "1", formula: other, about: Apart.}
`);
    expect([...upstreamOf("a.shown", model)].sort()).toEqual(["a.goal", "a.level", "a.rate", "a.shown"]);
  });
});

describe("check(claims) with rivals", () => {
  it("gives under a rival hypothesis that does not reach the measure what a run under that one gives", () => {
    const { value, rivals } = judged("sert.occupancy");
    expect(rivals.length).toBeGreaterThan(5);
    for (const { hypothesis, choice, value: under } of rivals.slice(0, 2)) {
      expect(under).toBe(value);
      expect(judged("sert.occupancy", `hypothesis: {${hypothesis}: ${choice}}`).value).toBeCloseTo(value!, 6);
    }
  });

  it("runs a rival hypothesis that does reach the measure", () => {
    const { value, rivals } = judged("raphe.firing");
    const rival = rivals.find((r) => r.hypothesis === "raphe.firing_recovery")!;
    expect(Math.abs(rival.value! - value!)).toBeGreaterThan(1e-3);
    const alone = judged("raphe.firing", "hypothesis: {raphe.firing_recovery: slow_drive}");
    expect(rival.value!).toBeCloseTo(alone.value!, 6);
  });
});
