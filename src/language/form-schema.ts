import * as z from "zod";
import { bioavailabilityOf, countries } from "../pharmacology/index.ts";
import { identifier, parameter, quantity, sources, text } from "./schema-parts.ts";

const country = z.enum(countries);

/** Ways of absorption side by side, by name. */
const routes = z
  .record(
    identifier,
    z.strictObject({
      fraction: parameter
        .optional()
        .describe("Share of the dose; one way may leave it out and takes the rest"),
      absorption: parameter.optional().describe("Default: that of kinetics"),
      lag: parameter.optional().describe("Time before anything is released"),
      duration: parameter.optional().describe("How long it is released at a constant rate; default: at once"),
    }),
  )
  .optional();

/** The keys of a drug file that say what its milligrams are, and what can be had. */
export const forms = {
  molar_mass: z.number().positive().optional().describe("Of the base, in g/mol"),
  salts: z
    .record(text, z.number().positive())
    .optional()
    .describe("Molar masses by salt, a mole of base each"),
  counts: text.optional().describe("What a milligram of this file is: base (default), or one of its salts"),
  food: z
    .strictObject({ exposure: z.number().positive(), sources: sources.optional() })
    .optional()
    .describe("Exposure with food in multiples of that without"),
  bioavailability_of: z
    .strictObject({ what: z.enum(bioavailabilityOf), note: text.optional(), sources: sources.optional() })
    .optional()
    .describe("What the study of the bioavailability counted; nominal: clearance and volume are over it"),
  routes: routes.describe("Ways in which a dose is absorbed side by side, in place of the one of kinetics"),
  products: z
    .array(
      z.strictObject({
        form: text.describe("Its name with the words by which it is asked for, such as CR tablet"),
        strengths: z.array(quantity).min(1),
        counts: text.optional().describe("What its milligrams are; default: as the file's"),
        equals: z
          .number()
          .positive()
          .optional()
          .describe("Milligrams of the file's tablet that a milligram of it corresponds to, both as base"),
        routes: routes.describe("How it is absorbed, where that is not as the file says"),
        drop: quantity.optional().describe("What a drop holds"),
        not_for: text.optional().describe("Why it cannot be simulated with these kinetics"),
        in: z.array(country).optional().describe("Countries where it is so labelled; default: all"),
        brands: z.partialRecord(country, z.array(text)).optional(),
        sources: sources.optional(),
      }),
    )
    .optional()
    .describe("What can be had: forms, strengths, countries and brands"),
};
