import type { Case } from "./answers.ts";
import type { Exercise } from "./exercise.ts";
import { measured, run } from "./lull.ts";
import { word } from "./words.ts";

// The exercises of all lessons. Every right answer is computed by the model when it is asked for, so that it cannot drift.

const healthy = { person: "healthy-adult", care: "none" } as const;
const daily = (drug: string, mg: number) => `${drug} ${mg} mg daily`;

/** Place of the largest of some numbers, or -1 where two are too close to call. */
function clearLargest(values: readonly number[], margin: number): number {
  const sorted = [...values].sort((a, b) => b - a);
  return sorted[0]! - (sorted[1] ?? Number.NEGATIVE_INFINITY) > margin ? values.indexOf(sorted[0]!) : -1;
}

async function occupancyLost(drug: string, mg: number): Promise<number> {
  const { measures } = await run(
    { treatment: `${daily(drug, mg)} pausing day 56 until day 58` },
    { measures: { before: "at(sert.occupancy, day 56)", after: "at(sert.occupancy, day 58)" } },
  );
  return (measures.before ?? Number.NaN) - (measures.after ?? Number.NaN);
}

const naive: Case = {
  treatment: daily("escitalopram", 10),
  knockout: { "learning.teaching_signal": 0, "plasticity.potentiation": 0, "depression.threat_relief": 0 },
};

export const exercises: Readonly<Record<string, Exercise>> = {
  "two-clocks": {
    id: "two-clocks",
    kind: "choice",
    ask: word("two-clocks ask"),
    options: [
      word("two-clocks option 1"),
      word("two-clocks option 2"),
      word("two-clocks option 3"),
      word("two-clocks option 4"),
    ],
    answer: async () =>
      clearLargest(
        await Promise.all([
          occupancyLost("fluoxetine", 20),
          occupancyLost("sertraline", 50),
          occupancyLost("escitalopram", 10),
          occupancyLost("paroxetine", 20),
        ]),
        0.02,
      ),
    hint: word("two-clocks hint"),
    because: word("two-clocks because"),
  },
  "the-brake-that-lets-go": {
    id: "the-brake-that-lets-go",
    kind: "number",
    unit: word("the-brake-that-lets-go unit"),
    within: 0.15,
    ask: word("the-brake-that-lets-go ask"),
    answer: () =>
      measured(
        { ...healthy, treatment: daily("escitalopram", 10), knockout: { "raphe.desensitisation": 0 } },
        "at(serotonin.prefrontal, week 6)",
        6,
      ),
    hint: word("the-brake-that-lets-go hint"),
    because: word("the-brake-that-lets-go because"),
  },
  "quiet-reward": {
    id: "quiet-reward",
    kind: "choice",
    ask: word("quiet-reward ask"),
    options: [
      word("quiet-reward option 1"),
      word("quiet-reward option 2"),
      word("quiet-reward option 3"),
      word("quiet-reward option 4"),
    ],
    answer: async () =>
      clearLargest(
        await Promise.all(
          [
            "dopamine.burst_release",
            "dopamine.terminal_autoreceptor",
            "learning.teaching_signal",
            "habenula.dopamine_inhibition",
          ].map((effect) =>
            measured(
              { ...healthy, treatment: daily("escitalopram", 10), knockout: { [effect]: 0 } },
              "at(affect.positive_reactivity, week 8)",
            ),
          ),
        ),
        0.005,
      ),
    hint: word("quiet-reward hint"),
    because: word("quiet-reward because"),
  },
  "why-it-comes-late": {
    id: "why-it-comes-late",
    kind: "number",
    unit: word("why-it-comes-late unit"),
    within: 1.5,
    ask: word("why-it-comes-late ask"),
    answer: () => measured(naive, "time_to(affect.blunting_drug, 0.02)"),
    hint: word("why-it-comes-late hint"),
    because: word("why-it-comes-late because"),
  },
  "more-is-not-better": {
    id: "more-is-not-better",
    kind: "number",
    unit: word("more-is-not-better unit"),
    within: 1,
    ask: word("more-is-not-better ask"),
    answer: async () =>
      100 *
      ((await measured({ treatment: daily("escitalopram", 20) }, "at(sert.occupancy, week 8)")) -
        (await measured({ treatment: daily("escitalopram", 10) }, "at(sert.occupancy, week 8)"))),
    hint: word("more-is-not-better hint"),
    because: word("more-is-not-better because"),
  },
  "whose-serotonin": {
    id: "whose-serotonin",
    kind: "number",
    unit: word("whose-serotonin unit"),
    within: 0.3,
    ask: word("whose-serotonin ask"),
    answer: async () => {
      const level = (person: readonly string[]) =>
        measured(
          { person, treatment: daily("escitalopram", 10) },
          "mean(plasma.escitalopram, week 7, week 8)",
        );
      return (await level(["depressed-adult", "cyp2c19-poor"])) / (await level(["depressed-adult"]));
    },
    hint: word("whose-serotonin hint"),
    because: word("whose-serotonin because"),
  },
  "what-might-bring-feeling-back": {
    id: "what-might-bring-feeling-back",
    kind: "choice",
    ask: word("what-might-bring-feeling-back ask"),
    options: [
      word("what-might-bring-feeling-back option 1"),
      word("what-might-bring-feeling-back option 2"),
      word("what-might-bring-feeling-back option 3"),
      word("what-might-bring-feeling-back option 4"),
    ],
    answer: async () => {
      const stay = "escitalopram 20 mg daily";
      const after = (treatment: string) => measured({ treatment }, "mean(scale.madrs, week 19, week 20)", 20);
      return clearLargest(
        await Promise.all([
          after(`${stay} plus bupropion 300 mg daily from week 8`),
          after(`${stay} until week 8 then switch to agomelatine 25 mg over 2 weeks`),
          after(`${stay} until week 8 then 5 mg`),
          after(`${stay} plus mirtazapine 30 mg daily from week 8`),
        ]),
        0.5,
      );
    },
    hint: word("what-might-bring-feeling-back hint"),
    because: word("what-might-bring-feeling-back because"),
  },
  "whom-do-you-believe": {
    id: "whom-do-you-believe",
    kind: "choice",
    ask: word("whom-do-you-believe ask"),
    options: [
      word("whom-do-you-believe option 1"),
      word("whom-do-you-believe option 2"),
      word("whom-do-you-believe option 3"),
      word("whom-do-you-believe option 4"),
    ],
    answer: async () => {
      const under = (hypothesis: Readonly<Record<string, string>>) =>
        measured({ treatment: daily("escitalopram", 10), hypothesis }, "at(affect.blunting_drug, week 12)");
      const values = await Promise.all([
        under({ "raphe.firing_recovery": "slow_drive" }),
        under({ "receptor.vta_2c_tolerance": "tolerance" }),
        under({ "memory.rem_role": "softens" }),
        under({ "body.inflammation_role": "sickness" }),
      ]);
      const gone = values.flatMap((value, i) => (value < 0.01 ? [i] : []));
      return gone.length === 1 ? gone[0]! : -1;
    },
    hint: word("whom-do-you-believe hint"),
    because: word("whom-do-you-believe because"),
  },
  "your-own-mechanism": {
    id: "your-own-mechanism",
    kind: "choice",
    ask: word("your-own-mechanism ask"),
    options: [
      word("your-own-mechanism option 1"),
      word("your-own-mechanism option 2"),
      word("your-own-mechanism option 3"),
    ],
    answer: async () => {
      // Cut in a person without any drug, an effect changes nothing: that is what the rule is for.
      const cut = { "vta.serotonin_2c_brake": 0 };
      const [whole, without] = await Promise.all([
        measured({ care: "none" }, "at(affect.blunting, week 12)"),
        measured({ care: "none", knockout: cut }, "at(affect.blunting, week 12)"),
      ]);
      return Math.abs(whole - without) < 1e-6 ? 1 : -1;
    },
    hint: word("your-own-mechanism hint"),
    because: word("your-own-mechanism because"),
  },
};
