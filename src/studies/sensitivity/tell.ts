import {
  column,
  type Document,
  finiteOrNull,
  type Section,
  type Table,
  tabulated,
} from "../../document/index.ts";
import type { Estimate } from "../../statistics/index.ts";
import { counted, percent, present, quantity, rounded, withoutMissing } from "../../text/index.ts";
import { failureNotes } from "../failures.ts";
import { askedWords } from "../question.ts";
import { sensitivityDataset } from "./dataset.ts";
import { sensitivityFigures } from "./figures.ts";
import type { LocalResult, LocalSensitivity, Sensitivity, SobolIndex } from "./types.ts";

const rowsShown = 15;
const range = (e: Estimate, text: (x: number) => string) => `${text(e.low)} to ${text(e.high)}`;
/** Shares cannot be negative or above 1, but estimates scatter; what is shown stays within. */
const within = (share: number) => Math.min(1, Math.max(0, share));
const shareText = (share: number) => percent(within(share));

/** A sensitivity study told: what the measure rests on in words, then a section for each method that was asked for. */
export function tellSensitivity(study: Sensitivity): Document {
  const { subject, failures } = study;
  return {
    title: `Sensitivity: ${subject.title}`,
    lead: `${askedWords(subject)}, ${subject.person}: ${atNominal(study)}`,
    notes: failureNotes(failures),
    answers: sensitivityWords(study),
    sections: sectionsOf(study),
    methods: [],
    data: sensitivityData(study),
    datasets: [sensitivityDataset(study)],
    about: { measure: subject.measure, arm: subject.arm },
  };
}

function sectionsOf(study: Sensitivity): Section[] {
  const { burden, sobol, morris, local, failures } = study;
  const figures = sensitivityFigures(study);
  const section = (id: string, table: Table): Section => ({
    figures: figures.filter((figure) => figure.id === id),
    tables: [{ ...table, isOfSurvivors: failures !== undefined }],
  });
  return present(
    burden && section("burden", sharesTable("What the variance rests on", "tier", burden, study)),
    sobol &&
      section(
        "sobol",
        sharesTable(
          `Parameters by Sobol index (${sobol.size} rows, ${sobol.runs} runs)`,
          "parameter",
          sobol.indices,
          study,
        ),
      ),
    morris && section("morris", screeningTable(study, morris)),
    local && section("local", slopesTable(local, study.subject.unit)),
  );
}

const shareOf = ({ value, low, high }: Estimate): Estimate => ({
  value: within(value),
  low: within(low),
  high: within(high),
});

function sharesTable(caption: string, head: string, rows: readonly SobolIndex[], study: Sensitivity): Table {
  const factors = factorsOf(study);
  return {
    caption: `${caption}: shares of the variance with 95% intervals`,
    ...tabulated(rows, [
      column.text(head, (one) => one.group.name),
      head === "parameter"
        ? column.text("tier", ({ group: { factors: own } }) =>
            own.length === 1 ? (factors.get(own[0]!)?.tier ?? "") : counted(own.length, "parameter"),
          )
        : column.count("parameters", ({ group }) => group.factors.length),
      column.bar("as a bar", (one) => within(one.first.value)),
      column.share("alone", (one) => shareOf(one.first)),
      column.share("with interactions", (one) => shareOf(one.total)),
    ]),
  };
}

const factorsOf = ({ subject }: Sensitivity) => new Map(subject.factors.map((f) => [f.name, f]));

function screeningTable(study: Sensitivity, morris: NonNullable<Sensitivity["morris"]>): Table {
  const { unit } = study.subject;
  const factors = factorsOf(study);
  const most = morris.effects[0]?.muStar.value ?? 0;
  return {
    caption: `Screening (Morris, ${morris.trajectories} trajectories, ${morris.runs} runs): change across a parameter's declared range, with 95% intervals`,
    ...tabulated(morris.effects, [
      column.text("parameter", (e) => e.factor),
      column.text("tier", (e) => factors.get(e.factor)?.tier ?? ""),
      column.bar("as a bar", (e) => (most > 0 ? e.muStar.value / most : 0)),
      column.number("mu*", (e) => e.muStar, { unit }),
      column.number("mu", (e) => e.mu, { unit }),
      column.number("sigma", (e) => e.sigma, { unit }),
      column.text("what it is", (e) => factors.get(e.factor)?.about ?? "", { isAside: true }),
    ]),
    most: rowsShown,
    rest: "with less effect",
  };
}

/** A change below this part of the measure, or of 1, is none. */
const flat = 1e-9;

function slopesTable(local: LocalResult, unit: string): Table {
  const peak = ({ overTime: values }: LocalSensitivity) => {
    let at = 0;
    for (const [k, v] of values.entries()) if (Math.abs(v ?? 0) > Math.abs(values[at] ?? 0)) at = k;
    return at;
  };
  return {
    caption: `Slopes (central differences, ${local.runs} runs): change for a move up by half the declared range`,
    ...tabulated(local.sensitivities, [
      column.text("parameter", (s) => s.factor.name),
      column.text("tier", (s) => s.factor.tier),
      column.number("measure", (s) => s.ofMeasure, { unit }),
      column.number(`largest on ${local.variable}`, (s) => s.overTime[peak(s)], { unit: local.unit }),
      column.number("on day", (s) => {
        const largest = s.overTime[peak(s)];
        const isNone = largest === undefined || Math.abs(largest) <= (local.unit === "1" ? flat : 0);
        return isNone ? undefined : local.times[peak(s)];
      }),
    ]),
    most: rowsShown,
    rest: "that move it less",
  };
}

/** What a study says, in sentences. */
export function sensitivityWords({ subject, burden, sobol, morris, local }: Sensitivity): string[] {
  const words: string[] = [];
  const assumed = burden?.find((b) => b.tier === "assumed");
  const isPart = subject.factors.length < subject.uncertain;
  if (burden && sobol && sobol.standardDeviation === 0)
    words.push("The measure does not move with any of the parameters that were varied.");
  else if (assumed && Number.isFinite(assumed.first.value)) {
    const interplay = Math.max(0, assumed.total.value - assumed.first.value);
    words.push(
      `${shareText(assumed.first.value)} of this prediction's variance${isPart ? " over the parameters varied" : ""} rests on assumed numbers (95% interval ${range(assumed.first, shareText)}); their interplay with the others carries ${percent(interplay)} more.`,
    );
  }
  if (sobol && sobol.standardDeviation > 0) {
    const [low, , high] = sobol.quantiles;
    words.push(
      `Over the declared uncertainty 95% of the runs lie between ${rounded(low, 3, subject.unit === "1" ? 1 : 0)} and ${quantity(high, subject.unit)}.`,
    );
    const first = sobol.indices.find((i) => i.group.factors.length === 1);
    if (first)
      words.push(
        `The largest single share is that of ${first.group.name}: ${percent(first.first.value)} alone, ${percent(first.total.value)} with interactions.`,
      );
  }
  if (isPart)
    words.push(`${subject.factors.length} of ${subject.uncertain} uncertain parameters were varied.`);
  if (sobol && sobol.missing > 0)
    words.push(`${sobol.missing} of ${sobol.runs} runs gave no value and were left out.`);
  const near = flat * Math.abs(subject.nominal ?? 0);
  const isUnmoved = (changes: readonly (number | undefined)[]) =>
    changes.length > 0 && changes.every((change) => change !== undefined && Math.abs(change) <= near);
  const unmoved = "No parameter that was varied moves the measure.";
  if (!sobol && morris && isUnmoved(morris.effects.map((e) => e.muStar.value))) words.push(unmoved);
  else if (!sobol && morris?.effects[0])
    words.push(
      `${morris.effects[0].factor} moves it most: by ${quantity(morris.effects[0].muStar.value, subject.unit)} on average when it crosses its declared range.`,
    );
  const incomplete = morris?.effects.filter((e) => e.count < morris.trajectories).length ?? 0;
  if (incomplete > 0)
    words.push(
      `Some runs gave no value; ${counted(incomplete, "parameter has", "parameters have")} fewer effects than trajectories.`,
    );
  const steepest = local?.sensitivities[0];
  if (local && isUnmoved(local.sensitivities.map((one) => one.ofMeasure))) words.push(unmoved);
  else if (local && steepest)
    words.push(`Close to its value, ${steepest.factor.name} moves ${local.variable} most.`);
  return words;
}

const atNominal = ({ subject: { nominal, unit } }: Sensitivity) =>
  nominal === undefined
    ? "no value at the declared values"
    : `${quantity(nominal, unit)} at the declared values`;

/** Numbers that are none become null in JSON. */
const clean = ({ value, low, high }: Estimate) => ({
  value: finiteOrNull(value),
  low: finiteOrNull(low),
  high: finiteOrNull(high),
});

/** The study for machines. Numbers are not rounded. */
function sensitivityData(study: Sensitivity) {
  const { subject, burden, sobol, morris, local } = study;
  const index = (i: NonNullable<typeof sobol>["indices"][number]) => ({
    name: i.group.name,
    parameters: i.group.factors.length,
    first: clean(i.first),
    total: clean(i.total),
  });
  return withoutMissing({
    scenario: subject.title,
    measure: subject.measure,
    unit: subject.unit,
    arm: subject.arm,
    against: subject.against ?? null,
    person: subject.person,
    nominal: finiteOrNull(subject.nominal),
    words: sensitivityWords(study),
    parameters: subject.factors.map(({ name, tier, value, range: between, unit }) => ({
      name,
      tier,
      value,
      range: between,
      unit,
    })),
    burden: burden?.map((b) => ({ tier: b.tier, ...index(b) })),
    sobol: sobol && {
      size: sobol.size,
      runs: sobol.runs,
      missing: sobol.missing,
      mean: finiteOrNull(sobol.mean),
      standard_deviation: finiteOrNull(sobol.standardDeviation),
      quantiles: sobol.quantiles.map(finiteOrNull),
      indices: sobol.indices.map(index),
    },
    morris: morris && {
      trajectories: morris.trajectories,
      runs: morris.runs,
      effects: morris.effects.map(({ factor, muStar, mu, sigma, count }) => ({
        name: factor,
        mu_star: clean(muStar),
        mu,
        sigma,
        count,
      })),
    },
    local: local && {
      variable: local.variable,
      unit: local.unit,
      times_day: local.times,
      runs: local.runs,
      slopes: local.sensitivities.map((s) => ({
        name: s.factor.name,
        measure: finiteOrNull(s.ofMeasure),
        over_time: s.overTime.map(finiteOrNull),
      })),
    },
  });
}
