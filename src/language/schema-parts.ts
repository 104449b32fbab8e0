import { z } from "zod";

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
