import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lull, write } from "../support/cli.ts";
import { compartment, parameter, reaction, sbml, species } from "../support/sbml.ts";

const root = mkdtempSync(join(tmpdir(), "lull-petab-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const table = (...rows: string[]) => `${rows.map((row) => row.replaceAll(" ", "\t")).join("\n")}\n`;
write(
  root,
  "model.xml",
  sbml({
    compartments: [compartment("c", 1)],
    species: [species("A", 'initialConcentration="4" hasOnlySubstanceUnits="false"')],
    parameters: [parameter("k", 0.5)],
    reactions: [reaction("r", { from: ["A"], law: ["times", "k", "A", "c"] })],
  }),
);
write(
  root,
  "parameters.tsv",
  table("parameterId lowerBound upperBound nominalValue estimate", "k 0.01 5 0.5 true"),
);
write(root, "observables.tsv", table("observableId observableFormula noiseFormula", "obs A 0.1"));
write(
  root,
  "measurements.tsv",
  table("observableId time measurement", ...[1, 2, 3].map((t) => `obs ${t} ${4 * Math.exp(-t)}`)),
);
const problem = write(
  root,
  "problem.yaml",
  `format_version: 2.0.0
parameter_files: [parameters.tsv]
model_files: {m: {language: sbml, location: model.xml}}
measurement_files: [measurements.tsv]
observable_files: [observables.tsv]
`,
);

describe("lull petab", () => {
  it("prints likelihood, chi-squared and simulations, and fits", () => {
    const nominal = lull(["petab", problem, "--json"], root);
    expect(nominal.code).toBe(0);
    const { llh, chi2, simulations, manifest } = JSON.parse(nominal.stdout);
    const read = ["measurements.tsv", "model.xml", "observables.tsv", "parameters.tsv", "problem.yaml"];
    expect(manifest.inputs.map(({ path }: { path: string }) => basename(path))).toEqual(read);
    expect(nominal.stdout).toContain(`"record": "${manifest.record}"`);
    expect(simulations.map((s: { simulation: number }) => s.simulation)).toHaveLength(3);
    expect(simulations[1].simulation).toBeCloseTo(4 * Math.exp(-1), 5);
    const squares = [1, 2, 3].reduce((sum, t) => sum + (40 * (Math.exp(-t) - Math.exp(-t / 2))) ** 2, 0);
    expect(chi2).toBeCloseTo(squares, 3);
    expect(llh).toBeCloseTo(-0.5 * (squares + 3 * Math.log(2 * Math.PI * 0.01)), 3);
    const fitted = lull(["petab", problem, "--fit"], root);
    expect(fitted.code).toBe(0);
    expect(fitted.stdout).toMatch(/\nLull .*, record [0-9a-f]{16}\n$/);
    expect(fitted.stdout).toMatch(/parameter {2}estimate\nk +(1|0\.99999\d*|1\.00000\d*)\n/);
  });

  it("says what is missing, and in which language models are read", () => {
    expect(lull(["petab", join(root, "none.yaml")], root)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("There is no file"),
    });
    const other = write(
      root,
      "other.yaml",
      `format_version: 2.0.0
parameter_files: [parameters.tsv]
model_files: {m: {language: bngl, location: model.xml}}
measurement_files: [measurements.tsv]
observable_files: [observables.tsv]
`,
    );
    const { code, stderr } = lull(["petab", other], root);
    expect(code).toBe(1);
    expect(stderr).toMatch(/other\.yaml:3:\d+[\s\S]*Models in "bngl" are not read/);
  });

  it("says which arms a scenario has where a location names none of them", () => {
    const named = write(
      root,
      "arm.yaml",
      `format_version: 2.0.0
parameter_files: [parameters.tsv]
model_files: {m: {language: lull, location: "${process.cwd()}/scenarios/data/weekly-ratings.yaml#10mg"}}
measurement_files: [measurements.tsv]
observable_files: [observables.tsv]
`,
    );
    const { code, stderr } = lull(["petab", named], root);
    expect(code).toBe(1);
    expect(stderr).toMatch(/arm\.yaml:3:\d+[\s\S]*weekly-ratings\.yaml has no arm "10mg"\.[\s\S]*"10 mg"/);
  });
});
