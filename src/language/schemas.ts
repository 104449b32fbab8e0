import * as z from "zod";
import { claimSchema } from "./claim-schema.ts";
import { drugSchema } from "./drug-schema.ts";
import { evidenceSchema } from "./evidence-schema.ts";
import { modelSchema, moduleSchema } from "./model-schema.ts";
import { personSchema } from "./person-schema.ts";
import { populationSchema } from "./population-schema.ts";
import { scenarioSchema } from "./scenario-schema.ts";
import { searchSchema } from "./search-schema.ts";

// The shapes of all files, strict: an unknown key is an error. JSON Schemas for editors are made from these.

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
