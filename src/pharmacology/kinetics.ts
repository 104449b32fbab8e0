import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { formula, type ModuleSource, type TargetSource, type ValueSource } from "../model/index.ts";
import { unit } from "../units/index.ts";
import { dispositionModules } from "./disposition.ts";
import { familyOf } from "./enzymes.ts";
import * as say from "./messages.ts";
import { moduleSource } from "./module-source.ts";
import type { Drug, Substance } from "./types.ts";

const concentration = unit("ng/mL");
const one = unit("1");

/**
 * The equations of the drugs in use, as modules like any other: one a drug and one a metabolite (parameters and amounts),
 * `plasma` with the concentrations, and `target` with what the drugs together do at every site that the model's modules
 * declare.
 *
 * Kinetics: first-order absorption, after a chain of three stores where there is a transit time (Savic et al. 2007, J
 * Pharmacokinet Pharmacodyn 34:711), one or two compartments (Rowland & Tozer, Clinical Pharmacokinetics, 4th ed., ch. 6
 * and 19), clearance split over enzymes, the well-stirred liver where a hepatic flow is given (Rowland, Benet & Graham
 * 1973, J Pharmacokinet Biopharm 1:123), reversible inhibition by 1 / (1 + sum C/Ki), inactivation by turnover of the
 * enzyme (Mayhew, Jones & Hall 2000, Drug Metab Dispos 28:1031, with loss proportional to concentration), and a
 * first-order effect-site delay (Sheiner et al. 1979, Clin Pharmacol Ther 25:358). Drugs share a site by reversible
 * competition (Gaddum): each takes emax * load / (1 + sum of loads), where load = concentration / ec50.
 */
export function drugModules(
  drugs: readonly Drug[],
  targets: readonly TargetSource[],
  enzymes: readonly string[] = [],
  enzymesModule?: string,
): { modules: ModuleSource[]; diagnostics: Diagnostic[] } {
  return {
    modules: [
      ...drugs.flatMap((drug) => dispositionModules(drug, drugs, enzymesModule)),
      plasma(drugs),
      targetModule(drugs, targets),
    ],
    diagnostics: drugs.flatMap((drug) => faultsOf(drug, targets, enzymes)),
  };
}

function faultsOf(drug: Drug, targets: readonly TargetSource[], enzymes: readonly string[]): Diagnostic[] {
  const faults: Diagnostic[] = [];
  for (const substance of familyOf(drug)) {
    for (const { site, action, place } of substance.targets) {
      const target = targets.find((t) => t.site === site);
      if (!target) faults.push(say.unknownSite(substance.name, site, place, targets));
      else if (!target.actions.includes(action))
        faults.push(say.unknownAction(site, action, place, target.actions));
    }
    for (const { enzyme, place } of [...substance.enzymes, ...substance.inhibits])
      if (!enzymes.includes(enzyme)) faults.push(say.unknownEnzyme(substance.name, enzyme, place, enzymes));
  }
  return faults;
}

/** Modules that come with the drugs in use: no model has them without any. */
export const drugsOwnModules = ["plasma", "target"] as const;

const nowhere: Place = { file: "(drugs in use)", start: 0, end: 0 };

function plasma(drugs: readonly Drug[]): ModuleSource {
  const values = drugs.flatMap(familyOf).map(
    (substance): ValueSource => ({
      title: `${substance.title} in plasma`,
      axis: "concentration, ng/mL",
      name: substance.name,
      about: `${substance.title} in plasma.`,
      unit: concentration,
      formula: formula(`${substance.name}.body / ${substance.name}.volume`, substance.place),
      place: substance.place,
    }),
  );
  return moduleSource({
    name: "plasma",
    title: "Plasma",
    about: "Drug concentrations in plasma.",
    place: nowhere,
    values,
  });
}

/** What a substance puts on the sites it binds. */
const bindingOf = (substance: Substance) => {
  const { name, kinetics } = substance;
  const level =
    kinetics.effect_site_half_life || kinetics.dissociation_half_life
      ? `${name}.effect_site`
      : `plasma.${name}`;
  return substance.targets.map(({ site, action, place }) => ({
    site,
    action,
    load: `${level} / ${name}.ec50_${site}`,
    emax: `${name}.emax_${site}`,
    place,
  }));
};

function targetModule(drugs: readonly Drug[], targets: readonly TargetSource[]): ModuleSource {
  const values: ValueSource[] = [];
  const bindings = drugs.flatMap(familyOf).flatMap(bindingOf);
  for (const { site, actions, place } of targets) {
    const binding = bindings.filter((b) => b.site === site && actions.includes(b.action));
    const loads = binding.map((b) => b.load).join(" + ");
    for (const action of actions) {
      const acting = binding.filter((b) => b.action === action);
      const text =
        acting.length === 0
          ? "0"
          : `(${acting.map((b) => `${b.emax} * ${b.load}`).join(" + ")}) / (1 + ${loads})`;
      values.push({
        name: `${site}_${action}`,
        about: `Share of ${site} taken by drugs that act as ${action}.`,
        unit: one,
        bounds: [0, 1],
        formula: formula(text, acting[0]?.place ?? place),
        place,
      });
    }
  }
  return moduleSource({
    name: "target",
    title: "Drug targets",
    about: "What the drugs in use do at each binding site.",
    place: nowhere,
    values,
  });
}
