import { describe, expect, it } from "vitest";
import { samplePerson } from "../../../src/runs/index.ts";
import {
  type PopulationStudy,
  percentilesDataset,
  runsDataset,
  SubjectValues,
  seriesDataset,
  standings,
  subjectsDataset,
  summarize,
  tellPopulation,
} from "../../../src/studies/index.ts";
import { subjectOf } from "../../../src/studies/population/plan.ts";

// Forty people whose blunting is known on paper: without drug none, with it their own drawn gain times the part of the
// fortnight that has passed. One run fails, one person is implausible.

const place = { file: "p.yaml", start: 0, end: 1 };
const request = (name: string, fun: string, given: readonly number[], text: string, variable = "m.b") => ({
  name,
  text,
  function: fun,
  variable,
  arguments: given,
  place,
});
const days = [0, 7, 14];
const atDays = days.map((day) => request(`day_${day}`, "at", [day], `at(m.b, day ${day})`));
const outcome = atDays[2]!;
const most = request("most", "peak", [], "peak(m.b)");
const onset = request("onset", "time_to", [0.1], "time_to(m.b, 0.1)");
const mood = request("mood", "at", [14], "at(m.mood, day 14)", "m.mood");

const size = 40;
const [moody, failing] = [38, 39];
const perHour = { text: "1/hour", factor: 24 };
const sampler = {
  population: {
    ancestries: [],
    traits: [
      {
        name: "sex",
        byAncestry: [
          {
            shares: [
              { person: "woman", share: 0.5 },
              { person: "man", share: 0.5 },
            ],
          },
        ],
      },
    ],
  },
  people: new Map(),
  single: [
    { name: "m.gain", distribution: { kind: "uniform", low: 0, high: 1 } },
    { name: "m.idle", distribution: { kind: "uniform", low: 2, high: 3 } },
    { name: "m.other_drug", distribution: { kind: "uniform", low: 0, high: 1 } },
  ],
  kinetic: [],
  parameters: new Map([
    ["m.gain", { unit: { text: "1", factor: 1 } }],
    ["m.idle", { unit: { text: "1", factor: 1 } }],
    ["m.other_drug", { unit: perHour }],
  ]),
  named: new Set(),
  shares: [],
};
const requests = [...atDays, most, onset];
const layout = (label: string, hasDrug: boolean) => ({
  label,
  hasDrug,
  requests,
  units: ["mV", "mV", "mV", "mV", "day"],
  held: requests.length,
  parameters: new Set(["m.gain", "m.idle"]),
});
const criterion = { name: "too_low", measure: mood, low: 0, high: 10.125, sources: [], place };
const study = {
  question: {
    scenario: {
      id: "s",
      title: "Title",
      question: "How many?",
      duration: 14,
      arms: [{ label: "placebo", people: [{ name: "depressed-adult" }] }, { label: "drug" }],
      measures: [{ ...outcome, name: "end" }, most],
    },
    population: {
      name: "crowd",
      about: "Forty people.",
      inclusion: [criterion],
      targets: [
        {
          name: "mean_mood",
          statistic: "mean",
          measures: [mood],
          is: 5.0625,
          within: 100,
          sources: [],
          place,
        },
      ],
    },
    size,
    seed: 5,
    keep: ["m.b"],
  },
  sampler,
  arms: [
    { label: "cohort", hasDrug: false, requests: [mood], units: ["1"], held: 1, parameters: new Set() },
    layout("placebo", false),
    layout("drug", true),
  ],
  cutoff: { who: "blunted", request: outcome, above: 0.5, says: "blunted" },
  onset,
  days,
  followed: ["m.b"],
  kept: [],
} as unknown as PopulationStudy;

const gain = (i: number) => samplePerson(study.sampler, 5, i).parameters.get("m.gain")!;
const fault = { kind: "too-many-steps", message: "It took too long." } as never;
const valuesOf = (arm: number, i: number): (number | null)[] => {
  if (arm === 0) return [i === moody ? 11 : 5];
  const end = arm === 1 ? 0 : gain(i);
  return [0, end / 2, end, end, end > 0.1 ? (14 * 0.1) / end : null];
};
/** A subject's tasks follow the arms. */
const met = Array.from({ length: size }, () => 0);
const rows = Array.from({ length: 3 * size }, (_, task) => {
  const subject = subjectOf(task, study);
  const arm = met[subject]!++;
  const isFault = arm === 2 && subject === failing;
  return { task, arm, fault: isFault ? fault : null, values: isFault ? [] : valuesOf(arm, subject) };
});
const values = new SubjectValues(study);
for (const row of rows) values.add(row);
const standing = standings(study, values);
const result = summarize(study, values, standing);
const document = tellPopulation(result, []);
const tables = document.sections.flatMap((section) => section.tables ?? []);
const tableOf = (words: RegExp) => tables.find(({ caption }) => words.test(caption))!;
const all = Array.from({ length: size - 2 }, (_, i) => i);
const sorted = all.map(gain).sort((a, b) => a - b);
/** The first value at which the count reaches the share. */
const atShare = (values: readonly number[], share: number) =>
  values[Math.ceil(share * values.length - 1e-9) - 1]!;
const blunted = sorted.filter((x) => x > 0.5).length / all.length;

describe("a population, summed up", () => {
  it("leaves out whose run failed and who is implausible, and counts both", () => {
    const all = Array.from({ length: standing.length }, (_, i) => standing.of(i));
    expect(all.flatMap(({ droppedBy }, i) => (droppedBy ? [[i, droppedBy]] : []))).toEqual([
      [moody, "too_low"],
      [failing, "failed"],
    ]);
    expect([result.sampled, result.plausible, result.inclusion[0]!.outside]).toEqual([40, 38, 1]);
    expect(result.arms.map(({ failed }) => failed)).toEqual([0, 1]);
    expect(values.failures).toMatchObject({
      failed: 1,
      runs: 120,
      reasons: [{ reason: "It took too long.", count: 1 }],
      people: { failed: 1, sampled: 40 },
      arms: [
        { label: "the population's own cohort", failed: 0 },
        { label: '"placebo"', failed: 0 },
        { label: '"drug"', failed: 1 },
      ],
    });
  });

  it("counts the blunted at the end and on the way, and in whom it has set in", () => {
    const [placebo, drug] = result.arms;
    expect(placebo!.prevalence.plausible.value).toBe(0);
    expect(drug!.prevalence.plausible.value).toBeCloseTo(blunted, 12);
    expect(drug!.prevalenceOverTime.plausible).toEqual([0, 0, expect.closeTo(blunted, 12)]);
    expect(placebo!.onsetMedian).toBeUndefined();
    expect(placebo!.onsetBy.plausible).toEqual([0, 0, 0]);
    const begun = sorted.filter((x) => x > 0.1).map((x) => 1.4 / x);
    const by = (day: number) => begun.filter((at) => at <= day).length / all.length;
    expect(drug!.onsetBy.plausible).toEqual(days.map((day) => expect.closeTo(by(day), 12)));
    const ordered = begun.sort((a, b) => a - b);
    expect(drug!.onsetMedian).toBeCloseTo(atShare(ordered, 0.5), 12);
    expect([placebo!.onsetIn, drug!.onsetIn]).toEqual([0, begun.length]);
    expect(begun.length).toBeLessThan(all.length);
  });

  it("gives the spread of what was measured and followed, and a histogram of all on common limits", () => {
    const spread = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => atShare(sorted, share));
    const [placebo, drug] = result.arms;
    const close = (values: readonly number[], by = 1) => values.map((x) => expect.closeTo(x * by, 12));
    expect(drug!.measures.map(({ name, unit }) => [name, unit])).toEqual([
      ["end", "mV"],
      ["most", "mV"],
    ]);
    expect(drug!.measures[0]!.quantiles).toEqual(close(spread));
    expect(drug!.bands[0]!.quantiles).toEqual([[0, 0, 0, 0, 0], close(spread, 0.5), close(spread)]);
    for (const { edges } of [placebo!.histogram, drug!.histogram])
      expect([edges[0], edges.at(-1)]).toEqual([0, expect.closeTo(sorted.at(-1)!, 12)]);
    expect(placebo!.histogram.shares[0]).toBeCloseTo(1, 12);
    expect(drug!.histogram.shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  it("says in how many people a measure has a value, where that is not everybody", () => {
    const { question } = study;
    const measures = [onset] as unknown as typeof question.scenario.measures;
    const some = summarize(
      { ...study, question: { ...question, scenario: { ...question.scenario, measures } } },
      values,
      standing,
    );
    const begun = sorted.filter((x) => x > 0.1).length;
    expect(some.arms.map(({ measures }) => measures[0]!.count)).toEqual([0, begun]);
    const { rows } = tellPopulation(some, [])
      .sections.flatMap((section) => section.tables ?? [])
      .find(({ caption }) => /^Measures/.test(caption))!;
    expect(rows[0]![0]).toBe(`onset (day): a value in 0 and ${begun} of 38 people`);
    expect(rows[1]![0]).not.toContain("a value in");
  });

  it("finds the number that makes blunting, and not the idle one or that of a drug not taken", () => {
    const { arm, compared, numbers, kinds } = result.risks;
    expect([arm, compared]).toEqual(["drug", 2]);
    expect(numbers.map(({ name }) => name)).toEqual(["m.gain"]);
    expect(numbers[0]!.correlation.value).toBeCloseTo(1, 9);
    expect(numbers[0]!.difference).toBeGreaterThan(1);
    const women = all.filter((i) => samplePerson(study.sampler, 5, i).people.includes("woman"));
    const share = women.filter((i) => gain(i) > 0.5).length / women.length;
    const own = kinds.find(({ person }) => person === "woman")!;
    expect([own.count, own.among.value]).toEqual([women.length, expect.closeTo(share, 12)]);
    // Men are the others of women.
    expect(kinds.find(({ person }) => person === "man")!.others).toEqual(own.among);
  });
});

describe("a population, told", () => {
  it("says in a sentence how many there are, and whom they stand in for", () => {
    expect(document.answers[0]).toMatch(
      /^40 subjects of crowd \(seed 5\): 38 plausible \(95%\), of whom 38 selected \(100%\)/,
    );
    expect(document.answers[0]).toMatch(
      /worth 38 subjects\. They stand in for the scenario's own person, depressed-adult\.$/,
    );
    expect(document.notes[0]).toMatchObject({ kind: "failed-runs", failed: 1 });
    expect(tables.every(({ isOfSurvivors }) => isOfSurvivors)).toBe(true);
  });

  it("shows in its tables what was summed up", () => {
    const [placebo, drug] = result.arms;
    expect(tableOf(/^Blunted/).rows).toEqual(
      [placebo!, drug!].map((arm) => [
        arm.label,
        arm.prevalence.plausible,
        arm.prevalence.weighted,
        arm.onsetIn,
        arm.onsetMedian,
        arm.onsetBy.plausible[2],
      ]),
    );
    const [low, , middle, , high] = drug!.measures[0]!.quantiles!;
    expect(tableOf(/^Measures/).rows[0]).toEqual([
      "end (mV)",
      { value: 0, low: 0, high: 0 },
      { value: middle, low, high },
    ]);
    expect(tableOf(/^Inclusion criteria/).rows).toEqual([
      ["too_low", expect.stringMatching(/^at\(m\.mood, day 14\) in 0 to 10\.125$/), 1],
    ]);
    expect(tableOf(/^Published/).rows[0]!.slice(0, 4)).toEqual([
      "mean mood",
      expect.stringMatching(/^5\.0625 ± 100$/),
      5,
      expect.closeTo(5, 9),
    ]);
    expect(tableOf(/at risk/).rows.map(([name]) => name)).toEqual(["m.gain"]);
    expect(
      tableOf(/^Kinds/)
        .rows.map(([name]) => name)
        .sort(),
    ).toEqual(["man", "woman"]);
    for (const table of tables) for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });

  it("draws shares in per cent over weeks or days, bands through the quantiles, and the cut-off", () => {
    const charts = document.sections.flatMap(({ figures = [] }) =>
      figures.flatMap((figure) => figure.charts),
    );
    const chart = (id: string) => charts.find((one) => one.id === id)!;
    const lines = (id: string) =>
      (chart(id).config as { data: { datasets: { label: string; data: { x: number; y: number }[] }[] } }).data
        .datasets;
    const shares = lines("above-plausible").find(({ label }) => label === "drug")!.data;
    expect(shares.at(-1)!.y).toBeCloseTo(100 * blunted, 3);
    expect(chart("above-plausible").summary).toContain(`placebo 0%, drug ${Math.round(100 * blunted)}%`);
    const [low, , middle, , high] = result.arms[1]!.bands[0]!.quantiles[2]!;
    const ends = lines("bands-m-b-2").map(({ data }) => data.at(-1)!.y);
    expect(Math.min(...ends)).toBeCloseTo(low, 5);
    expect(Math.max(...ends)).toBeCloseTo(high, 5);
    expect(ends[0]).toBeCloseTo(middle, 5);
    const cut = lines("histogram").find(({ label }) => label === "cut-off")!.data;
    expect(cut.map(({ x }) => x)).toEqual([0.5, 0.5]);
    expect(cut[0]!.y).toBe(0);
    // The outline of the bars begins and ends on the ground, and is as high as the highest share.
    const bars = lines("histogram").find(({ label }) => label === "placebo")!.data;
    expect([bars[0]!.y, bars.at(-1)!.y, Math.max(...bars.map(({ y }) => y))]).toEqual([0, 0, 100]);
  });
});

describe("the tables of a population", () => {
  const rowsOf = (dataset: { rows(): Iterable<readonly unknown[]> }) => [...dataset.rows()];

  it("have every subject in every arm, with empty cells where a run failed", () => {
    const { columns, rows: given } = {
      ...runsDataset(study, values),
      rows: rowsOf(runsDataset(study, values)),
    };
    expect(columns.map(({ name }) => name)).toEqual([
      "subject",
      "arm",
      "at(m.b, day 0)",
      "at(m.b, day 7)",
      "end",
      "most",
      "time_to(m.b, 0.1)",
    ]);
    expect(given).toHaveLength(80);
    expect(given[1]).toEqual([0, "drug", ...valuesOf(2, 0)]);
    expect(given[79]).toEqual([failing, "drug", null, null, null, null, null]);
  });

  it("have the spread of each arm at each day", () => {
    const given = rowsOf(percentilesDataset(result));
    expect(given).toHaveLength(6);
    const [, , middle] = result.arms[1]!.bands[0]!.quantiles[2]!;
    expect(given[5]!.slice(0, 3)).toEqual(["drug", 14, "m.b"]);
    expect([given[5]![5], given[5]![8]]).toEqual([middle, "mV"]);
  });

  it("have who each subject is and how it stands", () => {
    const given = rowsOf(subjectsDataset(study, values, standing));
    expect(given).toHaveLength(size);
    const { people, parameters } = samplePerson(study.sampler, 5, 0);
    // In declared units: what is 24 a day is 1 an hour.
    const numbers = [
      parameters.get("m.gain"),
      parameters.get("m.idle"),
      parameters.get("m.other_drug")! / perHour.factor,
    ];
    expect(subjectsDataset(study, values, standing).columns.slice(-3)).toEqual([
      { name: "m.gain", type: "number", unit: "1" },
      { name: "m.idle", type: "number", unit: "1" },
      { name: "m.other_drug", type: "number", unit: "1/hour" },
    ]);
    expect(given[0]).toEqual([0, true, null, expect.any(Number), true, null, people[0], 5, ...numbers]);
    expect(given[moody]!.slice(1, 5)).toEqual([false, "too_low", 0, false]);
    expect(given[moody]![7]).toBe(11);
  });

  it("have each subject over time", () => {
    const given = rowsOf(seriesDataset(study, standing, () => rows));
    expect(given).toHaveLength(2 * size * days.length);
    const own = given.filter(([subject, arm]) => subject === 3 && arm === "drug");
    expect(own.map((row) => [row[2], row[3], row[5]])).toEqual([
      [0, true, 0],
      [7, true, gain(3) / 2],
      [14, true, gain(3)],
    ]);
    expect(
      given.filter(([subject, arm]) => subject === failing && arm === "drug").map((row) => row[5]),
    ).toEqual([null, null, null]);
  });
});
