import {
  column,
  type Document,
  type Note,
  type Section,
  type Table,
  tabulated,
} from "../../document/index.ts";
import { counted, listed, present, rounded, withoutMissing } from "../../text/index.ts";
import { remark, warning } from "../failures.ts";
import { fitDatasets } from "./datasets.ts";
import { fitFigures } from "./figures.ts";
import { fittedPerson } from "./person.ts";
import {
  predictiveData,
  predictiveDataset,
  predictiveNote,
  predictiveSection,
  predictiveWords,
} from "./tell-predictive.ts";
import type { Fit, StartTrace, SubjectFits } from "./types.ts";
import { fitWords } from "./words.ts";

/** A fit told: the estimates with their intervals, what the data do not say, and how it went. */
export function tellFit(fit: Fit): Document {
  const { subject, hypotheses, people, predictive, starts, correlation } = fit;
  const figures = fitFigures(fit);
  const profiles = figures.filter(({ id }) => id === "profiles");
  return {
    title: `Fit: ${subject.title}`,
    lead: `${counted(fit.parameters.length, "parameter")} fitted to ${counted(subject.points, "measured point")} in ${listed([...new Set(subject.arms)])}.`,
    notes: notesOf(fit),
    answers: [...fitWords(fit), ...(predictive ? predictiveWords(predictive) : [])],
    sections: present<Section>(
      {
        title: "Estimates",
        figures: figures.filter(({ id }) => id === "fit"),
        tables: present(estimates(fit), fit.noise.length > 0 && noise(fit)),
      },
      { title: "Goodness of fit", tables: [goodness(fit)] },
      profiles.length > 0 && { title: "Profiles", figures: profiles },
      correlation && fit.parameters.length > 1 && { tables: [correlations(fit)] },
      hypotheses && { title: "Rival hypotheses on the same data", tables: [rivals(fit)] },
      people && peopleSection(fit, people),
      predictive && predictiveSection(predictive),
      starts.length > 1 && { title: "Starts", tables: [trace(fit)] },
    ),
    methods: methodsOf(fit),
    data: fitData(fit),
    datasets: present(...fitDatasets(fit), predictive && predictiveDataset(predictive)),
    files: [{ name: "fitted-person.yaml", text: fittedPerson(fit) }],
    about: { scenarios: subject.scenarios, parameters: fit.parameters.map((one) => one.parameter.name) },
  };
}

function notesOf({ starts, notExact, parameters, noise, predictive }: Fit): Note[] {
  const lost = starts.filter(({ isConverged }) => !isConverged).length;
  const atBound = parameters.filter(
    ({ parameter, value }) => value <= parameter.bounds[0] || value >= parameter.bounds[1],
  );
  return present(
    atBound.length > 0 &&
      warning(
        `${listed(atBound.map(({ parameter }) => parameter.name))} ended at a bound: the data ask for more than the declared range allows.`,
      ),
    ...noise
      .filter(({ isLeast }) => isLeast)
      .map(({ variable }) =>
        warning(
          `The points of ${variable} lie nearer the curve than its scatter may become (1e-5 of the largest), so that intervals are wider than the points say.`,
        ),
      ),
    lost > 0 &&
      remark(`${lost} of ${counted(starts.length, "start")} did not converge; they count for nothing.`),
    notExact.length > 0 &&
      remark(
        `Slopes were taken by central differences, not from sensitivity equations, because of: ${listed(notExact)}.`,
      ),
    predictive && predictiveNote(predictive),
  );
}

const estimates = ({ parameters }: Fit): Table => ({
  caption: "Estimates with standard errors and 95% profile-likelihood intervals",
  ...tabulated(parameters, [
    column.text("parameter", (one) => one.parameter.name),
    column.number("before", (one) => one.parameter.start, { digits: 4 }),
    column.number("fitted", (one) => one.value, { digits: 4 }),
    column.number("standard error", (one) => one.standardError),
    column.number("low", (one) => one.low, { digits: 4 }),
    column.number("high", (one) => one.high, { digits: 4 }),
    column.unit((one) => one.parameter.unit),
    column.text("determined", (one) => one.determined),
    column.text("what it is", (one) => one.parameter.about, { isAside: true }),
  ]),
});

const noise = ({ noise: axes }: Fit): Table => ({
  caption: "Scatter about the curves, fitted beside them",
  ...tabulated(axes, [
    column.text("variable", (one) => one.variable),
    column.text("kind", (one) => one.kind),
    column.number("standard deviation", (one) => one.value),
  ]),
});

const goodness = ({ goodness: rows, deviance, aic }: Fit): Table => ({
  caption: `Minus twice the log-likelihood ${rounded(deviance, 6)}, AIC ${rounded(aic, 6)}`,
  ...tabulated(rows, [
    column.text("variable", (one) => one.variable),
    column.count("points", (one) => one.points),
    column.number("mean residual", (one) => one.bias),
    column.number("RMSE", (one) => one.rmse),
    column.share("variance explained", (one) => one.explained),
    column.unit((one) => one.unit),
  ]),
});

const correlations = ({ parameters, correlation }: Fit): Table => ({
  caption: "Correlation of the estimates",
  ...tabulated(parameters, [
    column.text("parameter", (one) => one.parameter.name),
    ...parameters.map(({ parameter }, k) =>
      column.number(parameter.name, (_, i) => correlation![i]![k], { decimals: 2 }),
    ),
  ]),
});

const rivals = ({ hypotheses = [] }: Fit): Table => {
  const least = (name: string) =>
    Math.min(
      ...hypotheses.flatMap((one) => (one.hypothesis === name && one.aic !== undefined ? [one.aic] : [])),
    );
  return {
    caption:
      "Each hypothesis with its own fit of the same parameters; the weight is Akaike's, within a contested mechanism",
    ...tabulated(hypotheses, [
      column.text("hypothesis", (one) => one.hypothesis),
      column.text("choice", (one) => `${one.choice}${one.isDefault ? " (default)" : ""}`),
      column.number("AIC", (one) => one.aic, { digits: 6 }),
      column.number("above the best", ({ aic, hypothesis }) =>
        aic === undefined ? undefined : aic - least(hypothesis),
      ),
      column.share("weight", (one) => one.weight),
    ]),
  };
};

/** Subjects whose own estimates say less than they seem to. */
function doubtful({ parameters }: Fit, { subjects }: SubjectFits): string[] {
  const ends = parameters.map(({ parameter: { bounds } }) => bounds);
  const isAt = (value: number | undefined, bound: number) =>
    value !== undefined && Math.abs(value - bound) <= 1e-9 * Math.abs(bound);
  const atBound = subjects.filter(({ own }) =>
    own.some((value, i) => ends[i]!.some((bound) => isAt(value, bound))),
  );
  const lost = subjects.filter(({ isConverged }) => !isConverged);
  const names = (list: typeof subjects) => listed(list.map(({ subject }) => subject));
  return present(
    atBound.length > 0 &&
      `Of ${names(atBound)} an estimate ended at a bound: typical values are drawn towards it, and the spread is too small. Wider --bounds may help.`,
    lost.length > 0 && `The fit of ${names(lost)} alone did not converge.`,
  );
}

function peopleSection(fit: Fit, people: SubjectFits): Section {
  const parameters = fit.parameters.map(({ parameter }) => parameter);
  return {
    title: "Subjects",
    says: [
      "Each subject was fitted alone; typical values and the spread between subjects come from those estimates, weighed by how well each is known (global two-stage). A subject with few points is drawn towards the others. This is not a nonlinear mixed-effects model: for covariates, correlated effects or sparse data take nlmixr2 or Monolix.",
      ...doubtful(fit, people),
    ],
    tables: [
      {
        caption: "Typical values with 95% intervals, and the spread between subjects",
        ...tabulated(people.typical, [
          column.text("parameter", (_, i) => parameters[i]!.name),
          column.number("typical", (one) => one.value, { digits: 4 }),
          column.text("spread between subjects", ({ spread, isLog }) =>
            isLog
              ? `${rounded(100 * Math.sqrt(Math.exp(spread ** 2) - 1))}% (coefficient of variation)`
              : rounded(spread),
          ),
          column.unit((_, i) => parameters[i]!.unit),
        ]),
      },
      {
        caption: "Each subject's own estimates, and in brackets those drawn towards the others",
        ...tabulated(people.subjects, [
          column.text("subject", (one) => one.subject),
          column.count("points", (one) => one.points),
          ...parameters.map(({ name }, i) =>
            column.text(
              name,
              ({ own, shrunk }: SubjectFits["subjects"][number]) =>
                `${rounded(own[i]!)} (${rounded(shrunk[i]!)})`,
            ),
          ),
        ]),
      },
    ],
  };
}

const trace = ({ starts, parameters }: Fit): Table => ({
  caption: "Where each start came to; the first has the values before",
  ...tabulated(starts, [
    column.count("start", (_, i) => i + 1),
    column.number("minus twice log-likelihood", (one) => one.deviance, { digits: 7 }),
    column.count("iterations", (one) => one.iterations),
    column.text("converged", (one) => (one.isConverged ? "yes" : "no")),
    ...parameters.map(({ parameter }, i) =>
      column.number(parameter.name, (one: StartTrace) => one.to[i], { digits: 4 }),
    ),
  ]),
});

const errorWords = {
  additive: "normal with one standard deviation a variable (additive)",
  proportional: "normal with a standard deviation proportional to the prediction",
  combined: "normal with an additive and a proportional part (their variances add)",
  log: "normal on the logarithm",
} as const;

function methodsOf({ subject, runs, noise: axes }: Fit): string[] {
  const { known, points, errors, usesPriors } = subject;
  const weighed =
    known === points
      ? "Every point is weighed by its own error."
      : known === 0
        ? `The scatter of the points is ${errorWords[errors]}, and fitted beside the parameters.`
        : `${known} of ${points} points are weighed by their own errors; the scatter of the others is ${errorWords[errors]}, and fitted beside the parameters.`;
  return present(
    weighed,
    usesPriors &&
      "Each parameter has a normal prior about the value before, its bounds the 95% interval: estimates are modes, and intervals include what the priors say.",
    `Maximum likelihood by Fisher scoring with Levenberg and Marquardt's damping, slopes from forward sensitivity equations; ${counted(runs, "simulation")} in all.`,
    `Intervals are those of the profile likelihood${axes.length > 0 ? ", with Student's t for chi-squared as the scatter is estimated" : ""}. An end that is not there was not reached within the bounds.`,
    "fitted-person.yaml holds the fitted values: --set takes it, and so does person: in a scenario.",
  );
}

/** The fit for machines. */
function fitData(fit: Fit): object {
  const {
    subject,
    deviance,
    devianceBefore,
    aic,
    starts,
    runs,
    hypotheses,
    people,
    predictive,
    correlation,
  } = fit;
  const names = fit.parameters.map(({ parameter }) => parameter.name);
  return withoutMissing({
    scenarios: subject.scenarios,
    arms: subject.arms,
    points: subject.points,
    points_with_error: subject.known,
    error_model: subject.errors,
    priors: subject.usesPriors,
    parameters: fit.parameters.map(({ parameter, value, standardError, low, high, determined, profile }) => ({
      name: parameter.name,
      unit: parameter.unit,
      before: parameter.start,
      value,
      standard_error: standardError ?? null,
      low: low ?? null,
      high: high ?? null,
      determined,
      bounds: parameter.bounds,
      scale: parameter.scale,
      profile: profile.map(([at, rise]) => ({ value: at, rise })),
    })),
    set: fit.parameters.map(({ parameter, value }) => `${parameter.name}=${value}`),
    noise: fit.noise.map(({ isLeast, ...axis }) => ({ ...axis, ...(isLeast ? { at_least: true } : {}) })),
    correlation: correlation ?? null,
    minus_two_log_likelihood: deviance,
    minus_two_log_likelihood_before: devianceBefore ?? null,
    aic,
    goodness: fit.goodness.map(({ explained, ...rest }) => ({ ...rest, explained: explained ?? null })),
    starts: starts.map(({ from, to, deviance: reached, iterations, isConverged }) => ({
      from,
      to,
      minus_two_log_likelihood: reached ?? null,
      iterations,
      converged: isConverged,
    })),
    hypotheses: hypotheses?.map(({ hypothesis, choice, isDefault, deviance: reached, aic: own, weight }) => ({
      hypothesis,
      choice,
      default: isDefault,
      minus_two_log_likelihood: reached ?? null,
      aic: own ?? null,
      weight: weight ?? null,
    })),
    subjects: people && {
      method: "global two-stage",
      typical: people.typical.map(({ value, spread, isLog }, i) => ({
        name: names[i],
        ...value,
        spread,
        spread_is_of_logarithm: isLog,
      })),
      each: people.subjects.map(({ subject: name, points, own, shrunk, isConverged }) => ({
        subject: name,
        points,
        converged: isConverged,
        own,
        shrunk,
      })),
    },
    predictive_check: predictive && predictiveData(predictive),
    runs,
  });
}
