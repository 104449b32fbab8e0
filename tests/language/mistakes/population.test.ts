import { checkPopulation } from "../../../src/cli/lint-models.ts";
import { describeMistakes, joined, type Mistake, template } from "../../support/mistakes.ts";

const ofPopulation = (text: string) =>
  joined(text, (library) => checkPopulation(library.populations.get("new-population")!, library));

const illness = "illness: {shares: {depressed-adult: 1}}";
const normal = "{distribution: {normal: [1, 0.2], within: [0.5, 1.5]}, note: Assumed.}";
const cohort = "cohort: {care: trial, duration: 8 weeks, treatment: escitalopram 10 mg daily}";
const population: readonly Mistake[] = [
  ["population: new-population", "population: New population", /"population": names/, /new-population/],
  [illness, "illness: depressed-adult", /"people.illness"/, /\{shares: \{depressed-adult: 1\}\}/],
  [illness, "illness: {depressed-adult: 1}", /"depressed-adult" is not known/, /shares/],
  [
    illness,
    "illness: {shares: {depressed-adult: 100}}",
    /depressed-adult" must be 1 or less/,
    /For 100% write 1/,
  ],
  [illness, "illness: {shares: {depressed-adult: 100%}}", /shares.depressed-adult/, /For 100% write 1/],
  [illness, "illness: {shares: {depresed-adult: 1}}", /"depresed-adult"/, /"depressed-adult"/],
  ["cyp2c19-poor: 0.03", "cyp2c19-poor: 0.8", /add up to 1.06/, /1 or less/],
  ["clearance: {cv: 0.4", "clearance: {sd: 0.4", /"sd" is not known/, /cv/],
  ["clearance: {cv: 0.4, note: Assumed.}", "clearance: 0.4", /"kinetics.all.clearance"/, /\{cv: 0.4\}/],
  ["clearance: {cv: 0.4", "clearance: {cv: 40", /clearance.cv" must be 3 or less/, /For 40% write 0.4/],
  ["clearance: {cv: 0.4", "clearence: {cv: 0.4", /"clearence"/, /"clearance"/],
  ["spread: 0.5", "spread: 50%", /"spread"/, /For 50% write 0.5/],
  ["same: [scale, clock.day_length]", "same: scale", /"same"/, /same: \[scale\]/],
  ["same: [scale, clock.day_length]", "same: [scales]", /"scales"/, /lull list parameters/],
  [normal, "{normal: [1, 0.2]}", /needs the key "distribution"/, /distribution: \{normal: /],
  [normal, "{distribution: {normal: {mean: 1, sd: 0.2}}}", /distribution.normal"/, /normal: \[1, 0.2\]/],
  [normal, "{distribution: {gaussian: [1, 0.2]}}", /"gaussian"/, /normal/],
  [normal, "{distribution: {normal: [1]}}", /distribution.normal" needs at least 2/, /normal: \[1, 0.2\]/],
  ["  depression.illness:", "  illness:", /"illness".*module.name/, /depression.illness|full names/],
  [cohort, "cohort: {care: trial}", /"cohort" needs the key "duration"/, /12 weeks/],
  [cohort, "", /needs the key "cohort"/, /cohort: \{care: trial/],
  ["between: [20, 45]", "between: [45, 20]", /between 45 and 20/, /Write 20 before 45/],
  ["between: [20, 45]", "from: 20, to: 45", /"from" is not known/, /between/],
];

describeMistakes("population", template("new-population"), population, ofPopulation);
