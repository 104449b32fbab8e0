import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { besideNls, nlsFromR } from "../../../bench/fit/nls.ts";
import {
  type DoseRecords,
  namesOf,
  recordsFromR,
  recordsScenario,
  tablesOf,
} from "../../../bench/fit/records.ts";
import { fitOf } from "../../support/fit.ts";
import { runExperiment } from "../../support/shipped.ts";

// Data that R brings (datasets, and Debian's r-cran-nlme), beside what R's own functions make of them. None of it is kept here.

const runs = (text: string) => spawnSync("Rscript", ["-e", text], { timeout: 60_000 }).status === 0;
const hasR = runs("0");
const hasNlme = hasR && runs("library(nlme)");
const records = (set: DoseRecords["set"], subjects: number) =>
  recordsFromR(subjects).find((one) => one.set === set)!;

/** ng/mL, in which levels are told, in a mg/L. */
const inNanograms = 1000;

describe.skipIf(!hasR)("people of R's datasets", () => {
  const all = hasR ? nlsFromR(3) : [];
  it.each([
    ["Theoph", "theophylline, one compartment with absorption"],
    ["Indometh", "indometacin, two exponentials"],
  ])("%s (%s) are fitted as nls fits them, to a hundredth of its standard errors", async (wanted) => {
    const people = all.filter(({ set }) => set === wanted);
    expect(people).toHaveLength(3);
    for (const one of people)
      for (const { name, own, ownError, theirs, theirError } of await besideNls(one)) {
        const what = `${name} of ${one.subject}`;
        expect(Math.abs(own - theirs) / theirError, what).toBeLessThan(0.01);
        expect(ownError / theirError, what).toBeCloseTo(1, 1);
      }
  });
});

describe.skipIf(!hasNlme)("dose records of R's nlme", () => {
  it("of phenobarbital are fitted as R's least squares fits them by nlme's own model, to a thousandth of its standard errors", async () => {
    const all = records("Phenobarb", 12);
    const { names, value, error, fitted } = all;
    const wanted = names.map((name) => namesOf[name]!);
    const { parameters, points } = await fitOf([recordsScenario(all)], wanted, { profiles: false });
    expect(points.length).toBeGreaterThan(25);
    for (const [i, name] of wanted.entries()) {
      const own = parameters.find(({ parameter }) => parameter.name === name)!;
      expect(Math.abs(Math.log(own.value) - value[i]!) / error[i]!, name).toBeLessThan(1e-3);
      expect(own.standardError! / own.value / error[i]!, name).toBeCloseTo(1, 2);
    }
    for (const [i, { predicted }] of points.entries())
      expect(predicted / inNanograms / fitted[i]!).toBeCloseTo(1, 3);
  });

  it("of quinidine, where a rhythm is a steady state that begins anew, give the levels that nlme's compiled model gives", async () => {
    const all = records("Quinidine", 5);
    const { arms, events } = tablesOf(all);
    expect(arms).toBeGreaterThan(new Set(all.subject).size);
    expect(events).toMatch(/^\d+,0,[\d.]+,[468],1$/m);
    // Where R's fit ended.
    const there = Object.fromEntries(all.names.map((name, i) => [namesOf[name]!, Math.exp(all.value[i]!)]));
    const { data } = runExperiment(recordsScenario(all, there).experiment);
    expect(data!.length).toBe(all.fitted.length);
    for (const [i, { predicted }] of data!.entries())
      expect(predicted! / inNanograms / all.fitted[i]!).toBeCloseTo(1, 3);
  });
});
