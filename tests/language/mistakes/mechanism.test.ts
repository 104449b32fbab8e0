import { checkBaseline, flatten } from "../../../src/model/index.ts";
import { joinWithDrugs } from "../../../src/scenario/index.ts";
import { describeMistakes, joined, type Mistake, template } from "../../support/mistakes.ts";

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

describeMistakes("module", template("new_mechanism"), mechanism, ofModule);
