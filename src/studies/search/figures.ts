import {
  armStyle,
  forestChart,
  linearAxis,
  lineChart,
  referenceStyle,
  valueAxis,
} from "../../charts/index.ts";
import type { Figure, LegendEntry, NamedChart } from "../../document/index.ts";
import { rounded } from "../../text/index.ts";
import type { SearchResult, StrategySummary } from "./types.ts";

/** Strategies and accounts that a picture shows. */
const shown = { strategies: 24, accounts: 20 } as const;

/** The pictures of a search: gains, who is best and what is lost, the trade-off, and what decides. */
export function searchFigures(result: SearchResult): Figure[] {
  const { ranking, study } = result;
  if (ranking.length === 0) return [];
  const top = ranking.slice(0, shown.strategies);
  const subtitle = study.plan.question;
  const reference = study.strategies[0]!.label;
  const gains = forestChart({
    id: "gain-steps",
    title: `Steps better than "${reference}"`,
    about: "All objectives together, mean over people and hypotheses.",
    unit: "steps, with 95% intervals",
    series: ["gain"],
    rows: top.map((r) => ({ label: r.strategy.label, estimates: [r.gain] })),
  });
  const best = forestChart({
    id: "best-probability",
    title: "Probability of being best",
    about: "Share of people to whom nothing else gives more.",
    unit: "probability, with 95% intervals",
    most: 1,
    series: ["best"],
    rows: top.map((r) => ({ label: r.strategy.label, estimates: [r.best] })),
  });
  const regret = forestChart({
    id: "best-regret",
    title: "Expected regret",
    about: "What a person loses on average against what would have been best for them.",
    unit: "steps, with 95% intervals",
    series: ["regret"],
    rows: top.map((r) => ({ label: r.strategy.label, estimates: [r.regret] })),
  });
  const figures: Figure[] = [
    { id: "gain", title: "What comes out ahead", subtitle, legend: [], charts: [gains] },
    { id: "best", title: "For how many, and what is lost", subtitle, legend: [], charts: [best, regret] },
  ];
  if (study.plan.objectives.length > 1) figures.push(tradeOff(result, top, subtitle));
  if (result.deciders.length > 0) figures.push(deciding(result, subtitle));
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
  const ruler = (values: readonly number[], unit: string) =>
    valueAxis(Math.min(0, ...values), Math.max(0, ...values), { unit });
  const x = ruler(
    all.map((p) => p.x),
    study.layout[0]!.unit,
  );
  const y = ruler(
    all.map((p) => p.y),
    study.layout[1]!.unit,
  );
  const legend: LegendEntry[] = front.map((r, i) => ({
    label: r.strategy.label,
    style: { ...armStyle(i), dash: [] },
  }));
  const dominated: LegendEntry = {
    label: "dominated by another",
    style: { ...referenceStyle, marker: "circle" },
  };
  const unit = (k: number) => {
    const { unit: text } = study.layout[k]!;
    return text === "1" ? "" : `, ${text}`;
  };
  const says = (isLower: boolean) => (isLower ? "lower is better" : "higher is better");
  const axis = (k: 0 | 1, range: typeof x) => {
    const objective = k === 0 ? first! : second!;
    const better = says(objective.isLowerBetter);
    return linearAxis(`change in ${objective.name}${unit(k)} (${better})`, range);
  };
  const config = lineChart(
    {
      datasets: [
        ...front.map((r, i) => ({
          label: r.strategy.label,
          data: [point(r)],
          showLine: false,
          pointRadius: 6,
          pointStyle: armStyle(i).marker,
          pointBorderWidth: 2,
          borderColor: armStyle(i).color,
          backgroundColor: armStyle(i).color,
        })),
        {
          label: dominated.label,
          data: others.map(point),
          showLine: false,
          pointRadius: 3.5,
          borderColor: referenceStyle.color,
          backgroundColor: referenceStyle.color,
        },
      ],
    },
    {
      title: "The trade-off",
      near: "xy",
      scales: { x: axis(0, x), y: axis(1, y) },
      legend: { display: true, position: "bottom" },
    },
  );
  const chart: NamedChart = {
    id: "pareto-trade-off",
    title: `${first!.name} against ${second!.name}`,
    about: "Mean changes from the reference. Named: what no other strategy beats on all objectives.",
    unit: study.layout[0]!.unit,
    summary: [
      `Scatter of the change in ${first!.name} and in ${second!.name}.`,
      ...front.map((r) => `${r.strategy.label}: ${rounded(point(r).x, 2)}, ${rounded(point(r).y, 2)}.`),
    ].join(" "),
    config,
    showsBaseline: false,
  };
  return {
    id: "pareto",
    title: "What one pays for the other",
    subtitle,
    legend: others.length > 0 ? [...legend, dominated] : legend,
    charts: [chart],
  };
}

/** How far the first leads the second under every account, hypotheses that explain most of it first. */
function deciding({ ranking, deciders }: SearchResult, subtitle: string): Figure {
  const [first, second] = ranking.map((r) => r.strategy.label);
  const rows = [...deciders]
    .sort((a, b) => b.share - a.share)
    .flatMap(({ factor, choices }) =>
      choices
        .filter((c) => c.cases > 0)
        .map((c) => ({ label: `${factor.name}: ${c.name}`, estimates: [c.lead] })),
    )
    .slice(0, shown.accounts);
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
