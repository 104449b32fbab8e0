import * as z from "zod";
import { tourSteps } from "../model/index.ts";
import { dotted, person } from "./arm-schema.ts";
import { dose, duration, identifier, measure, text, title } from "./schema-parts.ts";
import { like } from "./shapes.ts";

// The part of a model file that says what the explorer's page shows. All of it may be left out.

const when = like(text, "depression < 0.5");
const sentences = z
  .array(
    z
      .array(
        like(
          z.strictObject({
            when: when.optional().describe("Formula in the names of measures and terms; absent: always"),
            says: text.describe("The sentence, with numbers in braces: By {end} the drug takes {blunting}."),
          }),
          { says: "By {end} the level is {level}." },
        ),
      )
      .min(1),
  )
  .describe("Of each list the first sentence that holds is said");
const feeling = z.strictObject({
  felt: like(dotted, "affect.positive_felt"),
  response: like(dotted, "affect.positive_reactivity"),
});
const step = like(z.strictObject({ title, text, next: text }), {
  title: "Guess",
  text: "What will happen?",
  next: "Show it",
});

export const pageSchema = z
  .strictObject({
    lead: text.optional().describe("What a visitor reads until the page has come"),
    opens: z
      .strictObject({
        person: person.optional(),
        care: identifier.optional(),
        drug: identifier.optional(),
        dose: dose.optional().describe("A day; default: the usual dose of the drug"),
        duration: duration.optional(),
      })
      .optional()
      .describe("The case that the page opens with; default: the model's person, first care and first drug"),
    care: like(z.record(identifier, text), { none: "no recovery of its own" })
      .optional()
      .describe("What each kind of care is called"),
    outputs: like(z.array(dotted).min(1), ["raphe.firing"])
      .optional()
      .describe("Variables of the main chart, the first one shown first; default: those of the groups"),
    strips: z
      .record(
        identifier,
        like(
          z.strictObject({
            title,
            first: dotted.describe("What it shows first"),
            groups: z.array(identifier).min(1).describe("Groups that can be chosen for it"),
          }),
          { title: "Firing", first: "raphe.firing", groups: ["raphe"] },
        ),
      )
      .optional()
      .describe("Charts below the main one, from cause to effect; default: one for each group"),
    plot: z.array(identifier).min(1).optional().describe("Groups that a scenario of the page plots"),
    measures: z
      .record(
        identifier,
        like(
          z.strictObject({
            title: text
              .optional()
              .describe("What it is called beside its number; absent: for sentences alone"),
            measure: measure.describe("As a scenario writes it; end is the end of the run"),
            unless: z
              .strictObject({ when, says: text })
              .optional()
              .describe('What is said in place of "never" where this holds'),
          }),
          { title: "Firing", measure: "at(raphe.firing, end)" },
        ),
      )
      .optional()
      .describe("What the page measures of every case; default: the outputs at the end"),
    terms: like(z.record(identifier, text), { lifts: "depression < 0.5" })
      .optional()
      .describe("Names for formulas of measures and earlier terms"),
    headline: sentences.optional(),
    against: sentences
      .optional()
      .describe("How a case differs from another: names are changes, now.x and before.x values"),
    week: z
      .strictObject({ good: feeling, bad: feeling })
      .optional()
      .describe("Variables of the picture of a week; absent: there is none"),
    tour: z
      .strictObject({
        dose: dose.optional().describe("Of the opening drug; default: as the page opens"),
        cut: dotted.describe("The effect that a visitor cuts"),
        label: text.describe("What is guessed, by the week {n}"),
        steps: z.strictObject(
          Object.fromEntries(tourSteps.map((name) => [name, step])) as Record<
            (typeof tourSteps)[number],
            typeof step
          >,
        ),
      })
      .optional()
      .describe("The guided tour; absent: there is none"),
  })
  .describe("What the explorer's page shows of the model");
