import { keyOf, uniform } from "../../random/index.ts";
import { correlatedNormals, normal, type TaskInput } from "../../runs/index.ts";
import { mean } from "../../statistics/index.ts";
import type { FitObjective } from "./objective.ts";
import { enoughForPanel, groupedBy, type PredictivePoint, panelOf } from "./predictive.ts";
import type { FitSource } from "./source.ts";
import type { PredictiveCheck } from "./types.ts";

/** Fewer subjects than this show no spread. */
const fewest = 3;

/** How subjects differ, on the scales of the parameters. */
export interface Spread {
  readonly typical: readonly number[];
  /** Lower triangular factor of the covariance between subjects. */
  readonly factor: readonly (readonly number[])[];
}

export interface PredictiveRequest {
  readonly sources: readonly FitSource[];
  readonly objective: FitObjective;
  /** Of a point's subject; undefined where it belongs to none. */
  subjectOf(point: FitObjective["points"][number]): string | undefined;
  unitOf(variable: string): string;
  /** Where the fit came to: parameters, typical ones where subjects differ, and scatter. */
  readonly at: Float64Array;
  /** Absent: subjects differ by the scatter of their points alone. */
  readonly spread?: Spread | undefined;
  readonly replicates: number;
  readonly seed: number;
  onRun(): void;
}

/**
 * Makes data sets as the fit says they come about: as many subjects as were measured, each with parameters drawn about the
 * typical ones and cut off at the bounds, measured at the same times with the scatter that was found. Undefined where too
 * few subjects were measured.
 */
export async function predictiveCheck(request: PredictiveRequest): Promise<PredictiveCheck | undefined> {
  const { objective, subjectOf, at, spread, replicates, seed } = request;
  const { points } = objective;
  const names = [...new Set(points.flatMap((one) => subjectOf(one) ?? []))];
  if (names.length < fewest || replicates === 0) return undefined;
  const expected = await objective.predictions(at);
  if (!expected) return undefined;
  const made = spread
    ? await drawn(request, spread)
    : points.map((_, i) => Float64Array.from({ length: replicates }, () => expected[i]!.predicted));
  const all = points.flatMap((point, i): (PredictivePoint & { point: typeof point; subject: string })[] => {
    const subject = subjectOf(point);
    if (subject === undefined) return [];
    const simulated = made[i]!.map((predicted, r) =>
      objective.scattered(
        point,
        predicted,
        at,
        normal((k) => uniform(seed, keyOf("scatter"), r, i, k)),
      ),
    );
    const { time, value, isCensored = false } = point;
    return [{ point, subject, time, value, isCensored, expected: expected[i]!.predicted, simulated }];
  });
  const isPresent = (label: string) =>
    new Set(all.flatMap(({ point, subject }) => (point.arm === label ? [subject] : []))).size >=
    enoughForPanel;
  const ownPanel = new Set([...new Set(all.map(({ point }) => point.arm))].filter(isPresent));
  const panels = groupedBy(all, ({ point: { variable, arm } }) =>
    JSON.stringify([variable, ownPanel.has(arm) ? arm : null]),
  );
  return {
    replicates,
    vary: spread ? "parameters" : "nothing",
    failed: made.reduce((sum, values) => sum + values.filter(Number.isNaN).length, 0),
    panels: [...panels.values()].map((own) => {
      const { variable, arm } = own[0]!.point;
      const each = mean([...groupedBy(own, ({ subject }) => subject).values()].map((list) => list.length));
      const labels = { variable, unit: request.unitOf(variable), arm: ownPanel.has(arm) ? arm : undefined };
      return panelOf(labels, own, each);
    }),
  };
}

/** Predictions of every point for subjects drawn anew in every data set; NaN where a run failed. */
async function drawn(
  { sources, objective, subjectOf, replicates, seed, onRun }: PredictiveRequest,
  { typical, factor }: Spread,
): Promise<Float64Array[]> {
  const { low, high } = objective;
  const persons = new Map<string, ReadonlyMap<string, number>>();
  const personOf = (subject: string, replicate: number) => {
    const key = `${replicate} ${subject}`;
    let person = persons.get(key);
    if (!person) {
      const moved = correlatedNormals(
        factor,
        typical.map((_, i) =>
          normal((k) => uniform(seed, keyOf(`parameter of ${subject}`), replicate, i, k)),
        ),
      );
      const point = typical.map((middle, i) => Math.min(high[i]!, Math.max(low[i]!, middle + moved[i]!)));
      person = objective.setting(point);
      persons.set(key, person);
    }
    return person;
  };
  const made = objective.points.map(() => new Float64Array(replicates).fill(Number.NaN));
  let first = 0;
  for (const { arms, evaluate } of sources) {
    const wanted = arms.flatMap(({ observations }, arm) => {
      const from = first;
      first += observations.length;
      const own = groupedBy(observations.keys(), (i) => subjectOf(observations[i]!));
      return [...own].flatMap(([subject, points]) =>
        subject === undefined
          ? []
          : Array.from({ length: replicates }, (_, replicate) => ({ arm, from, subject, points, replicate })),
      );
    });
    const tasks = wanted.map(
      ({ arm, subject, replicate }): TaskInput => ({ arm, person: personOf(subject, replicate) }),
    );
    for await (const { task, values } of evaluate(tasks)) {
      onRun();
      const { from, points, replicate } = wanted[task]!;
      for (const i of points) made[from + i]![replicate] = values[i] ?? Number.NaN;
    }
  }
  return made;
}
