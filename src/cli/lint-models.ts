import { type Diagnostic, distinct, isUsable, type Place } from "../diagnostics/index.ts";
import type { Library } from "../language/index.ts";
import { checkBaseline, checkBaselineBeside, flatten, type Model, unusedParameters } from "../model/index.ts";
import {
  drugsOwnModules,
  familyOf,
  type Person,
  type RegimenEntry,
  withAllRoutes,
} from "../pharmacology/index.ts";
import { populationSampler, prepareArms } from "../runs/index.ts";
import { joinWithDrugs, type Population, prepare } from "../scenario/index.ts";

/**
 * What is wrong with the models as a whole:
 * the model with every drug, under every single choice of every hypothesis; what people and care set; what is unused.
 * Where files have `faults` already, what can be said beside them.
 */
export function checkModels(library: Library, faults: readonly Diagnostic[] = []): Diagnostic[] {
  // A drug whose numbers have other units than they should would make the formulas of every drug beside it look wrong.
  const misfits = new Set(faults.flatMap((d) => (/unit$/.test(d.code) && d.place ? [d.place.file] : [])));
  const drugs = [...library.drugs.values()]
    .filter((drug) => !misfits.has(drug.place.file))
    .map(withAllRoutes);
  const { value: model, partial, diagnostics } = joinWithDrugs(library.model, drugs);
  if (!model || !isUsable(faults)) {
    const flat = partial && flatten(partial).value;
    const known = [...faults, ...diagnostics];
    const beside = partial && flat ? checkBaselineBeside(known, partial, flat) : [];
    return [
      ...diagnostics,
      ...beside,
      ...(model ? peopleFaults(library) : unknownBeside(known, library, partial)),
    ];
  }
  const choices = [...model.hypotheses].flatMap(([name, h]) =>
    h.choices.filter((c) => c.name !== h.default).map((c) => new Map([[name, c.name]])),
  );
  const systems = [new Map<string, string>(), ...choices].flatMap((choice) => {
    const flat = flatten(model, choice);
    return flat.value ? checkBaseline(model, flat.value) : [...flat.diagnostics];
  });
  const populations = [...library.populations.values()].flatMap((p) => checkPopulation(p, library));
  return [...systems, ...peopleFaults(library), ...populations, ...unusedParameters(model)];
}

/** What people set that is not there, as far as that can be said of a library some of whose files have faults. */
function unknownBeside(
  faults: readonly Diagnostic[],
  library: Library,
  partial: Model | undefined,
): Diagnostic[] {
  const faulty = new Set(
    faults.flatMap(({ severity, place }) => (severity === "error" && place ? [place.file] : [])),
  );
  const isSound = ({ place }: { readonly place: Place }) => !faulty.has(place.file);
  const { model } = library;
  const sound = {
    ...library,
    model: { ...model, modules: model.modules.filter(isSound) },
    drugs: new Map([...library.drugs].filter(([, drug]) => isSound(drug))),
  };
  return peopleFaults(sound).filter(
    ({ code, about }) => code === "unknown-parameter" && !partial?.entries.has(about ?? ""),
  );
}

/** What people, care and plots name and set. */
function peopleFaults(library: Library): Diagnostic[] {
  const people = [...library.people.values()].map((person) => ({
    label: person.name,
    people: [{ name: person.name, place: person.place }],
    place: person.place,
  }));
  const care = library.model.care.map((c) => ({
    label: `care ${c.name}`,
    care: c.name,
    place: library.model.place,
  }));
  const plainArm = { treatment: [], knockouts: [], hypotheses: [], set: [] };
  const arms = [...people, ...care].map((arm) => ({ ...plainArm, ...arm }));
  const lint = {
    id: "lint",
    title: "",
    question: "",
    duration: 1,
    arms,
    measures: [],
    plots: [],
    place: library.model.place,
  };
  // What people bring to a drug is looked at on that drug; what is said of the doses is not about them.
  const onDrugs = people.flatMap((arm) => {
    const taken = drugsOf(library.people.get(arm.label)!, library);
    return taken.length === 0 ? [] : [{ ...plainArm, ...arm, treatment: taken }];
  });
  const ofDrugs = onDrugs.flatMap((arm) => [
    ...prepare({ ...lint, arms: [arm] }, library).diagnostics.filter(({ code }) => ofNumbers.has(code)),
  ]);
  const everything = prepare(
    {
      ...lint,
      // Plots may show what comes with drugs, which this run does not have.
      plots: library.model.groups.map(({ title, show, place }) => ({
        kind: "variables",
        title,
        show: show.filter((name) => !drugsOwnModules.some((module) => name.startsWith(`${module}.`))),
        place,
      })),
    },
    library,
  );
  return distinct([...everything.diagnostics, ...ofDrugs]);
}

const ofNumbers: ReadonlySet<string> = new Set([
  "domain",
  "outside-range",
  "unknown-parameter",
  "shares-above-one",
]);

/** One dose of each drug whose numbers, or those of its metabolites, a person sets or scales. */
function drugsOf({ set, scale, place }: Person, { drugs }: Library): RegimenEntry[] {
  const named = new Set([...set, ...scale].map(({ name }) => name.split(".")[0]!));
  return [...drugs.values()]
    .filter((drug) => familyOf(drug).some(({ name }) => named.has(name)))
    .map(({ name }) => ({ drug: name, dose: 1, every: 1, from: 0, until: 1, place }));
}

/** What a population names: people, drugs, parameters, and what its inclusion criteria and targets measure. */
export function checkPopulation(population: Population, library: Library): readonly Diagnostic[] {
  const { arm, duration } = population.cohort;
  const requests = [
    ...population.inclusion.map((criterion) => criterion.measure),
    ...population.targets.flatMap((target) => target.measures),
  ];
  const { diagnostics } = prepareArms([{ arm, duration, requests }], library);
  // Without its measures, so that a fault in one of them does not hide the parameters.
  const { systems } = prepareArms([{ arm, duration, requests: [] }], library);
  const names = systems.length > 0 ? populationSampler(population, library, systems).diagnostics : [];
  return [...diagnostics, ...names];
}
