import * as z from "zod";
import { domainNames, tiers } from "../model/index.ts";
import { like } from "./shapes.ts";

// What the shapes of all files are made of.

export const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "names start with a letter and hold letters, digits and underscores");
export const text = z.string().min(1);
export const title = like(text, "Its name");
export const about = like(text, "What it is, in a sentence.");
export const sources = like(z.array(text), ["ceglia2004"]).describe("Ids of sources in models/evidence");
export const quantity = z.union([z.string(), z.number()]).describe("Number with unit, for example 10 mg");
/** An amount of drug, or a length of time. */
export const dose = like(quantity, "10 mg");
export const duration = like(quantity, "12 weeks");
export const time = z.union([z.string(), z.number()]).describe("Time, for example day 3, week 8, hour 6");
export const file = z.string().regex(/\.ya?ml$/i, "a file name ends in .yaml");

export const measure = like(text, "at(affect.blunting, week 8)");

/** Bounds on a number; a side may be open. */
export const limits = {
  above: z.number().optional(),
  below: z.number().optional(),
  between: like(z.tuple([z.number(), z.number()]), [0.1, 0.5]).optional(),
};
const condition = like(z.strictObject({ measure, ...limits, says: text.optional() }), {
  measure: "at(affect.blunting, week 8)",
  above: 0.1,
});
/** People by what is measured in them. */
export const conditions = like(z.record(identifier, condition), {
  blunted: { measure: "at(affect.blunting, week 8)", above: 0.1 },
});

export const unit = like(z.union([z.string(), z.number()]), "day", "1").describe(
  "Unit such as day, mg, ng/mL, L/hour, 1/day, 1",
);

/** A number with its unit, range, tier and sources. */
const parameterShape = z.strictObject({
  value: like(z.number(), 5),
  unit,
  range: like(z.tuple([z.number(), z.number()]), [2, 10]).describe("Plausible range, low to high"),
  domain: z
    .union([z.enum(domainNames), z.tuple([z.number(), z.number()])])
    .optional()
    .describe(
      "Which numbers it may be at all, where unit, range and role do not say it: fraction (0 to 1), positive, nonnegative, any, or [lowest, highest]",
    ),
  tier: like(z.enum(tiers), "assumed").describe("Where the number comes from"),
  about: about.describe("What it is, in one line"),
  sources: sources.optional(),
  note: text.optional().describe("How it was derived, or what it was fitted to"),
});

/** A number with its evidence; the example is one of its kind. */
export const parameterLike = (value: number, unitText: string, range: readonly [number, number]) =>
  like(parameterShape, { value, unit: unitText, range, tier: "assumed", about: "What it is." });
export const parameter = parameterLike(5, "day", [2, 10]);
export const fraction = parameterLike(0.8, "1", [0.6, 1]);
export const concentration = parameterLike(5, "ng/mL", [2, 10]);

export type ParameterData = z.infer<typeof parameter>;

export const formula = like(z.union([z.string(), z.number()]), "(target - x) / tau").describe(
  "Formula of numbers and names, for example (target - x) / tau",
);
