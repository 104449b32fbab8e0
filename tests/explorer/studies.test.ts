import { describe, expect, it } from "vitest";
import { check } from "../../src/analysis/index.ts";
import { libraryFromText, libraryToText } from "../../src/engine/index.ts";
import { scenarioText } from "../../src/explorer/scenario-text.ts";
import { Abandoned, study } from "../../src/explorer/studies.ts";
import type { StudyQuestion } from "../../src/explorer/study-types.ts";
import { evaluateHere } from "../../src/runs/index.ts";
import { sensitivity } from "../../src/studies/index.ts";
import { shippedPage } from "../support/page.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

// What the page asks of its second worker, with the library as the page gets it.

const shipped = shippedLibrary();
const library = libraryFromText(libraryToText(shipped));
const { current } = shippedPage().opening;
const text = scenarioText(shippedPage(), [current], 14);
const never = () => false;
const quiet = () => {};

describe("study", () => {
  it("why: shares of systems sum to the curve's change, over time and at the end", async () => {
    const told: number[] = [];
    const answer = await study({ kind: "why", text, variable: "vta.firing" }, library, never, (done) =>
      told.push(done),
    );
    if (answer.kind !== "why") throw new Error(answer.kind);
    const { systems, value, baseline, days, overTime } = answer.attribution;
    for (const [k] of days.entries())
      expect(systems.reduce((sum, s) => sum + s.overTime[k]!, 0)).toBeCloseTo(
        overTime.value[k]! - overTime.baseline[k]!,
        9,
      );
    expect(systems.reduce((sum, s) => sum + s.share, 0)).toBeCloseTo(value - baseline, 9);
    expect(value).toBeLessThan(0.9);
    expect(told.length).toBeGreaterThan(1);
  });

  it("band: quantiles are in order, start together and hold the half of people", async () => {
    const answer = await study({ kind: "band", text, variable: "sert.occupancy" }, library, never, quiet);
    if (answer.kind !== "band") throw new Error(answer.kind);
    const { quantiles, days, subjects, sampled } = answer.band;
    expect(subjects).toBeGreaterThan(sampled / 2);
    expect(days[0]).toBe(0);
    expect(days.at(-1)).toBe(14);
    for (const q of quantiles) expect([...q].sort((a, b) => a - b)).toEqual(q);
    const [low, , middle, , high] = quantiles.at(-1)!;
    expect(middle).toBeGreaterThan(0.6);
    expect(high - low).toBeGreaterThan(0.02);
  });

  it("claims: verdicts are those of the command line's check, in the library that the page gets", async () => {
    const ids = [...shipped.claims.values()]
      .filter((claim) => !claim.population && JSON.stringify(claim.measure).includes("affect.blunting_drug"))
      .map((claim) => claim.id)
      .slice(0, 8);
    const answer = await study({ kind: "claims", ids }, library, never, quiet);
    if (answer.kind !== "claims") throw new Error(answer.kind);
    const { ledger } = check(
      ids.map((id) => shipped.claims.get(id)!),
      shipped,
      { rivals: false },
    );
    expect(answer.verdicts.map((v) => [v.id, v.passes])).toEqual(
      ledger!.results.map((r) => [r.claim.id, r.passes]),
    );
  });

  it("ends when nobody waits for it any more", async () => {
    let asked = 0;
    const question: StudyQuestion = { kind: "band", text, variable: "sert.occupancy" };
    await expect(study(question, library, () => ++asked > 3, quiet)).rejects.toThrow(Abandoned);
    expect(asked).toBe(4);
  });

  it("says in words why a text cannot be studied", async () => {
    const wrong = text.replace("drug: escitalopram", "drug: escitalopran");
    await expect(
      study({ kind: "why", text: wrong, variable: "vta.firing" }, library, never, quiet),
    ).rejects.toThrow(/escitalopran[\s\S]*escitalopram/);
  });
});

describe("the library as text", () => {
  it("gives the same sensitivity as the library it was made of: no number is lost on the way", async () => {
    const { scenario } = experimentOf(`
scenario: s
question: q
duration: 1 week
person: depressed-adult
arms: [{label: a, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
measure: {firing: "at(vta.firing, end)"}
`);
    const [first, second] = await Promise.all(
      [shipped, library].map((cast) =>
        sensitivity(
          {
            title: "",
            person: "",
            arm: scenario.arms[0]!,
            duration: 7,
            measure: scenario.measures[0]!,
          },
          cast,
          {
            method: "sobol",
            size: 2,
            seed: 1,
            isWanted: (name) => name.startsWith("vta."),
            evaluator: evaluateHere,
          },
        ),
      ),
    );
    expect(second!.result!.sobol).toEqual(first!.result!.sobol);
    expect(first!.result!.sobol!.runs).toBeGreaterThan(4);
  });
});
