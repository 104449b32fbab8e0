import { didYouMean } from "../../diagnostics/index.ts";
import { type FlatParameter, type Tier, tiers } from "../../model/index.ts";
import { patternOf } from "../../text/index.ts";
import { type Study, StudyFault } from "../study.ts";
import { petabOf } from "./petab.ts";
import { fitScenarios } from "./plan.ts";
import type { FitScenario } from "./source.ts";
import { tellFit } from "./tell.ts";
import { type ErrorModel, errorModels, type Fit } from "./types.ts";

interface FitStudyOptions {
  readonly also: readonly string[];
  readonly parameters: readonly string[];
  readonly tier?: Tier;
  readonly arms: readonly string[];
  readonly error: ErrorModel;
  readonly bounds: readonly string[];
  readonly priors?: boolean;
  readonly starts: number;
  readonly subjects?: boolean;
  readonly vpc: number;
  readonly hypotheses: readonly string[];
  readonly profiles?: boolean;
}

/** More make no percentile surer than its points do. */
const mostReplicates = 10_000;

export const fitStudy: Study<FitStudyOptions, readonly FitScenario[], Fit> = {
  name: "fit",
  about:
    "fit parameters to the measured points that a scenario's `data:` names: estimates with intervals, and what the data do not say",
  argument: { name: "<scenario>", about: "path of a scenario file with data" },
  options: [
    {
      flags: "--parameters <pattern>",
      about:
        'what is fitted, for example depression.severity or "affect.*" (may be repeated; this or --tier is required)',
      kind: "list",
      default: "none",
    },
    { flags: "--tier <tier>", about: "of these only parameters of one tier of evidence", choices: tiers },
    {
      flags: "--also <scenario>",
      about: "fit to this scenario's points as well (may be repeated)",
      kind: "list",
      default: "none",
    },
    {
      flags: "--arms <label>",
      about: "fit to the points of this arm only (may be repeated)",
      kind: "list",
      default: "all",
    },
    {
      flags: "--error <model>",
      about: "how points without an error of their own scatter",
      choices: errorModels,
      default: "additive",
    },
    {
      flags: "--bounds <name=low..high>",
      about: "look for a parameter there instead of in its declared range (may be repeated)",
      kind: "list",
      default: "declared ranges",
    },
    { flags: "--priors", about: "treat the bounds as 95% intervals of normal priors" },
    {
      flags: "--starts <n>",
      about: "starts: the values before, and others drawn between the bounds",
      kind: "count",
      default: 1,
    },
    {
      flags: "--subjects",
      about: "fit each subject too, and tell typical values and the spread (global two-stage)",
    },
    {
      flags: "--vpc <n>",
      about:
        "data sets of a visual predictive check, where there are subjects: percentiles of the points beside those of so many made by the fit; 0 leaves it out",
      kind: "whole",
      default: 200,
    },
    {
      flags: "--hypotheses <name>",
      about:
        "compare the rival hypotheses of a contested mechanism on the same points; all for every one (may be repeated)",
      kind: "list",
      default: "none",
    },
    {
      flags: "--write-petab <dir>",
      about: "write points, error model and fitted values as a PEtab problem into a folder",
    },
    { flags: "--no-profiles", about: "leave the intervals out, which take most of the time" },
  ],
  writes: "plots, CSV, JSON, an HTML report and the fitted person",
  kept: "by task",
  ask: (name, options, lookup) => lookup.scenarios([name, ...options.also]),
  describe: (scenarios) =>
    scenarios.map(({ experiment: { scenario, observations }, hash, inputs }) => ({
      scenario,
      observations,
      model: hash,
      inputs: inputs?.map(({ sha256 }) => sha256),
    })),
  async run(scenarios, options, { seed, evaluator, onProgress }) {
    const { parameters, tier, arms, hypotheses } = options;
    const names = parameters.flatMap((text) => text.split(",").map((part) => part.trim()));
    if (names.length === 0 && tier === undefined)
      throw new StudyFault(
        'Say what is to be fitted: --parameters depression.severity, --parameters "affect.*", or --tier fitted.\n`lull sensitivity` says which parameters a measure depends on.',
        true,
      );
    checkArms(arms, scenarios);
    if (options.vpc > mostReplicates)
      throw new StudyFault(`--vpc takes at most ${mostReplicates} data sets; 1000 are plenty.`, true);
    const patterns = names.map((text) => ({ text, test: patternOf(text), isMet: false }));
    const seen = new Set<string>();
    const mayFit = (parameter: FlatParameter) => {
      seen.add(parameter.name);
      if (tier !== undefined && parameter.tier !== tier) return false;
      if (patterns.length === 0) return true;
      const met = patterns.filter(({ test }) => test.test(parameter.name));
      for (const one of met) one.isMet = true;
      return met.length > 0;
    };
    return fitScenarios(scenarios, {
      mayFit: (parameter) => mayFit(parameter),
      checkAsked: () => {
        const unmet = patterns.find(({ isMet }) => !isMet);
        if (!unmet) return;
        throw new StudyFault(
          `No uncertain parameter is called ${unmet.text}.\n${didYouMean(unmet.text, seen, "`lull list parameters` shows them all; * stands for any characters.")}`,
        );
      },
      errors: options.error,
      usesPriors: options.priors ?? false,
      starts: options.starts,
      seed,
      arms,
      bounds: boundsOf(options.bounds),
      profiles: options.profiles ?? true,
      bySubject: options.subjects ?? false,
      replicates: options.vpc,
      hypotheses: hypotheses.includes("all") ? "all" : hypotheses,
      evaluator,
      onProgress: (runs) => onProgress?.(runs),
    });
  },
  tell: tellFit,
  handsOn: {
    option: "writePetab",
    flag: "--write-petab",
    files: (scenarios, fit, locate) => petabOf(fit, scenarios, (i) => locate(scenarios[i]!.path!)),
  },
};

function checkArms(arms: readonly string[], scenarios: readonly FitScenario[]): void {
  const known = scenarios.flatMap(({ experiment }) => experiment.problems.map(({ label }) => label));
  const missing = arms.find((label) => !known.includes(label));
  if (missing !== undefined)
    throw new StudyFault(
      `There is no arm "${missing}".\nThere are ${known.map((one) => `"${one}"`).join(", ")}.`,
    );
}

/** `name=low..high` as bounds by name. */
function boundsOf(texts: readonly string[]): Map<string, readonly [number, number]> {
  return new Map(
    texts.map((text) => {
      const [, name = "", from = "", to = ""] = /^([\w.]+)=(.+)\.\.(.+)$/.exec(text) ?? [];
      const [low, high] = [Number(from), Number(to)];
      if (name === "" || !Number.isFinite(low) || !Number.isFinite(high) || !(low < high))
        throw new StudyFault(`"${text}" is no pair of bounds; write --bounds vta.brake_half=0.5..2.`, true);
      return [name, [low, high] as const];
    }),
  );
}
