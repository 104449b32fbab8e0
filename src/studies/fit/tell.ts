import type { Document, Note, Section, Table } from "../../document/index.ts";
import { counted, listed, rounded } from "../../text/index.ts";
import { fitDatasets } from "./datasets.ts";
import { fitFigures } from "./figures.ts";
import { fittedPerson } from "./person.ts";
import {
  predictiveData,
  predictiveDataset,
  predictiveNotes,
  predictiveSection,
  predictiveWords,
} from "./tell-predictive.ts";
import type { Fit, SubjectFits } from "./types.ts";
import { fitWords } from "./words.ts";

/** A fit told: the estimates with their intervals, what the data do not say, and how it went. */
export function tellFit(fit: Fit): Document {
  const { subject, accounts, people, predictive, starts, correlation } = fit;
  const figures = fitFigures(fit);
  return {
    title: `Fit: ${subject.title}`,
    lead: `${counted(fit.parameters.length, "parameter")} fitted to ${counted(subject.points, "measured point")} in ${listed([...new Set(subject.arms)])}.`,
    notes: notesOf(fit),
    answers: [...fitWords(fit), ...(predictive ? predictiveWords(predictive) : [])],
    sections: [
      {
        title: "Estimates",
        figures: figures.filter(({ id }) => id === "fit"),
        tables: [estimates(fit), ...noise(fit)],
      },
      { title: "Goodness of fit", tables: [goodness(fit)] },
      ...(figures.some(({ id }) => id === "profiles")
        ? [{ title: "Profiles", figures: figures.filter(({ id }) => id === "profiles") }]
        : []),
      ...(correlation && fit.parameters.length > 1 ? [{ tables: [correlations(fit)] }] : []),
      ...(accounts ? [{ title: "Rival hypotheses on the same data", tables: [rivals(fit)] }] : []),
      ...(people ? peopleSections(fit, people) : []),
      ...(predictive ? [predictiveSection(predictive)] : []),
      ...(starts.length > 1 ? [{ title: "Starts", tables: [trace(fit)] }] : []),
    ],
    methods: methodsOf(fit),
    data: fitData(fit),
    datasets: [...fitDatasets(fit), ...(predictive ? [predictiveDataset(predictive)] : [])],
    files: [{ name: "fitted-person.yaml", text: fittedPerson(fit) }],
    about: { scenarios: subject.scenarios, parameters: fit.parameters.map((one) => one.parameter.name) },
  };
}

function notesOf({ starts, notExact, parameters, noise, predictive }: Fit): Note[] {
  const lost = starts.filter(({ isConverged }) => !isConverged).length;
  const atBound = parameters.filter(
    ({ parameter, value }) => value <= parameter.bounds[0] || value >= parameter.bounds[1],
  );
  return [
    ...(atBound.length > 0
      ? [
          {
            kind: "warning" as const,
            text: `${listed(atBound.map(({ parameter }) => parameter.name))} ended at a bound: the data ask for more than the declared range allows.`,
          },
        ]
      : []),
    ...noise
      .filter(({ isLeast }) => isLeast)
      .map(({ variable }) => ({
        kind: "warning" as const,
        text: `The points of ${variable} lie nearer the curve than its scatter may become (1e-5 of the largest), so that intervals are wider than the points say.`,
      })),
    ...(lost > 0
      ? [
          {
            kind: "remark" as const,
            text: `${lost} of ${counted(starts.length, "start")} did not converge; they count for nothing.`,
          },
        ]
      : []),
    ...(notExact.length > 0
      ? [
          {
            kind: "remark" as const,
            text: `Slopes were taken by central differences, not from sensitivity equations, because of: ${listed(notExact)}.`,
          },
        ]
      : []),
    ...(predictive ? predictiveNotes(predictive) : []),
  ];
}

const estimates = ({ parameters }: Fit): Table => ({
  caption: "Estimates with standard errors and 95% profile-likelihood intervals",
  columns: [
    { name: "parameter", kind: "text" },
    { name: "before", kind: "number", digits: 4 },
    { name: "fitted", kind: "number", digits: 4 },
    { name: "standard error", kind: "number" },
    { name: "low", kind: "number", digits: 4 },
    { name: "high", kind: "number", digits: 4 },
    { name: "unit", kind: "text" },
    { name: "determined", kind: "text" },
    { name: "what it is", kind: "text", isAside: true },
  ],
  rows: parameters.map(({ parameter, value, standardError, low, high, determined }) => [
    parameter.name,
    parameter.start,
    value,
    standardError,
    low,
    high,
    parameter.unit === "1" ? "" : parameter.unit,
    determined,
    parameter.about,
  ]),
});

const noise = ({ noise: axes }: Fit): Table[] =>
  axes.length === 0
    ? []
    : [
        {
          caption: "Scatter about the curves, fitted beside them",
          columns: [
            { name: "variable", kind: "text" },
            { name: "kind", kind: "text" },
            { name: "standard deviation", kind: "number" },
          ],
          rows: axes.map(({ variable, kind, value }) => [variable, kind, value]),
        },
      ];

const goodness = ({ goodness: rows, deviance, aic }: Fit): Table => ({
  caption: `Minus twice the log-likelihood ${rounded(deviance, 6)}, AIC ${rounded(aic, 6)}`,
  columns: [
    { name: "variable", kind: "text" },
    { name: "points", kind: "count" },
    { name: "mean residual", kind: "number" },
    { name: "RMSE", kind: "number" },
    { name: "variance explained", kind: "share" },
    { name: "unit", kind: "text" },
  ],
  rows: rows.map(({ variable, points, bias, rmse, explained, unit }) => [
    variable,
    points,
    bias,
    rmse,
    explained,
    unit === "1" ? "" : unit,
  ]),
});

const correlations = ({ parameters, correlation }: Fit): Table => ({
  caption: "Correlation of the estimates",
  columns: [
    { name: "parameter", kind: "text" },
    ...parameters.map(({ parameter }) => ({ name: parameter.name, kind: "number" as const, decimals: 2 })),
  ],
  rows: parameters.map(({ parameter }, i) => [parameter.name, ...correlation![i]!]),
});

const rivals = ({ accounts = [] }: Fit): Table => {
  const least = (name: string) =>
    Math.min(
      ...accounts.flatMap((one) => (one.hypothesis === name && one.aic !== undefined ? [one.aic] : [])),
    );
  return {
    caption:
      "Each hypothesis with its own fit of the same parameters; the weight is Akaike's, within a contested mechanism",
    columns: [
      { name: "hypothesis", kind: "text" },
      { name: "account", kind: "text" },
      { name: "AIC", kind: "number", digits: 6 },
      { name: "above the best", kind: "number" },
      { name: "weight", kind: "share" },
    ],
    rows: accounts.map(({ hypothesis, choice, isDefault, aic, weight }) => [
      hypothesis,
      `${choice}${isDefault ? " (default)" : ""}`,
      aic,
      aic === undefined ? undefined : aic - least(hypothesis),
      weight,
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
  return [
    ...(atBound.length > 0
      ? [
          `Of ${names(atBound)} an estimate ended at a bound: typical values are drawn towards it, and the spread is too small. Wider --bounds may help.`,
        ]
      : []),
    ...(lost.length > 0 ? [`The fit of ${names(lost)} alone did not converge.`] : []),
  ];
}

function peopleSections(fit: Fit, people: SubjectFits): Section[] {
  const { parameters } = fit;
  const { subjects, typical } = people;
  return [
    {
      title: "Subjects",
      says: [
        "Each subject was fitted alone; typical values and the spread between subjects come from those estimates, weighed by how well each is known (global two-stage). A subject with few points is drawn towards the others. This is not a nonlinear mixed-effects model: for covariates, correlated effects or sparse data take nlmixr2 or Monolix.",
        ...doubtful(fit, people),
      ],
      tables: [
        {
          caption: "Typical values with 95% intervals, and the spread between subjects",
          columns: [
            { name: "parameter", kind: "text" },
            { name: "typical", kind: "number", digits: 4 },
            { name: "spread between subjects", kind: "text" },
            { name: "unit", kind: "text" },
          ],
          rows: typical.map(({ value, spread, isLog }, i) => [
            parameters[i]!.parameter.name,
            value,
            isLog
              ? `${rounded(100 * Math.sqrt(Math.exp(spread ** 2) - 1))}% (coefficient of variation)`
              : rounded(spread),
            parameters[i]!.parameter.unit === "1" ? "" : parameters[i]!.parameter.unit,
          ]),
        },
        {
          caption: "Each subject's own estimates, and in brackets those drawn towards the others",
          columns: [
            { name: "subject", kind: "text" },
            { name: "points", kind: "count" },
            ...parameters.map(({ parameter }) => ({ name: parameter.name, kind: "text" as const })),
          ],
          rows: subjects.map(({ subject, points, own, shrunk }) => [
            subject,
            points,
            ...own.map((value, i) => `${rounded(value!)} (${rounded(shrunk[i]!)})`),
          ]),
        },
      ],
    },
  ];
}

const trace = ({ starts, parameters }: Fit): Table => ({
  caption: "Where each start came to; the first has the values before",
  columns: [
    { name: "start", kind: "count" },
    { name: "minus twice log-likelihood", kind: "number", digits: 7 },
    { name: "iterations", kind: "count" },
    { name: "converged", kind: "text" },
    ...parameters.map(({ parameter }) => ({ name: parameter.name, kind: "number" as const, digits: 4 })),
  ],
  rows: starts.map(({ deviance, iterations, isConverged, to }, i) => [
    i + 1,
    deviance,
    iterations,
    isConverged ? "yes" : "no",
    ...to,
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
  return [
    weighed,
    ...(usesPriors
      ? [
          "Each parameter has a normal prior about the value before, its bounds the 95% interval: estimates are modes, and intervals include what the priors say.",
        ]
      : []),
    `Maximum likelihood by Fisher scoring with Levenberg and Marquardt's damping, slopes from forward sensitivity equations; ${counted(runs, "simulation")} in all.`,
    `Intervals are those of the profile likelihood${axes.length > 0 ? ", with Student's t for chi-squared as the scatter is estimated" : ""}. An end that is not there was not reached within the bounds.`,
    "fitted-person.yaml holds the fitted values: --set takes it, and so does person: in a scenario.",
  ];
}

/** The fit for machines. */
function fitData(fit: Fit): object {
  const { subject, deviance, devianceBefore, aic, starts, runs, accounts, people, predictive, correlation } =
    fit;
  const names = fit.parameters.map(({ parameter }) => parameter.name);
  return {
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
    ...(accounts
      ? {
          accounts: accounts.map(
            ({ hypothesis, choice, isDefault, deviance: reached, aic: own, weight }) => ({
              hypothesis,
              account: choice,
              default: isDefault,
              minus_two_log_likelihood: reached ?? null,
              aic: own ?? null,
              weight: weight ?? null,
            }),
          ),
        }
      : {}),
    ...(people
      ? {
          subjects: {
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
        }
      : {}),
    ...(predictive ? { predictive_check: predictiveData(predictive) } : {}),
    runs,
  };
}
