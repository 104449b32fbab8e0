import type { Observation } from "../../data/index.ts";
import { z95 } from "../../statistics/index.ts";
import { StudyFault } from "../study.ts";
import type { FitScenario } from "./source.ts";
import type { Fit, FittedNoise, FittedPoint } from "./types.ts";

/** Fills a row's cells; PEtab tables are separated by tabs. */
const table = (columns: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]) =>
  `${[columns, ...rows].map((row) => row.map((cell) => cell ?? "").join("\t")).join("\n")}\n`;

/** Letters, digits and underscores, each text its own. */
class Ids {
  private readonly known = new Map<string, string>();

  of(text: string): string {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const base = text.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d)/, "_");
    const taken = new Set(this.known.values());
    let id = base;
    for (let k = 2; taken.has(id); k++) id = `${base}_${k}`;
    this.known.set(text, id);
    return id;
  }
}

/**
 * A fit as a problem of PEtab 2.0, by file name: its points, its error model and the fitted values, with an arm of a scenario
 * as each model (`language: lull`).
 *
 * @param locate the path of a scenario's file, as it is from the folder that is written
 * @throws StudyFault for points that PEtab cannot say
 */
export function petabOf(
  fit: Fit,
  scenarios: readonly FitScenario[],
  locate: (scenario: number) => string,
): ReadonlyMap<string, string> {
  const censored = fit.points.filter(({ observation }) => observation.isCensored).length;
  if (censored > 0)
    throw new StudyFault(
      `PEtab has no points below a limit of quantification, and ${censored} of these are. No problem was written.`,
    );
  const [models, names] = [new Ids(), new Ids()];
  const scenarioOf = new Map<Observation, number>(
    scenarios.flatMap(({ experiment }, i) => experiment.observations.map((one) => [one, i] as const)),
  );
  const modelOf = ({ observation }: FittedPoint) => {
    const location = `${locate(scenarioOf.get(observation)!)}#${observation.arm}`;
    return { id: models.of(scenarios.length > 1 ? location : observation.arm), location };
  };
  const noises = fit.noise.map((one) => ({ ...one, id: names.of(`noise_${one.kind}_${one.variable}`) }));
  const kindOf = ({ observation }: FittedPoint) => (observation.error === undefined ? "open" : "known");
  const observables = new Map(
    fit.points.map((point) => {
      const { variable } = point.observation;
      const kind = kindOf(point);
      return [`${kind} ${variable}`, { id: names.of(`${kind}_${variable}`), variable, kind }] as const;
    }),
  );
  const observableOf = (point: FittedPoint) =>
    observables.get(`${kindOf(point)} ${point.observation.variable}`)!;
  const isLog = fit.subject.errors === "log";
  const variables = [...new Set(fit.points.map(({ observation }) => observation.variable))];
  const yaml = [
    "format_version: 2.0.0",
    "parameter_files: [parameters.tsv]",
    "observable_files: [observables.tsv]",
    "measurement_files: [measurements.tsv]",
    "mapping_files: [mapping.tsv]",
    "model_files:",
    ...new Set(
      fit.points.map((point) => {
        const { id, location } = modelOf(point);
        return `  ${id}: {language: lull, location: ${JSON.stringify(location)}}`;
      }),
    ),
    "",
  ];
  const { usesPriors } = fit.subject;
  const prior = ({ scale, bounds, start }: Fit["parameters"][number]["parameter"]) => {
    const on = scale === "log" ? Math.log : (x: number) => x;
    const spread = (on(bounds[1]) - on(bounds[0])) / (2 * z95);
    return [scale === "log" ? "log-normal" : "normal", `${on(start)};${spread}`];
  };
  return new Map([
    ["problem.yaml", yaml.join("\n")],
    [
      "parameters.tsv",
      table(
        [
          "parameterId",
          "estimate",
          "nominalValue",
          "lowerBound",
          "upperBound",
          ...(usesPriors ? ["priorDistribution", "priorParameters"] : []),
        ],
        [
          ...fit.parameters.map(({ parameter, value }) => [
            names.of(parameter.name),
            "true",
            value,
            ...parameter.bounds,
            ...(usesPriors ? prior(parameter) : []),
          ]),
          // As far as a fit looks for it.
          ...noises.map(({ id, value }) => [id, "true", value, 1e-5 * value, 1e5 * value]),
        ],
      ),
    ],
    [
      "observables.tsv",
      table(
        ["observableId", "observableFormula", "noiseFormula", "noiseDistribution", "noisePlaceholders"],
        [...observables.values()].map(({ id, variable, kind }) => {
          const formula = names.of(variable);
          const known = `error_${id}`;
          return [
            id,
            formula,
            kind === "known"
              ? known
              : noiseFormula(
                  noises.filter((one) => one.variable === variable),
                  formula,
                ),
            isLog ? "log-normal" : "normal",
            kind === "known" ? known : "",
          ];
        }),
      ),
    ],
    [
      "measurements.tsv",
      table(
        ["observableId", "modelId", "time", "measurement", "noiseParameters"],
        fit.points.map((point) => {
          const { time, value, error } = point.observation;
          const known = error === undefined ? undefined : isLog ? error / value : error;
          return [observableOf(point).id, modelOf(point).id, time, value, known];
        }),
      ),
    ],
    [
      "mapping.tsv",
      table(
        ["petabEntityId", "modelEntityId"],
        [...variables, ...fit.parameters.map(({ parameter }) => parameter.name)].map((name) => [
          names.of(name),
          name,
        ]),
      ),
    ],
  ]);
}

/** The standard deviation of points whose errors are not known, as PEtab's formula. */
function noiseFormula(noises: readonly (FittedNoise & { readonly id: string })[], formula: string): string {
  const parts = noises.map(({ kind, id }) => (kind === "proportional" ? `${id} * abs(${formula})` : id));
  return parts.length === 1 ? parts[0]! : `sqrt(${parts.map((part) => `(${part})^2`).join(" + ")})`;
}
