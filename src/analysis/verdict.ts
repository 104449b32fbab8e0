import type { Claim, ClaimPopulation, Criterion, Limits } from "../scenario/index.ts";
import type { RunStatus } from "../simulation/index.ts";
import type { ClaimResult, ControlResult, FailedClaims, KnockoutResult } from "./types.ts";

/** Knocking out what carries a claim must take away at least this share of what it measures. */
const carriedShare = 0.5;

/** Part of its size by which a value must differ from a bound to lie on one side of it, and not there by rounding. */
const rounding = 1e-9;

/**
 * True when a value lies within the expectation; a bound itself lies outside it, as no effect often is one.
 *
 * @param found what the claim measures where it is judged without treatment: what a bound of 0 is judged by
 */
export function holds({ expect: { low, high } }: Claim, value: number | undefined, found = 0): boolean {
  const by = (bound: number) =>
    Number.isFinite(bound) ? rounding * Math.max(Math.abs(bound), Math.abs(found)) : 0;
  return value !== undefined && value > low + by(low) && value < high - by(high);
}

/** The claims among the results whose runs did not come to their end; undefined where all did. */
export function failedClaims(results: readonly ClaimResult[]): FailedClaims | undefined {
  const failed = results.flatMap((result) => result.failed ?? []);
  const [reason] = failed;
  return reason === undefined ? undefined : { count: failed.length, of: results.length, reason };
}

/** True when the knock-out takes enough away, or the claim names nothing to knock out. */
export function carries(together: KnockoutResult | undefined): boolean {
  return together === undefined || (together.removes !== undefined && together.removes >= carriedShare);
}

/** Distance to the nearest bound, positive inside: as a share of the width, or of the bound's distance from no effect. */
export function marginOf(claim: Claim, value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const { low, high } = claim.expect;
  if (Number.isFinite(low) && Number.isFinite(high))
    return Math.min(value - low, high - value) / (high - low);
  const bound = Number.isFinite(low) ? low : high;
  const scale = Math.abs(bound - (claim.noEffect ?? 0)) || Math.abs(bound) || 1;
  return (Number.isFinite(low) ? value - low : high - value) / scale;
}

const shown = (value: number) => String(Number(value.toPrecision(3)));

/** Limits in words, with all the digits that they are written with. */
function within({ low, high }: Limits, least = "at least", most = "at most"): string {
  if (Number.isFinite(low) && Number.isFinite(high)) return `between ${low} and ${high}`;
  return Number.isFinite(low) ? `${least} ${low}` : `${most} ${high}`;
}

/** What was expected, in words. */
export const expectation = ({ expect }: Claim): string => within(expect, "above", "below");

/** What a claim measures: as its file writes it, or of a claim about people in words. */
export function measured({ measure: { text }, compare, population }: Claim): string {
  if (!population) return compare === "none" ? text : `${compare}_to_reference(${text})`;
  const { among, referenceAmong } = population;
  const own = `${statistic(population, text)}${whose(among)}`;
  if (compare === "none") return own;
  const other = referenceAmong ? `that of those${whose(referenceAmong)}` : "the same";
  return `${own}; ${compare} to ${other} in the reference arm`;
}

function statistic({ name, statistic: asked }: ClaimPopulation, text: string): string {
  switch (asked.kind) {
    case "share":
      return `share of ${name} with ${text} ${within(asked)}`;
    case "mean":
      return `mean of ${text} over ${name}`;
    case "correlation":
      return `correlation of ${text} with ${asked.with.text} over ${name}`;
  }
}

const whose = (among: readonly Criterion[]): string =>
  among.length === 0
    ? ""
    : ` in whom ${among.map((limits) => `${limits.measure.text} is ${within(limits)}`).join(" and ")}`;

/** Why a claim does not pass, in numbers; undefined when it does. */
export function reasonOf(
  claim: Claim,
  value: number | undefined,
  status: RunStatus,
  together: KnockoutResult | undefined,
  control: ControlResult | undefined,
): string | undefined {
  if (status.kind !== "success") return status.message;
  if (value === undefined) return `The measure never took a value; expected ${expectation(claim)}.`;
  if (!holds(claim, value)) {
    const off =
      value <= claim.expect.low
        ? `${shown(claim.expect.low - value)} too low`
        : `${shown(value - claim.expect.high)} too high`;
    return `The value is ${shown(value)}, expected ${expectation(claim)}: ${off}.`;
  }
  if (!carries(together)) {
    const share =
      together!.removes === undefined ? "an unknown share" : `${Math.round(together!.removes * 100)}%`;
    return `Knocking out ${together!.effect} removes ${share} of the finding, not at least half.`;
  }
  if (control?.holds)
    return `It holds ${control.without} as well, where the value is ${shown(control.value!)}: it does not test what it is about.`;
  return undefined;
}
