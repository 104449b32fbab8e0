import { describe, expect, it } from "vitest";
import { evaluateHere, populationSampler, prepareArms, samplePerson } from "../../../src/runs/index.ts";
import type { EvaluateMany, TaskInput, TaskResult } from "../../../src/runs/types.ts";
import { type Criterion, type Population, requestFor } from "../../../src/scenario/index.ts";
import { populationBand } from "../../../src/studies/index.ts";
import { experimentOf, shippedLibrary } from "../../support/shipped.ts";

const library = shippedLibrary();
const shipped = [...library.populations.values()][0]!;
const { scenario } = experimentOf(`
scenario: Short
question: How far do they spread?
duration: 2 days
arms:
  - {label: drug, treatment: escitalopram 10 mg daily}
`);
const [arm] = scenario.arms;
const place = { file: "test.yaml", start: 0, end: 1 };
const at = (day: number) => requestFor("at", "vta.firing", [day], { place, named: `day ${day}` });
const criterion = (low: number, high: number): Criterion => ({
  name: `${low} to ${high}`,
  measure: at(0),
  low,
  high,
  sources: [],
  place,
});
const populationWith = (...inclusion: Criterion[]): Population => ({ ...shipped, inclusion });

/** Somebody's values: of the criteria, then along the days. A run that gave no value is undefined. */
type Somebody = readonly [(number | undefined)[], (day: number) => number | undefined];

/** The band of made-up people, and the tasks that were asked for. */
async function bandOf(
  people: readonly Somebody[],
  { inclusion = [] as Criterion[], duration = 2, variable = "vta.firing" } = {},
) {
  const tasks: TaskInput[] = [];
  const told: [number, number][] = [];
  const days: number[] = [];
  const evaluator = (): EvaluateMany =>
    async function* (asked, options) {
      tasks.push(...asked);
      for (const [task, { arm: index }] of tasks.entries()) {
        options?.onProgress?.(task + 1);
        const [measured, along] = people[task % people.length]!;
        const values = index === 0 ? measured : days.map(along);
        yield { task, arm: index, values } as never;
      }
    };
  // The days are known to whoever asks, so that the made-up runs can be of those.
  days.push(...(await daysOf(duration)));
  const request = {
    arm: arm!,
    duration,
    variable,
    population: populationWith(...inclusion),
    size: people.length,
    seed: 3,
  };
  const found = await populationBand(request, library, {
    evaluator,
    onProgress: (...step) => void told.push(step),
  });
  return { ...found, tasks, told };
}

const nobody: EvaluateMany = async function* () {};
async function daysOf(duration: number): Promise<readonly number[]> {
  const request = {
    arm: arm!,
    duration,
    variable: "vta.firing",
    population: populationWith(),
    size: 1,
    seed: 1,
  };
  return (await populationBand(request, library, { evaluator: () => nobody })).band!.days;
}

describe("the band of a population", () => {
  it("is followed at whole and half days alike far apart, some forty, the last one the end of the run", async () => {
    expect(await daysOf(2)).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(await daysOf(84)).toEqual(Array.from({ length: 43 }, (_, i) => 2 * i));
    expect(await daysOf(85)).toEqual(Array.from({ length: 35 }, (_, i) => 2.5 * i));
    expect((await daysOf(10.3)).slice(-2)).toEqual([10, 10.3]);
    expect((await daysOf(0.2)).slice(-2)).toEqual([0, 0.2]);
  });

  it("holds those whose criteria lie within their limits, the limits included", async () => {
    const along = (value: number) => (day: number) => value + day;
    const people: Somebody[] = [
      [[1, 5], along(0)],
      [[2, 5], along(10)],
      [[1.5, 4], along(20)],
      [[2.001, 5], along(1000)],
      [[0.999, 5], along(2000)],
      [[1.5, undefined], along(3000)],
      [[undefined, 5], along(4000)],
      [[1.5, 6.1], along(5000)],
    ];
    const { band } = await bandOf(people, { inclusion: [criterion(1, 2), criterion(4, 6)] });
    expect(band).toMatchObject({
      subjects: 3,
      sampled: 8,
      population: shipped.title,
      variable: "vta.firing",
    });
    // Three people, 10 apart: the middle one is the median, on every day.
    expect(band!.quantiles.map((all) => all[2])).toEqual(band!.days.map((day) => 10 + day));
    for (const all of band!.quantiles) expect([...all].sort((a, b) => a - b)).toEqual([...all]);
  });

  it("is in all quantiles the one who is left, and leaves out whose run failed", async () => {
    const people: Somebody[] = [
      [[], (day) => 7 * day],
      [[], (day) => (day > 1 ? undefined : 100)],
    ];
    const { band } = await bandOf(people);
    expect(band!.subjects).toBe(1);
    expect(band!.quantiles).toEqual(band!.days.map((day) => Array.from({ length: 5 }, () => 7 * day)));
  });

  it("has no numbers where nobody is plausible", async () => {
    const { band } = await bandOf([[[9], () => 1]], { inclusion: [criterion(0, 1)] });
    expect(band).toMatchObject({ quantiles: [], subjects: 0, sampled: 1 });
  });

  it("runs everybody twice, before treatment and on it, and says how far it is", async () => {
    const { tasks, told } = await bandOf([
      [[], () => 1],
      [[], () => 2],
    ]);
    expect(tasks.map((task) => task.arm)).toEqual([0, 0, 1, 1]);
    expect(tasks[2]!.person).toBe(tasks[0]!.person);
    expect(tasks[3]!.person).toBe(tasks[1]!.person);
    expect(tasks[1]!.person).not.toEqual(tasks[0]!.person);
    expect(told).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
  });

  it("of one person is that person's own curve", async () => {
    const population = populationWith();
    const request = { arm: arm!, duration: 2, variable: "vta.firing", population, size: 1, seed: 5 };
    const { band } = await populationBand(request, library, { evaluator: evaluateHere });
    const alone = prepareArms(
      [{ arm: { ...arm!, people: [] }, duration: 2, requests: [0, 0.5, 1, 1.5, 2].map(at), isOften: true }],
      library,
    );
    const sampler = populationSampler(population, library, alone.systems).value!;
    const person = samplePerson(sampler, 5, 0).parameters;
    const rows: TaskResult[] = [];
    for await (const row of evaluateHere(alone)([{ arm: 0, person }])) rows.push(row);
    band!.quantiles.forEach((all, k) => {
      for (const value of all) expect(value).toBeCloseTo(rows[0]!.values[k]!, 5);
    });
    expect(new Set(band!.quantiles.map(([value]) => value)).size).toBe(5);
  });

  it("that cannot be has faults in its place", async () => {
    const { band, diagnostics, tasks } = await bandOf([[[], () => 1]], { variable: "vta.fring" });
    expect(band).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toContain("unknown-variable");
    expect(tasks).toEqual([]);
  });
});
