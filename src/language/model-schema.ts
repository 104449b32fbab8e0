import * as z from "zod";
import { dotted, kebab } from "./arm-schema.ts";
import { pageSchema } from "./page-schema.ts";
import { about, formula, identifier, parameter, sources, text, title, unit } from "./schema-parts.ts";
import { like } from "./shapes.ts";

// The shapes of a module and of the model file that joins modules.

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
  enzymes: identifier
    .optional()
    .describe("Module whose parameters are how much of each enzyme there is; default: enzyme"),
  follow: like(z.array(dotted).min(1), ["affect.blunting"])
    .optional()
    .describe("Variables that a population is followed by; default: what it is asked about"),
  onset: z
    .strictObject({
      of: like(dotted, "affect.blunting"),
      above: like(z.number(), 0.1),
      says: like(text, "blunting has set in"),
    })
    .optional()
    .describe("What counts as having set in, in a population: a variable that has moved by so much"),
  quoted: z.array(kebab).min(1).optional().describe("Claims whose measures people quote"),
  page: pageSchema.optional(),
});

export type ModuleData = z.infer<typeof moduleSchema>;
export type ModelData = z.infer<typeof modelSchema>;
