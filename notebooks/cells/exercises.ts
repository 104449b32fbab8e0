import type { Case } from "./answers.ts";
import type { Exercise } from "./exercise.ts";
import { measured, run } from "./lull.ts";

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
    ask: "Four people have taken one of these for eight weeks and then forget two days in a row. In whom does the transporter lose most of its occupancy?",
    options: ["fluoxetine 20 mg", "sertraline 50 mg", "escitalopram 10 mg", "paroxetine 20 mg"],
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
    hint: "At the bench, let each of them miss two days and read how far the second chart falls.",
    because:
      "At this dose paroxetine slows the enzyme that clears it and has a short half-life once the enzyme is free again; fluoxetine leaves behind norfluoxetine, which stays for weeks.",
  },
  "the-brake-that-lets-go": {
    id: "the-brake-that-lets-go",
    kind: "number",
    unit: "times normal",
    within: 0.15,
    ask: "Suppose the autoreceptor never let go. How much prefrontal serotonin would a healthy adult on escitalopram 10 mg have after six weeks, in multiples of normal?",
    answer: () =>
      measured(
        { ...healthy, treatment: daily("escitalopram", 10), knockout: { "raphe.desensitisation": 0 } },
        "at(serotonin.prefrontal, week 6)",
        6,
      ),
    hint: "Cut “the autoreceptor lets go” at the second bench and read the end of the serotonin curve in its summary.",
    because:
      "With the transporter blocked but the cells held nearly silent, little is released that could pile up.",
  },
  "quiet-reward": {
    id: "quiet-reward",
    kind: "choice",
    ask: "Which single cut brings back most of a healthy adult's response to what is good at week 8?",
    options: [
      "dopamine cells feed phasic release",
      "terminal autoreceptors hold tonic dopamine",
      "the reward signal teaches value",
      "the habenula slows dopamine cells",
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
    hint: "Cut them one at a time and compare the end of the third chart.",
    because:
      "Everything downstream (value, synapses, the moment of reward) is fed by the phasic signal, so that cut saves them all at once.",
  },
  "why-it-comes-late": {
    id: "why-it-comes-late",
    kind: "number",
    unit: "days",
    within: 1.5,
    ask: "In the naive model (no relief through threat, no relearning, no change of synapses): after how many days does the drug take 2% of feeling?",
    answer: () => measured(naive, "time_to(affect.blunting_drug, 0.02)"),
    hint: "Set the bench to “naive” and read the sentence below the charts.",
    because:
      "Without anything that accumulates, blunting follows dopamine within days, and would come before mood has moved: the wrong order.",
  },
  "more-is-not-better": {
    id: "more-is-not-better",
    kind: "number",
    unit: "percentage points of occupancy",
    within: 1,
    ask: "From 10 to 20 mg of escitalopram the dose doubles. By how many percentage points does occupancy at week 8 rise?",
    answer: async () =>
      100 *
      ((await measured({ treatment: daily("escitalopram", 20) }, "at(sert.occupancy, week 8)")) -
        (await measured({ treatment: daily("escitalopram", 10) }, "at(sert.occupancy, week 8)"))),
    hint: "Read occupancy at both doses at the bench and subtract.",
    because: "The curve is nearly flat there: most transporters are held already.",
  },
  "whose-serotonin": {
    id: "whose-serotonin",
    kind: "number",
    unit: "times as high",
    within: 0.3,
    ask: "How many times as high is the mean level of escitalopram 10 mg in week 8 in a CYP2C19 poor metaboliser as in somebody with a normal enzyme?",
    answer: async () => {
      const level = (person: readonly string[]) =>
        measured(
          { person, treatment: daily("escitalopram", 10) },
          "mean(plasma.escitalopram, week 7, week 8)",
        );
      return (await level(["depressed-adult", "cyp2c19-poor"])) / (await level(["depressed-adult"]));
    },
    hint: "Choose the two people one after the other; the sentence below the charts gives the level.",
    because:
      "The enzyme clears most of the drug; but since occupancy saturates, feeling moves far less than the level.",
  },
  "what-might-bring-feeling-back": {
    id: "what-might-bring-feeling-back",
    kind: "choice",
    ask: "Twelve weeks after the change, which of these leaves depression clearly worse than staying on the drug?",
    options: ["adding bupropion", "switching to agomelatine", "lowering to 5 mg", "adding mirtazapine"],
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
    hint: "Watch the MADRS curve, not only the blunting.",
    because:
      "What agomelatine does for mood is not in this model, so what the reuptake block had done for it is lost; trials of agomelatine do not show this loss, so here the model is probably wrong.",
  },
  "whom-do-you-believe": {
    id: "whom-do-you-believe",
    kind: "choice",
    ask: "Under which of these accounts does the drug no longer leave any blunting at week 12?",
    options: [
      "another drive than the autoreceptor brings raphe firing back",
      "dopamine cells become tolerant to the 5-HT2C brake",
      "REM sleep takes the edge off emotion instead of keeping it",
      "inflammation makes people withdraw instead of arousing them",
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
    hint: "The table of rivals shows what each account leaves of the finding.",
    because:
      "The whole path to reward runs through that brake; if it wears off, so does what it does to feeling.",
  },
  "your-own-mechanism": {
    id: "your-own-mechanism",
    kind: "choice",
    ask: "Why must the formula of an effect be 1 before the drug?",
    options: [
      "so that the numbers look tidy",
      "so that switching it off takes away what the drug does along it, and nothing else",
      "so that the solver takes larger steps",
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
    hint: "Think of what a knock-out should leave as it was in a person who has never taken anything.",
    because:
      "A cut holds the effect at its value before the drug. If that value is 1, the illness and the person stay untouched.",
  },
};
