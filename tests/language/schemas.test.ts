import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { readTextFile, shippedModels, yamlFiles } from "../../src/files/index.ts";
import { type FileKind, fileKinds, jsonSchema, kindOf, parseYaml } from "../../src/language/index.ts";
import { drugText } from "../support/drugs.ts";
import { scenarioPaths } from "../support/experiments.ts";

const kinds = Object.keys(fileKinds) as FileKind[];
const files = [...yamlFiles(shippedModels), ...scenarioPaths];
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTuples: false });
const validators = new Map(kinds.map((kind) => [kind, ajv.compile(jsonSchema(kind))]));

function parsed(path: string, text = readTextFile(path)!) {
  const result = parseYaml(path, text).parsed!;
  return { data: result.data, kind: kindOf(result)! };
}

describe("jsonSchema", () => {
  it.each(kinds)("`jsonSchema` gives a valid schema of draft 2020-12 for a %s", (kind) => {
    expect(ajv.validateSchema(jsonSchema(kind))).toBe(true);
  });

  it.each(kinds)("`jsonSchema` is what models/schemas/ holds for a %s", (kind) => {
    const published = readTextFile(`${shippedModels}/schemas/${kind}.schema.json`);
    expect(JSON.parse(published!)).toEqual(jsonSchema(kind));
  });

  it("`jsonSchema` accepts every shipped file", () => {
    expect(files.length).toBeGreaterThan(20);
    const refused = files.flatMap((path) => {
      const { data, kind } = parsed(path);
      const validate = validators.get(kind)!;
      return validate(data) ? [] : [`${path}: ${ajv.errorsText(validate.errors)}`];
    });
    expect(refused).toEqual([]);
  });

  it("`jsonSchema` rejects unknown keys, missing keys and wrong types", () => {
    const { data, kind } = parsed("d.yaml", drugText());
    const validate = validators.get(kind)!;
    const drug = data as Record<string, unknown>;
    expect(validate(drug)).toBe(true);
    expect(validate({ ...drug, extra: 1 })).toBe(false);
    expect(validate({ ...drug, title: undefined })).toBe(false);
    expect(validate({ ...drug, tablets: "5 mg" })).toBe(false);
    expect(validate({ ...drug, drug: "not a name" })).toBe(false);
  });
});
