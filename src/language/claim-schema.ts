import * as z from "zod";
import { arm, dotted, kebab } from "./arm-schema.ts";
import { conditions, duration, limits, sources, text } from "./schema-parts.ts";
import { like } from "./shapes.ts";

const askedPopulation = {
  name: kebab.describe("Name of a population"),
  size: z.int().min(20).max(5000).describe("Subjects to sample"),
};

const among = conditions
  .optional()
  .describe("Of a claim about a population: who is asked about, by what is measured in the same arm");

const ofMeasure = (example: number) => like(z.number(), example).describe("In the unit of the measure");

export const claimSchema = z.strictObject({
  claim: kebab.describe("Unique id"),
  row: like(text, "dose").describe("Id of the model's row that this claim tests"),
  says: like(text, "What is found, in a sentence.").describe(
    "What the article says, in one sentence of our own",
  ),
  contested: like(z.enum(["no", "debated", "disputed"]), "no").describe(
    "How contested it is in the literature",
  ),
  note: text.optional().describe("What the literature does and does not support"),
  kind: z
    .enum(["article", "calibration", "validation"])
    .optional()
    .describe(
      "A sentence of the article (default), an anchor the model was fitted to, or one it must predict",
    ),
  species: z
    .enum(["rat", "mouse", "monkey"])
    .optional()
    .describe(
      "Animals in which it was found; default: people. The dose stands for theirs, by how much of the transporter it holds, so no licence speaks of it",
    ),
  population: z
    .discriminatedUnion("statistic", [
      z
        .strictObject({ ...askedPopulation, statistic: z.literal("share"), ...limits })
        .describe("How many: the share of subjects in whom the measure lies within the limits"),
      z
        .strictObject({ ...askedPopulation, statistic: z.literal("mean") })
        .describe("The mean of the measure"),
      z
        .strictObject({
          ...askedPopulation,
          statistic: z.literal("correlation"),
          with: text.describe("A second measure"),
        })
        .describe("Pearson's correlation of the measure with a second one"),
    ])
    .optional()
    .describe("Ask about people: the value is a statistic of the measure over plausible subjects"),
  among,
  ...arm,
  duration,
  reference: like(z.strictObject({ ...arm, among }), { person: "depressed-adult", care: "trial" })
    .optional()
    .describe(
      "The arm compared with; default: the same person and care without drug, and the same conditions for who is asked about",
    ),
  control: z
    .strictObject({ says: text.describe("What it is, such as: on citalopram"), ...arm })
    .optional()
    .describe(
      "What must make the claim fail, where taking its drugs away cannot, as when it says that nothing changes; default: the drugs that only its arm has are taken away",
    ),
  measure: like(text, "ratio_to_reference(at(serotonin.prefrontal, week 3))").describe(
    "A measure of the arm, or ratio_to_reference(...) or difference_to_reference(...) of one",
  ),
  expect: like(
    z.union([
      z.strictObject({ between: like(z.tuple([z.number(), z.number()]), [1.5, 3]) }),
      z.strictObject({ above: ofMeasure(1.5) }),
      z.strictObject({ below: ofMeasure(3) }),
    ]),
    { above: 1.5 },
    { between: [1.5, 3] },
  ),
  carried_by: like(z.array(dotted), ["sert.reuptake_block"])
    .optional()
    .describe("Effects whose knock-out must remove at least half of the finding"),
  no_effect: like(z.number(), 1).optional().describe("Value of the measure when there is no effect"),
  fails: text
    .optional()
    .describe(
      "Why this claim does not hold in the model, where that is known: a result, shown with its reason",
    ),
  fragile: text
    .optional()
    .describe(
      "Why this claim holds in fewer than nine draws of ten over the declared uncertainty, where that is known",
    ),
  sources: sources.optional(),
});

export type ClaimData = z.infer<typeof claimSchema>;
