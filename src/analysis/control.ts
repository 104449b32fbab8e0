import { type Drug, drugsTaken, familyOf } from "../pharmacology/index.ts";
import { type Arm, type Claim, measuresOf } from "../scenario/index.ts";

/** A claim with what it is about taken away. If it still holds, it tests nothing. */
export interface Control {
  /** What was taken away or put in its place, in words. */
  readonly without: string;
  /** Undefined where nothing is left to measure, as of a drug that nobody takes. */
  readonly claim: Claim | undefined;
}

/**
 * The negative control of a claim: the arms that it names as its control; else the drugs that only its arm has are taken
 * away, or all drugs where both arms have the same, or the care where there are no drugs. Undefined where there is
 * nothing to take away.
 */
export function controlOf(claim: Claim, drugs: ReadonlyMap<string, Drug>): Control | undefined {
  const { arm, compare, control } = claim;
  if (control) return { without: control.says, claim: { ...claim, ...control } };
  const reference: Arm = compare === "none" ? { ...claim.reference, treatment: [] } : claim.reference;
  const other = new Set(drugsOf(reference));
  const own = drugsOf(arm).filter((drug) => !other.has(drug));
  const taken = new Set(own.length > 0 ? own : drugsOf(arm));
  if (taken.size > 0) {
    const isGone = speaksOf(taken, drugs);
    const bare = (from: Arm): Arm => ({
      ...leaving(from, isGone),
      treatment: from.treatment.filter(({ drug }) => !taken.has(drug)),
    });
    const without = `without ${[...taken].join(" and ")}`;
    return measuresOf(claim).some(({ variable }) => isGone(variable))
      ? { without, claim: undefined }
      : {
          without,
          claim: { ...claim, arm: bare(arm), reference: own.length > 0 ? reference : bare(reference) },
        };
  }
  const uncared = (from: Arm): Arm => ({ ...from, care: "none" });
  return arm.care !== undefined && arm.care !== "none"
    ? { without: "without care", claim: { ...claim, arm: uncared(arm), reference: uncared(reference) } }
    : undefined;
}

const drugsOf = ({ treatment }: Arm): string[] => [...new Set(treatment.map(({ drug }) => drug))];

/** Whether a name is of what there is only where drugs are taken: their levels, states and numbers, and those of metabolites. */
function speaksOf(taken: Iterable<string>, drugs: ReadonlyMap<string, Drug>): (name: string) => boolean {
  const names = drugsTaken(
    [...taken].map((drug) => ({ drug })),
    drugs,
  );
  const substances = names.flatMap((name) => drugs.get(name) ?? []).flatMap(familyOf);
  const gone = new Set(substances.map(({ name }) => name));
  return (name) => gone.has(name.replace(/^plasma\./, "").split(".")[0]!);
}

/** An arm without what it sets, changes and switches off of some modules. */
function leaving(arm: Arm, isGone: (name: string) => boolean): Arm {
  const left = <T extends { readonly name: string }>(settings: readonly T[]) =>
    settings.filter(({ name }) => !isGone(name));
  return {
    ...arm,
    set: left(arm.set),
    changes: arm.changes?.map((one) => ({ ...one, set: left(one.set), scale: left(one.scale) })),
    knockouts: arm.knockouts.filter(({ effect }) => !isGone(effect)),
  };
}

/** A claim whose reference arm sets nothing of the drugs that only its own arm takes: it has what that sets unless it says otherwise. */
export function settled(claim: Claim, drugs: ReadonlyMap<string, Drug>): Claim {
  const { arm, reference } = claim;
  const other = new Set(drugsOf(reference));
  const isGone = speaksOf(
    drugsOf(arm).filter((drug) => !other.has(drug)),
    drugs,
  );
  return { ...claim, reference: leaving(reference, isGone) };
}
