import { describe, expect, it } from "vitest";
import { measuresOf, runText } from "../support/measures.ts";

// What the slice from dose to affect must show at nominal parameters. The numbers are those of the literature that the
// models cite (occupancy: Sorensen 2022; firing: Czachura 2000, El Mansari 2005; trial changes: Hirayasu 2011; early
// share of improvement: Taylor 2006, Posternak 2005), never what the code happened to print.

const treatment = (dose: string) => `treatment: [{drug: escitalopram, dose: ${dose}, every: 1 day}]`;

const firstLook = measuresOf(
  runText(`
scenario: First look
question: q
duration: 12 weeks
person: depressed-adult
arms:
  - {label: placebo, care: trial}
  - {label: drug, care: trial, ${treatment("10 mg")}}
  - {label: no brake, like: drug, knockout: [vta.serotonin_2c_brake]}
  - {label: no desensitisation, like: drug, knockout: [raphe.desensitisation]}
  - {label: recovers, like: drug, person: [depressed-adult, remitter]}
  - {label: recovers unmasked, like: recovers, hypothesis: {affect.lateness: unmasking}}
  - {label: rival recovery, like: drug, hypothesis: {raphe.firing_recovery: slow_drive}}
measure:
  occupancy: mean(sert.occupancy, week 3, week 4)
  nadir: mean(raphe.firing, day 1, day 3)
  lowest: trough(raphe.firing, day 0, day 3)
  recovered: at(raphe.firing, week 3)
  later: mean(raphe.firing, week 8, week 9)
  prefrontal_peak_day1: peak(serotonin.prefrontal, day 0, day 1)
  prefrontal_day1: at(serotonin.prefrontal, day 1)
  prefrontal_week3: at(serotonin.prefrontal, week 3)
  vta: at(vta.firing, week 8)
  phasic: at(dopamine.phasic, week 8)
  tonic: at(dopamine.tonic, week 8)
  d2: at(dopamine.d2_sensitivity, week 8)
  threat: ratio(amygdala.negative, day 0, week 8)
  anticipation: ratio(striatum.cue_response, day 0, week 8)
  consumption: ratio(striatum.receipt_response, day 0, week 8)
  depression_week1: at(affect.depression, week 1)
  depression_week2: at(affect.depression, week 2)
  depression_week6: at(affect.depression, week 6)
  depression_week12: at(affect.depression, week 12)
  madrs: change(scale.madrs, day 0, week 8)
  down_a_fifth: time_to(affect.depression, 0.8)
  told_apart: half_time(affect.drug_share)
  dulled: half_time(affect.blunting_equal_mood)
  blunting_week8: at(affect.blunting_drug, week 8)
  blunting_week12: at(affect.blunting_drug, week 12)
`),
);
const drug = firstLook.drug!;
const placebo = firstLook.placebo!;

const between = (value: number | undefined, low: number, high: number) => {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
};

describe("escitalopram 10 mg in a depressed adult", () => {
  it("occupies 70 to 85 % of transporters", () => between(drug.occupancy, 0.7, 0.85));

  it("silences raphe cells to 0.25 to 0.55 in days 1 to 3, and they come back by week 3", () => {
    between(drug.nadir, 0.25, 0.65);
    between(drug.lowest, 0.25, 0.55);
    between(drug.recovered, 0.9, 1.05);
    between(drug.later, 0.9, 1.05);
  });

  it("raises prefrontal serotonin a little on day 1 and about threefold by week 3", () => {
    between(drug.prefrontal_day1, 1, 1.8);
    between(drug.prefrontal_peak_day1, 1, 1.8);
    between(drug.prefrontal_week3, 2.5, 4.2);
  });

  it("slows dopamine cells and thins phasic release more than tonic", () => {
    between(drug.vta, 0.6, 0.9);
    between(drug.phasic, 0.6, 0.9);
    between(drug.tonic, 0.8, 1);
    between(drug.d2, 1.1, 1.3);
  });

  it("damps threat, anticipation and consumption", () => {
    between(drug.threat, 0.6, 0.9);
    expect(drug.anticipation).toBeLessThan(1);
    expect(drug.consumption).toBeLessThan(1);
  });

  it("improves depression more than placebo, by what trials found", () => {
    between(drug.madrs, -15.7, -11.7);
    between(placebo.madrs, -11.7, -9.7);
  });

  it("improves early and ever more slowly", () => {
    const advantage = (week: "week1" | "week6") =>
      placebo[`depression_${week}`]! - drug[`depression_${week}`]!;
    between(advantage("week1") / advantage("week6"), 0.23, 0.43);
    for (const arm of [drug, placebo])
      between((1 - arm.depression_week2!) / (1 - arm.depression_week6!), 0.52, 0.7);
    const gains = [
      1 - drug.depression_week2!,
      drug.depression_week2! - drug.depression_week6!,
      drug.depression_week6! - drug.depression_week12!,
    ];
    expect(gains[0]).toBeGreaterThan(gains[1]!);
    expect(gains[1]).toBeGreaterThan(gains[2]!);
  });

  it("lets blunting show late in somebody who recovers, under either hypothesis of why", () => {
    const slow = firstLook.recovers!;
    const unmasked = firstLook["recovers unmasked"]!;
    for (const arm of [slow, unmasked]) {
      between(arm.told_apart, 14, 56);
      expect(arm.told_apart).toBeGreaterThan(arm.down_a_fifth!);
    }
    // Dulling itself is sooner there, and sooner still where value does not adapt slowly.
    expect(slow.dulled).toBeLessThan(slow.told_apart!);
    expect(unmasked.dulled).toBeLessThan(slow.dulled!);
    // At equal mood it is more: the illness that the drug lifts gives some feeling back. Its size is what the ODQ anchors test.
    expect(drug.blunting_week12).toBeGreaterThan(0.02);
  });

  it("goes on blunting while depression has more than halved its way down", () => {
    expect(drug.depression_week12).toBeLessThan(0.5);
    expect(drug.blunting_week12).toBeGreaterThanOrEqual(drug.blunting_week8!);
  });

  it("adds nothing on placebo", () => {
    expect(Math.abs(placebo.blunting_week12!)).toBeLessThan(1e-6);
  });
});

describe("knocking a mechanism out", () => {
  it("without the 5-HT2C brake phasic dopamine and most of the blunting stay away", () => {
    const without = firstLook["no brake"]!;
    expect(1 - without.phasic!).toBeLessThan((1 - drug.phasic!) / 2);
    expect(without.blunting_week12).toBeLessThan(drug.blunting_week12! / 2);
  });

  it("without autoreceptor desensitisation firing does not come back, but under the rival hypothesis it does", () => {
    expect(firstLook["no desensitisation"]!.recovered).toBeLessThan(0.6);
    between(firstLook["rival recovery"]!.recovered, 0.85, 1.1);
  });
});

describe("dose", () => {
  const doses = ["2.5 mg", "5 mg", "10 mg", "20 mg", "40 mg"];
  const byDose = measuresOf(
    runText(`
scenario: Dose
question: q
duration: 12 weeks
person: depressed-adult
arms:
${doses.map((dose) => `  - {label: ${dose}, care: trial, ${treatment(dose)}}`).join("\n")}
measure:
  blunting: mean(affect.blunting_drug, week 11, week 12)
  madrs: change(scale.madrs, day 0, week 8)
`),
  );
  const steps = <T>(list: readonly T[]) => list.slice(1).map((item, i) => [list[i]!, item] as const);

  it("blunts more with every step up", () => {
    for (const [low, high] of steps(doses))
      expect(byDose[high]!.blunting).toBeGreaterThan(byDose[low]!.blunting!);
  });

  it("gains ever less in efficacy", () => {
    const gains = steps(doses).map(([low, high]) => byDose[low]!.madrs! - byDose[high]!.madrs!);
    for (const [before, after] of steps(gains)) expect(after).toBeLessThan(before);
    expect(gains.at(-1)).toBeLessThan(0.3);
  });
});

describe("stopping at week 8", () => {
  const { stopped } = measuresOf(
    runText(`
scenario: Stopping
question: q
duration: 16 weeks
person: depressed-adult
arms:
  - {label: stopped, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day, until: week 8}]}
measure:
  before: at(affect.blunting_drug, week 8)
  after_a_week: at(affect.blunting_drug, week 9)
  after_two_months: at(affect.blunting_drug, week 16)
  serotonin: at(serotonin.prefrontal, week 10)
`),
  );

  it("lets blunting go over weeks, not days", () => {
    expect(stopped!.after_a_week).toBeGreaterThan(stopped!.before! / 4);
    expect(Math.abs(stopped!.after_two_months!)).toBeLessThan(stopped!.before! / 5);
  });

  it("brings serotonin back near normal within two weeks", () => between(stopped!.serotonin, 0.6, 1.4));
});
