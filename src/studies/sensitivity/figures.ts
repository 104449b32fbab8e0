import {
  armStyle,
  forestChart,
  forestLegend,
  linearAxis,
  lineChart,
  referenceStyle,
  timeAxis,
  valueAxis,
} from "../../charts/index.ts";
import type { Figure, LegendEntry, NamedChart } from "../../document/index.ts";
import { rounded } from "../../text/index.ts";
import type { LocalResult, Sensitivity } from "./types.ts";

/** Parameters that a picture shows by name. */
const shown = { sobol: 13, morris: 16, scatter: 8, local: 6 } as const;

/** The pictures of a sensitivity study: the assumption burden, Sobol indices, screening, and slopes over time. */
export function sensitivityFigures(study: Sensitivity): Figure[] {
  const { subject, burden, sobol, morris, local } = study;
  const subtitle = `${subject.measure} in "${subject.arm}"${subject.against ? ` minus "${subject.against}"` : ""}`;
  const series = ["alone", "with interactions"];
  const figures: Figure[] = [];
  const shares = (
    id: string,
    title: string,
    about: string,
    rows: typeof burden | NonNullable<typeof sobol>["indices"],
  ) =>
    figures.push({
      id,
      title,
      subtitle,
      legend: forestLegend(series),
      charts: [
        forestChart({
          id: `${id}-shares`,
          title: "Share of the variance",
          about,
          unit: "share of the variance, with 95% intervals",
          most: 1,
          series,
          rows: (rows ?? []).map((r) => ({ label: r.group.name, estimates: [r.first, r.total] })),
        }),
      ],
    });
  if (burden)
    shares(
      "burden",
      "On what kind of numbers it rests",
      "Sobol indices of all parameters of a tier together.",
      burden,
    );
  if (sobol)
    shares(
      "sobol",
      "Which parameters its uncertainty comes from",
      "Sobol indices under the declared uncertainty.",
      sobol.indices.slice(0, shown.sobol),
    );
  if (morris) figures.push(morrisFigure(morris.effects, subject.unit, subtitle));
  if (local) figures.push(localFigure(local));
  return figures;
}

function morrisFigure(
  effects: NonNullable<Sensitivity["morris"]>["effects"],
  unit: string,
  subtitle: string,
): Figure {
  const top = effects.slice(0, shown.morris);
  const inUnit = unit === "1" ? "dimensionless" : unit;
  const named: LegendEntry[] = effects
    .slice(0, shown.scatter)
    .map((e, i) => ({ label: e.factor, style: { ...armStyle(i), dash: [] } }));
  const others: LegendEntry = { label: "all others", style: { ...referenceStyle, marker: "circle" } };
  return {
    id: "morris",
    title: "Screening of all parameters",
    subtitle,
    legend: effects.length > named.length ? [...named, others] : named,
    charts: [
      forestChart({
        id: "morris-mu-star",
        title: "Mean absolute effect",
        about:
          "mu*: change of the measure when a parameter crosses its declared range, others anywhere in theirs.",
        unit: `${inUnit}, with 95% intervals`,
        series: ["mu*"],
        rows: top.map((e) => ({ label: e.factor, estimates: [e.muStar] })),
      }),
      scatter(effects, named, inUnit),
    ],
  };
}

/** mu* against sigma: to the right what matters, upwards what bends or interacts. */
function scatter(
  effects: NonNullable<Sensitivity["morris"]>["effects"],
  named: readonly LegendEntry[],
  unit: string,
): NamedChart {
  const x = valueAxis(0, Math.max(0, ...effects.map((e) => e.muStar.value)), { unit });
  const y = valueAxis(0, Math.max(0, ...effects.map((e) => e.sigma)), { unit });
  const point = (e: (typeof effects)[number]) => ({ x: e.muStar.value, y: e.sigma });
  const config = lineChart(
    {
      datasets: [
        ...effects.slice(0, named.length).map((e, i) => ({
          label: e.factor,
          data: [point(e)],
          showLine: false,
          pointRadius: 5.5,
          pointStyle: armStyle(i).marker,
          borderColor: armStyle(i).color,
          backgroundColor: armStyle(i).color,
        })),
        {
          label: "all others",
          data: effects.slice(named.length).map(point),
          showLine: false,
          pointRadius: 2.5,
          borderColor: referenceStyle.color,
          backgroundColor: referenceStyle.color,
        },
      ],
    },
    {
      title: "Effect and its spread",
      near: "xy",
      scales: { x: linearAxis(`mu* (${unit})`, x), y: linearAxis(`sigma (${unit})`, y) },
      legend: { display: true, position: "bottom" },
    },
  );
  const summary = effects
    .slice(0, named.length)
    .map((e) => `${e.factor}: mu* ${rounded(e.muStar.value, 2)}, sigma ${rounded(e.sigma, 2)}.`);
  return {
    id: "morris-scatter",
    title: "Effect and its spread",
    about: "To the right: matters. Upwards: bends, or depends on the others.",
    unit,
    summary: ["Scatter of mean absolute effect and standard deviation.", ...summary].join(" "),
    config,
    showsBaseline: false,
  };
}

function localFigure({ variable, unit, times, sensitivities }: LocalResult): Figure {
  const top = sensitivities.slice(0, shown.local);
  const time = timeAxis(times.at(-1) ?? 1);
  const values = top.flatMap((s) => s.overTime).filter((v) => v !== undefined);
  const y = valueAxis(Math.min(0, ...values), Math.max(0, ...values), { unit });
  const inUnit = unit === "1" ? "dimensionless" : unit;
  const config = lineChart(
    {
      datasets: top.map(({ factor, overTime }, i) => ({
        label: factor.name,
        data: times.map((t, k) => ({ x: t / time.days, y: overTime[k] ?? null })),
        borderColor: armStyle(i).color,
        backgroundColor: armStyle(i).color,
        borderDash: [...armStyle(i).dash],
        borderWidth: 2.25,
        pointStyle: armStyle(i).marker,
        pointRadius: times.map((_, k) => (k % 12 === (2 * i) % 12 ? 4.5 : 0)),
      })),
    },
    {
      title: `Slopes of ${variable}`,
      near: "x",
      scales: {
        x: linearAxis(time.unit, { min: 0, max: time.end, step: time.step }),
        y: linearAxis(inUnit, y),
      },
      legend: { display: true, position: "bottom" },
    },
  );
  const summary = top.map(({ factor, overTime }) => {
    const end = overTime.at(-1);
    return `${factor.name}: ${end === undefined ? "no value" : rounded(end, 2)} at the end.`;
  });
  return {
    id: "local",
    title: "Which parameters move it, and when",
    subtitle: `Change of ${variable} for a move of each parameter up by half its declared range, by the slope at its value.`,
    legend: top.map(({ factor }, i) => ({ label: factor.name, style: armStyle(i) })),
    charts: [
      {
        id: "local-slopes",
        title: variable,
        about: "",
        unit: inUnit,
        summary: [`Lines of the slopes of ${variable} over time.`, ...summary].join(" "),
        config,
        showsBaseline: false,
      },
    ],
  };
}
