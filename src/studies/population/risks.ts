import { samplePerson } from "../../runs/index.ts";
import { rankCorrelation, shareEstimate, sum } from "../../statistics/index.ts";
import type { KindRisk, NumberRisk, PopulationStudy } from "./types.ts";

/** Sampled numbers that go with the outcome, strongest first; those whose interval holds 0 are left out. */
export function numberRisks(
  { sampler, question: { seed } }: PopulationStudy,
  subjects: readonly number[],
  outcome: readonly number[],
  above: number,
): NumberRisk[] {
  const sampled = subjects.map((subject) => samplePerson(sampler, seed, subject).parameters);
  const names = [...new Set(sampled.flatMap((parameters) => [...parameters.keys()]))];
  return names
    .flatMap((name): NumberRisk[] => {
      const values = sampled.map((p) => p.get(name) ?? Number.NaN);
      if (!values.every(Number.isFinite) || new Set(values).size < 2) return [];
      const correlation = rankCorrelation(values, outcome);
      const isClear = correlation.low > 0 || correlation.high < 0;
      return isClear ? [{ name, correlation, difference: standardized(values, outcome, above) }] : [];
    })
    .sort((a, b) => Math.abs(b.correlation.value) - Math.abs(a.correlation.value));
}

/** How common the outcome is among people of each kind and among the others, widest apart first. */
export function kindRisks(
  { sampler, question: { seed } }: PopulationStudy,
  subjects: readonly number[],
  outcome: readonly number[],
  above: number,
): KindRisk[] {
  const kinds = subjects.map((subject) => samplePerson(sampler, seed, subject).people);
  const share = (chosen: readonly number[]) =>
    shareEstimate(chosen.filter((i) => outcome[i]! > above).length / chosen.length, chosen.length);
  return [...new Set(kinds.flat())]
    .flatMap((person): KindRisk[] => {
      const all = kinds.map((_, i) => i);
      const own = all.filter((i) => kinds[i]!.includes(person));
      const others = all.filter((i) => !kinds[i]!.includes(person));
      if (own.length < 10 || others.length < 10) return [];
      return [{ person, count: own.length, among: share(own), others: share(others) }];
    })
    .sort((a, b) => apart(b) - apart(a));
}

const apart = ({ among, others }: KindRisk) => Math.abs(among.value - others.value);

/** Difference of means in pooled standard deviations; undefined when a group has fewer than two. */
function standardized(
  values: readonly number[],
  outcome: readonly number[],
  above: number,
): number | undefined {
  const groups = [
    values.filter((_, i) => outcome[i]! > above),
    values.filter((_, i) => !(outcome[i]! > above)),
  ] as const;
  if (groups.some((group) => group.length < 2)) return undefined;
  const [a, b] = groups.map((group) => {
    const mean = sum(group) / group.length;
    return { mean, squares: sum(group.map((x) => (x - mean) ** 2)), n: group.length };
  }) as [Moments, Moments];
  const pooled = Math.sqrt((a.squares + b.squares) / (a.n + b.n - 2));
  return pooled > 0 ? (a.mean - b.mean) / pooled : undefined;
}

interface Moments {
  readonly mean: number;
  readonly squares: number;
  readonly n: number;
}
