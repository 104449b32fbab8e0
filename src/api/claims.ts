import { type ClaimResult, check, expectation, measured } from "../analysis/index.ts";
import { distinct } from "../diagnostics/index.ts";
import { LullFault } from "./fault.ts";
import type { LoadedModel } from "./model.ts";
import { type Recorded, recordedClaims } from "./record.ts";
import { checkSettings } from "./settings.ts";

/** The verdict on one claim. */
export interface Verdict {
  readonly id: string;
  readonly says: string;
  readonly contested: "no" | "debated" | "disputed";
  /** What the claim measures, in the words of its file; of a claim about people also in whom, and how it becomes one number. */
  readonly measure: string;
  /** What must hold, in words. */
  readonly expected: string;
  readonly value: number | undefined;
  /** The expectation holds, the effects that the claim names carry it, and it does not hold without the treatment. */
  readonly passes: boolean;
  /** Why it does not pass, in numbers. */
  readonly reason: string | undefined;
  /** Share of the finding that goes when an effect is knocked out. */
  readonly knockouts: ClaimResult["knockouts"];
  /** The same claim with its treatment taken away; undefined where there is none. */
  readonly control: ClaimResult["control"];
  /** The same claim under other hypotheses about contested mechanisms; empty unless asked for. */
  readonly rivals: ClaimResult["rivals"];
}

/** Verdicts, in the order in which the claims were named, and where they come from. */
export interface Verdicts extends Recorded {
  readonly verdicts: readonly Verdict[];
  /** Doubts about what is asked: numbers outside their range, levels that a variable never reaches. */
  readonly warnings: readonly string[];
}

/**
 * Tests claims: each is an experiment with an expectation and the effects that must carry it.
 *
 * @param ids names of claims (see `list(model, "claims")`); absent: all, which takes a while
 * @param options `rivals: true` tests each claim under every rival hypothesis too
 * @throws Error when there is no claim of a name, LullFault when a claim is faulty
 * @example
 * checkClaims(loadModel(), ["vta-brake"]).verdicts[0].passes; // true
 */
export function checkClaims(
  model: LoadedModel,
  ids: readonly string[] = [...model.library.claims.keys()],
  options: { readonly rivals?: boolean } = {},
): Verdicts {
  checkSettings("checkClaims", options);
  const { rivals = false } = options;
  const { library } = model;
  const claims = ids.map((id) => {
    const claim = library.claims.get(id);
    if (!claim) throw new Error(`invalid claim: ${id}; expected a name that \`list(model, "claims")\` gives`);
    return claim;
  });
  const { ledger, diagnostics } = check(claims, library, { rivals });
  if (!ledger) throw new LullFault(diagnostics, library.texts);
  const verdicts = ledger.results.map(
    ({ claim, value, passes, reason, knockouts, control, rivals: others }) => ({
      id: claim.id,
      says: claim.says,
      contested: claim.contested,
      measure: measured(claim),
      expected: expectation(claim),
      value,
      passes,
      reason,
      knockouts,
      control,
      rivals: others,
    }),
  );
  const warnings = distinct(diagnostics).map(({ message }) => message);
  return { verdicts, warnings, ...recordedClaims("checkClaims", model, claims, { ids, rivals }) };
}
