import { describeMistakes, type Mistake, ofScenario, template } from "../../support/mistakes.ts";

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
  [
    knockout,
    "set: {raphe.coupling_time: 8 days}",
    /coupling_time" should be a number/,
    /Write 8 alone if days is the unit .* `lull explain raphe\.coupling_time` says which/,
  ],
  [
    knockout,
    "hypothesis: raphe.firing_recovery=slow_drive",
    /"arms.3.hypothesis"/,
    /\{raphe.firing_recovery: /,
  ],
  [knockout, "hypothesis: {raphe.firing_recovery: slow}", /no choice "slow"/, /"slow_drive"/],
  [knockout, "set: {raphe.coupling_time: 8,5}", /"5" cannot be a name/, /decimal point/],
  [knockout, "care: trail-exercise", /no care "trail-exercise"/, /"trial_exercise"/],
  [knockout, "covariates: smoker", /"arms.3.covariates"/, /covariates: \{weight: 62 kg, CYP2D6: poor\}/],
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

describeMistakes("scenario", template("new-scenario"), scenario, ofScenario);
