import type { Command } from "commander";
import { type Diagnostic, suggestion } from "../diagnostics/index.ts";
import { allInputs, finiteOrNull, type InputFile, type Provenance } from "../document/index.ts";
import { fingerprint, InputFiles, readTextFile, shownPath } from "../files/index.ts";
import {
  compilePetab,
  fitPetab,
  logPrior,
  type PetabEvaluation,
  type PetabFit,
  type PetabModelSource,
  type PetabProblem,
  readPetab,
  readSbml,
  sbmlTolerance,
  unknownLanguage,
} from "../interchange/index.ts";
import { studyTolerance } from "../runs/index.ts";
import { counted, listed, recordTable, stem } from "../text/index.ts";
import { prepareScenario } from "./experiment.ts";
import { Failure, report } from "./failure.ts";
import { wholeNumber } from "./options.ts";
import { recordOfFiles } from "./record.ts";
import { printRecorded } from "./terminal.ts";

interface PetabFlags {
  readonly json?: boolean;
  readonly fit?: boolean;
  readonly starts: number;
  readonly seed: number;
  readonly priors: boolean;
}

export function addPetab(program: Command): void {
  program
    .command("petab")
    .description(
      "evaluate a PEtab problem (version 1 or 2, with an SBML model or an arm of a scenario): log-likelihood, chi-squared and simulations at the nominal parameters; --fit estimates them",
    )
    .argument("<problem>", "path of the problem's YAML file")
    .option(
      "--fit",
      "estimate the parameters: the maximum of likelihood and the priors that the problem states",
    )
    .option("--no-priors", "with --fit: by maximum likelihood, whatever priors the problem states")
    .option(
      "--starts <n>",
      "with --fit: starts beside the nominal values, drawn between the bounds",
      wholeNumber,
      0,
    )
    .option("--seed <n>", "with --fit: decides the starts", wholeNumber, 0)
    .option("--json", "print JSON")
    .action((file: string, options: PetabFlags) => {
      const text = readTextFile(file);
      if (text === undefined) throw new Failure(`There is no file ${file}.`);
      const problem = read(shownPath(file), text);
      const { program } = problem;
      const provenance = recordOf(problem, options);
      const fit = options.fit
        ? fitPetab(problem.problem, program, {
            starts: options.starts,
            seed: options.seed,
            usesPriors: options.priors,
            onStart: (done, of) => {
              if (of > 1) process.stderr.write(`Start ${done} of ${of} is done.\n`);
            },
          })
        : undefined;
      const evaluation = fit?.evaluation ?? program.evaluate();
      const answer = [problem.problem, evaluation, fit] as const;
      printRecorded(options.json, asJson(...answer), asText(...answer), provenance);
      const failed = evaluation.simulations.filter(({ value }) => !Number.isFinite(value)).length;
      if (failed > 0)
        throw new Failure(
          `${failed} of ${evaluation.simulations.length} simulated values could not be computed: a run failed, or never comes to rest where it should.`,
        );
    });
}

/** The problem and its models; every fault in any of their files ends the command. */
function read(file: string, text: string) {
  const texts = new Map([[file, text]]);
  const own = new InputFiles();
  own.read(file);
  const borrowed: InputFile[] = [];
  const { value: problem, diagnostics } = readPetab(file, text, (path) => {
    const found = own.read(path);
    if (found !== undefined) texts.set(path, found);
    return found;
  });
  report(diagnostics, texts);
  if (!problem) throw new Failure(`${file} could not be read.`);
  const faults: Diagnostic[] = [];
  const modelHashes = new Map<string, string>();
  const models = new Map(
    problem.models.flatMap(({ id, language, file: path, place }): (readonly [string, PetabModelSource])[] => {
      if (language === "lull") {
        const [scenario = "", label = ""] = path.split("#");
        const { experiment, cast, library, inputs } = prepareScenario(scenario, plainOptions);
        borrowed.push(...library.inputs, ...inputs);
        modelHashes.set(id, library.hash);
        const labels = experiment.problems.map((one) => one.label);
        if (labels.includes(label)) return [[id, { language, arm: { experiment, cast, label } }]];
        faults.push({
          severity: "error",
          code: "petab-arm",
          message: label === "" ? "The location names no arm." : `${scenario} has no arm "${label}".`,
          place,
          help: `Write ${scenario}#ARM; ${suggestion(label, labels) ?? `there are ${listed(labels)}.`}`,
        });
        return [];
      }
      if (language !== "sbml") {
        faults.push(unknownLanguage(problem, id));
        return [];
      }
      const bytes = own.read(path);
      if (bytes === undefined) {
        faults.push({ severity: "error", code: "petab-file", message: `There is no file ${path}.`, place });
        return [];
      }
      const read = readSbml(path, bytes);
      if (read.text !== undefined) texts.set(path, read.text);
      modelHashes.set(id, bytes);
      faults.push(...read.diagnostics);
      return read.value ? [[id, { language, model: read.value }]] : [];
    }),
  );
  report(faults, texts);
  const compiled = compilePetab(problem, (id) => models.get(id)!);
  report(compiled.diagnostics, texts);
  if (!compiled.program) throw new Failure(`${file} could not be computed.`);
  return {
    problem,
    program: compiled.program,
    file,
    inputs: allInputs(own.list, borrowed),
    modelHash: fingerprint(modelHashes),
  };
}

/** The record of what is computed: every file of the problem and of its models. */
function recordOf(
  { problem, file, inputs, modelHash }: ReturnType<typeof read>,
  { seed }: PetabFlags,
): Provenance {
  const isOfLull = ({ language }: { readonly language: string }) => language === "lull";
  const rtol = problem.models.every(isOfLull) ? studyTolerance : sbmlTolerance;
  const model = { name: problem.models.map(({ id }) => id).join(" and "), modules: [] };
  const atol = problem.models.every(isOfLull) ? undefined : 1e-4 * rtol;
  return recordOfFiles(stem(file), { model, hash: modelHash, inputs }, [], { seed, rtol, atol });
}

/** As a scenario is run without any option. */
const plainOptions = { set: [], knockout: [], hypothesis: [], treatment: [], seed: 0 };

function asJson(problem: PetabProblem, evaluation: PetabEvaluation, fit: PetabFit | undefined) {
  const priors = priorsOf(problem, fit);
  return {
    llh: finiteOrNull(evaluation.llh),
    chi2: finiteOrNull(evaluation.chi2),
    ...(priors && {
      log_prior: Object.fromEntries(priors.map(({ id, log }) => [id, finiteOrNull(log)])),
      unnorm_log_posterior: finiteOrNull(priors.reduce((sum, { log }) => sum + log, evaluation.llh)),
    }),
    simulations: evaluation.simulations.map(({ measurement, value, noise }) => ({
      observableId: measurement.observable,
      ...(problem.version === 1
        ? { simulationConditionId: measurement.experiment.split("+").at(-1) }
        : { experimentId: measurement.experiment }),
      time: Number.isFinite(measurement.time) ? measurement.time : "inf",
      measurement: measurement.value,
      simulation: finiteOrNull(value),
      noise: finiteOrNull(noise),
    })),
    ...(fit && { parameters: Object.fromEntries(fit.values), starts: fit.starts.map(finiteOrNull) }),
  };
}

/** Logarithms of the prior densities of all estimated parameters; undefined where the problem states no prior. */
function priorsOf({ parameters }: PetabProblem, fit: PetabFit | undefined) {
  if (!parameters.some(({ prior }) => prior?.isStated)) return undefined;
  return parameters
    .filter(({ isEstimated, prior }) => isEstimated && prior)
    .map((one) => ({ id: one.id, log: logPrior(one, fit?.values.get(one.id) ?? one.nominal ?? Number.NaN) }));
}

function asText(problem: PetabProblem, evaluation: PetabEvaluation, fit: PetabFit | undefined): string {
  const digits = (value: number) => (Number.isFinite(value) ? String(Number(value.toPrecision(7))) : "-");
  const condition = problem.version === 1 ? "condition" : "experiment";
  const rows = evaluation.simulations.map(({ measurement, value, noise }) => ({
    observable: measurement.observable,
    [condition]: measurement.experiment || "-",
    time: measurement.time === Number.POSITIVE_INFINITY ? "steady" : digits(measurement.time),
    measured: digits(measurement.value),
    simulated: digits(value),
    noise: digits(noise),
  }));
  const priors = priorsOf(problem, fit)?.reduce((sum, { log }) => sum + log, 0);
  const summary = `Log-likelihood ${digits(evaluation.llh)}, ${priors === undefined ? "" : `logarithm of the priors ${digits(priors)}, `}chi-squared ${digits(evaluation.chi2)}, ${counted(rows.length, "measurement")}.`;
  const estimates =
    fit && [...fit.values].map(([parameter, value]) => ({ parameter, estimate: digits(value) }));
  return [summary, ...(estimates ? [recordTable(estimates, 100)] : []), recordTable(rows, 100)].join("\n\n");
}
