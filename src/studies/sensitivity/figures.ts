import {
  armStyle,
  colored,
  forestChart,
  forestLegend,
  legendBelow,
  linearAxis,
  namedChart,
  scatterChart,
  scatterLegend,
  timeAxis,
  timeScale,
  unitTitle,
  valueAxis,
} from "../../charts/index.ts";
import type { Figure } from "../../document/index.ts";
import { rounded } from "../../text/index.ts";
import { askedWords } from "../question.ts";
import type { LocalResult, Sensitivity } from "./types.ts";

/** Parameters that a picture shows by name. */
const shown = { sobol: 13, morris: 16, scatter: 8, local: 6 } as const;

/** The pictures of a sensitivity study: the assumption burden, Sobol indices, screening, and slopes over time. */
export function sensitivityFigures(study: Sensitivity): Figure[] {
  const { subject, burden, sobol, morris, local } = study;
  const subtitle = askedWords(subject);
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

/** Screening; in the plane of mu* and sigma what lies to the right matters, and what lies high bends or interacts. */
function morrisFigure(
  effects: NonNullable<Sensitivity["morris"]>["effects"],
  unit: string,
  subtitle: string,
): Figure {
  const inUnit = unitTitle(unit);
  const point = (e: (typeof effects)[number]) => ({ x: e.muStar.value, y: e.sigma });
  const ruler = (values: readonly number[]) => valueAxis(0, Math.max(0, ...values), { unit: inUnit });
  const top = effects.slice(0, shown.scatter);
  const scatter = {
    named: top.map((e) => ({ label: e.factor, point: point(e) })),
    others: { label: "all others", points: effects.slice(shown.scatter).map(point) },
  };
  const words = top.map(
    (e) => `${e.factor}: mu* ${rounded(e.muStar.value, 2)}, sigma ${rounded(e.sigma, 2)}.`,
  );
  return {
    id: "morris",
    title: "Screening of all parameters",
    subtitle,
    legend: scatterLegend(scatter),
    charts: [
      forestChart({
        id: "morris-mu-star",
        title: "Mean absolute effect",
        about:
          "mu*: change of the measure when a parameter crosses its declared range, others anywhere in theirs.",
        unit: `${inUnit}, with 95% intervals`,
        series: ["mu*"],
        rows: effects.slice(0, shown.morris).map((e) => ({ label: e.factor, estimates: [e.muStar] })),
      }),
      scatterChart({
        id: "morris-scatter",
        title: "Effect and its spread",
        about: "To the right: matters. Upwards: bends, or depends on the others.",
        unit: inUnit,
        summary: ["Scatter of mean absolute effect and standard deviation.", ...words].join(" "),
        ...scatter,
        x: { title: `mu* (${inUnit})`, ...ruler(effects.map((e) => e.muStar.value)) },
        y: { title: `sigma (${inUnit})`, ...ruler(effects.map((e) => e.sigma)) },
      }),
    ],
  };
}

function localFigure({ variable, unit, times, sensitivities }: LocalResult): Figure {
  const top = sensitivities.slice(0, shown.local);
  const time = timeAxis(times.at(-1) ?? 1);
  const values = top.flatMap((s) => s.overTime).filter((v) => v !== undefined);
  const y = valueAxis(Math.min(0, ...values), Math.max(0, ...values), { unit });
  const datasets = top.map(({ factor, overTime }, i) => ({
    label: factor.name,
    data: times.map((t, k) => ({ x: t / time.days, y: overTime[k] ?? null })),
    ...colored(armStyle(i).color),
    borderDash: [...armStyle(i).dash],
    borderWidth: 2.25,
    pointStyle: armStyle(i).marker,
    // A marker now and then, each line's at times of its own.
    pointRadius: times.map((_, k) => (k % 12 === (2 * i) % 12 ? 4.5 : 0)),
  }));
  const words = top.map(({ factor, overTime }) => {
    const end = overTime.at(-1);
    return `${factor.name}: ${end === undefined ? "no value" : rounded(end, 2)} at the end.`;
  });
  const summary = [`Lines of the slopes of ${variable} over time.`, ...words].join(" ");
  return {
    id: "local",
    title: "Which parameters move it, and when",
    subtitle: `Change of ${variable} for a move of each parameter up by half its declared range, by the slope at its value.`,
    legend: top.map(({ factor }, i) => ({ label: factor.name, style: armStyle(i) })),
    charts: [
      namedChart(
        { id: "local-slopes", title: variable, about: "", unit: unitTitle(unit), summary },
        datasets,
        {
          title: `Slopes of ${variable}`,
          near: "x",
          scales: { x: timeScale(time), y: linearAxis(unitTitle(unit), y) },
          legend: legendBelow,
        },
      ),
    ],
  };
}
