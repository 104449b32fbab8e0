import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { prepare } from "../../src/scenario/index.ts";
import { personAtRest, simulateFrom, simulatePair } from "../../src/simulation/index.ts";
import { shippedLibrary } from "../support/shipped.ts";

/** Somebody who has taken escitalopram for a year, and somebody who starts. */
function arms() {
  const table = (ss: number) => `time,amt,cmt,ii,addl,ss\n0,10,escitalopram,24,27,${ss}\n`;
  const read = readScenario(
    "s.yaml",
    "scenario: S\nquestion: Q\nduration: 4 weeks\narms: [{label: old, treatment: {events: ss.csv}}, {label: new, treatment: {events: new.csv}}]",
    (path) => table(path === "ss.csv" ? 1 : 0),
  );
  const { value } = prepare(read.value!.scenario, shippedLibrary());
  const [old, fresh] = value!.problems;
  const system = compile(old!.system);
  return { old: old!, fresh: fresh!, system, start: personAtRest(old!, system) };
}

describe("doses before day 0", () => {
  const { old, fresh, system, start } = arms();
  const longTaken = simulateFrom(start, old, system);
  const started = simulateFrom(start, fresh, system);
  const column = (name: string) => longTaken.columns.get(name)!.values;

  it("leave a steady state: every day is like the one before", () => {
    expect(longTaken.status.kind).toBe("success");
    const plasma = column("plasma.escitalopram");
    const day = (n: number) => plasma[n * 24 + 23]!;
    expect(day(0)).toBeGreaterThan(10);
    expect(day(27)).toBeCloseTo(day(0), 4);
    const slow = column("affect.blunting_drug");
    expect(slow[27 * 24]!).toBeCloseTo(slow[0]!, 3);
  });

  it("give what weeks of doses lead to", () => {
    const plasma = started.columns.get("plasma.escitalopram")!.values;
    expect(plasma[23]!).toBeLessThan(0.6 * column("plasma.escitalopram")[23]!);
    expect(plasma.at(-1)!).toBeCloseTo(column("plasma.escitalopram").at(-1)!, 3);
  });

  it("are counted apart, and amounts balance with them", () => {
    expect(longTaken.doses).toMatchObject({
      asked: 28,
      delivered: 28,
      missed: 0,
      amount: 280,
      amountBefore: 3640,
    });
    const present = ["gut", "body", "eliminated"].map((name) => column(`escitalopram.${name}`).at(-1)!);
    expect(present.reduce((a, b) => a + b, 0)).toBeCloseTo(3640 + 280, 3);
  });

  it("count in pairs as they do alone, and leave the baseline drug-free", () => {
    const [first, second] = simulatePair(
      [
        { start, problem: old },
        { start, problem: fresh },
      ],
      system,
    );
    expect(first.columns.get("affect.blunting")!.values.at(-1)!).toBeCloseTo(
      column("affect.blunting").at(-1)!,
      6,
    );
    expect(second.doses.amountBefore).toBe(0);
    expect(first.baseline.get("plasma.escitalopram")).toBe(0);
  });
});
