import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { partFor } from "../../src/model/index.ts";
import { armRecord, prepare } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { pageText } from "../support/docs.ts";
import { drugFile, drugFrom } from "../support/drugs.ts";
import { runText, shippedLibrary } from "../support/shipped.ts";

// 100 L, 50 L/day: half a volume a day.
const calmol = drugFrom(drugFile("calmol", { clearance: 50, volume: 100 }, "enzymes: {}\n"));

function prepared(changes: string, more = "") {
  const text = `scenario: S\nquestion: Q\nduration: 10 days\n${more}arms: [{label: a, treatment: calmol 10 mg iv single dose, changes: ${changes}}]\n`;
  const read = readScenario("s.yaml", text);
  const { model, people } = shippedLibrary();
  const result =
    read.value && prepare(read.value.scenario, { model, people, drugs: new Map([["calmol", calmol]]) });
  const diagnostics = [...read.diagnostics, ...(result?.diagnostics ?? [])];
  return { problem: result?.value?.problems[0], diagnostics, codes: diagnostics.map((d) => d.code) };
}

function ran(changes: string) {
  const { problem, codes } = prepared(changes);
  expect(codes.filter((code) => code !== "outside-range")).toEqual([]);
  // Of the model only what the level depends on.
  const system = partFor(problem!.system, new Set(["calmol.body"]));
  const result = simulate({ ...problem!, system }, compile(system), {
    rtol: 1e-9,
    atol: 1e-12,
    sampleEvery: 0.125,
    only: new Set(["calmol.body"]),
  });
  expect(result.status.kind).toBe("success");
  return (day: number) => result.columns.get("calmol.body")!.values[Math.round(day / 0.125)]!;
}

describe("a parameter that changes during a run", () => {
  it("holds on both sides of the switch, to the last digits of the tolerance", () => {
    const at = ran("[{at: day 4, set: {calmol.clearance: 10}}]");
    for (const day of [0, 1, 3.875, 4]) expect(at(day)).toBeCloseTo(10 * Math.exp(-0.5 * day), 8);
    for (const day of [4.125, 6, 10])
      expect(at(day)).toBeCloseTo(10 * Math.exp(-0.5 * 4 - 0.1 * (day - 4)), 8);
  });

  it("is scaled from what it has then, again and again, in whatever order they stand", () => {
    const at = ran(
      "[{at: day 6, scale: {calmol.clearance: 0.5}}, {at: day 2, scale: {calmol.clearance: 3}}]",
    );
    const area = (day: number) =>
      0.5 * Math.min(day, 2) + 1.5 * Math.max(0, Math.min(day, 6) - 2) + 0.75 * Math.max(0, day - 6);
    for (const day of [1, 2, 4, 6, 8, 10]) expect(at(day)).toBeCloseTo(10 * Math.exp(-area(day)), 8);
  });

  it("goes by and by, as an enzyme that is induced, and back", () => {
    const at = ran(
      "[{at: day 1, scale: {calmol.clearance: 3}, half_life: 2 days}, {at: day 6, set: {calmol.clearance: 50}, half_life: 1 day}]",
    );
    const up = Math.LN2 / 2;
    const k6 = 1.5 - Math.exp(-up * 5);
    const area = (day: number) => {
      let sum = 0.5 * Math.min(day, 1);
      const x = Math.max(0, Math.min(day, 6) - 1);
      // 1.5 - exp(-up t), from 0.5 at first
      sum += 1.5 * x - (1 - Math.exp(-up * x)) / up;
      const y = Math.max(0, day - 6);
      sum += 0.5 * y + ((k6 - 0.5) * (1 - Math.exp(-Math.LN2 * y))) / Math.LN2;
      return sum;
    };
    for (const day of [0.5, 1, 2, 6, 7, 10]) expect(at(day)).toBeCloseTo(10 * Math.exp(-area(day)), 7);
  });

  it("leaves equilibria, baselines and all before the switch as they are", () => {
    const text = (changes: string) => `scenario: S
question: Q
duration: 8 weeks
arms: [{label: a, treatment: escitalopram 10 mg daily${changes}}]
measure: {before: "mean(plasma.escitalopram, week 3, week 4)", after: "mean(plasma.escitalopram, week 7, week 8)", occupancy: "at(sert.occupancy, week 4)"}
`;
    const values = (changes: string) =>
      runText(text(changes)).arms[0]!.trajectory.measures.map((m) => m.value!);
    const plain = values("");
    const changed = values(", changes: [{at: week 4, covariates: {CYP2C19: poor}}]");
    expect(changed[0]).toBeCloseTo(plain[0]!, 3);
    expect(changed[2]).toBeCloseTo(plain[2]!, 4);
    // 0.7 of the clearance is the enzyme's: what is left is 0.3.
    expect(changed[1]! / plain[1]!).toBeGreaterThan(2.8);
    expect(changed[1]! / plain[1]!).toBeLessThan(1 / 0.3);
    const smoker =
      'scenario: S\nquestion: Q\nduration: 8 weeks\narms:\n  - {label: a, treatment: duloxetine 60 mg daily, changes: [{at: week 4, person: smoker, half_life: 2 days}]}\n  - {label: b, person: [healthy-adult, smoker], treatment: duloxetine 60 mg daily}\nmeasure: {before: "mean(plasma.duloxetine, week 3, week 4)", after: "mean(plasma.duloxetine, week 7, week 8)"}\n';
    const [a, b] = runText(smoker).arms.map((arm) => arm.trajectory.measures.map((m) => m.value!));
    expect(a![0]! / b![0]!).toBeGreaterThan(1.3);
    expect(a![1]).toBeCloseTo(b![1]!, 2);
  });

  it("runs as the page of scenarios shows it", () => {
    const yaml = /```yaml\n(scenario: An inducer[\s\S]*?)```/.exec(pageText("scenarios/README.md"))![1]!;
    const [before, induced, after] = runText(yaml).arms[0]!.trajectory.measures.map((m) => m.value!);
    // 0.4 of the clearance is CYP3A4's: with twice as much of it, 1.4.
    expect(before! / induced!).toBeGreaterThan(1.35);
    expect(before! / induced!).toBeLessThan(1.41);
    expect(after! / before!).toBeCloseTo(1, 2);
  });

  it("is told in the record of its arm", () => {
    const text = `scenario: S\nquestion: Q\nduration: 10 days\narms: [{label: a, treatment: escitalopram 10 mg daily, changes: [{at: day 4, person: smoker, scale: {enzyme.cyp3a4: 2}, half_life: 3 days}]}]\n`;
    const { changes } = armRecord(readScenario("s.yaml", text).value!.scenario.arms[0]!, shippedLibrary());
    expect(changes).toEqual(["from day 4 smoker, enzyme.cyp3a4 times 2 with a half-life of 3 days"]);
  });

  it.each([
    ["[{at: day 4}]", "changes-nothing"],
    ["[{at: day 40, set: {calmol.clearance: 10}}]", "change-after-end"],
    ["[{at: day 4, set: {calmol.clearence: 10}}]", "unknown-parameter"],
    ["[{at: day 4, scale: {calmol.clearence: 2}}]", "unknown-parameter"],
    ["[{at: day 4, set: {calmol.clearance: -10}}]", "domain"],
    ["[{at: day 4, scale: {calmol.clearance: -2}}]", "negative-factor"],
    ["[{at: day 4, set: {calmol.clearance: 10}}, {at: day 4, set: {calmol.clearance: 20}}]", "changed-twice"],
    ["[{at: day 4, set: {calmol.clearance: 10}, scale: {calmol.clearance: 2}}]", "changed-twice"],
    ["[{at: soon, set: {calmol.clearance: 10}}]", "bad-time"],
    ["[{at: day 4, person: smokr}]", "unknown-person"],
  ])("is refused with a place: %s", (changes, code) => {
    const { diagnostics, codes } = prepared(changes);
    expect(codes).toContain(code);
    const own = diagnostics.find((d) => d.code === code)!;
    expect(own.place!.end).toBeGreaterThan(own.place!.start);
  });
});
