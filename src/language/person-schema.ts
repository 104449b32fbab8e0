import * as z from "zod";
import { tiers } from "../model/index.ts";
import { personGroups } from "../pharmacology/index.ts";
import { dotted, kebab } from "./arm-schema.ts";
import { covariates } from "./covariate-schema.ts";
import { about, sources, text, title } from "./schema-parts.ts";
import { like } from "./shapes.ts";

const personNumber = z.union([
  z.number(),
  z.strictObject({
    value: z.number(),
    range: z.tuple([z.number(), z.number()]).optional().describe("Plausible range, low to high"),
    tier: z.enum(tiers).optional().describe("Where the number comes from"),
    sources: sources.optional(),
    note: text.optional().describe("How it was derived, and who disagrees"),
  }),
]);

export const personSchema = z.strictObject({
  person: kebab,
  title,
  about,
  group: z.enum(personGroups).optional().describe("Where lists show it"),
  trait: text
    .optional()
    .describe("What it is one case of, such as illness or CYP2C19: nobody has two cases of one trait"),
  set: like(z.record(dotted, like(personNumber, 21)), { "depression.recovery_time": 21 })
    .optional()
    .describe("Parameter values in their declared units"),
  scale: like(z.record(dotted, like(personNumber, 1.2)), { "affect.felt_share": 1.2 })
    .optional()
    .describe("Factors on whatever value a parameter has"),
  covariates: covariates.optional(),
  sources: sources.optional(),
});
