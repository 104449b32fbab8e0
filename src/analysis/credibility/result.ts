import type { ModelSource } from "../../model/index.ts";
import { tiers } from "../../model/index.ts";
import type { ClaimResult, Ledger } from "../types.ts";
import { carries, failedClaims, holds } from "../verdict.ts";
import type { Credibility, Headline, PreferredRival, Score, TierShare } from "./types.ts";

/** What a ledger and the headlines say of how far a model can be trusted. Claims of the article are no evidence and left out. */
export function credibility(
  model: ModelSource,
  ledger: Ledger,
  headlines: readonly Headline[],
  draws: number,
): Credibility {
  const anchors = ledger.results.filter(({ claim }) => claim.kind !== "article");
  const predicted = anchors.filter(({ claim }) => claim.kind === "validation");
  return {
    use: model.use,
    tiers: tierShares(model),
    headlines,
    draws,
    calibration: scoreOf(anchors.filter(({ claim }) => claim.kind === "calibration")),
    prediction: scoreOf(predicted),
    informative: scoreOf(predicted.filter((result) => !hitsWithoutEffect(result))),
    noEffect: { asked: predicted.length, hold: predicted.filter(hitsWithoutEffect).length },
    failed: failedClaims(anchors),
    missed: anchors
      .filter(({ passes }) => !passes)
      .map(({ claim, reason, failed }) => ({
        claim: claim.id,
        reason: failed ?? claim.fails ?? reason ?? "",
      })),
    rivals: preferredRivals(anchors),
  };
}

const scoreOf = (results: readonly ClaimResult[]): Score => ({
  asked: results.length,
  hold: results.filter(({ passes }) => passes).length,
});

/** Whether a model in which the drug does nothing would meet the expectation. */
function hitsWithoutEffect({ claim, control }: ClaimResult): boolean {
  if (claim.noEffect !== undefined) return holds(claim, claim.noEffect);
  return control?.holds ?? false;
}

function tierShares(model: ModelSource): TierShare[] {
  const parameters = model.modules.flatMap((module) => module.parameters);
  return tiers.map((tier) => {
    const own = parameters.filter((p) => p.tier === tier);
    return { tier, parameters: own.length, sourced: own.filter((p) => p.sources.length > 0).length };
  });
}

/** Hypotheses under which more anchors lie inside than under the default ones, best first. */
function preferredRivals(anchors: readonly ClaimResult[]): PreferredRival[] {
  const found = new Map<string, { hypothesis: string; choice: string; gains: string[]; loses: string[] }>();
  for (const { claim, value, knockouts, rivals } of anchors) {
    const now = holds(claim, value) && carries(knockouts.at(-1));
    for (const rival of rivals) {
      if (rival.holds === now) continue;
      const key = `${rival.hypothesis}=${rival.choice}`;
      const { hypothesis, choice } = rival;
      if (!found.has(key)) found.set(key, { hypothesis, choice, gains: [], loses: [] });
      found.get(key)![rival.holds ? "gains" : "loses"].push(claim.id);
    }
  }
  const lead = ({ gains, loses }: PreferredRival) => gains.length - loses.length;
  return [...found.values()].filter((rival) => lead(rival) > 0).sort((a, b) => lead(b) - lead(a));
}
