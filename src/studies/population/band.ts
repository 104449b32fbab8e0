import { type Diagnostic, isUsable } from "../../diagnostics/index.ts";
import {
  type EvaluateMany,
  type PreparedArms,
  populationSampler,
  prepareArms,
  samplePerson,
  type TaskInput,
} from "../../runs/index.ts";
import type { Arm, Cast, Population } from "../../scenario/index.ts";
import { daysTo, valueOn } from "../measures.ts";
import { spreadOf } from "./spread.ts";
import type { Quantiles } from "./types.ts";

export interface BandRequest {
  readonly arm: Arm;
  /** days */
  readonly duration: number;
  /** Full name of the state or value to follow. */
  readonly variable: string;
  readonly population: Population;
  /** subjects sampled, before the inclusion criteria */
  readonly size: number;
  readonly seed: number;
}

/** How far one variable spreads over plausible subjects, along time. */
export interface Band {
  readonly variable: string;
  readonly population: string;
  /** days */
  readonly days: readonly number[];
  /** At each of the days. */
  readonly quantiles: readonly Quantiles[];
  /** Subjects in it, of so many sampled. */
  readonly subjects: number;
  readonly sampled: number;
}

/** Points along time, at most about. */
const points = 42;

/**
 * Follows one variable in the subjects of a population who take what an arm says; subjects that the population's inclusion criteria
 * call implausible are left out, nobody is weighted. Quantiles 5, 25, 50, 75 and 95% at each day.
 */
export async function populationBand(
  { arm, duration, variable, population, size, seed }: BandRequest,
  cast: Cast,
  options: {
    evaluator(prepared: PreparedArms): EvaluateMany;
    onProgress?(done: number, total: number): void;
  },
): Promise<{ band?: Band; diagnostics: readonly Diagnostic[] }> {
  const days = daysOf(duration);
  const { cohort, inclusion } = population;
  const prepared = prepareArms(
    [
      {
        arm: { ...cohort.arm, people: [] },
        duration: cohort.duration,
        requests: inclusion.map((s) => s.measure),
      },
      {
        arm: { ...arm, people: [] },
        duration,
        requests: days.map((day) => valueOn({ variable, place: arm.place }, day)),
      },
    ].map((run) => ({ ...run, isOften: true })),
    cast,
    "duration",
  );
  const { value: sampler, diagnostics } = isUsable(prepared.diagnostics)
    ? populationSampler(population, cast, prepared.systems)
    : { value: undefined, diagnostics: [] };
  if (!sampler) return { diagnostics: [...prepared.diagnostics, ...diagnostics] };

  const people = Array.from({ length: size }, (_, i) => samplePerson(sampler, seed, i).parameters);
  const tasks: TaskInput[] = [0, 1].flatMap((position) =>
    people.map((person) => ({ arm: position, person })),
  );
  const plausible = new Set<number>();
  const kept: number[][] = [];
  const rows = options.evaluator(prepared)(tasks, {
    onProgress: (done) => options.onProgress?.(done, tasks.length),
  });
  for await (const { task, arm: slot, values } of rows) {
    if (slot === 0) {
      const isInside = inclusion.every(({ low, high }, k) => {
        const value = values[k];
        return value !== undefined && value >= low && value <= high;
      });
      if (isInside) plausible.add(task);
    } else if (plausible.has(task - size) && values.every((v) => v !== undefined)) kept.push([...values]);
  }
  const weights = kept.map(() => 1);
  return {
    diagnostics: prepared.diagnostics,
    band: {
      variable,
      population: population.title,
      days,
      quantiles:
        kept.length === 0
          ? []
          : days.map(
              (_, k) =>
                spreadOf(
                  kept.map((values) => values[k]!),
                  weights,
                )!,
            ),
      subjects: kept.length,
      sampled: size,
    },
  };
}

function daysOf(duration: number): number[] {
  return daysTo(duration, Math.max(0.5, Math.ceil((2 * duration) / points) / 2));
}
