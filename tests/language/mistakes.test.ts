import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { claimFaults } from "../../src/analysis/index.ts";
import { checkModels, checkPopulation } from "../../src/cli/lint-models.ts";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { libraryFiles, packageRoot, readTextFile } from "../../src/files/index.ts";
import {
  extendLibrary,
  type Library,
  readLibrary,
  readScenario,
  readSearch,
} from "../../src/language/index.ts";
import { checkBaseline, flatten } from "../../src/model/index.ts";
import { joinWithDrugs, prepare, withOwn } from "../../src/scenario/index.ts";
import { prepareSearch } from "../../src/studies/index.ts";
import { shippedLibrary } from "../support/shipped.ts";

// The likeliest mistakes in each kind of file. Each is told by a message that names the key (or the text at fault) and
// says what to do. They are made in the templates, which are without fault.

/** What stands in the template, what stands there instead, what must be named, and the remedy. */
type Mistake = readonly [was: string, is: string, names: RegExp, remedy: RegExp];

const template = (name: string) => readFileSync(join(packageRoot, `models/templates/${name}.yaml`), "utf8");
const file = "own.yaml";

const joined = (text: string, judge: (library: Library) => readonly Diagnostic[]) => {
  const { partial, diagnostics } = extendLibrary(shippedLibrary(), new Map([[file, text]]));
  return [...diagnostics, ...(partial && diagnostics.length === 0 ? judge(partial) : [])];
};
const ofScenario = (text: string, others: Readonly<Record<string, string>> = {}): readonly Diagnostic[] => {
  const { value, diagnostics } = readScenario(file, text, (path) => others[path]);
  return value
    ? [...diagnostics, ...prepare(value.scenario, withOwn(shippedLibrary(), value)).diagnostics]
    : diagnostics;
};
const ofSearch = (text: string) => {
  const { value, diagnostics } = readSearch(file, text);
  return value
    ? [...diagnostics, ...prepareSearch(value.plan, withOwn(shippedLibrary(), value)).diagnostics]
    : diagnostics;
};
const ofModule = (text: string) =>
  joined(text, ({ model }) => {
    const { value, diagnostics } = joinWithDrugs(model, []);
    const flat = value && flatten(value);
    return [
      ...diagnostics,
      ...(flat?.diagnostics ?? []),
      ...(value && flat?.value ? checkBaseline(value, flat.value) : []),
    ];
  });
const ofDrug = (text: string) =>
  joined(
    text,
    ({ model, drugs }) =>
      joinWithDrugs(
        model,
        [...drugs.values()].filter((d) => d.place.file === file),
      ).diagnostics,
  );
const ofPerson = (text: string) =>
  joined(text, (library) => {
    const scenario = template("new-scenario").replace("person: depressed-adult", "person: new-person");
    return prepare(readScenario("ask.yaml", scenario).value!.scenario, library).diagnostics;
  });
const ofPopulation = (text: string) =>
  joined(text, (library) => checkPopulation(library.populations.get("new-population")!, library));
const ofClaim = (text: string) =>
  joined(text, (library) => claimFaults([library.claims.get("new-claim")!], library));

const treatment = "treatment: escitalopram 10 mg daily}";
const knockout = "knockout: [vta.serotonin_2c_brake]";
const measure = "occupancy: mean(sert.occupancy, week 7, week 8)";
const scenario: readonly Mistake[] = [
  ["duration: 12 weeks", "duration: 12", /12 has no unit/, /12 weeks/],
  ["duration: 12 weeks", "duration: 3 months", /"months"/, /days or weeks/],
  ["question: Does", "aim: Does", /needs the key "question"/, /For example question: /],
  ["arms:", "arm:", /"arm" is not known/, /Did you mean "arms"/],
  ["person: depressed-adult", "person: depresed-adult", /"depresed-adult"/, /"depressed-adult"/],
  ["{label: placebo, care: trial}", "{care: trial}", /"arms.0" needs the key "label"/, /label: 10 mg/],
  ["{label: placebo, care: trial}", "placebo", /"arms.0".*"placebo"/, /\{label: /],
  [treatment, "treatment: escitalopam 10 mg daily}", /"escitalopam"/, /"escitalopram"/],
  [treatment, "treatment: escitalopram 10 daily}", /10 has no unit/, /10 mg/],
  [
    treatment,
    "treatment: {drug: escitalopram, dose: 10 mg, every: 1 day}}",
    /"arms.1.treatment"/,
    /brackets/,
  ],
  [treatment, "treatment: [{drug: escitalopram, dose: 10, every: 1 day}]}", /10 has no unit/, /10 mg/],
  [knockout, "knockout: vta.serotonin_2c_brake", /"arms.3.knockout"/, /knockout: \[vta/],
  [knockout, "knockout: [vta.serotonin_brake]", /"vta.serotonin_brake"/, /"vta.serotonin_2c_brake"/],
  [knockout, "knockout: [serotonin_2c_brake]", /knockout.0": full names/, /knockout: \[vta/],
  [knockout, "set: [raphe.coupling_time: 8]", /"arms.3.set"/, /set: \{raphe.coupling_time: 8\}/],
  [knockout, "set: {raphe.coupling_time: 8 days}", /coupling_time" should be a number/, /Write 8 alone/],
  [
    knockout,
    "hypothesis: raphe.firing_recovery=slow_drive",
    /"arms.3.hypothesis"/,
    /\{raphe.firing_recovery: /,
  ],
  [knockout, "hypothesis: {raphe.firing_recovery: slow}", /no choice "slow"/, /"slow_drive"/],
  [measure, "occupancy: mean(sert.occupancy)", /mean\(\) takes/, /mean\(x, from, to\)/],
  [measure, "occupancy: average(sert.occupancy, week 7, week 8)", /"average"/, /mean/],
  [measure, "occupancy: at(sert.occupancy, 8)", /"8" is not a time/, /"week 8"/],
  [measure, "occupancy: sert.occupancy", /"sert.occupancy"/, /at\(sert.occupancy, week 8\)/],
  [measure, "occupancy: at(sert.occupancy, week 20)", /day 140/, /longer or measure earlier/],
  ["measure:\n", "measures:\n", /"measures"/, /"measure"/],
  ["plot: [affect, blunting, scales]", "plot: affect", /"plot"/, /plot: \[affect\]/],
  ["plot: [affect, blunting, scales]", "plot: [sert.occupancy]", /"plot.0"/, /show: \[sert.occupancy\]/],
  ["care: trial}", "care: trail}", /"trail"/, /"trial"/],
  ["like: 20 mg", "like: 20mg", /"20mg"/, /"20 mg"/],
];

const bioavailability =
  'bioavailability: {value: 0.8, unit: "1", range: [0.6, 1], tier: assumed, about: Fraction of a dose that reaches the blood.}';
const drug: readonly Mistake[] = [
  ["class: SSRI", "#", /needs the key "class"/, /class: SSRI/],
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

const recovery = "{value: 21, range: [10, 40], tier: assumed, note: Recovers more slowly than most.}";
const person: readonly Mistake[] = [
  [
    "  depression.recovery_time:",
    "  recovery_time:",
    /"recovery_time".*module.name/,
    /depression.recovery_time: 21/,
  ],
  [
    "  depression.recovery_time:",
    "  depression.recovery_tim:",
    /recovery_tim"/,
    /"depression.recovery_time"/,
  ],
  ["  depression.recovery_time:", "  depresion.recovery_time:", /"depresion.recovery_time"/, /"depression/],
  [
    "  affect.felt_share:",
    "  affect.blunting:",
    /"affect.blunting" is a value/,
    /lull explain affect.blunting/,
  ],
  [recovery, "21 days", /"set.depression.recovery_time"/, /recovery_time: 21/],
  [recovery, "{value: 21, unit: day}", /"unit" is not known/, /value/],
  [recovery, "{value: 21 days}", /recovery_time.value/, /Write 21 alone/],
  [recovery, "-21", /"depression.recovery_time" must be above 0/, /above 0/],
  [recovery, "210", /"depression.recovery_time" is 210/, /10 to 20 day/],
  ["set:\n  dep", "set:\n  - dep", /"set" should be a mapping/, /set: \{/],
  ["set:\n", "parameters:\n", /"parameters" is not known/, /set/],
  ["scale:\n", "scales:\n", /"scales"/, /"scale"/],
  ["scale:\n", "scale: 1.2\n#", /"scale"/, /scale: \{affect.felt_share: 1.2\}/],
  ["value: 1.2", "value: 120%", /affect.felt_share.value/, /For 120% write 1.2/],
  ["value: 1.2", "factor: 1.2", /"factor" is not known/, /value/],
  ["person: new-person", "person: New Person", /"person": names/, /new-person/],
  ["person: new-person", "persons: new-person", /what kind of file/, /Did you mean "person"/],
  ["title: New person\n", "", /needs the key "title"/, /title: /],
  ["about: Say who this is.\n", "", /needs the key "about"/, /about: /],
  ["group: other", "group: life", /"group" cannot be "life"/, /illness/],
  ["tier: assumed, note: Recovers", "tier: guess, note: Recovers", /tier" cannot be "guess"/, /assumed/],
  ["range: [10, 40]", "range: [30, 40]", /21 of "depression.recovery_time"/, /low to high/],
  ["set:\n", "set:\n  depression.recovery_time: 3\n", /"depression.recovery_time" stands twice/, /Keep one/],
];

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

const rate = "rate: (serotonin.prefrontal - level) / time";
const mechanism: readonly Mistake[] = [
  ["module: new_mechanism", "module: new-mechanism", /"module": names/, /new_mechanism/],
  ["value: 5, unit: day", "value: 5", /"parameters.time" needs the key "unit"/, /unit: day/],
  ["value: 5, unit: day", "value: 5 days", /"parameters.time.value"/, /value: 5, unit: days/],
  ["value: 5, unit: day", "value: 5, unit: days per week", /"per"/, /1\/day/],
  ["range: [2, 14]", "range: 2 to 14", /"parameters.time.range"/, /range: \[2, 14\]/],
  ["tier: assumed, about: Time", "about: Time", /"parameters.time" needs the key "tier"/, /tier: assumed/],
  [rate, "rate: (serotonin.prefrontal - level) / tme", /"tme"/, /"time"/],
  [rate, "rate: (serotonin.prefrontl - level) / time", /"serotonin.prefrontl"/, /"serotonin.prefrontal"/],
  [rate, "rate: (seretonin.prefrontal - level) / time", /"seretonin"/, /"serotonin.prefrontal"/],
  [rate, "rate: (prefrontal - level) / time", /"prefrontal"/, /"serotonin.prefrontal"/],
  [rate, "rate: (mg - level) / time", /"mg"/, /declare a parameter with that unit/],
  [rate, "rate: serotonin.prefrontal - level", /"new_mechanism.level" should be 1\/time/, /Mend the formula/],
  [rate, "rate: (serotonin.prefrontal - level / time", /cannot be read/, /parenthesis \) expected/],
  [rate, "rate: (serotonin.prefrontal - level) ** 2 / time", /cannot be read/, /x\^2/],
  [rate, "formula: (serotonin.prefrontal - level) / time", /"states.level" needs the key "rate"/, /rate: /],
  [rate, "rate: (serotonin.prefrontal - 2 * level) / time", /"new_mechanism.level" drifts/, /equilibrium/],
  ["    initial: 1\n", "", /"states.level" needs the key "initial"/, /initial: 1/],
  [
    "formula: 1 + gain * (level - 1)",
    "formula: gain * level",
    /drive" is 0.2/,
    /relative to its drug-free value/,
  ],
  [
    "{formula: 1 + gain * (level - 1), about: The messenger drives the readiness to act.}",
    "1 + gain",
    /"effects.drive"/,
    /\{formula: /,
  ],
  ["default: none", "default: nothing", /no choice "nothing"/, /none/],
  [
    "          affect.motivation:",
    "          affect.motivatoin:",
    /"affect.motivatoin"/,
    /"affect.motivation"/,
  ],
  ["  level:\n", "  time:\n", /"new_mechanism.time" is declared twice/, /Rename one/],
  ["  gain: {", "  t: {", /"t" has a fixed meaning/, /another name/],
];

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

const table = "time,amt,cmt,ii,addl\n0,10,escitalopram,24,6\n";
const events: readonly Mistake[] = [
  ["time,", "when,", /time/, /time/],
  ["amt,", "dose,", /amt/, /amt/],
  ["escitalopram", "escitalopam", /"escitalopam"/, /"escitalopram"/],
  ["escitalopram", "1", /1/, /drugs: \{/],
  ["cmt,", "substance,", /which drug/, /cmt \(or drug\)/],
  ["10,", "ten,", /"ten"/, /number/],
  ["10,", "-10,", /-10/, /0 or more|above 0|positive|more than|negative/],
  ["10,", "10 mg,", /"10 mg"/, /number|mg/],
  ["0,10", "noon,10", /"noon"/, /hours|number/],
  ["0,10", "-24,10", /-24/, /./],
  ["24,6", "0,6", /ii|interval/i, /./],
  ["24,6", "24,1.5", /1.5/, /whole/],
  ["24,6", "24,6,9", /cells|columns|more/i, /./],
  ["24,6", "24", /cells|columns|addl|fewer/i, /./],
  ["ii,addl", "ii,ii", /ii/, /./],
  [table, "", /empty|no rows|header|table/i, /./],
  [table, "time|amt|cmt\n0|10|escitalopram\n", /parted/, /commas/],
  [table, "time,amt,cmt,evid\n0,10,escitalopram,7\n", /7/, /0|1/],
  [table, "time,amt,cmt,rate\n0,10,escitalopram,-3\n", /-3|rate/, /./],
  [table, "id,time,amt,cmt\n1,0,10,escitalopram\n2,0,10,escitalopram\n", /2 subjects/, /id: /],
  [table, "time,amt,cmt,ii,addl\n0,10,escitalopram,24,100\n", /after the run ends/, /long/],
];
const withTable = template("new-scenario").replace(
  "treatment: escitalopram 10 mg daily}",
  "treatment: {events: doses.csv}}",
);

const points = "time_week,variable,arm,value,sd\n2,madrs,10 mg,24,3\n4,madrs,placebo,20,3\n";
const withPoints = `scenario: S
question: Q
duration: 8 weeks
arms: [{label: placebo}, {label: 10 mg, treatment: escitalopram 10 mg daily}]
data: points.csv
`;
const data: readonly Mistake[] = [
  ["time_week", "time", /in which unit/, /time_week, time_day or time_hour/],
  ["variable,", "var,", /what was measured/, /column variable/],
  ["arm,", "group,", /in which these points were measured/, /column arm/],
  ["value,", "mean,", /column "value"/, /Columns here/],
  ["sd\n", "error\n", /"error" is not used/, /columns: \{sd: error\}/],
  ["sd\n", "sd,sd\n", /"sd" stands twice/, /one of the two/],
  ["madrs", "madr", /"madr"/, /"madrs"/],
  ["madrs", "age", /"age"/, /list variables/],
  ["madrs", "scale.madr", /"scale.madr"/, /"scale.madrs"/],
  ["10 mg", "10mg", /"10mg"/, /"10 mg"/],
  ["2,madrs", "two,madrs", /"two" in column time/, /number alone/],
  ["2,madrs", "-2,madrs", /before the start/, /count from 0/],
  ["2,madrs", "20,madrs", /day 140/, /longer/],
  ["24,3", "24 points,3", /"24 points" in column value/, /without unit/],
  ["24,3", "24,-3", /sd .* -3/, /Leave it empty/],
  ["24,3", "24,0", /sd .* 0/, /Leave it empty/],
  ["24,3", "24", /4 cells/, /decimal comma/],
  ["24,3", "24,3,9", /6 cells/, /quotes/],
  ["24,3", '"24,3', /never closed/, /Close it/],
  ["4,madrs,placebo", "2,madrs,10 mg", /a point at this time already/, /Leave one out/],
  [points, "", /not one measured point/, /time_week,variable,arm,value/],
  [points, "time_week|variable|arm|value\n2|madrs|10 mg|24\n", /parted/, /commas/],
];

const folder = "notebooks/models/two-baths";
const ownModel = `model: two-baths
title: Two baths
about: A tap fills a first bath, which sets where the second one goes.
use:
  question: How does something quick end in something slow?
  context: Teaching.
  influence: Low.
  consequence: A wrong lesson.
modules:
  - baths.yaml
person: anybody
care:
  closed: {baths.tap: 0}
  open: {baths.tap: 1}
overview:
  - {title: Baths, about: Both of them., modules: [baths]}
groups:
  levels: {title: Levels, show: [baths.first, baths.second]}
rows:
  late: What begins at once may show late.
`;
const ofModel = (text: string) => {
  const path = `${folder}/model.yaml`;
  const read = (name: string) => (name === path ? text : readTextFile(name));
  const { partial, diagnostics } = readLibrary({
    ...libraryFiles(folder, path, read),
    drugs: [],
    populations: [],
    evidence: [],
  });
  return [...diagnostics, ...(partial ? checkModels(partial, diagnostics) : [])];
};
const closed = "closed: {baths.tap: 0}";
const shown = "show: [baths.first, baths.second]";
const model: readonly Mistake[] = [
  ["model: two-baths", "model: Two Baths", /"model": names are lower case/, /Write two-baths/],
  ["title: Two baths\n", "", /needs the key "title"/, /title: /],
  ["about: A tap", "abuot: A tap", /"abuot"/, /Did you mean "about"/],
  [
    "modules:\n  - baths.yaml",
    "modules: baths.yaml",
    /"modules" should be a list/,
    /modules: \[baths.yaml\]/,
  ],
  ["modules:\n", "module:\n", /"module" is not known/, /"modules"/],
  ["- baths.yaml", "- baths", /"notebooks\/models\/two-baths\/baths" does not exist/, /its ending .yaml/],
  ["- baths.yaml", "- baths.yaml\n  - baths.yaml", /two modules named "baths"/, /remove it/],
  ["person: anybody", "person: anybdy", /"anybdy"/, /"anybody"/],
  ["person: anybody", "person: nemo", /"nemo"/, /anybody|Leave the key out/],
  ["care:", "cares:", /"cares"/, /"care"/],
  [closed, "closed: baths.tap", /"care.closed" should be a mapping/, /closed: \{/],
  [closed, "closed: {tap: 0}", /"tap"/, /module\.name/],
  [closed, "closed: {baths.tab: 0}", /"baths.tab"/, /"baths.tap"/],
  [closed, "closed: {baths.tap: shut}", /"care.closed.baths.tap" should be a number/, /Write a number alone/],
  [closed, "closed: {baths.tap: 7}", /"baths.tap" must be a fraction/, /0\.07/],
  ["modules: [baths]", "modules: [bath]", /the module "bath"/, /"baths"/],
  ["modules: [baths]", "folders: [dopamine]", /the folder "dopamine"/, /two-baths|folder of that name/],
  ["about: Both of them., ", "", /"overview.0" needs the key "about"/, /about: /],
  [shown, "show: baths.first", /"groups.levels.show" should be a list/, /show: \[baths.first\]/],
  [shown, "show: [baths.frist]", /"baths.frist"/, /"baths.first"/],
  [shown, "plot: [baths.first]", /"plot" is not known in "groups.levels"/, /show/],
  ["{title: Levels, ", "{", /"groups.levels" needs the key "title"/, /title: /],
  ["levels: {", "Water levels: {", /"Water levels"/, /Water_levels/],
  ["groups:", "plots:", /"plots"/, /groups/],
  [
    "rows:\n  late: What begins at once may show late.",
    "rows: [late]",
    /"rows" should be a mapping/,
    /rows: \{/,
  ],
  ["  consequence: A wrong lesson.\n", "", /"use" needs the key "consequence"/, /consequence: /],
  ["influence: Low.", "risk: Low.", /"risk"/, /influence/],
];

const kinds: readonly [string, string, readonly Mistake[], (text: string) => readonly Diagnostic[]][] = [
  ["scenario", template("new-scenario"), scenario, ofScenario],
  ["drug", template("new_drug"), drug, ofDrug],
  ["person", template("new-person"), person, ofPerson],
  ["population", template("new-population"), population, ofPopulation],
  ["module", template("new_mechanism"), mechanism, ofModule],
  ["claim", template("new-claim"), claim, ofClaim],
  ["search", template("new-search"), search, ofSearch],
  ["model file", ownModel, model, ofModel],
  ["table of measured points", points, data, (text) => ofScenario(withPoints, { "points.csv": text })],
  ["event table", table, events, (text) => ofScenario(withTable, { "doses.csv": text })],
];

describe("a drug in molar units", () => {
  const molar = template("new_drug").replace(
    "value: 5, unit: ng/mL, range: [2, 10]",
    "value: 5, unit: nM, range: [2, 10]",
  );
  const ec50 = (text: string) =>
    extendLibrary(shippedLibrary(), new Map([[file, text]])).partial!.drugs.get("new_drug")!.targets[0]!.ec50;

  it("has its ec50 in mass by the molar mass: 5 nM of 324.4 g/mol are 1.622 ng/mL", () => {
    const { value, range, unit } = ec50(molar.replace("class: SSRI", "molar_mass: 324.4\nclass: SSRI"));
    expect([value, ...range]).toEqual([1.622, 0.6488, 3.244]);
    expect(unit.text).toBe("ng/mL");
  });
});

describe("two files of one's own that define the same", () => {
  it("are an error that shows both", () => {
    const text = template("new-person");
    const { value, diagnostics } = extendLibrary(
      shippedLibrary(),
      new Map([
        ["a.yaml", text],
        ["b.yaml", text],
      ]),
    );
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, place }) => [code, place!.file])).toEqual([["duplicate-name", "b.yaml"]]);
    expect(diagnostics[0]!.notes![0]!.place!.file).toBe("a.yaml");
  });
});

for (const [kind, sound, mistakes, judge] of kinds)
  describe(`mistakes in a ${kind}`, () => {
    it("are at least twenty, in a file that has none", () => {
      expect(mistakes.length).toBeGreaterThanOrEqual(20);
      expect(judge(sound)).toEqual([]);
    });

    it.each(mistakes)("%j written as %j is named with its remedy", (was, is, names, remedy) => {
      expect(sound).toContain(was);
      const said = judge(sound.replace(was, () => is)).map(
        ({ message, help, notes = [] }) =>
          [message, [help, ...notes.map((note) => note.message)].filter(Boolean).join(" ")] as const,
      );
      const whole = said.map((parts) => parts.join("\n")).join("\n\n");
      const answers = said.filter(([message]) => names.test(message));
      expect(answers.length, whole || "nothing was said").toBeGreaterThan(0);
      expect(
        answers.some((parts) => remedy.test(parts.join(" "))),
        whole,
      ).toBe(true);
    });
  });
