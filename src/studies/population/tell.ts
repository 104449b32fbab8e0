import {
  column,
  type Dataset,
  type Document,
  type Section,
  type Table,
  tabulated,
} from "../../document/index.ts";
import { beyondWords, type Scenario } from "../../scenario/index.ts";
import { capital, counted, isLeftover, listed, percent, plain, present } from "../../text/index.ts";
import { failureNotes, warnings } from "../failures.ts";
import { populationFigures } from "./figures.ts";
import type { PopulationResult } from "./types.ts";

/** At most so many sampled numbers and kinds of people are told of. */
const mostRisks = 12;
const mostKinds = 8;

/** Weights worth less than this part of the subjects deserve a warning. */
const fewOf = 0.2;

/** A population told: how many pass the cut-off, when it sets in, in whom. */
export function tellPopulation(result: PopulationResult, datasets: readonly Dataset[]): Document {
  const { study, failures, notes } = result;
  const { scenario, population, size, seed } = study.question;
  const ofSurvivors = (tables: readonly Table[]): Section["tables"] =>
    tables.map((table) => ({ ...table, isOfSurvivors: failures !== undefined }));
  return {
    title: scenario.title,
    lead: scenario.question,
    notes: [...failureNotes(failures), ...warnings([...notes, ...pastEnd(scenario)])],
    answers: [countsOf(result)],
    sections: [
      { title: `How many are ${study.cutoff.who}`, tables: ofSurvivors([prevalenceTable(result)]) },
      ...populationFigures(result).map((figure) => ({ figures: [figure] })),
      {
        title: "In numbers",
        tables: ofSurvivors([
          measuresTable(result),
          targetsTable(result),
          inclusionTable(result),
          risksTable(result),
          kindsTable(result),
        ]),
      },
    ],
    methods: [population.about],
    data: populationData(result),
    datasets,
    about: { scenario: scenario.id, population: population.name, size, seed },
  };
}

const pastEnd = ({ beyond = [], duration }: Scenario) =>
  beyond.length > 0 ? [beyondWords(beyond, duration)] : [];

const prevalenceTable = ({ study: { cutoff, onset }, arms }: PopulationResult): Table => ({
  caption: present(
    `${capital(cutoff.who)}: ${cutoff.request.text} above ${cutoff.above}; shares with 95% intervals`,
    onset && `onset: ${onset.text}, its median day and the share in whom it has set in by the end`,
  ).join("; "),
  ...tabulated(arms, [
    column.text("arm", (arm) => arm.label),
    column.share("as predicted", (arm) => arm.prevalence.plausible),
    column.share("weighted like published groups", (arm) => arm.prevalence.weighted),
    column.count("people with onset", (arm) => (onset ? arm.onsetIn : undefined)),
    column.number("median day of onset", (arm) => arm.onsetMedian),
    column.share("onset by the end", (arm) => arm.onsetBy.plausible.at(-1)),
  ]),
});

/** In how many people there is a value, where that is not everybody in every arm. */
const withValue = (counts: readonly number[], all: number) =>
  counts.every((count) => count === all) ? "" : `: a value in ${listed(counts.map(String))} of ${all} people`;

const measuresTable = ({ arms, plausible }: PopulationResult): Table => ({
  caption: "Measures: median and middle 90% of the plausible people in whom they have a value",
  ...tabulated(arms[0]?.measures ?? [], [
    column.text("measure", ({ name, unit }, i) => {
      const counts = arms.map((arm) => arm.measures[i]?.count ?? 0);
      return `${unit === "1" ? name : `${name} (${unit})`}${withValue(counts, plausible)}`;
    }),
    ...arms.map(({ label, measures }) =>
      column.quantity(label, (_, i) => {
        const { quantiles: q, unit } = measures[i] ?? {};
        // Picomoles written in moles are not the rounding of 0; of what has no unit, so little is.
        const [low, value, high] = [q?.[0], q?.[2], q?.[4]].map((x = 0) =>
          isLeftover(x, unit === "1" ? 1 : 0) ? 0 : x,
        );
        return q && { value: value!, low: low!, high: high! };
      }),
    ),
  ]),
});

const targetsTable = ({ targets }: PopulationResult): Table => ({
  caption: "Published group statistics, in the population's own cohort",
  ...tabulated(targets, [
    column.text("statistic", (one) => one.target.name.replaceAll("_", " ")),
    column.text("published", ({ target }) => `${plain(target.is)} ± ${plain(target.within)}`),
    column.number("as predicted", (one) => one.plausible),
    column.number("weighted", (one) => one.weighted),
    column.number("selected", (one) => one.selected),
  ]),
});

const inclusionTable = ({ inclusion }: PopulationResult): Table => ({
  caption: "Inclusion criteria: subjects outside each",
  ...tabulated(inclusion, [
    column.text("criterion", (one) => one.criterion.name),
    column.text(
      "limits",
      ({ criterion: { measure, low, high } }) => `${measure.text} in ${plain(low)} to ${plain(high)}`,
    ),
    column.count("outside", (one) => one.outside),
  ]),
});

const risksTable = ({ risks, study: { cutoff } }: PopulationResult): Table => ({
  caption: `Who is at risk in "${risks.arm}": what goes with more of ${cutoff.request.variable}, of ${counted(risks.compared, "sampled number")} that can matter there (rank correlation, 95% interval; chance after correction for all of them, Benjamini-Hochberg, below 5%)`,
  ...tabulated(risks.numbers.slice(0, mostRisks), [
    column.text("number", (r) => r.name),
    column.number("correlation", (r) => r.correlation, { decimals: 2 }),
    column.number(`${cutoff.who} minus others, in SD`, (r) => r.difference, { decimals: 2 }),
    column.share("chance", (r) => r.adjusted),
  ]),
});

const kindsTable = ({ risks, study: { cutoff } }: PopulationResult): Table => ({
  caption: `Kinds of people in "${risks.arm}": share ${cutoff.who} among them and among the others, and the chance of that after correction for all kinds (Benjamini-Hochberg)`,
  ...tabulated(risks.kinds.slice(0, mostKinds), [
    column.text("kind", (r) => r.person),
    column.count("subjects", (r) => r.count),
    column.share("among them", (r) => r.among),
    column.share("among others", (r) => r.others),
    column.share("chance", (r) => r.adjusted),
  ]),
});

const worth = (effectiveSize: number) =>
  Number.isFinite(effectiveSize)
    ? `the weights are worth ${counted(Math.round(effectiveSize), "subject")}`
    : "there is nobody to weigh";

/** How many were sampled, plausible and selected, in a sentence. */
function countsOf({ study, sampled, plausible, selected, effectiveSize }: PopulationResult): string {
  const { population, seed } = study.question;
  return `${counted(sampled, "subject")} of ${population.name} (seed ${seed}): ${plausible} plausible (${percent(plausible / sampled)}), of whom ${selected} selected (${percent(selected / plausible)}) to look like published groups; ${worth(effectiveSize)}.${effectiveSize < fewOf * plausible ? " That is few: published groups lie at the edge of what this model predicts, so trust the predicted column." : ""}${gaveWay(study)}`;
}

/** Who the scenario names for its arms, and is not asked: the people of a population are drawn. */
function gaveWay({ question: { scenario } }: PopulationResult["study"]): string {
  const own = new Set(scenario.arms.flatMap(({ people = [] }) => people.map(({ name }) => name)));
  if (own.size === 0) return "";
  return ` They stand in for the scenario's own ${own.size === 1 ? "person" : "people"}, ${listed([...own])}.`;
}

/** The result for machines. */
function populationData(result: PopulationResult): object {
  const { study, arms, inclusion, targets, risks } = result;
  const { scenario, population, size, seed } = study.question;
  return {
    scenario: scenario.id,
    population: population.name,
    size,
    seed,
    plausible: result.plausible,
    acceptance: result.plausible / result.sampled,
    selected: result.selected,
    effective_size: result.effectiveSize,
    blunted: { measure: study.cutoff.request.text, above: study.cutoff.above },
    days: study.days,
    arms: arms.map(({ hasDrug, prevalenceOverTime, onsetBy, onsetMedian, onsetIn, ...arm }) => ({
      ...arm,
      has_drug: hasDrug,
      prevalence_over_time: prevalenceOverTime,
      onset_by: onsetBy,
      onset_median: onsetMedian ?? null,
      onset_in: onsetIn,
    })),
    inclusion: inclusion.map(({ criterion, outside }) => ({
      name: criterion.name,
      low: criterion.low,
      high: criterion.high,
      outside,
    })),
    targets: targets.map(({ target, ...values }) => ({
      name: target.name,
      statistic: target.statistic,
      is: target.is,
      within: target.within,
      ...values,
    })),
    risks,
  };
}
