import { keyOf } from "../../random/index.ts";
import { type EvaluateMany, type PreparedArms, prepareArms } from "../../runs/index.ts";
import type { Cast, Claim } from "../../scenario/index.ts";
import { covariance, quantile } from "../../statistics/index.ts";
import { present } from "../../text/index.ts";
import { ClaimTable } from "../claim-table.ts";
import { valuesAt } from "../points.ts";
import { drawParameters, uncertainParameters } from "../uncertainty.ts";
import type { Headline } from "./types.ts";

export interface HeadlineOptions {
  readonly draws: number;
  evaluator(prepared: PreparedArms): EvaluateMany;
  /** Told of draws that have ended. */
  onProgress?(done: number, total: number): void;
}

/** Draws of all parameters and of the assumed ones alone have different seeds, so that neither repeats the other. */
const seeds = { all: keyOf("credibility"), assumed: keyOf("credibility of the assumed") };

/**
 * What each of some claims measures, with its spread over the declared uncertainty and over that of assumed parameters alone.
 *
 * @param options.draws of each kind
 */
export async function headlines(
  claims: readonly Claim[],
  cast: Cast,
  { draws, evaluator, onProgress }: HeadlineOptions,
): Promise<Headline[]> {
  if (claims.length === 0) return [];
  const table = new ClaimTable();
  const cells = claims.map((claim) => table.cell(claim));
  const prepared = prepareArms(
    table.runs().map((run) => ({ ...run, isOften: true })),
    cast,
  );
  const all = uncertainParameters(prepared.systems, cast);
  const assumed = all.filter((p) => p.tier === "assumed");
  const points = function* () {
    yield new Map<string, number>();
    for (let draw = 0; draw < draws; draw++) yield drawParameters(all, seeds.all, draw);
    for (let draw = 0; draw < draws; draw++) yield drawParameters(assumed, seeds.assumed, draw);
  };
  const rows: (readonly (number | undefined)[])[] = [];
  for await (const values of valuesAt({ table, prepared, cells }, points(), evaluator(prepared), {
    isOver: true,
  })) {
    rows.push(values);
    onProgress?.(rows.length - 1, 2 * draws);
  }
  const [nominal, ...drawn] = rows;
  const drawnAssumed = drawn.splice(draws);
  return claims.map((claim, i): Headline => {
    const values = inOrder(drawn, i);
    const ofAssumed = inOrder(drawnAssumed, i);
    const whole = covariance(values, values);
    return {
      name: claim.id,
      says: claim.says,
      value: nominal![i],
      low: values.length > 1 ? quantile(values, 0.05) : undefined,
      high: values.length > 1 ? quantile(values, 0.95) : undefined,
      assumedShare: whole > 0 ? covariance(ofAssumed, ofAssumed) / whole : undefined,
    };
  });
}

/** Values of one claim in all draws, smallest first. */
const inOrder = (rows: readonly (readonly (number | undefined)[])[], i: number): number[] =>
  present(...rows.map((row) => row[i])).sort((a, b) => a - b);
