import * as z from "zod";
import { file, quantity, text, time } from "../schema-parts.ts";

const drug = z
  .union([
    file,
    z
      .string()
      .regex(
        /^[\p{L}_][\w\p{L} .-]*$/u,
        "names start with a letter and hold letters, digits and underscores",
      ),
  ])
  .describe("Name of a drug or brand, with its form (Paxil CR), or path of a drug file");

const days = z
  .union([text, z.array(text).min(1)])
  .describe(
    "Which doses: weekends, day 10, week 3 (all of it), day 10 until day 14, or a chance such as 10%; one or a list",
  );

const step = z.strictObject({
  drug,
  dose: quantity,
  form: text.optional().describe("Which product, such as CR, drops, base, salt, or a country"),
  food: z.enum(["with", "without"]).optional().describe("Whether it is taken with food"),
  every: quantity.describe("Interval between doses, for example 1 day"),
  from: time.optional(),
  until: time.optional().describe("Exclusive: the last full dose is given before it; a taper starts at it"),
  route: z.enum(["oral", "iv"]).optional().describe("How it comes into the body; default: oral"),
  duration: quantity.optional().describe("How long each dose flows into a vein; without it at once"),
  rate: quantity.optional().describe("How much of an infusion flows, for example 5 mg/hour"),
  split: z
    .union([
      z.int().min(2).max(24),
      z.array(time).min(1),
      z.strictObject({ at: z.array(time).min(1), shares: z.array(z.number().positive()).min(1) }),
    ])
    .optional()
    .describe(
      "Parts of the dose: how many, or the times after the start of the interval, with shares where they are unequal",
    ),
  loading: z
    .union([quantity, z.strictObject({ dose: quantity, for: quantity })])
    .optional()
    .describe("A higher first dose; with for: all doses of that long"),
  titrate: z
    .strictObject({ to: quantity, by: quantity, every: quantity })
    .optional()
    .describe("From dose up to another, by so much every so long"),
  taper: z
    .union([
      quantity,
      z.strictObject({
        over: quantity,
        shape: z
          .enum(["linear", "hyperbolic"])
          .optional()
          .describe("Equal steps of dose (default), or of occupancy of the first target in the drug's file"),
        steps: z
          .int()
          .min(1)
          .optional()
          .describe("Levels between the full dose and none; default: every dose is lower than the last"),
      }),
    ])
    .optional()
    .describe("Down to nothing, starting at until"),
  round_to: z
    .union([z.string(), z.number()])
    .optional()
    .describe("What amounts can be had: tablets, half tablets, or an amount such as 1 mg"),
  replaces: drug.optional().describe("The drug (or the earlier dose) that ends where this starts"),
  cross_taper: quantity.optional().describe("How long the replaced drug goes down while this goes up"),
  washout: quantity.optional().describe("How long after the replaced drug this one starts"),
  pause: days.optional(),
  miss: days.optional(),
  late: z.strictObject({ by: quantity, on: days }).optional(),
});

const eventTable = z.strictObject({
  events: z
    .string()
    .regex(/\.csv$/i, "an event table is a .csv file")
    .describe("Path of a NONMEM-style event table"),
  time: z.enum(["hour", "day"]).optional().describe("Unit of its times; default hour"),
  drug: drug.optional().describe("The drug of a table without a column cmt"),
  route: z
    .enum(["oral", "iv"])
    .optional()
    .describe("How doses without a rate come into the body; default: oral"),
  drugs: z.record(z.string(), drug).optional().describe("Drugs by their number in the column cmt"),
  id: z
    .union([z.string(), z.number()])
    .optional()
    .describe("The subject, of a table with several; each: an arm for each of them"),
});

export const treatmentSchema = z
  .union([text, z.array(z.union([text, step])), eventTable])
  .describe("A sentence, a list of entries (sentences or mappings), or an event table");

export type RegimenStepData = z.infer<typeof step>;
export type EventTableData = z.infer<typeof eventTable>;
export type TreatmentData = z.infer<typeof treatmentSchema>;
