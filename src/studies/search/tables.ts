import type { Column, Table } from "../../document/index.ts";
import { percent, rounded } from "../../text/index.ts";
import type { Decider, Rivalry, SearchEvidence, SearchResult, StrategySummary } from "./types.ts";
import { amongTexts, isClear, outcomeText, signedRange } from "./words.ts";

/** Strategies in the matrix of a terminal, and hypotheses in its table. */
const mostColumns = 7;
const mostHypotheses = 8;

const text = (name: string): Column => ({ name, kind: "text" });
const aside = (name: string): Column => ({ name, kind: "text", isAside: true });
const steps = (name: string, isSigned = false): Column => ({ name, kind: "number", decimals: 2, isSigned });
const chance: Column = { name: "chance", kind: "number", decimals: 3 };

const place = (i: number, { isTiedWithFirst }: StrategySummary) => `${i + 1}${isTiedWithFirst ? "=" : ""}`;
const evidenceCounts = ({ strategy: { evidence } }: StrategySummary) =>
  evidence.length === 0
    ? "-"
    : (["for", "mixed", "against"] as const)
        .map((d) => evidence.filter((e) => e.direction === d).length)
        .join("/");
/** What comes first under each hypothesis, where that differs by more than chance shows. */
const leads = (d: Decider) => {
  if (!d.turns) return "the same under all";
  if (d.valueChance > 0.05) return "not clear";
  return d.choices
    .filter((c) => c.cases > 0)
    .map((c) => `${c.name}: ${c.first}`)
    .join("; ");
};

const winsText = ({ choices }: Rivalry) =>
  choices
    .filter((c) => c.cases > 0)
    .map((c) => `${percent(c.wins.value)} under ${c.name}`)
    .join(", ");

export function rankingTable({ study, ranking }: SearchResult): Table {
  const { objectives } = study.plan;
  return {
    caption: `Steps better than "${study.strategies[0]?.label}": means over people and hypotheses, with 95% intervals`,
    columns: [
      text("#"),
      text("strategy"),
      steps("steps", true),
      { name: "best in", kind: "share" },
      steps("regret"),
      ...objectives.map(({ name }, k): Column => ({ ...steps(name, true), unit: study.layout[k]!.unit })),
      ...objectives.map(({ name }) => ({ ...steps(`${name}, with its interval`, true), isAside: true })),
      ...objectives.map(({ name }) => aside(`better / worse in ${name}`)),
      text("undominated"),
      text("trials +/~/-"),
      aside("dominated by"),
    ],
    rows: ranking.map((r, i) => [
      place(i, r),
      r.strategy.label,
      r.gain,
      r.best,
      r.regret.value,
      ...r.objectives.map((o) => o.change.value),
      ...r.objectives.map((o) => o.change),
      ...r.objectives.map((o) => `${percent(o.better.value)} / ${percent(o.worse.value)}`),
      r.isPareto ? `yes (${percent(r.paretoProbability)})` : percent(r.paretoProbability),
      evidenceCounts(r),
      r.dominatedBy ?? "",
    ]),
  };
}

/** Wins of the row over the column. */
export const matrixTable = ({ ranking, duels }: SearchResult): Table => ({
  caption:
    "Probability that the strategy of the row gives a person more than that of the column; ties and losses make up the rest",
  columns: [
    text("strategy"),
    ...ranking.map((_, i): Column => ({ name: String(i + 1), kind: "share", isAside: i >= mostColumns })),
  ],
  rows: ranking.map((r, a) => [
    `${a + 1} ${r.strategy.label}`,
    ...ranking.map((_, b) => (a === b ? "" : duels[a]![b]!.wins.value)),
  ]),
  most: mostColumns,
  rest: "in the report",
});

export const decidersTable = ({ deciders }: SearchResult): Table => ({
  caption: `Worth: steps a person gains when the hypothesis is settled before choosing, beyond what chance shows. Chance: how often hypotheses dealt out at random show as much; with ${deciders.length} hypotheses about ${rounded(deciders.length * 0.05, 2)} fall below 0.05 by chance alone`,
  columns: [
    text("hypothesis"),
    steps("worth, steps"),
    chance,
    { name: "share of the lead", kind: "share" },
    chance,
    text("comes first"),
    aside("clear"),
    aside("question"),
    aside("under each hypothesis"),
  ],
  rows: deciders.map((d) => [
    d.factor.name,
    d.value,
    d.valueChance,
    d.share,
    d.shareChance,
    leads(d),
    isClear(d, deciders.length) ? "yes" : "no",
    d.factor.question,
    d.choices
      .map((c) =>
        c.cases > 0 ? `${c.name} (${c.cases}): ${c.first}, ${signedRange(c.lead)}` : `${c.name}: nobody`,
      )
      .join("; "),
  ]),
  most: mostHypotheses,
  rest: "in the report",
});

export const rivalsTable = ({ rivals }: SearchResult): Table => ({
  caption: "Which hypothesis decides between two of the first five strategies?",
  columns: [
    text("between"),
    text("hypothesis"),
    { name: "share", kind: "share" },
    chance,
    text("the former gives more in"),
  ],
  rows: [...rivals]
    .sort((a, b) => b.share - a.share)
    .map((r) => [r.strategies.join(" / "), r.factor.name, r.share, r.shareChance, winsText(r)]),
  most: mostHypotheses,
  rest: "in the report",
});

export const evidenceTable = ({ ranking }: SearchResult, cited: SearchEvidence): Table => ({
  caption: "By strategy, in the order of the ranking",
  isAside: true,
  columns: [text("strategy"), text("speaks"), text("what was found"), text("source")],
  rows: ranking.flatMap(({ strategy }) =>
    strategy.evidence.map((e) => [strategy.label, e.direction, e.says, cited(e.source) ?? e.source]),
  ),
});

/** What was weighed, and who is asked about. */
export const objectivesTable = (result: SearchResult): Table => {
  const { plan, layout } = result.study;
  return {
    caption: "Objectives, and who is asked about",
    isAside: true,
    columns: [text("objective"), text("what"), text("better"), text("one step"), text("why")],
    rows: [
      ...plan.objectives.map((o, k) => {
        const unit = layout[k]!.unit;
        const step = `${rounded(o.step, 2)}${unit === "1" ? "" : ` ${unit}`}`;
        return [o.name, outcomeText(o), o.isLowerBetter ? "lower" : "higher", step, o.says ?? ""];
      }),
      ...amongTexts(result).map(([what, why]) => ["asked about", what, "", "", why]),
    ],
  };
};
