import { type Forest, forestChart, scatterChart, scatterLegend, valueAxis } from "../../charts/index.ts";
import type { Figure } from "../../document/index.ts";
import { rounded } from "../../text/index.ts";
import type { SearchResult, StrategySummary } from "./types.ts";

/** Strategies and hypotheses that a picture shows. */
const shown = { strategies: 24, hypotheses: 20 } as const;

/** The pictures of a search: gains, who is best and what is lost, the trade-off, and what decides. */
export function searchFigures(result: SearchResult): Figure[] {
  const { ranking, study } = result;
  if (ranking.length === 0) return [];
  const top = ranking.slice(0, shown.strategies);
  const subtitle = study.plan.question;
  const chart = (
    series: "gain" | "best" | "regret",
    about: Pick<Forest, "id" | "title" | "about" | "unit" | "most">,
  ) =>
    forestChart({
      ...about,
      series: [series],
      rows: top.map((r) => ({ label: r.strategy.label, estimates: [r[series]] })),
    });
  const gains = chart("gain", {
    id: "gain-steps",
    title: `Steps better than "${study.strategies[0]!.label}"`,
    about: "All objectives together, mean over people and hypotheses.",
    unit: "steps, with 95% intervals",
  });
  const best = chart("best", {
    id: "best-probability",
    title: "Probability of being best",
    about: "Share of people to whom nothing else gives more.",
    unit: "probability, with 95% intervals",
    most: 1,
  });
  const regret = chart("regret", {
    id: "best-regret",
    title: "Expected regret",
    about: "What a person loses on average against what would have been best for them.",
    unit: "steps, with 95% intervals",
  });
  const figures: Figure[] = [
    { id: "gain", title: "What comes out ahead", subtitle, legend: [], charts: [gains] },
    { id: "best", title: "For how many, and what is lost", subtitle, legend: [], charts: [best, regret] },
  ];
  if (study.plan.objectives.length > 1) figures.push(tradeOff(result, top, subtitle));
  if (result.information.length > 0) figures.push(deciding(result, subtitle));
  return figures;
}

/** The first two objectives against each other; what nothing dominates is named. */
function tradeOff(
  { study, ranking }: SearchResult,
  top: readonly StrategySummary[],
  subtitle: string,
): Figure {
  const [first, second] = study.plan.objectives;
  const front = top.filter((r) => r.isPareto);
  const others = ranking.filter((r) => !front.includes(r));
  const point = ({ objectives }: StrategySummary) => ({
    x: objectives[0]!.change.value,
    y: objectives[1]!.change.value,
  });
  const all = ranking.map(point);
  const axis = (k: 0 | 1, values: readonly number[]) => {
    const { unit } = study.layout[k]!;
    const { name, isLowerBetter } = (k === 0 ? first : second)!;
    const inUnit = unit === "1" ? "" : `, ${unit}`;
    return {
      title: `change in ${name}${inUnit} (${isLowerBetter ? "lower" : "higher"} is better)`,
      ...valueAxis(Math.min(0, ...values), Math.max(0, ...values), { unit }),
    };
  };
  const scatter = {
    named: front.map((r) => ({ label: r.strategy.label, point: point(r) })),
    others: { label: "dominated by another", points: others.map(point) },
  };
  const chart = scatterChart({
    id: "pareto-trade-off",
    title: `${first!.name} against ${second!.name}`,
    heading: "The trade-off",
    about: "Mean changes from the reference. Named: what no other strategy beats on all objectives.",
    unit: study.layout[0]!.unit,
    summary: [
      `Scatter of the change in ${first!.name} and in ${second!.name}.`,
      ...front.map((r) => `${r.strategy.label}: ${rounded(point(r).x, 2)}, ${rounded(point(r).y, 2)}.`),
    ].join(" "),
    ...scatter,
    x: axis(
      0,
      all.map(({ x }) => x),
    ),
    y: axis(
      1,
      all.map(({ y }) => y),
    ),
  });
  return {
    id: "pareto",
    title: "What one pays for the other",
    subtitle,
    legend: scatterLegend(scatter),
    charts: [chart],
  };
}

/** How far the first leads the second under every hypothesis, hypotheses that explain most of it first. */
function deciding({ ranking, information }: SearchResult, subtitle: string): Figure {
  const [first, second] = ranking.map((r) => r.strategy.label);
  const rows = [...information]
    .sort((a, b) => b.share - a.share)
    .flatMap(({ factor, choices }) =>
      choices
        .filter((c) => c.cases > 0)
        .map((c) => ({ label: `${factor.name}: ${c.name}`, estimates: [c.lead] })),
    )
    .slice(0, shown.hypotheses);
  return {
    id: "hypotheses",
    title: "What decides between the first two",
    subtitle,
    legend: [],
    charts: [
      forestChart({
        id: "hypotheses-lead",
        title: `"${first}" over "${second}"`,
        about: "Mean lead under every hypothesis; left of 0 the second is ahead.",
        unit: "steps, with 95% intervals",
        series: ["lead"],
        rows,
      }),
    ],
  };
}
