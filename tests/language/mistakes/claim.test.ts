import { claimFaults } from "../../../src/analysis/index.ts";
import { describeMistakes, joined, type Mistake, template } from "../../support/mistakes.ts";

const ofClaim = (text: string) =>
  joined(text, (library) => claimFaults([library.claims.get("new-claim")!], library));

const found = "measure: ratio_to_reference(mean(serotonin.prefrontal, week 3, week 4))";
const claim: readonly Mistake[] = [
  ["claim: new-claim", "claim: New claim", /"claim": names/, /new-claim/],
  ["row: 5ht-regions", "row: 5ht-region", /"5ht-region"/, /"5ht-regions"/],
  ["row: 5ht-regions", "#", /needs the key "row"/, /row: dose/],
  ["contested: debated", "contested: yes", /"contested" cannot be "yes"|"contested".*true/, /debated/],
  [
    found,
    "measure: ratio_to_reference(serotonin.prefrontal)",
    /"serotonin.prefrontal"/,
    /at\(serotonin.prefrontal, week 8\)/,
  ],
  [
    found,
    "measure: mean(serotonin.prefrontl, week 3, week 4)",
    /"serotonin.prefrontl"/,
    /"serotonin.prefrontal"/,
  ],
  [found, "measure: at(serotonin.prefrontal, week 8)", /day 56/, /longer or measure earlier/],
  ["expect: {above: 1.5}", "expect: above 1.5", /"expect"/, /expect: \{above: 1.5\}/],
  ["expect: {above: 1.5}", "expect: {above: 1,5}", /key "5" is not known/, /decimal point/],
  [
    "expect: {above: 1.5}",
    "expect: {above: 8 ng/mL}",
    /"expect.above" should be a number/,
    /in the unit of the measure/,
  ],
  ["expect: {above: 1.5}", "expect: {more: 1.5}", /"more" is not known/, /above/],
  ["expect: {above: 1.5}", "expect: {between: [3, 1.5]}", /between 3 and 1.5/, /Write 1.5 before 3/],
  ["expect: {above: 1.5}", "expect: {between: 1.5 to 3}", /"expect.between"/, /between: \[1.5, 3\]/],
  ["expect: {above: 1.5}", "expect: {above: 1.5, below: 3}", /"below" does not go with/, /Leave one/],
  [
    "carried_by: [sert.reuptake_block]",
    "carried_by: sert.reuptake_block",
    /"carried_by"/,
    /\[sert.reuptake_block\]/,
  ],
  [
    "carried_by: [sert.reuptake_block]",
    "carried_by: [sert.reuptake]",
    /"sert.reuptake"/,
    /"sert.reuptake_block"/,
  ],
  ["sources: [ceglia2004]", "sources: [ceglia2005]", /"ceglia2005"/, /"ceglia2004"/],
  ["sources: [ceglia2004]", "sources: ceglia2004", /"sources"/, /sources: \[ceglia2004\]/],
  ["duration: 4 weeks", "duration: 4", /4 has no unit/, /12 weeks/],
  ["duration: 4 weeks\n", "", /needs the key "duration"/, /duration: 12 weeks/],
  ["treatment: escitalopram 10 mg daily", "treatment: escitalopram", /a dose with its unit/, /10 mg/],
  ["no_effect: 1", "no_effect: none", /"no_effect"/, /no_effect: 1/],
  ["person: depressed-adult", "person: healthy", /"healthy"/, /healthy-adult/],
  ["person: depressed-adult", "reference: placebo", /"reference"/, /reference: \{/],
];

describeMistakes("claim", template("new-claim"), claim, ofClaim);
