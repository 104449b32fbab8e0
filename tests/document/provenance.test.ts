import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  citation,
  hypothesesInWords,
  type Provenance,
  provenanceLine,
  recordId,
  recordJson,
  recordRows,
  withOrigin,
} from "../../src/document/index.ts";
import { packageRoot } from "../../src/files/index.ts";
import { provenance } from "../support/result.ts";

describe("the record of a run", () => {
  it("`recordId` changes with every part of the record, and with nothing else", () => {
    const changes: Partial<Provenance>[] = [
      { command: ["run", "made-up.yaml"] },
      { lull: "0.1.1" },
      { node: "22.0.0" },
      { model: "other" },
      { modelHash: "0" },
      { seed: 2 },
      { solver: "odex" },
      { rtol: 1e-7 },
      { atol: 1e-9 },
      { stateSizes: {} },
      { overrides: [] },
      { hypotheses: { "raphe.recovery": "slow" } },
      { inputs: provenance.inputs.slice(1) },
      { inputs: provenance.inputs.map((input) => ({ ...input, sha256: "cc".repeat(32) })) },
    ];
    const ids = [provenance, ...changes.map((change) => ({ ...provenance, ...change }))].map(recordId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(recordId(structuredClone(provenance))).toBe(ids[0]);
    expect(ids[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  it("`citation` is the entry of CITATION.cff, with the record", () => {
    const file = readFileSync(join(packageRoot, "CITATION.cff"), "utf8");
    const entry = (key: string) => new RegExp(`^[ -]*${key}: "?([^"\\n]*)"?$`, "m").exec(file)![1]!;
    const says = citation(provenance);
    for (const part of [entry("name"), entry("title"), recordId(provenance), provenance.modelHash])
      expect(says).toContain(part);
    expect(recordRows(provenance)).toContainEqual(["how to cite", says]);
  });

  it("says under which hypotheses about contested mechanisms the numbers stand", () => {
    const contested = { ...provenance, hypotheses: { "raphe.recovery": "slow", "vta.brake": "stays" } };
    const arm = { label: "a", treatment: "no drug", person: "p", care: "none", set: {}, knockout: {} };
    const says = (hypothesis: Record<string, string>) =>
      hypothesesInWords({ ...contested, arms: [{ ...arm, hypothesis }] });
    expect(hypothesesInWords(provenance)).toBeUndefined();
    expect(says({})).toMatch(/^under the default hypothesis of 2 contested mechanisms \(/);
    expect(says({ "vta.brake": "goes" })).toMatch(/, where no override names another \(/);
    expect(recordRows(contested)).toContainEqual([
      "hypotheses, unless overridden",
      "raphe.recovery=slow, vta.brake=stays",
    ]);
  });

  it("`recordJson` is plain data that holds the keys scripts rely on", () => {
    const json = recordJson(provenance);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json).toMatchObject({
      record: recordId(provenance),
      command: "lull run made-up.yaml --set raphe.coupling_time=8",
      inputs: [{ path: "made-up.yaml" }, { path: "models/drugs/escitalopram.yaml", shipped: true }],
    });
  });

  it("`provenanceLine` names the record, the model and how it was computed in one line", () => {
    const line = provenanceLine(provenance);
    expect(line).toBe(
      `Lull 0.1.0, made-up, model emotional-blunting 3f6c0d9a, seed 1, rodas5p, rtol 1e-6, record ${recordId(provenance)}`,
    );
    expect(recordRows(provenance)).toContainEqual(["inputs", "1 file of your own, 1 of Lull's"]);
  });

  it("`withOrigin` says in a YAML file which record it is of, and leaves it the file that it was", () => {
    const text = "person: fitted\nset: {a.b: 2}\n";
    const marked = withOrigin("fitted-person.yaml", text, { ...provenance, outside: ["a: b is 2"] });
    expect(marked).toContain(`# ${provenanceLine(provenance).split(", record")[0]}`);
    expect(parse(marked)).toEqual(parse(text));
    expect(withOrigin("points.tsv", text, provenance)).toBe(text);
  });

  it("the command in a record is one that a shell takes, whatever is in its words", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 4 }), (words) => {
        fc.pre(words.every((word) => !word.includes("\0")));
        const { command } = recordJson({ ...provenance, command: words });
        const script = `lull() { for word in "$@"; do printf '%s\\0' "$word"; done; }; ${command}`;
        const told = execFileSync("sh", ["-c", script], { encoding: "utf8" });
        expect(told.split("\0").slice(0, -1)).toEqual(words);
      }),
      { numRuns: 25 },
    );
  });
});
