import * as z from "zod";
import { childPughClasses, phenotypes, sexes } from "../pharmacology/index.ts";
import { parameter, quantity } from "./schema-parts.ts";

/** What is known of a person's body. */
export const covariates = z
  .strictObject({
    weight: quantity.optional().describe("For doses in mg/kg, for example 62 kg"),
    age: z
      .union([z.number().min(0).max(130), z.string()])
      .optional()
      .describe("In years"),
    sex: z.enum(sexes).optional(),
    creatinine_clearance: quantity.optional().describe("Function of the kidneys, for example 25 mL/min"),
    child_pugh: z.enum(childPughClasses).optional().describe("Class of the function of the liver"),
  })
  // What is no phenotype is told where it is known which genes there are: the key may be meant for something else.
  .catchall(
    z
      .union([z.enum(phenotypes), z.unknown()])
      .describe("Phenotype of an enzyme by its gene, such as CYP2D6: poor"),
  )
  .meta({ examples: [{ weight: "62 kg", CYP2D6: "poor" }] })
  .describe(
    "What is known of the body: weight, age, sex, creatinine_clearance, child_pugh, and phenotypes such as CYP2D6: poor",
  );

const span = z.tuple([z.number(), z.number()]);

/** What a drug file says of bodies in which it is cleared otherwise. */
export const covariateEffects = z
  .array(
    z.strictObject({
      age: span.optional().describe("Years, from and up to"),
      sex: z.enum(sexes).optional(),
      creatinine_clearance: span.optional().describe("mL/min, from and up to"),
      child_pugh: z.array(z.enum(childPughClasses)).min(1).optional(),
      of: z.string().optional().describe("A metabolite; default: the drug"),
      clearance: parameter.omit({ unit: true, about: true }).describe("Factor on the clearance"),
    }),
  )
  .optional()
  .describe("In which bodies it is cleared otherwise, as far as that is known");
