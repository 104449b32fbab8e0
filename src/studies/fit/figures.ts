import {
  armStyle,
  colored,
  legendBelow,
  linearAxis,
  measuredEntry,
  measuredLine,
  namedChart,
  pale,
  referenceStyle,
  timeAxis,
  timeScale,
  unitTitle,
  valueAxis,
  variableAxis,
} from "../../charts/index.ts";
import type { ChartPoint, Figure, LegendEntry, NamedChart } from "../../document/index.ts";
import { rounded } from "../../text/index.ts";
import { fromScale, onScale } from "./objective.ts";
import type { Fit, FittedParameter } from "./types.ts";

/** The measured points with the curves before and after the fit, and the profiles. */
export function fitFigures(fit: Fit): Figure[] {
  const profiles = fit.parameters.filter(({ profile }) => profile.length > 1);
  const arms = [...new Set(fit.curves.map(({ arm }) => arm))];
  const legend: LegendEntry[] = [
    ...arms.map((label, i) => ({ label: `${label}, fitted`, style: { ...armStyle(i), dash: [] } })),
    { label: "before the fit", style: { color: "#808080", dash: [4, 3], marker: "none" } },
    measuredEntry,
  ];
  const figures: Figure[] = [];
  const variables = [...new Set(fit.curves.map(({ variable }) => variable))];
  if (variables.length > 0)
    figures.push({
      id: "fit",
      title: "Measured and fitted",
      subtitle: fit.subject.title,
      legend,
      charts: variables.map((variable, i) => curveChart(fit, variable, arms, `fit-${i + 1}`)),
    });
  if (profiles.length > 0)
    figures.push({
      id: "profiles",
      title: "Profiles of the likelihood",
      subtitle:
        "How much minus twice the log-likelihood rises when a parameter is held and all others are fitted again; a 95% interval is where it stays below the line",
      legend: [],
      charts: profiles.map((one, i) => profileChart(one, fit.threshold, `profile-${i + 1}`)),
    });
  return figures;
}

function curveChart(fit: Fit, variable: string, arms: readonly string[], id: string): NamedChart {
  const curves = fit.curves.filter((one) => one.variable === variable);
  const { unit, times, title = variable, axis = unitTitle(unit) } = curves[0]!;
  const time = timeAxis(Math.max(...curves.map((one) => one.times.at(-1)!)));
  const points = fit.points.filter(({ observation }) => observation.variable === variable);
  const finite = (values: readonly (number | undefined)[]) => values.filter((v) => v !== undefined);
  const all = [
    ...curves.flatMap((one) => [...finite(one.before), ...finite(one.fitted)]),
    ...points.flatMap(({ observation: o }) => [o.value, ...(o.bar ?? [])]),
  ];
  const y = variableAxis(Math.min(...all), Math.max(...all), unit);
  const line = (values: readonly (number | undefined)[], at: readonly number[]): ChartPoint[] =>
    at.map((t, k) => ({ x: Number((t / time.days).toPrecision(6)), y: values[k] ?? null }));
  const datasets = [
    ...curves.map((one) => ({
      label: `${one.arm}, fitted`,
      data: line(one.fitted, one.times),
      ...colored(armStyle(arms.indexOf(one.arm)).color),
      borderWidth: 2,
      pointRadius: 0,
    })),
    ...curves.map((one) => ({
      label: `${one.arm}, before`,
      data: line(one.before, one.times),
      borderColor: pale(armStyle(arms.indexOf(one.arm)).color),
      backgroundColor: "#00000000",
      borderWidth: 1.25,
      borderDash: [4, 3],
      pointRadius: 0,
    })),
    ...arms.flatMap((label, index) => {
      const own = points.filter(({ observation }) => observation.arm === label);
      return own.length > 0 ? [measuredLine(own, { label, index }, time.days)] : [];
    }),
  ];
  const summary = `${points.length} measured points of ${variable} with the fitted curves of ${curves.length} arms over ${rounded(times.at(-1)!)} days.`;
  return namedChart({ id, title, about: title === variable ? "" : variable, unit, summary }, datasets, {
    near: "x",
    scales: { x: timeScale(time), y: linearAxis(axis, y) },
    legend: legendBelow,
  });
}

/** Points of a profile as drawn between the computed ones. */
const steps = 24;

/** The rise over the values held; where it reaches the threshold are the ends of the interval. */
function profileChart(fitted: FittedParameter, threshold: number, id: string): NamedChart {
  const { parameter, value, low, high, profile } = fitted;
  const shown = profile.filter(([, rise]) => rise <= 3 * threshold);
  const curve = profileCurve(fitted, threshold);
  const xs = [...shown, ...curve].map(([x]) => x);
  const top = Math.max(1.3 * threshold, ...shown.map(([, rise]) => rise));
  const x = valueAxis(Math.min(...xs), Math.max(...xs), { unit: parameter.unit });
  const ruler = { ...x, min: Math.min(x.min, ...xs), max: Math.max(x.max, ...xs) };
  const { color } = armStyle(0);
  const marks = (points: readonly (readonly [number, number])[]) => points.map(([at, y]) => ({ x: at, y }));
  const reference = (label: string, from: readonly [number, number], to: readonly [number, number]) => ({
    label,
    data: marks([from, to]),
    ...colored(referenceStyle.color),
    borderWidth: 1,
    borderDash: [4, 3],
    pointRadius: 0,
  });
  const ends = `${low === undefined ? "no lower end" : `lower end ${rounded(low, 4)}`}, ${high === undefined ? "no upper end" : `upper end ${rounded(high, 4)}`}`;
  return namedChart(
    {
      id,
      title: parameter.name,
      about: `Estimate ${rounded(value, 4)}; 95% interval: ${ends}.`,
      unit: parameter.unit,
      summary: `Profile of ${parameter.name}: estimate ${rounded(value, 4)}, ${ends}.`,
    },
    [
      { label: "rise", data: marks(curve), ...colored(color), borderWidth: 2, pointRadius: 0 },
      { label: "computed", data: marks(shown), ...colored(color), showLine: false, pointRadius: 3.5 },
      reference(`95%: ${rounded(threshold)}`, [ruler.min, threshold], [ruler.max, threshold]),
      ...[low, high].flatMap((end) =>
        end === undefined ? [] : [reference(`95% end: ${rounded(end, 4)}`, [end, 0], [end, threshold])],
      ),
    ],
    {
      near: "x",
      scales: {
        x: linearAxis(unitTitle(parameter.unit), ruler),
        y: linearAxis("rise of -2 log-likelihood", valueAxis(0, top)),
      },
    },
  );
}

/**
 * A profile between its computed points and the ends: the root of the rise, with the sign of the side, goes along lines,
 * as that of a parabola does.
 */
function profileCurve({ parameter, value, low, high, profile }: FittedParameter, threshold: number) {
  const ends = [low, high].flatMap((end): [number, number][] =>
    end === undefined ? [] : [[end, threshold]],
  );
  const knots = [...profile, ...ends]
    .map(([at, rise]) => ({ at: onScale(parameter, at), root: Math.sign(at - value) * Math.sqrt(rise) }))
    .sort((a, b) => a.at - b.at);
  const between = knots.slice(1).flatMap(({ at, root }, i) => {
    const from = knots[i]!;
    return Array.from({ length: steps }, (_, k): [number, number] => {
      const part = k / steps;
      const y = (from.root + part * (root - from.root)) ** 2;
      return [fromScale(parameter, from.at + part * (at - from.at)), y];
    });
  });
  const last = knots.at(-1)!;
  return [...between, [fromScale(parameter, last.at), last.root ** 2] as [number, number]].filter(
    ([, rise]) => rise <= 3 * threshold,
  );
}
