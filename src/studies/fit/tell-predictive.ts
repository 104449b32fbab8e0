import {
  colored,
  linearAxis,
  namedChart,
  timeAxis,
  timeScale,
  unitTitle,
  variableAxis,
} from "../../charts/index.ts";
import {
  type ChartPoint,
  column,
  type Dataset,
  dataset,
  type Figure,
  field,
  type LegendEntry,
  type LineDataset,
  type NamedChart,
  type Note,
  type Section,
  tabulated,
} from "../../document/index.ts";
import { counted, present, rounded } from "../../text/index.ts";
import { warning } from "../failures.ts";
import { isInside } from "./predictive.ts";
import type { PredictiveBin, PredictiveCheck, PredictivePanel } from "./types.ts";

type Percentile = PredictiveBin["percentiles"][number];

/** Percentiles that lie outside are named, so many at most. */
const mostNamed = 4;

const middle = { color: "#0072B2", dash: [], label: "median" } as const;
const tails = { color: "#B35900", dash: [6, 3], label: "10th and 90th percentile" } as const;
const lookOf = (share: number) => (share === 0.5 ? middle : tails);

const nameOf = ({ variable, arm }: PredictivePanel) =>
  arm === undefined ? variable : `${variable} in ${arm}`;
const ordinal = (share: number) => (share === 0.5 ? "median" : `${Math.round(100 * share)}th percentile`);

interface Placed extends Percentile {
  readonly panel: PredictivePanel;
  readonly bin: PredictiveBin;
}

const percentilesOf = ({ panels }: PredictiveCheck): Placed[] =>
  panels.flatMap((panel) =>
    panel.bins.flatMap((bin) => bin.percentiles.map((one) => ({ ...one, panel, bin }))),
  );

/** How many percentiles lie within their intervals, and which do not. */
export function predictiveWords(check: PredictiveCheck): string[] {
  const all = percentilesOf(check);
  const outside = all.filter((one) => !isInside(one));
  const says = `In the visual predictive check ${all.length - outside.length} of ${counted(all.length, "percentile")} of the measured points lie where the fit expects them (95% intervals)`;
  if (outside.length === 0) return [`${says}.`];
  const named = outside
    .slice(0, mostNamed)
    .map(
      ({ panel, bin, share, observed, low }) =>
        `the ${ordinal(share)} of ${nameOf(panel)} at day ${rounded(bin.time)} (${observed < low ? "below" : "above"})`,
    );
  const others = outside.length - named.length;
  return [
    `${says}; outside ${outside.length === 1 ? "is" : "are"} ${named.join(", ")}${others > 0 ? ` and ${counted(others, "other")}` : ""}.`,
  ];
}

export const predictiveNote = ({ failed, panels, replicates }: PredictiveCheck): Note | false =>
  failed > 0 &&
  warning(
    `Runs of drawn subjects failed, so that ${failed} of ${replicates * panels.reduce((sum, { points }) => sum + points.length, 0)} made points are missing in the visual predictive check.`,
  );

export function predictiveSection(check: PredictiveCheck): Section {
  const { replicates, vary, panels } = check;
  return {
    title: "Visual predictive check",
    says: present(
      `The fit made ${counted(replicates, "data set")} with the subjects, times and scatter of the measured one. ${
        vary === "parameters"
          ? "Each subject's parameters were drawn about the typical ones with the spread between subjects, within the bounds; that estimates are uncertain is left out."
          : "Subjects differ by the scatter of their points alone, as one set of parameters was fitted to all: where they differ more, measured tails lie outside. --subjects lets their parameters differ."
      } Percentiles of the measured points should lie within the 95% intervals of those of the made data sets.`,
      panels.some(({ isCorrected }) => isCorrected) &&
        "Values are prediction-corrected: multiplied by what is expected of the middle of their span of time over what is expected of them.",
      panels.some(({ isCensored }) => isCensored) &&
        "Where points lie below a limit, all values below it, measured and made, count as the limit.",
    ),
    figures: [predictiveFigure(check)],
    tables: [
      {
        caption: "Percentiles of the measured points, and where those of made data sets lie (95%)",
        ...tabulated(percentilesOf(check), [
          column.text("variable", (one) => one.panel.variable),
          column.text("arm", (one) => one.panel.arm ?? "all together"),
          column.number("day", (one) => one.bin.time),
          column.count("points", (one) => one.bin.points),
          column.count("percentile", (one) => Math.round(100 * one.share)),
          column.number("measured", (one) => one.observed),
          column.number("low", (one) => one.low),
          column.number("expected", (one) => one.middle),
          column.number("high", (one) => one.high),
          column.text("inside", (one) => (isInside(one) ? "yes" : "no")),
        ]),
        most: 12,
        rest: "later or of other variables",
      },
    ],
  };
}

export const predictiveDataset = (check: PredictiveCheck): Dataset =>
  dataset("predictive-check", () => percentilesOf(check), [
    field.text("variable", (one) => one.panel.variable),
    field.text("arm", (one) => one.panel.arm),
    field.number("time_day", (one) => one.bin.time, "day"),
    field.number("from_day", (one) => one.bin.from, "day"),
    field.number("to_day", (one) => one.bin.to, "day"),
    field.integer("points", (one) => one.bin.points),
    field.number("percentile", (one) => Math.round(100 * one.share)),
    field.number("observed", (one) => one.observed),
    field.number("low", (one) => one.low),
    field.number("expected", (one) => one.middle),
    field.number("high", (one) => one.high),
    field.flag("prediction_corrected", (one) => one.panel.isCorrected),
    field.text("unit", (one) => one.panel.unit),
  ]);

/** The check for machines. */
export const predictiveData = (check: PredictiveCheck): object => ({
  replicates: check.replicates,
  subjects_differ_by: check.vary === "parameters" ? "parameters and scatter" : "scatter",
  panels: check.panels.map(({ variable, unit, arm, isCorrected, isCensored, bins }) => ({
    variable,
    unit,
    arm: arm ?? null,
    prediction_corrected: isCorrected,
    censored: isCensored,
    bins: bins.map(({ time, from, to, points, percentiles }) => ({
      time,
      from,
      to,
      points,
      percentiles: percentiles.map(({ share, observed, low, middle: expected, high }) => ({
        percentile: Math.round(100 * share),
        observed,
        low,
        expected,
        high,
      })),
    })),
  })),
});

function predictiveFigure(check: PredictiveCheck): Figure {
  const { panels, replicates } = check;
  // Of few points there are no tails to draw.
  const drawn = new Set(percentilesOf(check).map(({ share }) => lookOf(share)));
  const legend: LegendEntry[] = [
    ...[middle, tails]
      .filter((look) => drawn.has(look))
      .map(({ label, color, dash }) => ({
        label: `${label}, measured`,
        style: { color, dash: [...dash], marker: "none" as const },
      })),
    { label: "a measured point", style: { color: "#808080", dash: [0, 100], marker: "circle" } },
  ];
  return {
    id: "predictive-check",
    title: "Visual predictive check",
    subtitle: `Lines: percentiles of the measured points. Areas: where they lie in 95% of ${replicates} data sets made by the fit`,
    legend,
    charts: panels.map(panelChart),
  };
}

function panelChart(panel: PredictivePanel, i: number): NamedChart {
  const { bins, points, unit, isCorrected } = panel;
  const time = timeAxis(Math.max(...bins.map(({ to }) => to)));
  const at = (days: number, value: number): ChartPoint => ({
    x: Number((days / time.days).toPrecision(6)),
    y: Number(value.toPrecision(6)),
  });
  const shares = [...new Set(bins.flatMap(({ percentiles }) => percentiles.map(({ share }) => share)))];
  const lines = shares.flatMap((share): LineDataset[] => {
    const { color, dash } = lookOf(share);
    const own = bins.flatMap(({ time: days, percentiles }) => {
      const found = percentiles.find((one) => one.share === share);
      return found ? [{ days, ...found }] : [];
    });
    const edge = (side: "low" | "high", fill: string | false): LineDataset => ({
      label: `${ordinal(share)}, ${side}`,
      data: own.map(({ days, [side]: value }) => at(days, value)),
      borderWidth: 0,
      pointRadius: own.length === 1 ? 3 : 0,
      borderColor: color,
      backgroundColor: `${color}33`,
      fill,
    });
    return [
      edge("low", "+1"),
      edge("high", false),
      {
        label: `${ordinal(share)}, measured`,
        data: own.map(({ days, observed }) => at(days, observed)),
        ...colored(color),
        borderWidth: 2,
        borderDash: [...dash],
        pointRadius: 2.5,
      },
    ];
  });
  const all = [...lines.flatMap(({ data }) => data.map(({ y }) => y!)), ...points.map(({ value }) => value)];
  const measured: LineDataset = {
    label: "measured",
    data: points.map(({ time: days, value }) => at(days, value)),
    showLine: false,
    borderColor: "#808080",
    backgroundColor: "#00000000",
    pointStyle: "circle",
    pointRadius: 2.5,
    pointBorderColor: "#808080",
    pointBorderWidth: 1,
  };
  const inside = bins.flatMap(({ percentiles }) => percentiles);
  return namedChart(
    {
      id: `predictive-check-${i + 1}`,
      title: nameOf(panel),
      about: isCorrected ? "Prediction-corrected" : "",
      unit,
      summary: `${inside.filter(isInside).length} of ${counted(inside.length, "percentile")} of ${counted(points.length, "measured point")} of ${nameOf(panel)} lie within the 95% intervals of made data sets.`,
    },
    [...lines, measured],
    {
      near: "x",
      scales: {
        x: timeScale(time),
        y: linearAxis(
          `${unitTitle(unit)}${isCorrected ? ", prediction-corrected" : ""}`,
          variableAxis(Math.min(...all), Math.max(...all), unit),
        ),
      },
    },
  );
}
