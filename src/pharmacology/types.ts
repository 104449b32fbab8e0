import type { Place } from "../diagnostics/index.ts";
import type { ParameterSource, Tier } from "../model/index.ts";
import type { CovariateEffect, Covariates } from "./covariate-types.ts";

/** The kinetic parameters that a drug file may give; the first four are required. */
export const kineticNames = [
  "bioavailability",
  "absorption",
  "clearance",
  "volume",
  "transit_time",
  "lag",
  "peripheral_volume",
  "peripheral_flow",
  "hepatic_flow",
  "effect_site_half_life",
  "dissociation_half_life",
] as const;
export type KineticName = (typeof kineticNames)[number];

/** The kinetic parameters of a metabolite; the first two are required. */
export const metaboliteKineticNames = [
  "clearance",
  "volume",
  "effect_site_half_life",
] as const satisfies readonly KineticName[];

/** The share of a substance's clearance, with normal enzymes and no inhibitor, that runs through one enzyme. */
export interface EnzymeShare {
  readonly enzyme: string;
  readonly share: ParameterSource;
  readonly place: Place;
}

/** How a substance inhibits an enzyme. At least one of the two constants is given. */
export interface Inhibition {
  readonly enzyme: string;
  /** Plasma concentration that halves the enzyme for other substances. */
  readonly ki?: ParameterSource | undefined;
  /** Plasma concentration that halves the enzyme for the substance itself. */
  readonly own_ki?: ParameterSource | undefined;
  /** Given where the enzyme is inactivated: half-life in which new enzyme replaces it. */
  readonly recovery_half_life?: ParameterSource | undefined;
  readonly place: Place;
}

/** What a drug binds, how it acts there, and how much drug that takes. */
export interface DrugTarget {
  readonly site: string;
  readonly action: string;
  /** Effect-site concentration at which half of `emax` is reached. */
  readonly ec50: ParameterSource;
  /** Largest share of the site that the drug can take, 0 to 1. */
  readonly emax: ParameterSource;
  readonly place: Place;
}

/** Something in plasma that is cleared and acts: a drug or what becomes of it. */
export interface Substance {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly place: Place;
  readonly kinetics: Readonly<Partial<Record<KineticName, ParameterSource>>>;
  readonly enzymes: readonly EnzymeShare[];
  readonly inhibits: readonly Inhibition[];
  readonly targets: readonly DrugTarget[];
}

/** A substance that the body makes from a drug. */
export interface Metabolite extends Substance {
  /** Mass of metabolite made from a mass of drug cleared (through `by`, where that is given). */
  readonly formed: ParameterSource;
  /** The enzyme that makes it; absent: it is made in proportion to all clearance. */
  readonly by?: string | undefined;
}

/** How much of a site a dose held in people. Never read by the equations: predictions are compared with it. */
export interface MeasuredOccupancy {
  readonly site: string;
  /** mg; a day, unless it was a single dose */
  readonly dose: number;
  /** Days after a single dose; absent: the average at steady state. */
  readonly after?: number | undefined;
  readonly value: number;
  /** Between people. */
  readonly sd?: number | undefined;
  readonly about?: string | undefined;
  readonly sources: readonly string[];
  readonly place: Place;
}

/** The countries whose labels drug files tell apart; eu stands for those without a label of their own there. */
export const countries = ["us", "eu", "uk", "de", "fr", "es", "ch", "jp"] as const;
export type Country = (typeof countries)[number];

/** What a study of bioavailability counted; of a nominal one only clearance and volume over it are known. */
export const bioavailabilityOf = [
  "unchanged drug",
  "drug and metabolites",
  "radioactivity",
  "nominal",
] as const;

/** One of the ways in which parts of a dose are absorbed side by side, such as the delayed part of a tablet. */
export interface AbsorptionRoute {
  readonly name: string;
  /** Share of the dose; absent: what the other ways leave. */
  readonly fraction?: ParameterSource | undefined;
  /** Absent: as in the kinetics of the file. */
  readonly absorption?: ParameterSource | undefined;
  /** Time before anything is released. */
  readonly lag?: ParameterSource | undefined;
  /** How long it is released, at a constant rate; absent: at once. */
  readonly duration?: ParameterSource | undefined;
  readonly place: Place;
}

/** The numbers that a way of absorption may give. */
export const routeNumbers = ["fraction", "absorption", "lag", "duration"] as const;

/** A product of a drug: how it counts its milligrams, and what one of them corresponds to. */
export interface DrugProduct {
  /** "CR tablet"; its words are what it is asked for by. */
  readonly form: string;
  /** mg as printed */
  readonly strengths: readonly number[];
  /** What those milligrams are: "base" or a salt. */
  readonly counts: string;
  /** Milligrams of the file's tablet that a milligram of it corresponds to, both as base; 1 where they are the same. */
  readonly equals: number;
  /** mg in a drop */
  readonly drop?: number | undefined;
  /** Why the kinetics of the file are not those of this product. */
  readonly notFor?: string | undefined;
  readonly in?: readonly Country[] | undefined;
  /** How it is absorbed, where that is not as the file says. */
  readonly routes: readonly AbsorptionRoute[];
  readonly brands: readonly { readonly country: Country; readonly name: string }[];
  readonly sources: readonly string[];
}

/** A pharmacology file: kinetics and targets of one drug. Doses are in mg of what it counts: its base, or a salt. */
export interface Drug extends Substance {
  readonly class: string;
  /** Licensed adult dose in mg a day. */
  readonly licensed: { readonly min: number; readonly usual?: number | undefined; readonly max: number };
  /** Strengths that can be had, in mg. */
  readonly tablets: readonly number[];
  /** g/mol of the base */
  readonly molarMass?: number | undefined;
  /** g/mol by salt, for a mole of base */
  readonly salts: ReadonlyMap<string, number>;
  /** What a milligram of the file is: "base" or a salt. */
  readonly counts: string;
  /** Exposure with food in multiples of that without, where the file says it. */
  readonly food?: { readonly exposure: number; readonly sources: readonly string[] } | undefined;
  readonly products: readonly DrugProduct[];
  readonly metabolites: readonly Metabolite[];
  readonly measured: readonly MeasuredOccupancy[];
  readonly bioavailabilityOf?:
    | {
        readonly what: (typeof bioavailabilityOf)[number];
        readonly note?: string | undefined;
        readonly sources: readonly string[];
      }
    | undefined;
  /** In which bodies it is cleared otherwise, as far as that is known. */
  readonly covariates: readonly CovariateEffect[];
  /** How a dose is absorbed side by side; none: in the one way of its kinetics. */
  readonly routes: readonly AbsorptionRoute[];
  /** What a treatment uses beyond that, so that its equations have it too: an infusion, the ways of products. */
  readonly inUse?: { readonly infusion: boolean; readonly routes: readonly AbsorptionRoute[] } | undefined;
}

/** What a person's file says of one parameter: a value, or a factor on it, and how well that is known. */
export interface PersonNumber {
  /** Full name of the parameter. */
  readonly name: string;
  /** In the parameter's declared unit; a factor has none. */
  readonly value: number;
  readonly range?: readonly [number, number] | undefined;
  readonly tier?: Tier | undefined;
  readonly sources: readonly string[];
  readonly note?: string | undefined;
  readonly place: Place;
}

/** The kinds of people, in the order in which they are listed. */
export const personGroups = ["illness", "age", "metabolism", "genotype", "other"] as const;
export type PersonGroup = (typeof personGroups)[number];

/** A shift of parameters that makes one subject: an illness, an age, a genotype. People combine. */
export interface Person {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly place: Place;
  readonly group: PersonGroup;
  /** What it is one case of ("illness", "CYP2C19"): a subject has at most one case of each. Absent: goes with anything. */
  readonly trait?: string | undefined;
  readonly set: readonly PersonNumber[];
  readonly scale: readonly PersonNumber[];
  readonly covariates?: Covariates | undefined;
  readonly sources: readonly string[];
}
