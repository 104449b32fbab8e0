import * as z from "zod";
import { evidenceDirections } from "../scenario/index.ts";
import { covariates } from "./covariate-schema.ts";
import { identifier, quantity, text, time } from "./schema-parts.ts";
import { like } from "./shapes.ts";
import { treatmentSchema } from "./treatment/schema.ts";

// What an arm says of itself, wherever arms stand: in scenarios, claims, populations and searches.

export const kebab = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, "names are lower case letters, digits and hyphens");
export const dotted = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*\.[A-Za-z_][A-Za-z0-9_]*$/, "full names are written module.name");

// Any text: a name that there is not is answered with the nearest one.
export const person = z
  .union([text, z.array(text).min(1)])
  .describe("Name of a person or path of a person file, or a list of those that combine in one subject");

export const arm = {
  person: person.optional(),
  covariates: covariates.optional(),
  care: like(z.string(), "trial").optional(),
  treatment: treatmentSchema.optional(),
  knockout: like(
    z.union([z.array(dotted), z.record(dotted, z.number().min(0).max(1))]),
    ["vta.serotonin_2c_brake"],
    { "vta.serotonin_2c_brake": 0.5 },
  ).optional(),
  hypothesis: like(z.record(dotted, identifier), { "raphe.firing_recovery": "slow_drive" }).optional(),
  set: like(z.record(dotted, z.number()), { "raphe.coupling_time": 8 })
    .optional()
    .describe("Parameter values in their declared units"),
  changes: z
    .array(
      z.strictObject({
        at: time.describe("When"),
        set: z.record(dotted, z.number()).optional().describe("Values from then on"),
        scale: z.record(dotted, z.number()).optional().describe("Factors on what a parameter has then"),
        person: person.optional().describe("Who the subject becomes as well, such as smoker"),
        covariates: covariates.optional(),
        half_life: quantity.optional().describe("In which half of the way is gone; default: at once"),
      }),
    )
    .optional()
    .describe("What changes during the run"),
};

export const evidenceList = z
  .array(
    z.strictObject({
      source: text.describe("Id of a source in models/evidence"),
      says: text.describe("What it found, in one sentence"),
      direction: z.enum(evidenceDirections).describe("Whether it speaks for the idea that is tried here"),
    }),
  )
  .describe("What is known about the question outside the model, for and against");
