import type { Place } from "../diagnostics/index.ts";
import type { Expression, Range } from "../expressions/index.ts";
import type { Unit } from "../units/index.ts";
import type { Domain } from "./domain.ts";
import type { PageSource } from "./page.ts";

/** Where a number comes from, best evidence first. */
export const tiers = ["human", "animal", "in-vitro", "derived", "fitted", "assumed"] as const;
export type Tier = (typeof tiers)[number];

/** A formula as written, its vetted tree, and where each of its characters stands in the file. */
export interface Formula {
  readonly text: string;
  readonly expression: Expression;
  readonly place: Place;
  /** File offset of every character of `text`; absent where the formula was not written in a file. */
  readonly offsets?: readonly number[] | undefined;
  /** Of a formula that cannot be read, for which 0 stands: the names in it. */
  readonly unread?: readonly { readonly name: string; readonly range: Range }[] | undefined;
}

interface Declared {
  /** Name inside its module, without the module's name. */
  readonly name: string;
  /** What it is, in one line. */
  readonly about: string;
  readonly place: Place;
}

/** How a quantity is told in pictures, where its file says it. */
export interface Naming {
  /** What people call it. */
  readonly title?: string | undefined;
  /** What its axis says, such as "relative to healthy, drug-free". */
  readonly axis?: string | undefined;
}

/** A constant of a run. `value` and `range` are in `unit` as written. */
export interface ParameterSource extends Declared {
  readonly unit: Unit;
  readonly value: number;
  /** Which numbers it may be, where that is declared or has a role; `domainOf` says it in every case. */
  readonly domain?: Domain | undefined;
  readonly range: readonly [number, number];
  readonly tier: Tier;
  /** Ids of evidence sources. */
  readonly sources: readonly string[];
  readonly note?: string | undefined;
  /** It says how doses come into the body, so that no formula need read it. */
  readonly isOfDoses?: boolean | undefined;
}

/** A quantity that is integrated. `initial` (a formula of parameters) is its healthy drug-free equilibrium. */
export interface StateSource extends Declared, Naming {
  readonly unit: Unit;
  readonly initial: Formula;
  readonly rate: Formula;
  /** Typical size in its unit, to which the absolute tolerance is relative; absent: see `stateSizes`. */
  readonly scale?: number | undefined;
  /** Holds drug: zero before the first dose, left out of the search for a person's equilibrium. */
  readonly holdsDrug?: boolean | undefined;
  /** Holds drug that waits to be absorbed and acts nowhere: its absolute tolerance is a part of a dose, see `tolerancesOf`. */
  readonly isDepot?: boolean | undefined;
}

export interface ValueSource extends Declared, Naming {
  readonly unit: Unit;
  readonly formula: Formula;
  /** From where to where it can go at all, in `unit`: the ends of a clinical scale. A run that leaves them says so. */
  readonly bounds?: readonly [number, number] | undefined;
}

/** One named influence of one thing on another: a dimensionless multiplier, 1 at the healthy drug-free baseline. */
export interface EffectSource extends Declared {
  readonly formula: Formula;
  readonly sources: readonly string[];
}

/** One of the rival hypotheses about a contested mechanism: what it changes against the formulas as written. */
export interface Choice {
  readonly name: string;
  readonly about: string;
  readonly sources: readonly string[];
  /** New values by full parameter name, in the parameter's declared unit. */
  readonly parameters: readonly { readonly name: string; readonly value: number; readonly place: Place }[];
  /** New formulas (of values and effects) and rates (of states) by full name. */
  readonly formulas: readonly { readonly name: string; readonly formula: Formula }[];
  readonly place: Place;
}

export interface HypothesisSource {
  readonly name: string;
  readonly question: string;
  readonly default: string;
  readonly choices: readonly Choice[];
  readonly place: Place;
}

/** A binding site that drugs may act on, and the actions that the equations can carry. */
export interface TargetSource {
  readonly site: string;
  readonly actions: readonly string[];
  readonly place: Place;
}

/**
 * Something that happens at once when a condition becomes true: states jump. Terms and order are those of SBML Level 3
 * Version 2 Core (2018), Sec. 4.11, which leaves open in which order events of one time and priority are executed.
 */
export interface EventSource extends Declared {
  readonly trigger: Formula;
  /** What the trigger is taken to have been before day 0: where false, a trigger that holds at the start fires. */
  readonly initially: boolean;
  /** Time from trigger to execution; absent: none. */
  readonly delay?: Formula | undefined;
  /** Of events due at one time the largest goes first. */
  readonly priority?: Formula | undefined;
  /** False: forgotten when the trigger becomes false again before the event is executed. */
  readonly persistent: boolean;
  /** Whether the new values are those of the time of the trigger or of the execution. */
  readonly evaluate: "trigger" | "execution";
  /** New values of states of the same module, all assigned at once. */
  readonly assign: readonly { readonly name: string; readonly formula: Formula; readonly place: Place }[];
}

/** One file of equations. */
export interface ModuleSource {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly place: Place;
  readonly parameters: readonly ParameterSource[];
  readonly states: readonly StateSource[];
  readonly values: readonly ValueSource[];
  readonly effects: readonly EffectSource[];
  readonly hypotheses: readonly HypothesisSource[];
  readonly targets: readonly TargetSource[];
  readonly events?: readonly EventSource[] | undefined;
  /**
   * "labels": formulas compute with the numbers as they are written, whatever their units, as SBML does; units are
   * words for tables and axes. Absent: formulas are checked for dimensions and computed in canonical units.
   */
  readonly units?: "labels" | undefined;
  /** Unit of `t`, of rates and of delays in a module whose units are labels; absent: day. */
  readonly time?: Unit | undefined;
  /** "written": runs start at the initial values. Absent: at the drug-free equilibrium. */
  readonly start?: "written" | undefined;
}

/** Parameter values by full name, in the parameter's declared unit, with the place that asked for them. */
export type ParameterValues = readonly {
  readonly name: string;
  readonly value: number;
  readonly place?: Place | undefined;
}[];

/** A named set of plots or outputs, in the order in which the cause flows. */
export interface Group {
  readonly name: string;
  readonly title: string;
  readonly show: readonly string[];
  readonly place: Place;
}

/** A box of the first look at a circuit, and what it stands for. */
export interface OverviewBox {
  readonly title: string;
  readonly about: string;
  /** Names of modules; a module that is named is in no folder's box. */
  readonly modules: readonly string[];
  /** Folders of module files. */
  readonly folders: readonly string[];
  /** It stands for what drugs bring. */
  readonly hasDrugs: boolean;
  readonly place: Place;
}

/** What a model is for, in the words of ICH M15. */
export interface ModelUse {
  readonly question: string;
  readonly context: string;
  readonly influence: string;
  readonly consequence: string;
}

/** A set of modules and how they are used by default. */
export interface ModelSource {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly place: Place;
  readonly modules: readonly ModuleSource[];
  /** The person that scenarios get when they name none. */
  readonly person: string;
  /** What an arm's `care` switches on at day 0. The first one is the default. */
  readonly care: readonly { readonly name: string; readonly set: ParameterValues }[];
  readonly groups: readonly Group[];
  /** The first look at its circuit, from cause to effect; absent: there is none. */
  readonly overview?: readonly OverviewBox[] | undefined;
  /** The statements that the model stands for; claims test them. */
  readonly rows: readonly { readonly id: string; readonly says: string }[];
  readonly use?: ModelUse | undefined;
  /** The module whose parameters are how much of each enzyme there is. */
  readonly enzymes: string;
  /** Variables that a population is followed by, besides what it is asked. */
  readonly follow?: readonly string[] | undefined;
  /** What counts as having set in, in a population. */
  readonly onset?: { readonly of: string; readonly above: number; readonly says: string } | undefined;
  /** Claims whose measures people quote. */
  readonly quoted?: readonly string[] | undefined;
  /** What the page shows of it and says of it. */
  readonly page?: PageSource | undefined;
}

/** Something a formula may name, under its full name `module.name`. */
export type Entry =
  | EntryOf<"parameter", ParameterSource>
  | EntryOf<"state", StateSource>
  | EntryOf<"value", ValueSource>
  | EntryOf<"effect", EffectSource>;

interface EntryOf<Kind extends string, Source> {
  readonly kind: Kind;
  readonly name: string;
  readonly unit: Unit;
  readonly source: Source;
  readonly module: string;
}

/** Modules joined under full names, every name and unit checked. */
export interface Model {
  readonly modules: readonly ModuleSource[];
  readonly entries: ReadonlyMap<string, Entry>;
  readonly hypotheses: ReadonlyMap<string, HypothesisSource & { readonly module: string }>;
}

interface Flat {
  readonly name: string;
  readonly about: string;
  readonly unit: Unit;
}

/** A parameter in canonical units. */
export interface FlatParameter extends Flat {
  readonly value: number;
  readonly range: readonly [number, number];
  readonly domain: Domain;
  readonly tier: Tier;
  /** True where a chosen hypothesis sets the value; its declared range does not speak of that. */
  readonly isChosen: boolean;
}

export interface FlatState extends Flat, Naming {
  readonly initial: Expression;
  readonly rate: Expression;
  readonly holdsDrug: boolean;
  readonly isDepot?: boolean | undefined;
  /** Typical size in canonical units, where it is declared. */
  readonly scale?: number | undefined;
}

/** An event in canonical units: delays in days, states by full name. */
export interface FlatEvent extends Pick<EventSource, "name" | "initially" | "persistent" | "evaluate"> {
  readonly trigger: Expression;
  readonly delay?: Expression | undefined;
  readonly priority?: Expression | undefined;
  readonly assign: readonly { readonly name: string; readonly expression: Expression }[];
}

/** An algebraic quantity; for an effect the gated multiplier `baseline + gate * (formula - baseline)`. */
export interface FlatValue extends Flat, Naming {
  readonly kind: "value" | "effect";
  readonly expression: Expression;
  /** in the declared unit */
  readonly bounds?: readonly [number, number] | undefined;
}

/**
 * One system of equations with full names in canonical units: what is compiled. `values` stand in evaluation order.
 * `effects` and `baselines` list the names that `gate()` and `baseline()` may ask for; every effect is among the baselines.
 */
export interface FlatSystem {
  readonly parameters: readonly FlatParameter[];
  readonly states: readonly FlatState[];
  readonly values: readonly FlatValue[];
  readonly effects: readonly string[];
  readonly baselines: readonly string[];
  readonly events?: readonly FlatEvent[] | undefined;
  /** Where runs start; absent: at the drug-free equilibrium. */
  readonly start?: "written" | undefined;
  /** Of a part: how many states its whole has, see `ownStates`. */
  readonly ownStates?: number | undefined;
}
