import { falseDiscovery, rankCorrelation, shareEstimate, sum, twoSidedTail } from "../../statistics/index.ts";
import { sampledIn } from "./sampled.ts";
import type { ArmLayout, KindRisk, NumberRisk, PopulationStudy } from "./types.ts";

/** Adjusted probability below which something stands out. */
const level = 0.05;

/**
 * Sampled numbers of an arm that go with the outcome, strongest first, and how many were compared. Left out are those that
 * do not stand out after correction for all of them.
 */
export function numberRisks(
  study: PopulationStudy,
  { parameters }: ArmLayout,
  subjects: readonly number[],
  outcome: readonly number[],
  above: number,
): { readonly compared: number; readonly numbers: NumberRisk[] } {
  const sampled = sampledIn(study);
  const names = sampled.names.filter((name) => parameters.has(name));
  const all = names.flatMap((name) => {
    const column = sampled.column(name);
    const values = subjects.map((subject) => column[subject]!);
    if (!values.every(Number.isFinite) || values.every((value) => value === values[0])) return [];
    const { p, ...correlation } = rankCorrelation(values, outcome);
    return [{ name, correlation, p, difference: standardized(values, outcome, above) }];
  });
  const adjusted = falseDiscovery(all.map(({ p }) => p));
  const numbers = all
    .map(({ p: _, ...risk }, i): NumberRisk => ({ ...risk, adjusted: adjusted[i]! }))
    .filter((risk) => risk.adjusted < level)
    .sort((a, b) => Math.abs(b.correlation.value) - Math.abs(a.correlation.value));
  return { compared: all.length, numbers };
}

/** How common the outcome is among people of each kind and among the others, widest apart first. */
export function kindRisks(
  study: PopulationStudy,
  subjects: readonly number[],
  outcome: readonly number[],
  above: number,
): KindRisk[] {
  const sampled = sampledIn(study);
  const kinds = subjects.map((subject) => sampled.people(subject));
  const share = (chosen: readonly number[]) =>
    shareEstimate(chosen.filter((i) => outcome[i]! > above).length / chosen.length, chosen.length);
  const found = [...new Set([...new Set(kinds)].flat())].flatMap((person) => {
    const all = kinds.map((_, i) => i);
    const own = all.filter((i) => kinds[i]!.includes(person));
    const others = all.filter((i) => !kinds[i]!.includes(person));
    if (own.length < 10 || others.length < 10) return [];
    return [{ person, count: own.length, among: share(own), others: share(others), rest: others.length }];
  });
  const adjusted = falseDiscovery(
    found.map(({ among, others, count, rest }) => chanceOf(among.value, count, others.value, rest)),
  );
  return found
    .map(({ rest: _, ...kind }, i): KindRisk => ({ ...kind, adjusted: adjusted[i]! }))
    .sort((a, b) => apart(b) - apart(a));
}

const apart = ({ among, others }: KindRisk) => Math.abs(among.value - others.value);

/** Probability of two shares so far apart where they are one: normal, with the pooled share. */
function chanceOf(a: number, countOfA: number, b: number, countOfB: number): number {
  const pooled = (a * countOfA + b * countOfB) / (countOfA + countOfB);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / countOfA + 1 / countOfB));
  return error > 0 ? twoSidedTail((a - b) / error) : 1;
}

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
