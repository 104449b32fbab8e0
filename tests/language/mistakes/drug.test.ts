import { describe, expect, it } from "vitest";
import { extendLibrary } from "../../../src/language/index.ts";
import { joinWithDrugs } from "../../../src/scenario/index.ts";
import { describeMistakes, joined, type Mistake, own, template } from "../../support/mistakes.ts";
import { shippedLibrary } from "../../support/shipped.ts";

const ofDrug = (text: string) =>
  joined(
    text,
    ({ model, drugs }) =>
      joinWithDrugs(
        model,
        [...drugs.values()].filter((d) => d.place.file === own),
      ).diagnostics,
  );

const bioavailability =
  'bioavailability: {value: 0.8, unit: "1", range: [0.6, 1], tier: assumed, about: Fraction of a dose that reaches the blood.}';
const drug: readonly Mistake[] = [
  ["class: SSRI", "#", /needs the key "class"/, /class: SSRI/],
  [
    "class: SSRI",
    "class: SSRI\nmolar_mass: 0.3244 kg/mol",
    /"molar_mass" should be a number/,
    /of the base, in g\/mol/,
  ],
  ["value: 25, unit: L/hour", "value: 25,5, unit: L/hour", /key "5" is not known/, /decimal point/],
  ["drug: new_drug", "drug: new-drug", /"drug": names/, /Write new_drug/],
  ["{min: 10 mg, usual: 20 mg, max: 40 mg}", "10 mg to 40 mg", /"licensed"/, /\{min: 10 mg, max: 40 mg\}/],
  [
    "{min: 10 mg, usual: 20 mg, max: 40 mg}",
    "{min: 40 mg, max: 10 mg}",
    /licensed dose of 40 mg/,
    /min: 10 mg/,
  ],
  ["tablets: [10 mg, 20 mg]", "tablets: 10 mg", /"tablets"/, /tablets: \[10 mg\]/],
  ["tablets: [10 mg, 20 mg]", "tablets: [10, 20]", /10 has no unit/, /10 mg/],
  ["bioavailability: {value: 0.8,", "bioavailability: {value: 80,", /"bioavailability"/, /For 80% write 0.8/],
  [bioavailability, "bioavailability: 0.8", /"kinetics.bioavailability"/, /\{value: 0.8, unit: "1"/],
  ['value: 0.8, unit: "1"', "value: 0.8", /"kinetics.bioavailability" needs the key "unit"/, /unit: "1"/],
  ["value: 0.8", "value: 80%", /bioavailability.value/, /For 80% write 0.8/],
  ["value: 25, unit: L/hour", "value: 25 L/hour", /clearance.value/, /value: 25, unit: L\/hour/],
  ["value: 25, unit: L/hour", "value: 25, unit: L", /"clearance" is given in L/, /unit: L\/hour/],
  ["  clearance: {", "  clearence: {", /"clearence"/, /"clearance"/],
  ["range: [700, 1500]", "range: 700-1500", /"kinetics.volume.range"/, /range: \[700, 1500\]/],
  ["range: [700, 1500]", "range: [1500, 700]", /"volume"/, /\[700, 1500\]/],
  ["range: [700, 1500]", "range: [1200, 1500]", /1000 of "volume"/, /widen the range/],
  ["tier: assumed, about: Volume", "tier: guess, about: Volume", /volume.tier" cannot be "guess"/, /assumed/],
  ["  cyp2c19: {", "  cyp9z9: {", /"cyp9z9"/, /"cyp2c9"/],
  ["site: sert\n", "site: sertt\n", /"sertt"/, /sert \(inhibitor\)/],
  ["action: inhibitor", "action: agonist", /"agonist" at "sert"/, /inhibitor/],
  ["unit: ng/mL", "unit: nM", /"ec50" is given in nM.*ng\/mL/, /Give molar_mass/],
  [
    "tier: assumed, about: Largest",
    "tier: human, sources: [doe2020], about: Largest",
    /"doe2020"/,
    /evidence file/,
  ],
];

describeMistakes("drug", template("new_drug"), drug, ofDrug);

describe("a drug in molar units", () => {
  const molar = template("new_drug").replace(
    "value: 5, unit: ng/mL, range: [2, 10]",
    "value: 5, unit: nM, range: [2, 10]",
  );
  const ec50 = (text: string) =>
    extendLibrary(shippedLibrary(), new Map([[own, text]])).partial!.drugs.get("new_drug")!.targets[0]!.ec50;

  it("has its ec50 in mass by the molar mass: 5 nM of 324.4 g/mol are 1.622 ng/mL", () => {
    const { value, range, unit } = ec50(molar.replace("class: SSRI", "molar_mass: 324.4\nclass: SSRI"));
    expect([value, ...range]).toEqual([1.622, 0.6488, 3.244]);
    expect(unit.text).toBe("ng/mL");
  });
});
