import {
  armStyle,
  linearAxis,
  lineChart,
  referenceStyle,
  timeAxis,
  valueAxis,
  variableAxis,
} from "../../charts/index.ts";
import type { ChartPoint, Figure, LegendEntry, NamedChart } from "../../document/index.ts";
import { rounded } from "../../text/index.ts";
import { fromScale, onScale } from "./objective.ts";
import type { Fit, FittedParameter } from "./types.ts";

const inUnit = (unit: string) => (unit === "1" ? "dimensionless" : unit);

/** The measured points with the curves before and after the fit, and the profiles. */
export function fitFigures(fit: Fit): Figure[] {
  const profiles = fit.parameters.filter(({ profile }) => profile.length > 1);
  const arms = [...new Set(fit.curves.map(({ arm }) => arm))];
  const legend: LegendEntry[] = [
    ...arms.map((label, i) => ({ label: `${label}, fitted`, style: { ...armStyle(i), dash: [] } })),
    { label: "before the fit", style: { color: "#808080", dash: [4, 3], marker: "none" } },
    {
      label: "measured, in the color of the arm",
      style: { color: "#808080", dash: [0, 100], marker: "circle" },
    },
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
  const { unit, times } = curves[0]!;
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
  const lineLook = { pointRadius: 0, borderWidth: 2 };
  const config = lineChart(
    {
      datasets: [
        ...curves.map((one) => ({
          ...lineLook,
          label: `${one.arm}, fitted`,
          data: line(one.fitted, one.times),
          borderColor: armStyle(arms.indexOf(one.arm)).color,
          backgroundColor: armStyle(arms.indexOf(one.arm)).color,
        })),
        ...curves.map((one) => ({
          ...lineLook,
          borderWidth: 1.25,
          borderDash: [4, 3],
          label: `${one.arm}, before`,
          data: line(one.before, one.times),
          borderColor: `${armStyle(arms.indexOf(one.arm)).color}99`,
          backgroundColor: "#00000000",
        })),
        ...arms.flatMap((arm, index) => {
          const own = points.filter(({ observation }) => observation.arm === arm);
          if (own.length === 0) return [];
          const data: ChartPoint[] = [];
          const radii: number[] = [];
          for (const { observation: o } of [...own].sort((a, b) => a.observation.time - b.observation.time)) {
            const x = Number((o.time / time.days).toPrecision(6));
            const rows: [number | null, number][] = [
              ...(o.bar ? [[o.bar[0], 0] as [number, number]] : []),
              [o.value, 4],
              ...(o.bar ? [[o.bar[1], 0] as [number, number]] : []),
              [null, 0],
            ];
            for (const [value, radius] of rows) {
              data.push({ x, y: value });
              radii.push(radius);
            }
          }
          const { color, marker } = armStyle(index);
          return [
            {
              label: `${arm}, measured`,
              data,
              borderColor: color,
              backgroundColor: "#00000000",
              borderWidth: 1,
              pointStyle: marker,
              pointRadius: radii,
              pointBorderColor: color,
              pointBorderWidth: 1.75,
              clip: 8,
              order: -1,
            },
          ];
        }),
      ],
    },
    {
      title: variable,
      near: "x",
      scales: {
        x: linearAxis(time.unit, { min: 0, max: time.end, step: time.step }),
        y: linearAxis(inUnit(unit), y),
      },
      legend: { display: true, position: "bottom" },
    },
  );
  return {
    id,
    title: variable,
    about: "",
    unit,
    summary: `${points.length} measured points of ${variable} with the fitted curves of ${curves.length} arms over ${rounded(times.at(-1)!)} days.`,
    config,
    showsBaseline: false,
  };
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
    borderColor: referenceStyle.color,
    backgroundColor: referenceStyle.color,
    borderWidth: 1,
    borderDash: [4, 3],
    pointRadius: 0,
  });
  const config = lineChart(
    {
      datasets: [
        {
          label: "rise",
          data: marks(curve),
          borderColor: color,
          backgroundColor: color,
          borderWidth: 2,
          pointRadius: 0,
        },
        {
          label: "computed",
          data: marks(shown),
          borderColor: color,
          backgroundColor: color,
          showLine: false,
          pointRadius: 3.5,
        },
        reference(`95%: ${rounded(threshold)}`, [ruler.min, threshold], [ruler.max, threshold]),
        ...[low, high].flatMap((end) =>
          end === undefined ? [] : [reference(`95% end: ${rounded(end, 4)}`, [end, 0], [end, threshold])],
        ),
      ],
    },
    {
      title: parameter.name,
      near: "x",
      scales: {
        x: linearAxis(inUnit(parameter.unit), ruler),
        y: linearAxis("rise", valueAxis(0, top)),
      },
    },
  );
  const ends = `${low === undefined ? "no lower end" : `lower end ${rounded(low, 4)}`}, ${high === undefined ? "no upper end" : `upper end ${rounded(high, 4)}`}`;
  return {
    id,
    title: parameter.name,
    about: `Estimate ${rounded(value, 4)}; 95% interval: ${ends}.`,
    unit: parameter.unit,
    summary: `Profile of ${parameter.name}: estimate ${rounded(value, 4)}, ${ends}.`,
    config,
    showsBaseline: false,
  };
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
