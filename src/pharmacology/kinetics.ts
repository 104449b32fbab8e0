import type { Diagnostic, Place } from "../diagnostics/index.ts";
import {
  formula,
  type ModuleSource,
  type ParameterSource,
  type StateSource,
  type TargetSource,
  type ValueSource,
} from "../model/index.ts";
import { unit } from "../units/index.ts";
import * as say from "./messages.ts";
import type { Drug, KineticName } from "./types.ts";

const milligram = unit("mg");
const concentration = unit("ng/mL");
const one = unit("1");

/** The state that a dose of a drug is added to. */
export const doseState = (drug: string) => `${drug}.gut`;

/**
 * The equations of the drugs in use, as modules like any other: one a drug (its parameters and amounts), `plasma` with
 * the concentrations, and `target` with what the drugs together do at every site that the model's modules declare.
 *
 * Kinetics: first-order absorption and elimination, one compartment (Rowland & Tozer, Clinical Pharmacokinetics, 4th ed.,
 * ch. 6), and a first-order effect-site delay (Sheiner et al. 1979, Clin Pharmacol Ther 25:358). Drugs share a site by
 * reversible competition (Gaddum): each takes emax * load / (1 + sum of loads), where load = concentration / ec50.
 */
export function drugModules(
  drugs: readonly Drug[],
  targets: readonly TargetSource[],
): { modules: ModuleSource[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  for (const drug of drugs)
    for (const { site, action, place } of drug.targets) {
      const target = targets.find((t) => t.site === site);
      if (!target) diagnostics.push(say.unknownSite(drug.name, site, place, targets));
      else if (!target.actions.includes(action))
        diagnostics.push(say.unknownAction(site, action, place, target.actions));
    }
  return { modules: [...drugs.map(kinetics), plasma(drugs), targetModule(drugs, targets)], diagnostics };
}

const nowhere: Place = { file: "(drugs in use)", start: 0, end: 0 };

function moduleSource(
  parts: Partial<ModuleSource> & Pick<ModuleSource, "name" | "title" | "about" | "place">,
): ModuleSource {
  return { parameters: [], states: [], values: [], effects: [], hypotheses: [], targets: [], ...parts };
}

function kinetics(drug: Drug): ModuleSource {
  const { place } = drug;
  const given = (name: KineticName) => drug.kinetics[name];
  const state = (name: string, about: string, rate: string, stateUnit = milligram): StateSource => ({
    name,
    about,
    unit: stateUnit,
    initial: formula("0", place),
    rate: formula(rate, place),
    holdsDrug: true,
    place,
  });
  const parameters: ParameterSource[] = Object.values(drug.kinetics);
  for (const target of drug.targets) {
    parameters.push(
      { ...target.ec50, name: `ec50_${target.site}` },
      { ...target.emax, name: `emax_${target.site}` },
    );
  }
  const states = [
    state("gut", `${drug.title} waiting to be absorbed.`, "-absorption * gut"),
    state(
      "body",
      `${drug.title} in the body.`,
      "bioavailability * absorption * gut - clearance / volume * body",
    ),
    state(
      "eliminated",
      `${drug.title} lost: not absorbed, or cleared.`,
      "(1 - bioavailability) * absorption * gut + clearance / volume * body",
    ),
  ];
  if (given("effect_site_half_life")) {
    states.push(
      state(
        "effect_site",
        `${drug.title} where it acts, trailing plasma.`,
        `(plasma.${drug.name} - effect_site) * ln(2) / effect_site_half_life`,
        concentration,
      ),
    );
  }
  return moduleSource({ name: drug.name, title: drug.title, about: drug.about, place, parameters, states });
}

function plasma(drugs: readonly Drug[]): ModuleSource {
  const values: ValueSource[] = drugs.map((drug) => ({
    name: drug.name,
    about: `${drug.title} in plasma.`,
    unit: concentration,
    formula: formula(`${drug.name}.body / ${drug.name}.volume`, drug.place),
    place: drug.place,
  }));
  return moduleSource({
    name: "plasma",
    title: "Plasma",
    about: "Drug concentrations in plasma.",
    place: nowhere,
    values,
  });
}

function targetModule(drugs: readonly Drug[], targets: readonly TargetSource[]): ModuleSource {
  const values: ValueSource[] = [];
  for (const { site, actions, place } of targets) {
    const binding = drugs.flatMap((drug) =>
      drug.targets
        .filter((t) => t.site === site && actions.includes(t.action))
        .map((t) => {
          const effectSite = drug.kinetics.effect_site_half_life
            ? `${drug.name}.effect_site`
            : `plasma.${drug.name}`;
          return {
            action: t.action,
            load: `${effectSite} / ${drug.name}.ec50_${site}`,
            emax: `${drug.name}.emax_${site}`,
            place: t.place,
          };
        }),
    );
    const loads = binding.map((b) => b.load).join(" + ");
    for (const action of actions) {
      const acting = binding.filter((b) => b.action === action);
      const text =
        acting.length === 0
          ? "0"
          : `(${acting.map((b) => `${b.emax} * ${b.load}`).join(" + ")}) / (1 + ${loads})`;
      const about = `Share of ${site} taken by drugs that act as ${action}.`;
      values.push({
        name: `${site}_${action}`,
        about,
        unit: one,
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
