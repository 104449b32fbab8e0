import { readSearch } from "../../../src/language/index.ts";
import { withOwn } from "../../../src/scenario/index.ts";
import { prepareSearch } from "../../../src/studies/index.ts";
import { describeMistakes, type Mistake, own, template } from "../../support/mistakes.ts";
import { shippedLibrary } from "../../support/shipped.ts";

const ofSearch = (text: string) => {
  const { value, diagnostics } = readSearch(own, text);
  return value
    ? [...diagnostics, ...prepareSearch(value.plan, withOwn(shippedLibrary(), value)).diagnostics]
    : diagnostics;
};

const search: readonly Mistake[] = [
  ["reference: stay\n", "reference: stay on\n", /"stay on"/, /stay/],
  ["reference: stay\n", "", /needs the key "reference"/, /reference: stay/],
  ["people: 60", "people: lots", /"people"/, /people: 100/],
  ["people: 60", "people: 0", /"people" must be 1 or more/, /1 or more/],
  ["people: 60", "population: depressed", /"depressed"/, /depressed-adults/],
  ["hypotheses: none", "hypotheses: raphe.firing_recovery", /"hypotheses"/, /\[raphe.firing_recovery\]/],
  ["hypotheses: none", "hypotheses: [raphe.firing]", /"raphe.firing"/, /"raphe.firing_recovery"/],
  ["above: 0.1}", "over: 0.1}", /"over" is not known/, /above/],
  ["  blunted: {measure", "  - {measure", /"among"/, /among: \{blunted: /],
  [
    "{label: stay, treatment: escitalopram 20 mg daily}",
    "{treatment: escitalopram 20 mg daily}",
    /needs the key "label"/,
    /needs the key "label"/,
  ],
  ["{label: stay, treatment: escitalopram 20 mg daily}", "stay", /"strategies.0"/, /\{label: lower/],
  ["over: {dose: [10, 5], week: [8]}", "over: {dose: [10, 5]}", /\{week\}/, /dose/],
  ["over: {dose: [10, 5], week: [8]}", "over: {dose: 10, week: [8]}", /over.dose"/, /dose: \[10\]/],
  ['label: "{dose} mg from week {week}"', "label: {dose} mg from week {week}", /not YAML/, /quotes/],
  ["like: stay,", "like: stays,", /"stays"/, /"stay"/],
  ["better: lower, step: 0.05", "better: less, step: 0.05", /better" cannot be "less"/, /lower/],
  ["better: lower, step: 0.05", "better: lower", /"objectives.blunting" needs the key "step"/, /step: 0.05/],
  ["better: lower, step: 0.05", "step: 0.05", /needs the key "better"/, /better: lower/],
  ["better: lower, step: 0.05", "better: lower, step: 0", /step" must be more than 0/, /more than 0/],
  ["mean(scale.madrs, week 15", "mean(scale.madr, week 15", /"scale.madr"/, /"scale.madrs"/],
  ["mean(scale.madrs, week 15, week 16)", "mean(scale.madrs, week 19, week 20)", /day 140/, /longer/],
  ["objectives:\n", "objective:\n", /"objective"/, /"objectives"/],
  ["bupropion 150 mg daily from week 8}", "bupropion 150 mg from week 8}", /how often/, /daily/],
  ["duration: 16 weeks", "duration: 16", /16 has no unit/, /12 weeks/],
];

describeMistakes("search", template("new-search"), search, ofSearch);
