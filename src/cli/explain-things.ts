import { expectation, measured } from "../analysis/index.ts";
import { scenarioFiles, shownPath } from "../files/index.ts";
import { type Library, type ReadText, readScenario, type Source } from "../language/index.ts";
import type { ParameterSource } from "../model/index.ts";
import {
  type AbsorptionRoute,
  baseOf,
  type CovariateEffect,
  type Drug,
  type DrugProduct,
  type Inhibition,
  routeNumbers,
  type Substance,
} from "../pharmacology/index.ts";
import { hanging, stem } from "../text/index.ts";

/** What is known about a name that stands for no quantity: a claim, row, drug, hypothesis, source and so on. */
export interface ThingExplanation {
  readonly name: string;
  readonly kind: string;
  readonly about: string;
  readonly sections: readonly { readonly title: string; readonly items: readonly string[] }[];
}

/** Items by the title above them. */
type Sections = Readonly<Record<string, readonly string[]>>;
type Thing = Omit<ThingExplanation, "sections"> & { readonly sections: Sections };

/** Explains by name, by kind; the first kind that has the name answers. */
const kinds: readonly ((name: string, library: Library, read: ReadText) => Thing | undefined)[] = [
  ofClaim,
  ofRow,
  ofDrug,
  ofHypothesis,
  ofSource,
  ofPopulation,
  ofScenario,
  ofCare,
  ofModule,
];

/** @param read gives the texts of files that are not of the library: a scenario and those that it names */
export function explainThing(name: string, library: Library, read: ReadText): ThingExplanation | undefined {
  for (const of of kinds) {
    const found = of(name, library, read);
    if (found) return { ...found, sections: inOrder(found.sections).filter(({ items }) => items.length > 0) };
  }
  return undefined;
}

/** The names that `explainThing` knows. */
export const thingNames = ({ claims, model, drugs, sources, populations }: Library): string[] => [
  ...claims.keys(),
  ...model.rows.map((row) => row.id),
  ...drugs.keys(),
  ...model.modules.flatMap((m) => m.hypotheses.map((h) => `${m.name}.${h.name}`)),
  ...sources.keys(),
  ...populations.keys(),
  ...scenarioFiles().map(stem),
  ...model.care.map((c) => c.name),
  ...model.modules.map((m) => m.name),
];

export function describeThing({ name, kind, about, sections }: ThingExplanation): string {
  return [
    `${name} (${kind})`,
    ...hanging(about),
    ...sectionLines(Object.fromEntries(sections.map(({ title, items }) => [title, items]))),
  ].join("\n");
}

const inOrder = (sections: Sections) => Object.entries(sections).map(([title, items]) => ({ title, items }));

/** Sections in lines, each under its title; one without items is left out. */
export const sectionLines = (sections: Sections): string[] =>
  inOrder(sections).flatMap(({ title, items }) =>
    items.length > 0 ? ["", title, ...items.flatMap(hanging)] : [],
  );

const citationOf = ({ citation, doi }: Source) => `${citation}${doi ? ` doi:${doi}` : ""}`;

/** A source with how far it was read. */
export const sourceLine = (source: Source): string => `${source.id} (${source.read}): ${citationOf(source)}`;

const cited = (ids: Iterable<string>, { sources }: Library): Sections => ({
  Evidence: [...new Set(ids)].flatMap((id) => {
    const source = sources.get(id);
    return source ? [sourceLine(source)] : [];
  }),
});

function ofClaim(name: string, library: Library): Thing | undefined {
  const claim = library.claims.get(name);
  return (
    claim && {
      name,
      kind: `claim of row ${claim.row}`,
      about: claim.says,
      sections: {
        Expected: [`${measured(claim)}: ${expectation(claim)}`],
        "Carried by": [...claim.carriedBy],
        Note: [`Contested: ${claim.contested}.`, claim.note, claim.fails, claim.fragile].flatMap(
          (text) => text ?? [],
        ),
        ...cited(claim.sources, library),
        "Run it": [`lull check ${name}`],
      },
    }
  );
}

function ofRow(name: string, library: Library): Thing | undefined {
  const row = library.model.rows.find(({ id }) => id === name);
  const claims = [...library.claims.values()].filter((claim) => claim.row === name);
  return (
    row && {
      name,
      kind: "row",
      about: row.says,
      sections: {
        Claims: claims.map((claim) => `${claim.id}: ${claim.says}`),
        "Run them": claims.length > 0 ? [`lull check ${name}`] : [],
      },
    }
  );
}

/** What a milligram is, and how much base that holds. */
function milligramsOf(drug: Drug): string[] {
  const { counts, molarMass, salts } = drug;
  const mass = molarMass === undefined ? [] : [`molar mass of the base ${molarMass} g/mol`];
  const own =
    counts === "base"
      ? "of the base"
      : `of the ${counts}: 1 mg holds ${Number(baseOf(1, counts, drug).toPrecision(4))} mg base`;
  return [own, ...mass, ...[...salts].map(([salt, g]) => `${salt} ${g} g/mol`)];
}

function covariateLine(effect: CovariateEffect): string {
  const { age, sex, creatinineClearance: flow, childPugh, of, clearance } = effect;
  const bodies = [
    age && `age ${age[0]} to ${age[1]}`,
    sex,
    flow && `creatinine clearance ${flow[0]} to ${flow[1]} mL/min`,
    childPugh && `Child-Pugh ${childPugh.join(", ")}`,
  ];
  return `${bodies.filter(Boolean).join(", ")}: clearance of ${of} times ${shownNumber(clearance)}`;
}

function routeLine(route: AbsorptionRoute, form: string | undefined): string {
  const numbers = routeNumbers.flatMap((key) => (route[key] ? [`${key} ${shownNumber(route[key])}`] : []));
  return `${route.name}${form ? ` (${form})` : ""}: ${[route.fraction ? "" : "the rest", ...numbers].filter(Boolean).join(", ")}`;
}

function productLine({
  form,
  strengths,
  counts,
  equals,
  drop,
  notFor,
  in: sold,
  brands,
}: DrugProduct): string {
  const facts = [
    `${form}: ${strengths.join(", ")} mg, counted as ${counts}`,
    sold && `sold in ${sold.map((country) => country.toUpperCase()).join(", ")}`,
    drop !== undefined && `a drop is ${drop} mg`,
    equals !== 1 && `1 mg corresponds to ${equals} mg of the tablet`,
    brands.length > 0 && `brands ${[...new Set(brands.map((brand) => brand.name))].join(", ")}`,
    notFor !== undefined && `not simulated: ${notFor}`,
  ];
  return facts.filter(Boolean).join("; ");
}

function ofDrug(name: string, library: Library): Thing | undefined {
  const drug = library.drugs.get(name);
  if (!drug) return undefined;
  const family = [drug, ...drug.metabolites];
  /** Whose line it is, where it is not the drug's own. */
  const whose = (substance: Substance) => (substance === drug ? "" : `${substance.name}: `);
  const lines = (of: (substance: Substance) => readonly string[]) =>
    family.flatMap((substance) => of(substance).map((line) => `${whose(substance)}${line}`));
  return {
    name,
    kind: "drug",
    about: `${drug.title}. ${drug.about}`,
    sections: {
      Licensed: [
        `${drug.licensed.min} to ${drug.licensed.max} mg a day; tablets of ${drug.tablets.join(", ")} mg`,
      ],
      Milligrams: milligramsOf(drug),
      Products: drug.products.map(productLine),
      "Ways of absorption": [drug, ...drug.products].flatMap((one) =>
        one.routes.map((route) => routeLine(route, "form" in one ? one.form : undefined)),
      ),
      Bioavailability: drug.bioavailabilityOf
        ? [[`of ${drug.bioavailabilityOf.what}`, drug.bioavailabilityOf.note].filter(Boolean).join(": ")]
        : [],
      "Cleared otherwise in": drug.covariates.map(covariateLine),
      Kinetics: lines((s) => kineticsOf(s).map(([key, number]) => `${key} ${shownNumber(number)}`)),
      "Cleared by": lines((s) =>
        s.enzymes.map((e) => `${e.enzyme} ${shownNumber(e.share)} of the clearance`),
      ),
      Inhibits: lines((s) => s.inhibits.map(shownInhibition)),
      Targets: lines((s) =>
        s.targets.map(
          (t) => `${t.site} (${t.action}): ec50 ${shownNumber(t.ec50)}, emax ${shownNumber(t.emax)}`,
        ),
      ),
      "Measured occupancy": drug.measured.map(
        ({ site, dose, value, sd, about }) =>
          `${site} ${value}${sd === undefined ? "" : ` (SD ${sd})`} on ${dose} mg${about ? `: ${about}` : ""}`,
      ),
      ...cited(
        [
          ...family.flatMap(numbersOf).flatMap((number) => number.sources),
          ...drug.measured.flatMap((m) => m.sources),
        ],
        library,
      ),
    },
  };
}

const kineticsOf = ({ kinetics }: Substance): [string, ParameterSource][] =>
  Object.entries(kinetics).flatMap(([key, number]): [string, ParameterSource][] =>
    number ? [[key, number]] : [],
  );

/** Every number of a substance. */
const numbersOf = (substance: Substance): ParameterSource[] => [
  ...kineticsOf(substance).map(([, number]) => number),
  ...substance.enzymes.map((e) => e.share),
  ...substance.inhibits.flatMap(({ ki, own_ki, recovery_half_life }) =>
    [ki, own_ki, recovery_half_life].flatMap((number) => number ?? []),
  ),
  ...substance.targets.flatMap((t) => [t.ec50, t.emax]),
];

function shownInhibition({ enzyme, ki, own_ki, recovery_half_life }: Inhibition): string {
  const parts = [
    ki && `half at ${shownNumber(ki)} for other drugs`,
    own_ki && `half at ${shownNumber(own_ki)} for itself`,
    recovery_half_life && `inactivated, replaced with a half-life of ${shownNumber(recovery_half_life)}`,
  ];
  return `${enzyme}: ${parts.filter(Boolean).join(", ")}`;
}

const shownNumber = ({ value, unit, tier }: ParameterSource) =>
  `${value}${unit.text === "1" ? "" : ` ${unit.text}`} (${tier})`;

function ofHypothesis(name: string, library: Library): Thing | undefined {
  const found = library.model.modules
    .flatMap((m) => m.hypotheses.map((h) => ({ h, full: `${m.name}.${h.name}` })))
    .find(({ full }) => full === name)?.h;
  return (
    found && {
      name,
      kind: "hypothesis",
      about: found.question,
      sections: {
        Choices: found.choices.map(
          (c) =>
            `${c.name}${c.name === found.default ? " (default)" : ""}: ${c.about.trim()}${c.sources.length > 0 ? ` [${c.sources.join(", ")}]` : ""}`,
        ),
        ...cited(
          found.choices.flatMap((c) => c.sources),
          library,
        ),
        "Try one": [`lull run first-look --hypothesis ${name}=${found.choices.at(-1)!.name}`],
      },
    }
  );
}

function ofSource(name: string, library: Library): Thing | undefined {
  const source = library.sources.get(name);
  return (
    source && {
      name,
      kind: `source, read: ${source.read}`,
      about: citationOf(source),
      sections: {
        Found: library.findings.filter((f) => f.source === name).map((f) => f.says.trim()),
        "Claims that rest on it": [...library.claims.values()]
          .filter((c) => c.sources.includes(name))
          .map((c) => c.id),
      },
    }
  );
}

function ofPopulation(name: string, library: Library): Thing | undefined {
  const population = library.populations.get(name);
  return (
    population && {
      name,
      kind: "population",
      about: `${population.title}. ${population.about}`,
      sections: {
        "Written in": [population.place.file],
        "Run it, or begin one of your own": [
          `lull population first-look --population ${name}`,
          "lull new population NAME",
        ],
      },
    }
  );
}

function ofScenario(name: string, _: Library, read: ReadText): Thing | undefined {
  const path = scenarioFiles().find((file) => file === name || stem(file) === name);
  const scenario = path && readScenario(shownPath(path), read(path)!, read).value?.scenario;
  return scenario
    ? {
        name,
        kind: "scenario",
        about: `${scenario.title}. ${scenario.question}`,
        sections: {
          Arms: scenario.arms.map((arm) => arm.label),
          "Run it": [`lull run ${stem(path)}`],
        },
      }
    : undefined;
}

function ofModule(name: string, { model }: Library): Thing | undefined {
  const source = model.modules.find((one) => one.name === name);
  if (!source) return undefined;
  const line = (item: { readonly name: string; readonly about: string }) =>
    `${name}.${item.name}: ${item.about}`;
  return {
    name,
    kind: "module",
    about: `${source.title}. ${source.about}`,
    sections: {
      States: source.states.map(line),
      Values: source.values.map(line),
      "Effects (may be knocked out)": source.effects.map(line),
      Hypotheses: source.hypotheses.map(({ name: own }) => `${name}.${own}`),
      Parameters: source.parameters.map(line),
    },
  };
}

function ofCare(name: string, { model }: Library): Thing | undefined {
  const care = model.care.find((c) => c.name === name);
  return (
    care && {
      name,
      kind: "care",
      about: "What an arm gets beside its drugs: care: NAME in a scenario.",
      sections: { Sets: care.set.map((s) => `${s.name} = ${s.value}`) },
    }
  );
}
