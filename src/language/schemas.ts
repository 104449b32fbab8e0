import { z } from "zod";
import { dataColumns } from "../data/index.ts";
import { tiers } from "../model/index.ts";
import { type kineticNames, type metaboliteKineticNames, personGroups } from "../pharmacology/index.ts";
import { arm, dotted, evidenceList, kebab, person } from "./arm-schema.ts";
import { covariateEffects, covariates } from "./covariate-schema.ts";
import { forms } from "./form-schema.ts";
import { populationSchema } from "./population-schema.ts";
import {
  about,
  concentration,
  conditions,
  dose,
  duration,
  file,
  fraction,
  identifier,
  limits,
  measure,
  parameter,
  parameterLike,
  quantity,
  sources,
  text,
  title,
  unit,
} from "./schema-parts.ts";
import { searchSchema } from "./search-schema.ts";
import { like } from "./shapes.ts";
import { treatmentSchema } from "./treatment/schema.ts";

// The shapes of all files, strict: an unknown key is an error. JSON Schemas for editors are made from these.

const formula = like(z.union([z.string(), z.number()]), "(target - x) / tau").describe(
  "Formula of numbers and names, for example (target - x) / tau",
);
const bounds = z
  .tuple([z.number(), z.number()])
  .describe("From where to where it can go at all, such as the ends of a clinical scale");

/** How a quantity is told in pictures; a state and a value may have them. */
const naming = {
  title: text.optional().describe("What people call it, above its picture; default: its name"),
  axis: text
    .optional()
    .describe("What its axis says, such as: relative to healthy, drug-free; default: its unit"),
};

const choice = z.strictObject({
  about: text,
  sources: sources.optional(),
  parameters: z.record(dotted, z.number()).optional().describe("New parameter values by full name"),
  formulas: z.record(dotted, formula).optional().describe("New formulas and rates by full name"),
});

export const moduleSchema = z.strictObject({
  module: identifier.describe("First part of every public name of this file"),
  title,
  about,
  parameters: z.record(identifier, parameter).optional(),
  states: z
    .record(
      identifier,
      like(
        z.strictObject({
          unit,
          initial: like(formula, 1).describe(
            "Number or formula of parameters; where start is written, also of states and values at time 0",
          ),
          rate: formula,
          scale: z
            .number()
            .positive()
            .optional()
            .describe(
              "Typical size, to which the absolute tolerance is relative; default: the initial value",
            ),
          about,
          ...naming,
        }),
        { unit: "1", initial: 1, rate: "(target - x) / tau", about: "What it is." },
      ),
    )
    .optional(),
  values: z
    .record(
      identifier,
      like(z.strictObject({ unit, formula, about, bounds: bounds.optional(), ...naming }), {
        unit: "1",
        formula: "x / x0",
        about: "What it is.",
      }),
    )
    .optional(),
  effects: z
    .record(
      identifier,
      like(z.strictObject({ formula, about, sources: sources.optional() }), {
        formula: "1 + gain * (x - 1)",
        about: "What it does.",
      }),
    )
    .optional(),
  hypotheses: z
    .record(
      identifier,
      z.strictObject({ question: text, default: identifier, choices: z.record(identifier, choice) }),
    )
    .optional(),
  targets: z
    .record(identifier, z.array(identifier).min(1))
    .optional()
    .describe("Binding sites that drugs may act on, with the actions the equations know"),
  events: z
    .record(
      identifier,
      z.strictObject({
        trigger: formula.describe("Condition, for example mass > 2; the event happens when it becomes true"),
        initially: z
          .boolean()
          .optional()
          .describe(
            "Value of the trigger before day 0; false lets one that holds at the start fire. Default true",
          ),
        delay: formula.optional().describe("Time from trigger to execution"),
        priority: formula.optional().describe("Of events due at one time the largest goes first"),
        persistent: z
          .boolean()
          .optional()
          .describe("false: forgotten when the trigger turns false before the execution. Default true"),
        evaluate: z
          .enum(["trigger", "execution"])
          .optional()
          .describe("Time at which the new values are taken; default trigger"),
        assign: z
          .record(identifier, formula)
          .describe("New values of states of this module, assigned at once"),
        about: text,
      }),
    )
    .optional()
    .describe("States that jump when a condition becomes true"),
  units: z
    .literal("labels")
    .optional()
    .describe("Formulas compute with numbers as written; units are words for tables and axes"),
  time: unit.optional().describe("Unit of t, rates and delays where units are labels; default day"),
  start: z
    .enum(["rest", "written"])
    .optional()
    .describe("Where runs start: at the drug-free equilibrium (default) or at the initial values"),
});

export const modelSchema = z.strictObject({
  model: kebab,
  title,
  about,
  modules: like(z.array(text).min(1), ["raphe.yaml"]).describe("Module files, relative to this one"),
  person: kebab.optional().describe("Person of scenarios that name none; default: one who changes nothing"),
  care: z.record(identifier, like(z.record(dotted, z.number()), { "depression.care": 1 })).optional(),
  use: z
    .strictObject({
      question: like(text, "What is it to answer?").describe("Question of interest"),
      context: like(text, "Teaching.").describe("Context of use"),
      influence: like(text, "Low.").describe("How much a decision may lean on it"),
      consequence: like(text, "A wasted experiment.").describe("What a wrong decision would cost"),
    })
    .optional()
    .describe("What the model is for, in the words of ICH M15"),
  rows: like(z.record(text, text), { onset: "It comes late." })
    .optional()
    .describe("The statements that the model stands for, by id"),
  overview: z
    .array(
      z.strictObject({
        title: text,
        about,
        modules: z.array(identifier).optional(),
        folders: z.array(text).optional().describe("Folders of module files that the box stands for"),
        drugs: z.literal(true).optional().describe("It stands for what is taken"),
      }),
    )
    .optional()
    .describe("A first look at the circuit: a few boxes from cause to effect"),
  groups: z
    .record(identifier, z.strictObject({ title, show: like(z.array(dotted).min(1), ["raphe.firing"]) }))
    .optional(),
});

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

const personNumber = z.union([
  z.number(),
  z.strictObject({
    value: z.number(),
    range: z.tuple([z.number(), z.number()]).optional().describe("Plausible range, low to high"),
    tier: z.enum(tiers).optional().describe("Where the number comes from"),
    sources: sources.optional(),
    note: text.optional().describe("How it was derived, and who disagrees"),
  }),
]);

export const personSchema = z.strictObject({
  person: kebab,
  title,
  about,
  group: z.enum(personGroups).optional().describe("Where lists show it"),
  trait: text
    .optional()
    .describe("What it is one case of, such as illness or CYP2C19: nobody has two cases of one trait"),
  set: like(z.record(dotted, like(personNumber, 21)), { "depression.recovery_time": 21 })
    .optional()
    .describe("Parameter values in their declared units"),
  scale: like(z.record(dotted, like(personNumber, 1.2)), { "affect.felt_share": 1.2 })
    .optional()
    .describe("Factors on whatever value a parameter has"),
  covariates: covariates.optional(),
  sources: sources.optional(),
});

const citation = "Doe J, Roe R. A trial. J Trials 2020;1:2-3";
const finding = { id: "less", source: "doe2020", says: "Less was felt." };

export const evidenceSchema = z.strictObject({
  evidence: kebab,
  sources: like(
    z.record(
      text,
      like(
        z.strictObject({
          citation: like(text, citation),
          doi: like(text, "10.1000/xyz").optional(),
          read: like(
            z
              .enum(["fulltext", "abstract", "secondary", "recalled"])
              .describe("How well the source is known"),
            "abstract",
          ),
        }),
        { citation, read: "abstract" },
      ),
    ),
    { doe2020: { citation, read: "abstract" } },
  ),
  findings: like(
    z.array(
      like(
        z.strictObject({
          id: like(text, "less"),
          source: like(text, "doe2020"),
          species: text.optional(),
          says: like(text, "Less was felt."),
        }),
        finding,
      ),
    ),
    [finding],
  ).optional(),
});

const scenarioArm = z.strictObject({
  label: like(text, "10 mg"),
  like: text.optional().describe("Label of an arm above whose settings this one starts from"),
  add: treatmentSchema.optional().describe("Entries on top of the treatment, or of that of like"),
  ...arm,
});

const askedPopulation = {
  name: kebab.describe("Name of a population"),
  size: z.int().min(20).max(5000).describe("Subjects to sample"),
};
const among = conditions
  .optional()
  .describe("Of a claim about a population: who is asked about, by what is measured in the same arm");

export const claimSchema = z.strictObject({
  claim: kebab.describe("Unique id"),
  row: like(text, "dose").describe("Id of the model's row that this claim tests"),
  says: like(text, "What is found, in a sentence.").describe(
    "What the article says, in one sentence of our own",
  ),
  contested: like(z.enum(["no", "debated", "disputed"]), "no").describe(
    "How contested it is in the literature",
  ),
  note: text.optional().describe("What the literature does and does not support"),
  kind: z
    .enum(["article", "calibration", "validation"])
    .optional()
    .describe(
      "A sentence of the article (default), an anchor the model was fitted to, or one it must predict",
    ),
  species: z
    .enum(["rat", "mouse", "monkey"])
    .optional()
    .describe(
      "Animals in which it was found; default: people. The dose stands for theirs, by how much of the transporter it holds, so no licence speaks of it",
    ),
  population: z
    .discriminatedUnion("statistic", [
      z
        .strictObject({ ...askedPopulation, statistic: z.literal("share"), ...limits })
        .describe("How many: the share of subjects in whom the measure lies within the limits"),
      z
        .strictObject({ ...askedPopulation, statistic: z.literal("mean") })
        .describe("The mean of the measure"),
      z
        .strictObject({
          ...askedPopulation,
          statistic: z.literal("correlation"),
          with: text.describe("A second measure"),
        })
        .describe("Pearson's correlation of the measure with a second one"),
    ])
    .optional()
    .describe("Ask about people: the value is a statistic of the measure over plausible subjects"),
  among,
  ...arm,
  duration,
  reference: like(z.strictObject({ ...arm, among }), { person: "depressed-adult", care: "trial" })
    .optional()
    .describe(
      "The arm compared with; default: the same person and care without drug, and the same conditions for who is asked about",
    ),
  control: z
    .strictObject({ says: text.describe("What it is, such as: on citalopram"), ...arm })
    .optional()
    .describe(
      "What must make the claim fail, where taking its drugs away cannot, as when it says that nothing changes; default: the drugs that only its arm has are taken away",
    ),
  measure: like(text, "ratio_to_reference(at(serotonin.prefrontal, week 3))").describe(
    "A measure of the arm, or ratio_to_reference(...) or difference_to_reference(...) of one",
  ),
  expect: like(
    z.union([
      z.strictObject({ between: like(z.tuple([z.number(), z.number()]), [1.5, 3]) }),
      z.strictObject({ above: like(z.number(), 1.5) }),
      z.strictObject({ below: like(z.number(), 3) }),
    ]),
    { above: 1.5 },
    { between: [1.5, 3] },
  ),
  carried_by: like(z.array(dotted), ["sert.reuptake_block"])
    .optional()
    .describe("Effects whose knock-out must remove at least half of the finding"),
  no_effect: like(z.number(), 1).optional().describe("Value of the measure when there is no effect"),
  fails: text
    .optional()
    .describe(
      "Why this claim does not hold in the model, where that is known: a result, shown with its reason",
    ),
  fragile: text
    .optional()
    .describe(
      "Why this claim holds in fewer than nine draws of ten over the declared uncertainty, where that is known",
    ),
  sources: sources.optional(),
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

/** The kinds of file, each known by the first key it must have. */
export const fileKinds = {
  model: modelSchema,
  module: moduleSchema,
  scenario: scenarioSchema,
  drug: drugSchema,
  person: personSchema,
  evidence: evidenceSchema,
  claim: claimSchema,
  population: populationSchema,
  search: searchSchema,
} as const;

export type FileKind = keyof typeof fileKinds;

/** JSON Schema (draft 2020-12) of one kind of file, for editors. */
export function jsonSchema(kind: FileKind): object {
  return { title: `Lull ${kind}`, ...z.toJSONSchema(fileKinds[kind], { io: "input" }) };
}

export type DrugData = z.infer<typeof drugSchema>;
export type ParameterData = z.infer<typeof parameter>;
export type ModuleData = z.infer<typeof moduleSchema>;
export type ScenarioArmData = z.infer<typeof scenarioArm>;
export type ArmData = Omit<ScenarioArmData, "label" | "like" | "add">;
export type DataTableData = z.infer<typeof dataTable>;
export type ClaimData = z.infer<typeof claimSchema>;
