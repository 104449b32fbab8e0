import * as z from "zod";
import { kineticNames } from "../pharmacology/index.ts";
import { arm, dotted, kebab } from "./arm-schema.ts";
import { about, duration, identifier, limits, measure, sources, text, title } from "./schema-parts.ts";
import { like } from "./shapes.ts";

// The shape of a population file: who people are, how they differ, what published groups look like.

const distribution = like(
  z.union([
    z.strictObject({ fixed: z.number() }),
    z.strictObject({ uniform: like(z.tuple([z.number(), z.number()]), [0.5, 1.5]).describe("From, to") }),
    z.strictObject({
      triangular: z.tuple([z.number(), z.number(), z.number()]).describe("Low, most frequent, high"),
    }),
    z.strictObject({
      around: z.number().positive().max(3).describe("Coefficient of variation about the model's own value"),
      within: z.tuple([z.number(), z.number()]).optional(),
    }),
    z.strictObject({
      normal: like(z.tuple([z.number(), z.number().positive()]), [1, 0.2]).describe(
        "Mean, standard deviation",
      ),
      within: z.tuple([z.number(), z.number()]).optional(),
    }),
    z.strictObject({
      lognormal: z
        .tuple([z.number().positive(), z.number().positive()])
        .describe("Median, coefficient of variation"),
      within: z.tuple([z.number(), z.number()]).optional(),
    }),
  ]),
  { normal: [1, 0.2], within: [0.5, 1.5] },
);
const share = like(z.number().min(0).max(1), 0.3);
const shares = like(z.record(kebab, share), { "depressed-adult": 1 }).describe(
  "Shares by name of a person; the rest have none of them",
);
const variation = z.strictObject({
  cv: like(z.number().min(0).max(3), 0.4).describe("Coefficient of variation between people, 0.4 for 40%"),
  sources: sources.optional(),
  note: text.optional(),
});
const variations = z.partialRecord(z.enum(kineticNames), variation);

const inclusion = like(
  z.record(
    identifier,
    z.strictObject({ measure, ...limits, says: text.optional(), sources: sources.optional() }),
  ),
  { start: { measure: "at(scale.madrs, day 0)", between: [20, 45] } },
).optional();

export const populationSchema = z.strictObject({
  population: kebab,
  title,
  about,
  ancestries: z.record(kebab, share).optional().describe("Shares by ancestry, adding up to 1"),
  people: z
    .record(
      text,
      like(
        z.strictObject({
          shares: shares.optional(),
          by_ancestry: z.record(kebab, shares).optional(),
          sources: sources.optional(),
          note: text.optional(),
        }),
        { shares: { "depressed-adult": 1 } },
      ),
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
  same: like(z.array(text), ["scale", "clock.day_length"])
    .optional()
    .describe("Modules and parameters that are the same in everyone"),
  parameters: z
    .record(dotted, z.strictObject({ distribution, sources: sources.optional(), note: text.optional() }))
    .optional(),
  cohort: like(z.strictObject({ ...arm, duration }), {
    care: "trial",
    duration: "8 weeks",
    treatment: "escitalopram 10 mg daily",
  }).describe("The arm in which inclusion criteria and targets are measured"),
  inclusion: inclusion.describe("Who is plausible: limits of measures in the cohort, by name"),
  screens: inclusion.describe("Former name of `inclusion`, still read"),
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
