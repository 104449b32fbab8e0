import * as z from "zod";
import { arm, dotted, evidenceList, kebab } from "./arm-schema.ts";
import { conditions, duration, file, identifier, measure, quantity, text, time } from "./schema-parts.ts";
import { like } from "./shapes.ts";
import { treatmentSchema } from "./treatment/schema.ts";

// The shape of a search: strategies against objectives.

const grid = z
  .record(identifier, like(z.array(z.union([z.string(), z.number()])).min(1), [10, 5]))
  .describe(
    "Values by name: one strategy for every combination, with {name} in its texts replaced by the value",
  );

const strategy = z.strictObject({
  label: text.optional().describe("Default: the label of the arm"),
  from: file.optional().describe("Path of a scenario; its evidence is shown with the strategy"),
  arm: text.optional().describe("Label of an arm of that scenario"),
  like: text.optional().describe("Label of a strategy above whose settings this one starts from"),
  add: treatmentSchema.optional().describe("Entries on top of the treatment, or of that of like"),
  over: grid.optional(),
  evidence: evidenceList.optional(),
  care: arm.care,
  treatment: arm.treatment,
  knockout: arm.knockout,
  set: arm.set,
});

const objective = z.strictObject({
  measure: measure.optional().describe("For example mean(affect.blunting_drug, week 19, week 20)"),
  largest_fall: z
    .strictObject({ of: text.describe("Full name of a variable"), within: quantity, from: time })
    .optional()
    .describe("The largest fall of a variable within a length of time"),
  tablets: z.strictObject({ from: time }).optional().describe("Tablets a day, on average"),
  better: like(z.enum(["lower", "higher"]), "lower"),
  step: like(z.number().positive(), 0.05).describe(
    "A change of this size counts as one step; steps of all objectives are worth the same",
  ),
  says: text.optional(),
});

export const searchSchema = z.strictObject({
  search: text,
  question: like(text, "What is asked?"),
  duration,
  population: kebab.optional().describe("Name of a population (default: the first)"),
  people: like(z.int().min(1).max(100000), 100).optional().describe("Subjects to sample (default 100)"),
  seed: z.int().min(0).optional(),
  care: identifier.optional(),
  hypotheses: like(
    z.union([
      z.enum(["all", "none"]),
      z.array(dotted).min(1),
      z.record(dotted, z.record(identifier, z.number().positive())),
    ]),
    "all",
    ["raphe.firing_recovery"],
  )
    .optional()
    .describe(
      "Contested mechanisms whose rival hypotheses are all tried, by name; or with a share for each hypothesis",
    ),
  combinations: z
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe("Up to so many combinations of hypotheses are tried in every person (default 8)"),
  among: conditions
    .optional()
    .describe("Who is asked about: people within these limits under the reference strategy"),
  reference: like(text, "stay").describe("Label of the strategy that the others are compared with"),
  strategies: like(
    z.array(like(strategy, { label: "lower", treatment: "escitalopram 10 mg daily" })).min(2),
    [
      { label: "stay", treatment: "escitalopram 20 mg daily" },
      { label: "lower", treatment: "escitalopram 10 mg daily" },
    ],
  ),
  objectives: like(z.record(identifier, objective), {
    blunting: { measure: "at(affect.blunting, week 8)", better: "lower", step: 0.05 },
  }),
  tie: z
    .number()
    .min(0)
    .optional()
    .describe("Steps; smaller differences between strategies in one person are ties (default 0.25)"),
});

export type SearchData = z.infer<typeof searchSchema>;
export type StrategyData = z.infer<typeof strategy>;
