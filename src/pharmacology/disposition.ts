import {
  type EffectSource,
  formula,
  type ModuleSource,
  type ParameterSource,
  type StateSource,
  type ValueSource,
} from "../model/index.ts";
import { type Unit, unit } from "../units/index.ts";
import {
  clearanceFormula,
  type Enzymes,
  familyOf,
  formationFormula,
  inhibitionEffect,
  inhibitionFormula,
  kiName,
  lostState,
  shareName,
} from "./enzymes.ts";
import { releaseState } from "./intake.ts";
import { moduleSource } from "./module-source.ts";
import { type AbsorptionRoute, type Drug, type Metabolite, routeNumbers, type Substance } from "./types.ts";

const milligram = unit("mg");
const concentration = unit("ng/mL");
const flow = unit("L/hour");
const massFlow = unit("mg/hour");
const one = unit("1");

/** Stores that a dose passes one after the other before absorption, where a drug has a transit time. */
const transitStores = ["gut", "transit_1", "transit_2"] as const;

/**
 * What becomes of a drug and of its metabolites, one module each.
 *
 * @param enzymes module whose parameters are how much of each enzyme there is
 */
export function dispositionModules(drug: Drug, drugs: readonly Drug[], enzymes = "enzyme"): ModuleSource[] {
  const family = familyOf(drug);
  return [
    drugModule(drug, family, drugs, enzymes),
    ...drug.metabolites.map((m) => metaboliteModule(m, drug, family, drugs, enzymes)),
  ];
}

function drugModule(
  drug: Drug,
  family: readonly Substance[],
  drugs: readonly Drug[],
  enzymes: string,
): ModuleSource {
  const part = parts(drug, family, drugs, enzymes);
  const { kinetics } = drug;
  const stores: StateSource[] = [];
  const wait = (...state: Parameters<typeof part.state>) =>
    stores.push({ ...part.state(...state), isDepot: true });
  // What leaves the stores for the blood.
  const uptakes: string[] = [];
  let store = "gut";
  if (drug.routes.length > 0) store = "";
  else if (kinetics.transit_time) {
    const leaving = (name: string) => `${transitStores.length} / transit_time * ${name}`;
    transitStores.forEach((name, i) => {
      const entering = i === 0 ? "" : `${leaving(transitStores[i - 1]!)} - `;
      const rate = i === 0 ? `-${leaving(name)}` : `${entering}${leaving(name)}`;
      wait(name, `${drug.title} on its way to where it is absorbed.`, rate);
    });
    store = "absorbing";
    const entering = leaving(transitStores.at(-1)!);
    wait(store, `${drug.title} being absorbed.`, `${entering} - absorption * ${store}`);
  } else wait(store, `${drug.title} waiting to be absorbed.`, `-absorption * ${store}`);
  if (store) uptakes.push(`absorption * ${store}`);
  for (const { name, absorption, duration } of [...drug.routes, ...(drug.inUse?.routes ?? [])]) {
    const uptake = `${absorption ? `${name}_absorption` : "absorption"} * ${name}`;
    const entering = duration ? `${releaseState(name)} - ` : "-";
    wait(name, `${drug.title} waiting to be absorbed (${name}).`, `${entering}${uptake}`);
    if (duration)
      stores.push(part.state(releaseState(name), `${drug.title} being released (${name}).`, "0", massFlow));
    uptakes.push(uptake);
  }
  const absorbed = uptakes.length === 1 ? uptakes[0]! : `(${uptakes.join(" + ")})`;

  const available = kinetics.hepatic_flow ? "available" : "bioavailability";
  const values = [...part.values];
  if (kinetics.hepatic_flow)
    values.push(
      part.value(
        "available",
        "Fraction of a dose that reaches the blood past gut and liver.",
        one,
        "bioavailability * hepatic_flow / (hepatic_flow + metabolic_clearance)",
      ),
    );
  for (const metabolite of drug.metabolites)
    values.push(
      part.value(
        `${metabolite.name}_formation`,
        `${metabolite.title} made from ${drug.title}.`,
        massFlow,
        `${formationFormula(drug, metabolite, part.enzymes)} * elimination`,
      ),
    );
  const isInfused = drug.inUse?.infusion === true;
  if (isInfused) stores.push(part.state("infusion", `${drug.title} flowing into a vein.`, "0", massFlow));
  const formed = drug.metabolites.map((m) => `${m.name}_formation`);
  return part.module(
    [
      ...stores,
      ...part.bodyStates(`${available} * ${absorbed}${isInfused ? " + infusion" : ""}`),
      part.state(
        "eliminated",
        `${drug.title} lost: not absorbed, or cleared other than into what is followed further.`,
        [`(1 - ${available}) * ${absorbed} + elimination`, ...formed].join(" - "),
      ),
      ...part.slowStates,
    ],
    values,
    [...drug.routes, ...(drug.inUse?.routes ?? [])].flatMap(parametersOf),
  );
}

/** The numbers of a way of absorption, by the names that they have in the drug's module. */
function parametersOf(route: AbsorptionRoute): ParameterSource[] {
  return routeNumbers.flatMap((key) => {
    const number = route[key];
    if (!number) return [];
    return [{ ...number, name: `${route.name}_${key}`, isOfDoses: key !== "absorption" }];
  });
}

function metaboliteModule(
  metabolite: Metabolite,
  drug: Drug,
  family: readonly Substance[],
  drugs: readonly Drug[],
  enzymes: string,
): ModuleSource {
  const part = parts(metabolite, family, drugs, enzymes);
  return part.module(
    [
      ...part.bodyStates(`${drug.name}.${metabolite.name}_formation`),
      part.state("eliminated", `${metabolite.title} cleared.`, "elimination"),
      ...part.slowStates,
    ],
    part.values,
    [{ ...metabolite.formed, name: "formed" }],
  );
}

/** The equations that a drug and a metabolite have in common. */
function parts(substance: Substance, family: readonly Substance[], drugs: readonly Drug[], module: string) {
  const { title, place, kinetics, name: moduleName } = substance;
  const state = (name: string, about: string, rate: string, stateUnit: Unit = milligram): StateSource => ({
    name,
    about,
    unit: stateUnit,
    initial: formula("0", place),
    rate: formula(rate, place),
    holdsDrug: true,
    place,
  });
  const value = (name: string, about: string, valueUnit: Unit, text: string): ValueSource => ({
    name,
    about,
    unit: valueUnit,
    formula: formula(text, place),
    place,
  });

  const effects = substance.enzymes.flatMap(({ enzyme }): EffectSource[] => {
    const text = inhibitionFormula(enzyme, family, drugs);
    if (!text) return [];
    return [
      {
        name: inhibitionEffect(enzyme),
        about: `What the drugs in use leave of ${enzyme.toUpperCase()} for ${title}.`,
        formula: formula(text, place),
        sources: [],
        place,
      },
    ];
  });
  const isInhibited = (enzyme: string) => effects.some((e) => e.name === inhibitionEffect(enzyme));
  const enzymes: Enzymes = { module, isInhibited };

  const metabolic = value(
    "metabolic_clearance",
    kinetics.hepatic_flow
      ? `What the enzymes could clear of ${title} if blood brought enough.`
      : `Clearance of ${title} with the enzymes as they are now.`,
    flow,
    clearanceFormula(substance, enzymes),
  );
  const cleared = kinetics.hepatic_flow
    ? "hepatic_flow * metabolic_clearance / (hepatic_flow + metabolic_clearance)"
    : "metabolic_clearance";
  const values = [
    metabolic,
    value("elimination", `${title} cleared from plasma.`, massFlow, `${cleared} * plasma.${moduleName}`),
  ];

  const bodyStates = (input: string): StateSource[] => {
    if (!kinetics.peripheral_volume)
      return [state("body", `${title} in the body.`, `${input} - elimination`)];
    const exchange = "peripheral_flow * (body / volume - peripheral / peripheral_volume)";
    return [
      state("body", `${title} in plasma and what is one with it.`, `${input} - elimination - ${exchange}`),
      state("peripheral", `${title} in deeper tissue.`, exchange),
    ];
  };

  const slowStates: StateSource[] = [];
  if (kinetics.effect_site_half_life)
    slowStates.push(
      state(
        "effect_site",
        `${title} where it acts, trailing plasma.`,
        `(plasma.${moduleName} - effect_site) * ln(2) / effect_site_half_life`,
        concentration,
      ),
    );
  // Binding that lets go slowly, db/dt = k (C / ec50 (1 - b) - b), written for the level that would hold b at equilibrium.
  const [first] = substance.targets;
  if (kinetics.dissociation_half_life && first)
    slowStates.push(
      state(
        "effect_site",
        `${title} at the level that what it holds of ${first.site} stands for.`,
        `(plasma.${moduleName} - effect_site) * (1 + effect_site / ec50_${first.site}) * ln(2) / dissociation_half_life`,
        concentration,
      ),
    );
  const parameters: ParameterSource[] = Object.values(kinetics).map((one) =>
    one.name === "lag" ? { ...one, isOfDoses: true } : one,
  );
  for (const { enzyme, share } of substance.enzymes) parameters.push({ ...share, name: shareName(enzyme) });
  for (const { enzyme, ki, own_ki, recovery_half_life } of substance.inhibits) {
    if (recovery_half_life) parameters.push({ ...recovery_half_life, name: `${enzyme}_recovery_half_life` });
    for (const [constant, forItself] of [
      [ki, false],
      [own_ki, true],
    ] as const) {
      if (!constant) continue;
      const ki_ = kiName(enzyme, forItself);
      const lost = lostState(enzyme, forItself);
      parameters.push({ ...constant, name: ki_ });
      if (recovery_half_life)
        slowStates.push(
          state(
            lost,
            `Fraction of ${enzyme.toUpperCase()} that ${title} has inactivated${forItself ? " for itself" : ""}.`,
            `(plasma.${moduleName} / ${ki_} * (1 - ${lost}) - ${lost}) * ln(2) / ${enzyme}_recovery_half_life`,
            one,
          ),
        );
    }
  }
  for (const target of substance.targets)
    parameters.push(
      { ...target.ec50, name: `ec50_${target.site}` },
      { ...target.emax, name: `emax_${target.site}` },
    );

  return {
    state,
    value,
    values,
    enzymes,
    bodyStates,
    slowStates,
    module: (
      states: readonly StateSource[],
      moduleValues: readonly ValueSource[],
      more: readonly ParameterSource[] = [],
    ) =>
      moduleSource({
        name: moduleName,
        title,
        about: substance.about,
        place,
        parameters: [...parameters, ...more],
        states,
        values: moduleValues,
        effects,
      }),
  };
}
