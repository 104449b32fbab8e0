import { z } from "zod";
import { domainNames, tiers } from "../model/index.ts";

// What the shapes of all files are made of.

export const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "names start with a letter and hold letters, digits and underscores");
export const text = z.string().min(1);
export const sources = z.array(text).describe("Ids of sources in models/evidence");
export const quantity = z.union([z.string(), z.number()]).describe("Number with unit, for example 10 mg");
export const time = z.union([z.string(), z.number()]).describe("Time, for example day 3, week 8, hour 6");
export const file = z.string().regex(/\.ya?ml$/i, "a file name ends in .yaml");

/** Bounds on a number; a side may be open. */
export const limits = {
  above: z.number().optional(),
  below: z.number().optional(),
  between: z.tuple([z.number(), z.number()]).optional(),
};
const condition = z.strictObject({ measure: text, ...limits, says: text.optional() });
/** People by what is measured in them. */
export const conditions = z.record(identifier, condition);

export const unit = z
  .union([z.string(), z.number()])
  .describe("Unit such as day, mg, ng/mL, L/hour, 1/day, 1");

/** A number with its unit, range, tier and sources. */
export const parameter = z.strictObject({
  value: z.number(),
  unit,
  range: z.tuple([z.number(), z.number()]).describe("Plausible range, low to high"),
  domain: z
    .union([z.enum(domainNames), z.tuple([z.number(), z.number()])])
    .optional()
    .describe(
      "Which numbers it may be at all, where unit, range and role do not say it: fraction (0 to 1), positive, nonnegative, any, or [lowest, highest]",
    ),
  tier: z.enum(tiers).describe("Where the number comes from"),
  about: text.describe("What it is, in one line"),
  sources: sources.optional(),
  note: text.optional().describe("How it was derived, or what it was fitted to"),
});
