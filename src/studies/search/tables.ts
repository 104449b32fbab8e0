import { column, type FilledColumn, type Table, tabulated } from "../../document/index.ts";
import { percent, rounded, unitAfter } from "../../text/index.ts";
import type {
  InformationValue,
  ObjectiveSummary,
  Rivalry,
  SearchEvidence,
  SearchResult,
  StrategySummary,
} from "./types.ts";
import { amongTexts, isClear, outcomeText, signedRange } from "./words.ts";

/** Strategies in the matrix of a terminal, and hypotheses in its table. */
const mostColumns = 7;
const mostHypotheses = 8;

const aside = { isAside: true };
const steps = { decimals: 2, isSigned: false };
const gained = { decimals: 2, isSigned: true };
const chance = { decimals: 3 };

const evidenceCounts = ({ strategy: { evidence } }: StrategySummary) =>
  evidence.length === 0
    ? "-"
    : (["for", "mixed", "against"] as const)
        .map((d) => evidence.filter((e) => e.direction === d).length)
        .join("/");
/** What comes first under each hypothesis, where that differs by more than chance shows. */
const leads = (d: InformationValue) => {
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

export function rankingTable({ study: { plan, layout, strategies }, ranking }: SearchResult): Table {
  const ofEach = (columnOf: (name: string, k: number) => FilledColumn<StrategySummary>) =>
    plan.objectives.map(({ name }, k) => columnOf(name, k));
  return {
    caption: `Steps better than "${strategies[0]?.label}": means over people and hypotheses, with 95% intervals`,
    ...tabulated(ranking, [
      column.text("#", ({ isTiedWithFirst }, i) => `${i + 1}${isTiedWithFirst ? "=" : ""}`),
      column.text("strategy", (r) => r.strategy.label),
      column.number("steps", (r) => r.gain, gained),
      column.share("best in", (r) => r.best),
      column.number("regret", (r) => r.regret.value, steps),
      ...ofEach((name, k) =>
        column.number(name, (r) => r.objectives[k]!.change.value, { ...gained, unit: layout[k]!.unit }),
      ),
      column.text(
        "undominated",
        (r) => `${r.isPareto ? "yes (" : ""}${percent(r.paretoProbability)}${r.isPareto ? ")" : ""}`,
      ),
      column.text("trials +/~/-", evidenceCounts),
      column.text("dominated by", (r) => r.dominatedBy ?? "", aside),
    ]),
  };
}

/** What each strategy does to each objective, with intervals, and in how many people it is better or worse. */
export const effectsTable = ({ study: { plan, layout }, ranking }: SearchResult): Table => ({
  caption:
    "Changes from the reference, objective by objective, with 95% intervals; better / worse: share of people",
  isAside: true,
  ...tabulated(ranking, [
    column.text("strategy", (r) => r.strategy.label),
    ...plan.objectives.flatMap(({ name }, k) => [
      column.number<StrategySummary>(name, (r) => r.objectives[k]!.change, {
        ...gained,
        unit: layout[k]!.unit,
      }),
      column.text<StrategySummary>("better / worse", (r) => betterOrWorse(r.objectives[k]!)),
    ]),
  ]),
});

const betterOrWorse = ({ better, worse }: ObjectiveSummary) =>
  `${percent(better.value)} / ${percent(worse.value)}`;

/** Wins of the row over the column. */
export const matrixTable = ({ ranking, pairwise }: SearchResult): Table => ({
  caption:
    "Probability that the strategy of the row gives a person more than that of the column; ties and losses make up the rest",
  ...tabulated(ranking, [
    column.text("strategy", (r, a) => `${a + 1} ${r.strategy.label}`),
    ...ranking.map((_, b) =>
      column.share(String(b + 1), (_row, a) => (a === b ? "" : pairwise[a]![b]!.wins.value), {
        isAside: b >= mostColumns,
      }),
    ),
  ]),
  most: mostColumns,
  rest: "in the report",
});

export const informationTable = ({ information }: SearchResult): Table => ({
  caption: `Worth: steps a person gains when the hypothesis is settled before choosing, beyond what chance shows. Chance: how often hypotheses dealt out at random show as much; with ${information.length} hypotheses about ${rounded(information.length * 0.05, 2)} fall below 0.05 by chance alone`,
  ...tabulated(information, [
    column.text("hypothesis", (d) => d.factor.name),
    column.number("worth, steps", (d) => d.value, steps),
    column.number("chance", (d) => d.valueChance, chance),
    column.share("share of the lead", (d) => d.share),
    column.number("chance", (d) => d.shareChance, chance),
    column.text("comes first", leads),
    column.text("clear", (d) => (isClear(d, information.length) ? "yes" : "no"), aside),
    column.text("question", (d) => d.factor.question, aside),
    column.text("under each hypothesis", ({ choices }) => choices.map(underChoice).join("; "), aside),
  ]),
  most: mostHypotheses,
  rest: "in the report",
});

const underChoice = ({ name, cases, first, lead }: InformationValue["choices"][number]) =>
  cases > 0 ? `${name} (${cases}): ${first}, ${signedRange(lead)}` : `${name}: nobody`;

export const rivalsTable = ({ rivals }: SearchResult): Table => ({
  caption: "Which hypothesis decides between two of the first five strategies?",
  ...tabulated(
    rivals.toSorted((a, b) => b.share - a.share),
    [
      column.text("between", (r) => r.strategies.join(" / ")),
      column.text("hypothesis", (r) => r.factor.name),
      column.share("share", (r) => r.share),
      column.number("chance", (r) => r.shareChance, chance),
      column.text("the former gives more in", winsText),
    ],
  ),
  most: mostHypotheses,
  rest: "in the report",
});

export const evidenceTable = ({ ranking }: SearchResult, cited: SearchEvidence): Table => ({
  caption: "By strategy, in the order of the ranking",
  isAside: true,
  ...tabulated(
    ranking.flatMap(({ strategy }) => strategy.evidence.map((e) => ({ ...e, strategy }))),
    [
      column.text("strategy", (e) => e.strategy.label),
      column.text("for or against", (e) => e.direction),
      column.text("what was found", (e) => e.says),
      column.text("source", (e) => cited(e.source) ?? e.source),
    ],
  ),
});

/** What was weighed, and who is asked about. */
export const objectivesTable = (result: SearchResult): Table => {
  const { plan, layout } = result.study;
  return {
    caption: "Objectives, and who is asked about",
    isAside: true,
    columns: ["objective", "what", "better", "one step", "why"].map((name) => ({ name, kind: "text" })),
    rows: [
      ...plan.objectives.map((o, k) => {
        const step = rounded(o.step, 2) + unitAfter(layout[k]!.unit);
        return [o.name, outcomeText(o), o.isLowerBetter ? "lower" : "higher", step, o.says ?? ""];
      }),
      ...amongTexts(result).map(([what, why]) => ["asked about", what, "", "", why]),
    ],
  };
};
