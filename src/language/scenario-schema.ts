import * as z from "zod";
import { dataColumns } from "../data/index.ts";
import { arm, dotted, evidenceList, person } from "./arm-schema.ts";
import { covariates } from "./covariate-schema.ts";
import { duration, file, identifier, measure, text, title, unit } from "./schema-parts.ts";
import { like } from "./shapes.ts";
import { treatmentSchema } from "./treatment/schema.ts";

const scenarioArm = z.strictObject({
  label: like(text, "10 mg"),
  like: text.optional().describe("Label of an arm above whose settings this one starts from"),
  add: treatmentSchema.optional().describe("Entries on top of the treatment, or of that of like"),
  ...arm,
});

const dataFile = z
  .string()
  .regex(/\.(csv|tsv|txt|dat|parquet)$/i, "a table of data is a .csv or a .parquet file");

const dataTable = z.union([
  dataFile,
  z.strictObject({
    file: dataFile.describe(
      "Path of a CSV or Parquet file, relative to this one: a point a row, or a NONMEM-style table",
    ),
    columns: z
      .partialRecord(z.enum(dataColumns), text)
      .optional()
      .describe(
        "Names of its columns, where they are not time, variable, value, arm, subject, unit, sd, se, lower, upper, n, limit",
      ),
    time: unit.optional().describe("Unit of its times, where the column does not say it as time_week does"),
    variable: dotted
      .optional()
      .describe("What was measured, where no column says it; a scale may go by its own name"),
    variables: z
      .record(z.string(), dotted)
      .optional()
      .describe("What was measured by its number in dvid or cmt of a NONMEM-style table"),
    arm: text.optional().describe("The arm that was measured, where no column says it"),
    unit: unit.optional().describe("Unit of the values, where it is not that of the variable"),
  }),
]);

/** A chart's quantities. */
const shown = like(z.array(dotted).min(1), ["sert.occupancy", "plasma.escitalopram"]);

export const scenarioSchema = z.strictObject({
  scenario: text,
  question: like(text, "What is asked?"),
  duration,
  model: file.optional().describe("Path of a model file, for a model other than the shipped one"),
  person: person.optional(),
  covariates: covariates.optional(),
  care: identifier.optional(),
  seed: z.int().min(0).optional().describe("Decides which doses a chance misses or delays; default 0"),
  arms: like(z.array(like(scenarioArm, { label: "10 mg", treatment: "escitalopram 10 mg daily" })).min(1), [
    { label: "placebo" },
    { label: "10 mg", treatment: "escitalopram 10 mg daily" },
  ]),
  measure: like(z.record(identifier, measure), { blunting: "at(affect.blunting, week 8)" }).optional(),
  evidence: evidenceList.optional(),
  data: z
    .union([dataTable, z.array(dataTable).min(1)])
    .optional()
    .describe("Measured points: tables that are laid over the curves and that fits are made to"),
  plot: like(
    z.array(
      like(z.union([identifier, z.strictObject({ title, show: shown })]), {
        title: "Occupancy",
        show: ["sert.occupancy"],
      }),
    ),
    ["affect", { title: "Occupancy", show: ["sert.occupancy"] }],
  ).optional(),
});

export type ScenarioArmData = z.infer<typeof scenarioArm>;
export type ArmData = Omit<ScenarioArmData, "label" | "like" | "add">;
export type DataTableData = z.infer<typeof dataTable>;
