import { type Checked, type Diagnostic, isUsable } from "../diagnostics/index.ts";
import {
  type DomainLimits,
  domainWords,
  type FlatParameter,
  type FlatSystem,
  isInside,
  limitsOf,
} from "../model/index.ts";
import { exp } from "../numbers/index.ts";
import { applyPeople, combinePeople, familyOf, type Person, shareName } from "../pharmacology/index.ts";
import { keyOf, uniform } from "../random/index.ts";
import {
  type Cast,
  type Distribution,
  type KineticVariation,
  type Population,
  type Trait,
  unknownPerson,
} from "../scenario/index.ts";
import { cholesky } from "../statistics/index.ts";
import {
  attempts,
  correlatedNormals,
  draw,
  type FullDistribution,
  logSpread,
  normal,
} from "./distributions.ts";
import * as say from "./messages.ts";

/** One member of a population. */
export interface Subject {
  readonly ancestry?: string | undefined;
  /** Names of the people that combine in this subject, in the order of the population's traits. */
  readonly people: readonly string[];
  /**
   * Canonical values of every parameter that this subject does not share with the model as shipped, with what the
   * people set and scale already in them: an arm that runs with these needs no person of its own.
   */
  readonly parameters: ReadonlyMap<string, number>;
}

/** Kinetic parameters of one drug, drawn together: medians, and a lower triangular factor of their log-covariance. */
interface KineticBlock {
  readonly names: readonly string[];
  readonly medians: readonly number[];
  readonly domains: readonly DomainLimits[];
  readonly factor: readonly (readonly number[])[];
}

/** A population with everything looked up, ready to be sampled. Numbers are canonical. */
export interface PopulationSampler {
  readonly population: Population;
  readonly people: ReadonlyMap<string, Person>;
  readonly single: readonly { readonly name: string; readonly distribution: FullDistribution }[];
  readonly kinetic: readonly KineticBlock[];
  readonly parameters: ReadonlyMap<string, FlatParameter>;
  /** Parameters with a distribution of their own, which people do not override. */
  readonly named: ReadonlySet<string>;
  /** Parameters that are parts of one whole: the shares of a substance's clearance. */
  readonly shares: readonly (readonly string[])[];
}

/**
 * Looks up everything that a population names in the systems its subjects will run in (with the drugs in use; see
 * `PreparedArms.systems`). What none of the systems has is an error, except parameters of drugs not in use.
 */
export function populationSampler(
  population: Population,
  cast: Cast,
  systems: readonly FlatSystem[],
): Checked<PopulationSampler> {
  const diagnostics: Diagnostic[] = [];
  const parameters = new Map(systems.flatMap((system) => system.parameters.map((p) => [p.name, p] as const)));
  checkPeople(population, cast, diagnostics);
  const kinetic = kineticBlocks(population, cast, parameters, diagnostics);
  const named = new Set(population.parameters.map((p) => p.name));
  const taken = new Set([
    ...named,
    ...kinetic.flatMap((block) => block.names),
    ...cast.model.care.flatMap((care) => care.set.map((s) => s.name)),
  ]);
  for (const { name, place } of population.same)
    if (![...parameters.keys()].some((p) => isOf(p, name)))
      diagnostics.push(say.unknownParameter(name, place, parameters.keys()));
  const own = population.parameters.flatMap(({ name, distribution, place }) => {
    const parameter = parameters.get(name);
    if (parameter) {
      const full = withinDomain(canonical(distribution, parameter), parameter);
      if (full) return [{ name, distribution: full }];
      diagnostics.push(say.outsideDomain(name, domainWords(parameter.domain, parameter.unit), place));
      return [];
    }
    if (!cast.drugs.has(name.split(".")[0]!))
      diagnostics.push(say.unknownParameter(name, place, parameters.keys()));
    return [];
  });
  const byRange = [...parameters.values()].flatMap((parameter) => {
    const stays = taken.has(parameter.name) || population.same.some(({ name }) => isOf(parameter.name, name));
    const distribution = fromRange(parameter, population.spread);
    return stays || !distribution ? [] : [{ name: parameter.name, distribution }];
  });
  const sampler = {
    population,
    people: cast.people,
    single: [...own, ...byRange],
    kinetic,
    parameters,
    named,
    shares: [...cast.drugs.values()].flatMap(familyOf).flatMap(({ name, enzymes }) => {
      const names = enzymes.map(({ enzyme }) => `${name}.${shareName(enzyme)}`);
      return names.length > 0 && names.every((n) => parameters.has(n)) ? [names] : [];
    }),
  };
  return { value: isUsable(diagnostics) ? sampler : undefined, diagnostics };
}

/**
 * Subject number `subject` of a population: a function of seed and number alone, so subjects come out the same in any
 * order, in any number, on any worker, and whichever drugs the arms use. People are drawn trait by trait (traits are
 * independent), kinetics as correlated log-normals, all else from named distributions or declared ranges.
 */
export function samplePerson(sampler: PopulationSampler, seed: number, subject: number): Subject {
  const { population } = sampler;
  const uniforms = (what: string) => (counter: number) => uniform(seed, subject, keyOf(what), counter);
  const ancestry = pick(
    population.ancestries.map((a) => [a.name, a.share]),
    uniforms("ancestry")(0),
  );
  const people = population.traits.flatMap(
    (trait) => pick(sharesOf(trait, ancestry), uniforms(`trait ${trait.name}`)(0)) ?? [],
  );
  const parameters = new Map<string, number>();
  for (const { name, distribution } of sampler.single)
    parameters.set(name, draw(distribution, uniforms(name)));
  for (const block of sampler.kinetic)
    for (const [i, value] of drawKinetics(block, uniforms).entries()) parameters.set(block.names[i]!, value);
  const combined = combinePeople(
    people.flatMap((name) => {
      const person = sampler.people.get(name);
      return person ? [{ person, place: person.place }] : [];
    }),
  );
  applyPeople(combined, {
    values: parameters,
    // Parameters of drugs that are not in use are left out; a distribution that names one goes before what people set.
    parameterOf: ({ name }, how) =>
      how === "set" && sampler.named.has(name) ? undefined : sampler.parameters.get(name),
    put: (parameter, value) => parameters.set(parameter.name, held(value, parameter)),
  });
  keepShares(parameters, sampler);
  return { ancestry, people, parameters };
}

/** Held at the ends of the domain, which a factor can take a drawn number past. */
function held(value: number, { domain, unit }: FlatParameter): number {
  const { low, high } = limitsOf(domain, unit);
  return Math.min(Math.max(value, low), high);
}

/** Shares of one whole that were drawn to more than all of it are made smaller in proportion. */
function keepShares(values: Map<string, number>, { shares, parameters }: PopulationSampler): void {
  for (const names of shares) {
    const parts = names.map((name) => values.get(name) ?? parameters.get(name)!.value);
    const sum = parts.reduce((total, part) => total + part, 0);
    if (sum > 1) for (const [i, name] of names.entries()) values.set(name, parts[i]! / sum);
  }
}

/** Kinetic parameters drawn together, again where one leaves its domain (a bioavailability above 1). */
function drawKinetics(
  { names, medians, factor, domains }: KineticBlock,
  uniforms: (what: string) => (counter: number) => number,
): number[] {
  let values: number[] = [];
  for (let k = 0; k < attempts; k++) {
    const again = (name: string) => (counter: number) => uniforms(name)(2 * k + counter);
    const logs = correlatedNormals(
      factor,
      names.map((name) => normal(again(name))),
    );
    values = medians.map((median, i) => median * exp(logs[i]!));
    if (values.every((value, i) => isInside(domains[i]!, value))) return values;
  }
  return values.map((value, i) => Math.min(Math.max(value, domains[i]!.low), domains[i]!.high));
}

/**
 * The distribution cut to the parameter's domain; undefined where it reaches out of it by its own numbers, or where most
 * of it would be cut away.
 */
function withinDomain(d: FullDistribution, { domain, unit }: FlatParameter): FullDistribution | undefined {
  const limits = limitsOf(domain, unit);
  const inside = (...values: readonly number[]) => values.every((value) => isInside(limits, value));
  switch (d.kind) {
    case "fixed":
      return inside(d.value) ? d : undefined;
    case "uniform":
    case "triangular":
      // The ends themselves are drawn with probability 0.
      return inside((d.low + d.high) / 2) && d.low >= limits.low && d.high <= limits.high ? d : undefined;
    default: {
      const [low, high] = d.within ?? [limits.low, limits.high];
      if (low < limits.low || high > limits.high) return undefined;
      if (!d.within && !inside(d.kind === "normal" ? d.mean : d.median)) return undefined;
      if (domain === "any") return d;
      return { ...d, within: [limits.isOpen ? Math.max(low, Number.MIN_VALUE) : low, high] };
    }
  }
}

/** The name whose share of the unit interval holds `u`; undefined in what is left to 1. */
function pick(shares: readonly (readonly [string, number])[], u: number): string | undefined {
  let sum = 0;
  for (const [name, share] of shares) {
    sum += share;
    if (u < sum) return name;
  }
  return undefined;
}

function sharesOf(trait: Trait, ancestry: string | undefined): (readonly [string, number])[] {
  const entry =
    trait.byAncestry.find((e) => e.ancestry !== undefined && e.ancestry === ancestry) ??
    trait.byAncestry.find((e) => e.ancestry === undefined);
  return (entry?.shares ?? []).map(({ person, share }) => [person, share]);
}

/** Whether a parameter is this one or belongs to this module. */
const isOf = (parameter: string, name: string) => parameter === name || parameter.startsWith(`${name}.`);

/** Triangular over the given part of the declared range, with its peak at the nominal value. */
function fromRange({ value, range, isChosen }: FlatParameter, spread: number): FullDistribution | undefined {
  const low = value - spread * (value - Math.min(range[0], value));
  const high = value + spread * (Math.max(range[1], value) - value);
  return isChosen || !(high > low) ? undefined : { kind: "triangular", low, mode: value, high };
}

/** The distribution in canonical units, about this parameter's value where it asks for that. */
function canonical(d: Distribution, { value, unit: { factor } }: FlatParameter): FullDistribution {
  const within = d.within && ([d.within[0] * factor, d.within[1] * factor] as const);
  switch (d.kind) {
    case "fixed":
      return { ...d, within, value: d.value * factor };
    case "uniform":
      return { ...d, within, low: d.low * factor, high: d.high * factor };
    case "triangular":
      return { ...d, within, low: d.low * factor, mode: d.mode * factor, high: d.high * factor };
    case "normal":
      return { ...d, within, mean: d.mean * factor, sd: d.sd * factor };
    case "lognormal":
      return { ...d, within, median: d.median * factor };
    case "around":
      return { kind: "lognormal", within, median: value, cv: d.cv };
  }
}

function kineticBlocks(
  { kinetics, correlations }: Population,
  cast: Cast,
  parameters: ReadonlyMap<string, FlatParameter>,
  diagnostics: Diagnostic[],
): KineticBlock[] {
  for (const { drug, place } of kinetics)
    if (drug !== undefined && !cast.drugs.has(drug))
      diagnostics.push(say.unknownDrug(drug, place, cast.drugs.keys()));
  return [...cast.drugs.keys()].flatMap((drug) => {
    const varies = variationsOf(drug, kinetics).flatMap((variation) => {
      const parameter = parameters.get(`${drug}.${variation.parameter}`);
      return parameter && variation.cv > 0 ? [{ ...variation, full: parameter }] : [];
    });
    if (varies.length === 0) return [];
    const spreads = varies.map(({ cv }) => logSpread(cv));
    const covariance = varies.map((a, i) =>
      varies.map((b, j) => {
        const r = i === j ? 1 : correlationOf(a.parameter, b.parameter, correlations);
        return r * spreads[i]! * spreads[j]!;
      }),
    );
    const factor = cholesky(covariance);
    if (!factor) {
      diagnostics.push(say.impossibleCorrelations(drug, correlations[0]?.place ?? varies[0]!.place));
      return [];
    }
    return [
      {
        names: varies.map((v) => v.full.name),
        medians: varies.map((v) => v.full.value),
        domains: varies.map((v) => limitsOf(v.full.domain, v.full.unit)),
        factor,
      },
    ];
  });
}

/** A drug's own variations, and those for all drugs where it has none of its own. */
function variationsOf(drug: string, kinetics: readonly KineticVariation[]): KineticVariation[] {
  const own = kinetics.filter((k) => k.drug === drug);
  const shared = kinetics.filter(
    (k) => k.drug === undefined && !own.some((o) => o.parameter === k.parameter),
  );
  return [...own, ...shared];
}

const correlationOf = (a: string, b: string, correlations: Population["correlations"]) =>
  correlations.find(({ between: [x, y] }) => (x === a && y === b) || (x === b && y === a))?.r ?? 0;

/** Names must exist, and shares must be of people of one trait that can be in one subject with the others. */
function checkPeople(population: Population, cast: Cast, diagnostics: Diagnostic[]): void {
  for (const trait of population.traits)
    for (const { person, place } of trait.byAncestry.flatMap((entry) => entry.shares)) {
      const known = cast.people.get(person);
      if (!known) diagnostics.push(unknownPerson(person, place, cast.people.keys()));
      else if (known.trait !== undefined && known.trait !== trait.name)
        diagnostics.push(say.otherTrait(person, known.trait, trait.name, place));
    }
}
