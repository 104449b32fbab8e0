import type { Dataset } from "../../document/index.ts";
import type { SearchResult } from "./types.ts";

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
      for (const { subject, weight, world, outcomes } of selection.cases)
        for (const [s, { label }] of strategies.entries())
          yield [
            subject,
            weight,
            ...design.factors.map(({ choices }, k) => choices[world[k]!]!.name),
            label,
            ...outcomes[s]!,
          ];
    },
  };
}

/** The ranking, one row a strategy. */
export function rankingDataset({ study, ranking }: SearchResult): Dataset {
  const number = (name: string, unit?: string) => ({ name, type: "number" as const, unit });
  return {
    name: "ranking",
    columns: [
      { name: "rank", type: "integer" },
      { name: "strategy", type: "text" },
      ...["gain", "gain_low", "gain_high"].map((name) => number(name, "step")),
      ...["best", "best_low", "best_high"].map((name) => number(name)),
      ...["regret", "regret_low", "regret_high"].map((name) => number(name, "step")),
      { name: "pareto", type: "flag" },
      number("pareto_probability"),
      { name: "dominated_by", type: "text" },
      number("weightings"),
      { name: "tied_with_first", type: "flag" },
      ...study.plan.objectives.flatMap(({ name }, k) => [
        number(`${name}_mean`, study.layout[k]!.unit),
        ...["change", "change_low", "change_high"].map((c) => number(`${name}_${c}`, study.layout[k]!.unit)),
        number(`${name}_better`),
        number(`${name}_worse`),
      ]),
    ],
    *rows() {
      for (const [i, r] of ranking.entries())
        yield [
          i + 1,
          r.strategy.label,
          ...[r.gain, r.best, r.regret].flatMap((e) => [e.value, e.low, e.high]),
          r.isPareto,
          r.paretoProbability,
          r.dominatedBy ?? null,
          r.weightings,
          r.isTiedWithFirst,
          ...r.objectives.flatMap((o) => [
            o.mean,
            o.change.value,
            o.change.low,
            o.change.high,
            o.better.value,
            o.worse.value,
          ]),
        ];
    },
  };
}

/** How often the strategy of a row gives a person more than that of the column, one row a pair. */
export function duelsDataset({ ranking, duels }: SearchResult): Dataset {
  return {
    name: "duels",
    columns: [
      { name: "strategy", type: "text" },
      { name: "against", type: "text" },
      ...["wins", "wins_low", "wins_high", "ties", "losses"].map((name) => ({
        name,
        type: "number" as const,
      })),
    ],
    *rows() {
      for (const [a, row] of duels.entries())
        for (const [b, { wins, ties, losses }] of row.entries())
          if (a !== b)
            yield [
              ranking[a]!.strategy.label,
              ranking[b]!.strategy.label,
              wins.value,
              wins.low,
              wins.high,
              ties,
              losses,
            ];
    },
  };
}

/** What each account of each hypothesis does to the choice, one row an account. */
export function decidersDataset({ deciders }: SearchResult): Dataset {
  const number = (name: string, unit?: string) => ({ name, type: "number" as const, unit });
  return {
    name: "hypotheses",
    columns: [
      { name: "hypothesis", type: "text" },
      { name: "account", type: "text" },
      { name: "cases", type: "integer" },
      { name: "first", type: "text" },
      ...["lead", "lead_low", "lead_high", "value"].map((name) => number(name, "step")),
      ...["first_wins", "value_chance", "share", "share_chance"].map((name) => number(name)),
    ],
    *rows() {
      for (const d of deciders)
        for (const c of d.choices)
          yield [
            d.factor.name,
            c.name,
            c.cases,
            c.first,
            c.lead.value,
            c.lead.low,
            c.lead.high,
            d.value,
            c.firstWins.value,
            d.valueChance,
            d.share,
            d.shareChance,
          ];
    },
  };
}
