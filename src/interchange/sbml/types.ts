import type { Place } from "../../diagnostics/index.ts";
import type { XmlElement } from "./xml.ts";

// SBML as data: what Level 2 Version 4 to Level 3 Version 2 core can say about a model of differential equations, with
// the defaults of its level written in.

/** A formula as MathML has it. */
export type Maths =
  | { readonly kind: "number"; readonly value: number }
  | {
      readonly kind: "constant";
      readonly name: "pi" | "exponentiale" | "true" | "false" | "avogadro" | "time";
    }
  | { readonly kind: "name"; readonly name: string; readonly place: Place }
  | {
      readonly kind: "apply";
      /** The name of MathML's element. */
      readonly operator: string;
      readonly arguments: readonly Maths[];
      /** of root and log */
      readonly qualifier?: Maths | undefined;
      readonly place: Place;
    }
  /** A call of a function definition. */
  | {
      readonly kind: "call";
      readonly function: string;
      readonly arguments: readonly Maths[];
      readonly place: Place;
    }
  | { readonly kind: "rateOf"; readonly name: string; readonly place: Place }
  | {
      readonly kind: "piecewise";
      readonly pieces: readonly { readonly value: Maths; readonly condition: Maths }[];
      readonly otherwise?: Maths | undefined;
    };

interface Identified {
  readonly id: string;
  /** The attribute `name`, else the id. */
  readonly name: string;
  readonly place: Place;
}

export interface SbmlCompartment extends Identified {
  readonly dimensions: number;
  readonly size: number | undefined;
  readonly units: string | undefined;
  readonly constant: boolean;
}

export interface SbmlSpecies extends Identified {
  readonly compartment: string;
  readonly initialAmount: number | undefined;
  readonly initialConcentration: number | undefined;
  readonly substanceUnits: string | undefined;
  readonly hasOnlySubstanceUnits: boolean;
  readonly boundaryCondition: boolean;
  readonly constant: boolean;
  readonly conversionFactor: string | undefined;
}

export interface SbmlParameter extends Identified {
  readonly value: number | undefined;
  readonly units: string | undefined;
  readonly constant: boolean;
  /** How large it counts, as our own export annotates it. */
  readonly size?: number | undefined;
}

export interface SbmlFunction extends Identified {
  readonly arguments: readonly string[];
  readonly body: Maths;
}

/** An initial assignment or a rule. */
export interface SbmlAssignment {
  readonly symbol: string;
  readonly maths: Maths;
  readonly place: Place;
}

export interface SbmlReference {
  readonly species: string;
  /** Absent where nothing can refer to it. */
  readonly id: string | undefined;
  readonly stoichiometry: number | undefined;
  /** Level 2's stoichiometryMath. */
  readonly maths: Maths | undefined;
  readonly place: Place;
}

export interface SbmlReaction extends Identified {
  readonly reactants: readonly SbmlReference[];
  readonly products: readonly SbmlReference[];
  readonly modifiers: readonly string[];
  readonly law: Maths | undefined;
  readonly locals: readonly SbmlParameter[];
}

export interface SbmlEvent extends Identified {
  readonly trigger: Maths | undefined;
  readonly initialValue: boolean;
  readonly persistent: boolean;
  readonly useValuesFromTriggerTime: boolean;
  readonly delay: Maths | undefined;
  readonly priority: Maths | undefined;
  readonly assignments: readonly SbmlAssignment[];
}

export interface SbmlUnit {
  readonly kind: string;
  readonly exponent: number;
  readonly scale: number;
  readonly multiplier: number;
}

/** Attributes of a model that what it holds falls back on: units, and the factor from extents to amounts. */
export const modelDefaults = [
  "timeUnits",
  "substanceUnits",
  "volumeUnits",
  "areaUnits",
  "lengthUnits",
  "extentUnits",
  "conversionFactor",
] as const;

export interface SbmlModel
  extends Readonly<Partial<Record<(typeof modelDefaults)[number], string | undefined>>> {
  readonly level: number;
  readonly version: number;
  readonly id: string;
  readonly name: string;
  /** Plain words of its notes. */
  readonly notes: string;
  readonly place: Place;
  readonly units: ReadonlyMap<string, readonly SbmlUnit[]>;
  readonly functions: readonly SbmlFunction[];
  readonly compartments: readonly SbmlCompartment[];
  readonly species: readonly SbmlSpecies[];
  readonly parameters: readonly SbmlParameter[];
  readonly initialAssignments: readonly SbmlAssignment[];
  readonly assignmentRules: readonly SbmlAssignment[];
  readonly rateRules: readonly SbmlAssignment[];
  readonly reactions: readonly SbmlReaction[];
  readonly events: readonly SbmlEvent[];
  readonly constraints: readonly XmlElement[];
  /** Elements with annotations. */
  readonly annotated: readonly XmlElement[];
  /** Packages that do not change what the model computes, by name. */
  readonly packages: readonly { readonly name: string; readonly place: Place }[];
}
