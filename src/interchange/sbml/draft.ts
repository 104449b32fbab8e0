import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import { binary, type Expression, name, number, product, quotient, rateOf } from "../../expressions/index.ts";
import type { Formula, ParameterSource, StateSource, ValueSource } from "../../model/index.ts";
import { approximated, type Conversion } from "../losses.ts";
import { Formulas, type NameResolver } from "./formulas.ts";
import * as say from "./messages.ts";
import { UniqueNames } from "./naming.ts";
import { Roles } from "./roles.ts";
import { formulaOf, type SbmlSymbol } from "./source.ts";
import type { Maths, SbmlCompartment, SbmlModel, SbmlSpecies } from "./types.ts";

/** What is solved for in the place of a quantity that starts as no finite number, and the state that says that it counts. */
export interface HiddenState {
  readonly state: string;
  readonly flag: string;
}

/** What every parameter, state and value says of itself. */
export type DeclaredQuantity = Pick<ParameterSource, "name" | "about" | "place" | "unit">;

/** The module that a document becomes, while it is written, with what its formulas mean by an id. */
export class ModuleDraft implements NameResolver {
  readonly diagnostics: Diagnostic[] = [];
  readonly model: SbmlModel;
  readonly roles: Roles;
  readonly formulas: Formulas;
  readonly naming = new UniqueNames();
  readonly symbols = new Map<string, SbmlSymbol>();
  readonly compartments: ReadonlyMap<string, SbmlCompartment>;
  readonly species: ReadonlyMap<string, SbmlSpecies>;
  readonly parameters: ParameterSource[] = [];
  readonly states: StateSource[] = [];
  readonly values: ValueSource[] = [];
  readonly approximated: Conversion[] = [];
  /** Of states that start as no finite number, by name: what is solved for in their place, and what says that it counts. */
  readonly hidden = new Map<string, HiddenState>();
  /** The largest finite number that anything starts as. */
  readonly largestStart: number;

  constructor(model: SbmlModel) {
    this.model = model;
    this.compartments = new Map(model.compartments.map((one) => [one.id, one]));
    this.species = new Map(model.species.map((one) => [one.id, one]));
    this.formulas = new Formulas(model.functions, this, this.diagnostics);
    this.roles = new Roles(model, this.formulas);
    this.largestStart = [
      ...model.species.map((one) => one.initialAmount ?? one.initialConcentration),
      ...model.parameters.filter((one) => this.roles.of(one.id) !== "fixed").map((one) => one.value),
    ].reduce<number>((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value!)) : most), 0);
  }

  of(id: string, place: Place): Expression {
    const symbol = this.symbols.get(id);
    if (symbol) return name(symbol.name);
    this.diagnostics.push(say.unknownId(id, place, this.symbols.keys()));
    return number(0);
  }

  rateOf(id: string, place: Place): Expression {
    const symbol = this.symbols.get(id);
    if (!symbol) return this.of(id, place);
    const refuse = (why: string) => {
      this.diagnostics.push(say.unsupported(why, place));
      return number(0);
    };
    const role = this.roles.of(id);
    if (symbol.kind === "reaction" || role === "rule")
      return refuse(`the rate of "${id}", which a formula gives`);
    const species = this.species.get(id);
    const isAmount = !species || this.isAmountOnly(species) || role === "rate";
    if (isAmount) return role === "fixed" && !species ? number(0) : rateOf(symbol.name);
    const size = species.compartment;
    const ofAmount = rateOf(symbol.amount!);
    const volume = name(this.symbols.get(size)!.name);
    if (this.roles.of(size) === "rule")
      return refuse(`the rate of "${id}" in a compartment whose size a formula gives`);
    const growth = this.rateOf(size, place);
    const isStill = growth.kind === "number";
    return quotient(isStill ? ofAmount : binary("-", ofAmount, product(name(symbol.name), growth)), volume);
  }

  isAmountOnly({ hasOnlySubstanceUnits, compartment }: SbmlSpecies): boolean {
    return hasOnlySubstanceUnits || this.compartments.get(compartment)?.dimensions === 0;
  }

  formula(maths: Maths, place: Place): Formula {
    return formulaOf(this.formulas.number(maths), place);
  }

  addValue(declared: DeclaredQuantity, expression: Expression): void {
    this.values.push({ ...declared, formula: formulaOf(expression, declared.place) });
  }

  /**
   * A number of the document: a parameter, or a value where it is none that a parameter can have.
   *
   * @param size how large such numbers are, which a number that is 0 does not say
   */
  addNumber(declared: DeclaredQuantity, given: number | undefined, size = 1): void {
    if (given !== undefined && Number.isFinite(given))
      this.parameters.push(parameterOf(declared, given, size));
    else this.addValue(declared, number(given ?? Number.NaN));
  }

  /** Adds a state that only events change; gives its name. */
  addState(wanted: string, about: string, unit: StateSource["unit"], place: Place): string {
    const own = this.naming.take(wanted);
    const initial = formulaOf(number(0), place);
    this.states.push({ name: own, about, place, unit, initial, rate: initial });
    return own;
  }

  /** Says that a number which the document leaves out counts as none. */
  withoutNumber(what: string, place: Place): void {
    this.approximate(what, "the document gives none; not a number stands in", place);
  }

  /** Says what stands in for something that the document leaves out. */
  approximate(what: string, how: string, place: Place): void {
    this.approximated.push(approximated(what, how, place));
  }
}

/** Twice a number, as far as there are numbers. */
const doubled = (value: number) => Math.max(-Number.MAX_VALUE, Math.min(value * 2, Number.MAX_VALUE));

/** A number of the document; nothing is known of how far it could be from the truth. */
function parameterOf(declared: DeclaredQuantity, value: number, size: number): ParameterSource {
  const [low, high] = value === 0 ? [0, size] : [value / 2, doubled(value)].sort((a, b) => a - b);
  return {
    ...declared,
    value,
    range: [low!, high!],
    tier: "assumed",
    sources: [],
    note: `SBML gives no range; ${value === 0 ? `up to ${size}` : "a factor of two either way"} is assumed.`,
  };
}
