import { z } from "zod";
import { arm, dotted, kebab } from "./arm-schema.ts";
import { identifier, limits, quantity, sources, text } from "./schema-parts.ts";

// The shape of a population file: who people are, how they differ, what published groups look like.

const distribution = z.union([
  z.strictObject({ fixed: z.number() }),
  z.strictObject({ uniform: z.tuple([z.number(), z.number()]).describe("From, to") }),
  z.strictObject({
    triangular: z.tuple([z.number(), z.number(), z.number()]).describe("Low, most frequent, high"),
  }),
  z.strictObject({
    around: z.number().positive().max(3).describe("Coefficient of variation about the model's own value"),
    within: z.tuple([z.number(), z.number()]).optional(),
  }),
  z.strictObject({
    normal: z.tuple([z.number(), z.number().positive()]).describe("Mean, standard deviation"),
    within: z.tuple([z.number(), z.number()]).optional(),
  }),
  z.strictObject({
    lognormal: z
      .tuple([z.number().positive(), z.number().positive()])
      .describe("Median, coefficient of variation"),
    within: z.tuple([z.number(), z.number()]).optional(),
  }),
]);
const share = z.number().min(0).max(1);
const shares = z.record(kebab, share).describe("Shares by name of a person; the rest have none of them");
const variation = z.strictObject({
  cv: z.number().min(0).max(3).describe("Coefficient of variation between people, 0.4 for 40%"),
  sources: sources.optional(),
  note: text.optional(),
});
const variations = z.record(identifier, variation);

export const populationSchema = z.strictObject({
  population: kebab,
  title: text,
  about: text,
  ancestries: z.record(kebab, share).optional().describe("Shares by ancestry, adding up to 1"),
  people: z
    .record(
      text,
      z.strictObject({
        shares: shares.optional(),
        by_ancestry: z.record(kebab, shares).optional(),
        sources: sources.optional(),
        note: text.optional(),
      }),
    )
    .optional()
    .describe("By trait: which people, and how many of them"),
  kinetics: z
    .strictObject({
      all: variations.optional().describe("Of every drug that has no own entry"),
      drugs: z.record(identifier, variations).optional(),
      correlations: z
        .array(
          z.strictObject({
            between: z.tuple([identifier, identifier]),
            r: z.number().gt(-1).lt(1),
            sources: sources.optional(),
            note: text.optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  spread: share.optional().describe("Part of each parameter's declared range that people span (default 1)"),
  same: z.array(text).optional().describe("Modules and parameters that are the same in everyone"),
  parameters: z
    .record(dotted, z.strictObject({ distribution, sources: sources.optional(), note: text.optional() }))
    .optional(),
  cohort: z
    .strictObject({ ...arm, duration: quantity })
    .describe("The arm in which screens and targets are measured"),
  screens: z
    .record(
      identifier,
      z.strictObject({ measure: text, ...limits, says: text.optional(), sources: sources.optional() }),
    )
    .optional(),
  targets: z
    .record(
      identifier,
      z.strictObject({
        share_of: text.optional().describe("Measure whose share above the cut-off is meant"),
        above: z.number().optional().describe("Cut-off of a share"),
        mean_of: text.optional(),
        spread_of: text.optional().describe("Measure whose standard deviation is meant"),
        correlation_of: z.tuple([text, text]).optional(),
        is: z.number(),
        within: z.number().positive().describe("Plus or minus"),
        says: text.optional(),
        sources: sources.optional(),
      }),
    )
    .optional(),
});

export type PopulationData = z.infer<typeof populationSchema>;
