import * as z from "zod";
import type { kineticNames, metaboliteKineticNames } from "../pharmacology/index.ts";
import { covariateEffects } from "./covariate-schema.ts";
import { forms } from "./form-schema.ts";
import {
  concentration,
  dose,
  fraction,
  identifier,
  parameter,
  parameterLike,
  quantity,
  sources,
  text,
  title,
} from "./schema-parts.ts";
import { like } from "./shapes.ts";

const substance = {
  enzymes: z
    .record(identifier, fraction)
    .optional()
    .describe("Share of clearance through each enzyme; what is left does not depend on enzymes"),
  inhibits: z
    .record(
      identifier,
      z.strictObject({
        ki: concentration.optional().describe("Plasma concentration that halves the enzyme for other drugs"),
        own_ki: concentration
          .optional()
          .describe("Plasma concentration that halves the enzyme for the drug itself"),
        recovery_half_life: parameter
          .optional()
          .describe("Given where the enzyme is inactivated: half-life in which it is replaced"),
      }),
    )
    .optional()
    .describe("Enzymes that it inhibits"),
  targets: z
    .array(
      z.strictObject({
        site: like(identifier, "sert"),
        action: like(identifier, "inhibitor"),
        ec50: concentration,
        emax: fraction,
      }),
    )
    .optional()
    .describe("Binding sites that modules of the model declare"),
};

const metabolite = z.strictObject({
  title,
  formed: parameter.describe("Mass of it made from a mass of drug cleared"),
  by: identifier.optional().describe("The enzyme that makes it, when not all clearance does"),
  kinetics: z.strictObject({
    clearance: parameterLike(25, "L/hour", [15, 40]),
    volume: parameterLike(1000, "L", [700, 1500]),
    effect_site_half_life: parameter.optional(),
  } satisfies Record<(typeof metaboliteKineticNames)[number], unknown>),
  ...substance,
});

export const drugSchema = z.strictObject({
  drug: identifier,
  title,
  class: like(text, "SSRI"),
  about: text,
  licensed: like(z.strictObject({ min: dose, usual: dose.optional(), max: dose }), {
    min: "10 mg",
    max: "40 mg",
  }).describe("Daily adult doses"),
  tablets: like(z.array(dose).min(1), ["10 mg", "20 mg"]),
  ...forms,
  kinetics: z.strictObject({
    bioavailability: fraction,
    absorption: parameterLike(1, "1/hour", [0.5, 2]),
    clearance: parameterLike(25, "L/hour", [15, 40]),
    volume: parameterLike(1000, "L", [700, 1500]),
    transit_time: parameter.optional().describe("Mean time before absorption starts"),
    lag: parameter.optional().describe("Time before anything is absorbed at all"),
    peripheral_volume: parameter.optional(),
    peripheral_flow: parameter.optional(),
    hepatic_flow: parameter
      .optional()
      .describe("Given where the liver takes much: clearance is then what its enzymes could do"),
    effect_site_half_life: parameter.optional(),
    dissociation_half_life: parameter
      .optional()
      .describe(
        "Instead of it, for a drug that lets go of its first target slowly: half-life of the complex",
      ),
  } satisfies Record<(typeof kineticNames)[number], unknown>),
  ...substance,
  metabolites: z.record(identifier, metabolite).optional(),
  covariates: covariateEffects,
  measured: z
    .array(
      z.strictObject({
        site: identifier,
        dose: quantity.describe("A day, or once where after is given"),
        after: quantity.optional().describe("Time after a single dose; without it, at steady state"),
        value: z.number().min(0).max(1).describe("Occupancy, 0 to 1"),
        sd: z.number().min(0).optional().describe("Spread between people"),
        about: text.optional(),
        sources,
      }),
    )
    .optional()
    .describe("Occupancy measured in people, to compare predictions with"),
});

export type DrugData = z.infer<typeof drugSchema>;
