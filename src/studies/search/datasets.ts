import { type Dataset, dataset, field } from "../../document/index.ts";
import type { InformationValue, PairwiseComparison, SearchResult, StrategySummary } from "./types.ts";

/** One row for each person, combination and strategy, with what every objective came to. */
export function casesDataset({ study, selection }: SearchResult): Dataset {
  const { design, strategies, plan, layout } = study;
  return {
    name: "cases",
    columns: [
      { name: "subject", type: "integer" },
      { name: "weight", type: "number" },
      ...design.factors.map(({ name }) => ({ name, type: "text" as const })),
      { name: "strategy", type: "text" },
      ...plan.objectives.map(({ name }, k) => ({ name, type: "number" as const, unit: layout[k]!.unit })),
    ],
    *rows() {
      for (const { subject, weight, combination, outcomes } of selection.cases)
        for (const [s, { label }] of strategies.entries())
          yield [
            subject,
            weight,
            ...design.factors.map(({ choices }, k) => choices[combination[k]!]!.name),
            label,
            ...outcomes[s]!,
          ];
    },
  };
}

/** The ranking, one row a strategy. */
export const rankingDataset = ({ study, ranking }: SearchResult): Dataset =>
  dataset("ranking", () => ranking, [
    field.integer("rank", (_, i) => i + 1),
    field.text("strategy", (r) => r.strategy.label),
    ...field.estimate("gain", (r: StrategySummary) => r.gain, "step"),
    ...field.estimate("best", (r: StrategySummary) => r.best),
    ...field.estimate("regret", (r: StrategySummary) => r.regret, "step"),
    field.flag("pareto", (r) => r.isPareto),
    field.number("pareto_probability", (r) => r.paretoProbability),
    field.text("dominated_by", (r) => r.dominatedBy),
    field.number("weightings", (r) => r.weightings),
    field.flag("tied_with_first", (r) => r.isTiedWithFirst),
    ...study.plan.objectives.flatMap(({ name }, k) => {
      const { unit } = study.layout[k]!;
      return [
        field.number(`${name}_mean`, (r: StrategySummary) => r.objectives[k]!.mean, unit),
        ...field.estimate(`${name}_change`, (r: StrategySummary) => r.objectives[k]!.change, unit),
        field.number(`${name}_better`, (r: StrategySummary) => r.objectives[k]!.better.value),
        field.number(`${name}_worse`, (r: StrategySummary) => r.objectives[k]!.worse.value),
      ];
    }),
  ]);

/** How often the strategy of a row gives a person more than that of the column, one row a pair. */
export const pairwiseDataset = ({ ranking, pairwise }: SearchResult): Dataset =>
  dataset("pairwise", () => pairsOf(ranking, pairwise), [
    field.text("strategy", (one) => one.strategy),
    field.text("against", (one) => one.against),
    ...field.estimate("wins", (one: PairwiseComparison) => one.wins),
    field.number("ties", (one) => one.ties),
    field.number("losses", (one) => one.losses),
  ]);

const pairsOf = (ranking: SearchResult["ranking"], pairwise: SearchResult["pairwise"]) =>
  pairwise.flatMap((row, a) =>
    row.flatMap((one, b) =>
      a === b ? [] : [{ strategy: ranking[a]!.strategy.label, against: ranking[b]!.strategy.label, ...one }],
    ),
  );

/** What each hypothesis about each contested mechanism does to the choice, one row a hypothesis. */
export const informationDataset = ({ information }: SearchResult): Dataset =>
  dataset("hypotheses", () => information.flatMap((d) => d.choices.map((choice) => ({ ...d, choice }))), [
    field.text("hypothesis", (one) => one.factor.name),
    field.text("choice", (one) => one.choice.name),
    field.integer("cases", (one) => one.choice.cases),
    field.text("first", (one) => one.choice.first),
    ...field.estimate(
      "lead",
      (one: { choice: InformationValue["choices"][number] }) => one.choice.lead,
      "step",
    ),
    field.number("value", (one) => one.value, "step"),
    field.number("first_wins", (one) => one.choice.firstWins.value),
    field.number("value_chance", (one) => one.valueChance),
    field.number("share", (one) => one.share),
    field.number("share_chance", (one) => one.shareChance),
  ]);
