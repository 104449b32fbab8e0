import type { Arm, Claim } from "../scenario/index.ts";

/** A claim with what it is about taken away. If it still holds, it tests nothing. */
export interface Control {
  /** What was taken away or put in its place, in words. */
  readonly without: string;
  /** Undefined where nothing is left to measure, as of the plasma of somebody who takes nothing. */
  readonly claim: Claim | undefined;
}

/**
 * The negative control of a claim: the arms that it names as its control; else the drugs that only its arm has are taken
 * away, or all drugs where both arms have the same, or the care where there are no drugs. Undefined where there is
 * nothing to take away.
 */
export function controlOf(claim: Claim): Control | undefined {
  const { arm, compare, control, measure } = claim;
  if (control) return { without: control.says, claim: { ...claim, ...control } };
  const reference: Arm = compare === "none" ? { ...claim.reference, treatment: [] } : claim.reference;
  const other = new Set(drugsOf(reference));
  const own = drugsOf(arm).filter((drug) => !other.has(drug));
  const taken = new Set(own.length > 0 ? own : drugsOf(arm));
  if (taken.size > 0) {
    const bare = (from: Arm): Arm => ({
      ...from,
      treatment: from.treatment.filter(({ drug }) => !taken.has(drug)),
    });
    const without = `without ${[...taken].join(" and ")}`;
    const left = bare(arm);
    return left.treatment.length === 0 && measure.variable.startsWith("plasma.")
      ? { without, claim: undefined }
      : { without, claim: { ...claim, arm: left, reference: own.length > 0 ? reference : bare(reference) } };
  }
  const uncared = (from: Arm): Arm => ({ ...from, care: "none" });
  return arm.care !== undefined && arm.care !== "none"
    ? { without: "without care", claim: { ...claim, arm: uncared(arm), reference: uncared(reference) } }
    : undefined;
}

const drugsOf = ({ treatment }: Arm): string[] => [...new Set(treatment.map(({ drug }) => drug))];
