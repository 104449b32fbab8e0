import * as z from "zod";
import { type Checked, isUsable } from "../../diagnostics/index.ts";
import { parseYaml, type Read, type ReadText, readAs } from "../../language/index.ts";
import { Entries } from "./entries.ts";
import type { PetabExperiment, PetabModel, PetabPeriod, PetabProblem } from "./types.ts";

const files = z.array(z.string()).nullish();
const first = z.looseObject({
  format_version: z.union([z.literal(1), z.literal("1"), z.literal("1.0.0")]),
  parameter_file: z.union([z.string(), z.array(z.string())]),
  problems: z
    .array(
      z.looseObject({
        sbml_files: z.array(z.string()).min(1, "names no model"),
        condition_files: z.array(z.string()),
        measurement_files: z.array(z.string()),
        observable_files: z.array(z.string()),
      }),
    )
    .min(1),
});
const second = z.looseObject({
  format_version: z.string().regex(/^2\./),
  parameter_files: z.array(z.string()),
  model_files: z
    .record(z.string(), z.looseObject({ language: z.string(), location: z.string() }))
    .refine((models) => Object.keys(models).length > 0, "names no model"),
  measurement_files: z.array(z.string()),
  observable_files: z.array(z.string()),
  condition_files: files,
  experiment_files: files,
  mapping_files: files,
  extensions: z.record(z.string(), z.looseObject({ required: z.boolean().nullish() })).nullish(),
});
type First = z.infer<typeof first>;
type Second = z.infer<typeof second>;

/**
 * Reads a PEtab problem, version 1 or 2: its YAML file and every table that it names. Faults have the place of the cell.
 * `read` gives the text of a file, so that nothing here knows a disk.
 */
export function readPetab(file: string, text: string, read: ReadText): Checked<PetabProblem> {
  const { parsed, diagnostics } = parseYaml(file, text);
  if (!parsed) return { diagnostics };
  const { format_version: version } = (parsed.data ?? {}) as { format_version?: unknown };
  // Anything but a text or a number is no version, and the schema of the first says so at its place.
  if ((typeof version === "string" || typeof version === "number") && String(version).startsWith("2")) {
    const { read: problem, diagnostics } = readAs<Second>(parsed, second, "PEtab problem");
    return problem ? new PetabReader(file, read).version2(problem) : { diagnostics };
  }
  const { read: problem, diagnostics: faults } = readAs<First>(parsed, first, "PEtab problem");
  return problem ? new PetabReader(file, read).version1(problem) : { diagnostics: faults };
}

class PetabReader extends Entries {
  version1(problem: Read<First>): Checked<PetabProblem> {
    const { data } = problem;
    if (data.problems.length > 1)
      this.complain(
        "petab-problems",
        "Only one problem a file is read.",
        problem.at("problems", 1),
        "Split the file.",
      );
    const part = data.problems[0]!;
    const place = (key: string, i: number) => problem.at("problems", 0, key, i);
    const tables = (key: "condition_files" | "measurement_files" | "observable_files", needed: string[]) =>
      part[key].flatMap((name, i) => this.table(name, place(key, i), needed));
    const parameterRows = [data.parameter_file]
      .flat()
      .flatMap((name) => this.table(name, problem.at("parameter_file"), ["parameterId", "estimate"]));
    const parameters = this.parameters(parameterRows, 1);
    if (part.sbml_files.length !== 1)
      this.complain("petab-model", "Version 1 needs one SBML file.", problem.at("problems", 0, "sbml_files"));
    const models: PetabModel[] = part.sbml_files.map((name, i) => ({
      id: `model_${i}`,
      language: "sbml",
      file: this.beside(name),
      place: place("sbml_files", i),
    }));
    const observables = this.observables(
      tables("observable_files", ["observableId", "observableFormula"]),
      1,
    );
    const conditions = this.wideConditions(tables("condition_files", ["conditionId"]));
    const measurementTables = tables("measurement_files", [
      "observableId",
      "simulationConditionId",
      "time",
      "measurement",
    ]);
    const experiments = new Map<string, PetabExperiment>();
    const measurements = this.measurements(measurementTables, observables, ({ cells, place }) => {
      const condition = (column: string) => {
        const cell = cells.get(column);
        if (!cell) return undefined;
        const changes = this.named("petab-condition", "condition", cell, conditions) ?? [];
        return { id: cell.text, changes };
      };
      const before = condition("preequilibrationConditionId");
      const during = condition("simulationConditionId");
      if (!during) {
        this.complain("petab-condition", "The measurement names no condition.", place);
        return undefined;
      }
      const id = before ? `${before.id}+${during.id}` : during.id;
      const periods: PetabPeriod[] = [
        ...(before ? [{ time: Number.NEGATIVE_INFINITY, changes: before.changes }] : []),
        { time: 0, changes: during.changes },
      ];
      if (!experiments.has(id)) experiments.set(id, { id, periods });
      return id;
    });
    return this.finish({
      version: 1,
      models,
      parameters,
      observables,
      experiments,
      measurements,
      mapping: new Map(),
    });
  }

  version2(problem: Read<Second>): Checked<PetabProblem> {
    const { data } = problem;
    for (const [name, { required }] of Object.entries(data.extensions ?? {}))
      if (required)
        this.complain(
          "petab-extension",
          `The problem needs the extension "${name}", which is not read.`,
          problem.at("extensions", name),
        );
    const tables = (key: keyof Second & `${string}_files`, needed: string[]) =>
      ((data[key] ?? []) as readonly string[]).flatMap((name, i) =>
        this.table(name, problem.at(key, i), needed),
      );
    const parameters = this.parameters(tables("parameter_files", ["parameterId", "estimate"]), 2);
    const models: PetabModel[] = Object.entries(data.model_files).map(([id, { language, location }]) => ({
      id,
      language,
      file: this.beside(location),
      place: problem.at("model_files", id, "location"),
    }));
    const observables = this.observables(
      tables("observable_files", ["observableId", "observableFormula", "noiseFormula"]),
      2,
    );
    const conditions = this.longConditions(
      tables("condition_files", ["conditionId", "targetId", "targetValue"]),
    );
    const experiments = this.experiments(tables("experiment_files", ["experimentId", "time"]), conditions);
    const mapping = new Map<string, string>();
    for (const { cells } of tables("mapping_files", ["petabEntityId", "modelEntityId"])) {
      const [to, from] = [cells.get("modelEntityId"), cells.get("petabEntityId")];
      if (from && to) mapping.set(from.text, to.text);
    }
    const measurements = this.measurements(
      tables("measurement_files", ["observableId", "time", "measurement"]),
      observables,
      ({ cells }) => {
        const cell = cells.get("experimentId");
        if (!cell) {
          experiments.set("", { id: "", periods: [{ time: 0, changes: [] }] });
          return "";
        }
        return this.named("petab-experiment", "experiment", cell, experiments)?.id;
      },
    );
    for (const m of measurements)
      if (m.model !== undefined && !models.some(({ id }) => id === m.model))
        this.complain("petab-model", `There is no model "${m.model}".`, m.place);
    return this.finish({ version: 2, models, parameters, observables, experiments, measurements, mapping });
  }

  private finish(problem: PetabProblem): Checked<PetabProblem> {
    return { diagnostics: this.diagnostics, ...(isUsable(this.diagnostics) ? { value: problem } : {}) };
  }
}
