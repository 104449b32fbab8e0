import { keyOf } from "../../random/index.ts";
import { prepareArms } from "../../runs/index.ts";
import type { Cast, Claim } from "../../scenario/index.ts";
import { covariance, quantile } from "../../statistics/index.ts";
import { present } from "../../text/index.ts";
import { ClaimTable } from "../claim-table.ts";
import { drawParameters, uncertainParameters } from "../uncertainty.ts";
import type { Headline } from "./types.ts";

/** Draws of all parameters and of the assumed ones alone have different seeds, so that neither repeats the other. */
const seeds = { all: keyOf("credibility"), assumed: keyOf("credibility of the assumed") };

/** What each of some claims measures, with its spread over the declared uncertainty and over that of assumed parameters alone. */
export function headlines(
  claims: readonly Claim[],
  cast: Cast,
  draws: number,
  onProgress?: (done: number, total: number) => void,
): Headline[] {
  const table = new ClaimTable();
  const cells = claims.map((claim) => table.cell(claim));
  const prepared = prepareArms(table.runs(), cast);
  const all = uncertainParameters(prepared.systems, cast);
  const assumed = all.filter((p) => p.tier === "assumed");
  const valuesAt = (draw: ReadonlyMap<string, number>) => {
    const runs = Array.from({ length: prepared.count }, (_, i) => prepared.run(i, draw));
    return cells.map((cell) => table.read(cell, runs));
  };
  let done = 0;
  const spread = (parameters: typeof all, seed: number) =>
    Array.from({ length: draws }, (_, draw) => {
      onProgress?.(done++, 2 * draws);
      return valuesAt(drawParameters(parameters, seed, draw));
    });
  const nominal = valuesAt(new Map());
  const drawn = spread(all, seeds.all);
  const drawnAssumed = spread(assumed, seeds.assumed);
  return claims.map((claim, i): Headline => {
    const values = inOrder(drawn, i);
    const ofAssumed = inOrder(drawnAssumed, i);
    const whole = covariance(values, values);
    return {
      name: claim.id,
      says: claim.says,
      value: nominal[i],
      low: values.length > 1 ? quantile(values, 0.05) : undefined,
      high: values.length > 1 ? quantile(values, 0.95) : undefined,
      assumedShare: whole > 0 ? covariance(ofAssumed, ofAssumed) / whole : undefined,
    };
  });
}

/** Values of one claim in all draws, smallest first. */
const inOrder = (rows: readonly (readonly (number | undefined)[])[], i: number): number[] =>
  present(...rows.map((row) => row[i])).sort((a, b) => a - b);
