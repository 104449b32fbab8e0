import type { Document, Section, Table } from "../../document/index.ts";
import { failureNotes, warnings } from "../failures.ts";
import { casesDataset, informationDataset, pairwiseDataset, rankingDataset } from "./datasets.ts";
import { searchFigures } from "./figures.ts";
import {
  effectsTable,
  evidenceTable,
  informationTable,
  matrixTable,
  objectivesTable,
  rankingTable,
  rivalsTable,
} from "./tables.ts";
import type { SearchEvidence, SearchResult } from "./types.ts";
import { countsText, isClear, methodsTexts, outcomeText, searchWords, stepText } from "./words.ts";

/** A search told: what follows in words, the ranking, who beats whom, what decides, and what trials found. */
export function tellSearch(result: SearchResult, cited: SearchEvidence): Document {
  const { study, ranking, information } = result;
  const { failures, notes = [] } = result.selection;
  const figures = searchFigures(result);
  const figure = (id: string) => figures.filter((f) => f.id === id);
  const mark = (table: Table): Table => ({ ...table, isOfSurvivors: failures !== undefined });
  const isRanked = ranking.length > 0;
  const sections: (Section | false)[] = [
    {
      title: isRanked ? "The ranking" : undefined,
      says: [countsText(result), ...(isRanked ? [stepText(result)] : [])],
      tables: [mark(rankingTable(result)), mark(effectsTable(result))],
    },
    isRanked && { figures: [...figure("gain"), ...figure("best"), ...figure("pareto")] },
    isRanked && { title: "Who beats whom", tables: [mark(matrixTable(result))] },
    information.length > 0 && {
      title: "What would you have to measure to know?",
      figures: figure("hypotheses"),
      tables: [mark(informationTable(result)), mark(rivalsTable(result))],
    },
    {
      title: "What is known outside the model",
      says: [
        "Nothing here enters the ranking. Weigh it against what the model says: several strategies that come out well here failed in trials.",
      ],
      tables: [evidenceTable(result, cited)],
    },
    { title: "What was asked", says: methodsTexts(result), tables: [objectivesTable(result)] },
  ];
  return {
    title: study.plan.title,
    lead: study.plan.question,
    notes: [...failureNotes(failures), ...warnings(notes)],
    answers: searchWords(result),
    sections: sections.filter((section) => section !== false),
    methods: isRanked
      ? [
          "= after a rank: not told apart from the first. Columns of objectives are mean changes from the reference. Undominated: on the means, and in how many resamples of people. Trials: findings for (+), mixed (~) and against (-); the report quotes them.",
        ]
      : [],
    data: searchData(result, cited),
    datasets: [
      casesDataset(result),
      rankingDataset(result),
      pairwiseDataset(result),
      informationDataset(result),
    ],
    about: { search: study.plan.id, population: study.population.name, size: study.size, seed: study.seed },
  };
}

/** The result for machines. */
function searchData(result: SearchResult, cited: SearchEvidence): object {
  const { study, selection, ranking, pairwise, information, rivals, perfect, people } = result;
  const { plan, layout, design } = study;
  const { cases, ...counts } = selection;
  return {
    search: plan.id,
    population: study.population.name,
    size: study.size,
    seed: study.seed,
    reference: plan.reference.label,
    people,
    cases: cases.length,
    sampled: counts.sampled,
    implausible: counts.implausible,
    not_among: counts.notAmong,
    failed: counts.failed,
    combinations: design.combinationCount,
    crossed: design.isCrossed,
    tie: plan.tie,
    objectives: plan.objectives.map((o, k) => ({
      name: o.name,
      outcome: outcomeText(o),
      better: o.isLowerBetter ? "lower" : "higher",
      step: o.step,
      unit: layout[k]!.unit,
    })),
    words: searchWords(result),
    ranking: ranking.map((r) => ({
      strategy: r.strategy.label,
      gain: r.gain,
      best: r.best,
      regret: r.regret,
      pareto: r.isPareto,
      pareto_probability: r.paretoProbability,
      dominated_by: r.dominatedBy ?? null,
      weightings: r.weightings,
      tied_with_first: r.isTiedWithFirst,
      objectives: Object.fromEntries(plan.objectives.map(({ name }, k) => [name, r.objectives[k]!])),
      evidence: r.strategy.evidence.map(({ source, says, direction }) => ({
        source,
        citation: cited(source) ?? null,
        says,
        direction,
      })),
    })),
    beats: pairwise.map((row) => row.map(({ wins }) => wins.value)),
    ties: pairwise.map((row) => row.map(({ ties }) => ties)),
    perfect_information: perfect,
    hypotheses: information.map((d) => ({
      name: d.factor.name,
      question: d.factor.question,
      worth: d.value,
      worth_chance: d.valueChance,
      share: d.share,
      share_chance: d.shareChance,
      changes_first: d.turns,
      clear: isClear(d, information.length),
      choices: d.choices.map(({ firstWins, ...c }) => ({ ...c, first_wins: firstWins })),
    })),
    rivals: rivals.map(({ factor, shareChance, ...r }) => ({
      ...r,
      hypothesis: factor.name,
      share_chance: shareChance,
    })),
  };
}
