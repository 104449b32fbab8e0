import type { Drug, EnzymeShare, Inhibition, Metabolite, Substance } from "./types.ts";

/** A drug and its metabolites. */
export const familyOf = (drug: Drug): readonly Substance[] => [drug, ...drug.metabolites];

/** The state that holds the fraction of an enzyme which a substance has inactivated, for itself or for others. */
export const lostState = (enzyme: string, forItself: boolean) => `${forItself ? "own_" : ""}${enzyme}_lost`;
/** The parameter that halves an enzyme for other substances or for the substance itself. */
export const kiName = (enzyme: string, forItself: boolean) => `${forItself ? "own_" : ""}ki_${enzyme}`;
/** The effect that carries the inhibition of an enzyme as one substance meets it. */
export const inhibitionEffect = (enzyme: string) => `${enzyme}_inhibition`;

interface Inhibitor {
  readonly substance: Substance;
  readonly inhibition: Inhibition;
  readonly forItself: boolean;
}

/**
 * Who inhibits an enzyme as `family` meets it: other drugs by `ki`, the family itself by `own_ki` alone, since the clearance
 * of a drug that inhibits a little is measured with that inhibition in place.
 */
function inhibitorsOf(enzyme: string, family: readonly Substance[], drugs: readonly Drug[]): Inhibitor[] {
  return drugs.flatMap(familyOf).flatMap((substance) => {
    const forItself = family.includes(substance);
    return substance.inhibits
      .filter((i) => i.enzyme === enzyme && (forItself ? i.own_ki : i.ki))
      .map((inhibition) => ({ substance, inhibition, forItself }));
  });
}

/**
 * What inhibitors leave of an enzyme, 1 without any: reversible inhibitors share it by competition,
 * 1 / (1 + sum C/Ki); each that inactivates it leaves its own fraction. Undefined where nothing inhibits.
 */
export function inhibitionFormula(
  enzyme: string,
  family: readonly Substance[],
  drugs: readonly Drug[],
): string | undefined {
  const inhibitors = inhibitorsOf(enzyme, family, drugs);
  if (inhibitors.length === 0) return undefined;
  const [inactivating, reversible] = [true, false].map((inactivates) =>
    inhibitors.filter((i) => !!i.inhibition.recovery_half_life === inactivates),
  );
  const left = inactivating!.map((i) => `(1 - ${i.substance.name}.${lostState(enzyme, i.forItself)})`);
  const loads = reversible!.map(
    (i) => `plasma.${i.substance.name} / ${i.substance.name}.${kiName(enzyme, i.forItself)}`,
  );
  if (loads.length > 0) left.push(`1 / (1 + ${loads.join(" + ")})`);
  return left.join(" * ");
}

/** Where the model says how much of each enzyme there is, and whether a substance meets an inhibitor of one. */
export interface Enzymes {
  readonly module: string;
  isInhibited(enzyme: string): boolean;
}

/** What an enzyme does for a substance relative to a normal person without inhibitors. */
const activity = ({ enzyme }: EnzymeShare, { module, isInhibited }: Enzymes) =>
  isInhibited(enzyme) ? `${module}.${enzyme} * ${inhibitionEffect(enzyme)}` : `${module}.${enzyme}`;

export const shareName = (enzyme: string) => `share_${enzyme}`;

/** Clearance with this person's enzymes and the inhibitors present: the enzymes' shares and the rest. */
export function clearanceFormula(substance: Substance, enzymes: Enzymes): string {
  if (substance.enzymes.length === 0) return "clearance";
  const shares = substance.enzymes.map((e) => shareName(e.enzyme));
  const parts = substance.enzymes.map((e) => `${shareName(e.enzyme)} * ${activity(e, enzymes)}`);
  return `clearance * (${parts.join(" + ")} + 1 - ${shares.join(" - ")})`;
}

/** The part of a drug's present clearance that makes a metabolite, by mass. */
export function formationFormula(drug: Drug, { name, by }: Metabolite, enzymes: Enzymes): string {
  const maker = drug.enzymes.find((e) => e.enzyme === by);
  if (!maker) return `${name}.formed`;
  return `${name}.formed * clearance * ${shareName(maker.enzyme)} * ${activity(maker, enzymes)} / metabolic_clearance`;
}
