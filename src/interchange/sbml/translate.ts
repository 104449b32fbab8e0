import { type Checked, type Diagnostic, isUsable, type Place } from "../../diagnostics/index.ts";
import type { Expression } from "../../expressions/index.ts";
import type { Formula, ModuleSource, ParameterSource, StateSource, ValueSource } from "../../model/index.ts";
import { labelUnit, unit } from "../../units/index.ts";
import type { Passage } from "../losses.ts";
import { type HiddenState, type InsideModel, translateEvent } from "./events.ts";
import {
  binary,
  choose,
  compare,
  name,
  negate,
  number,
  product,
  quotient,
  rateOf,
  sum,
} from "./expression.ts";
import { Formulas, type Names } from "./formulas.ts";
import * as say from "./messages.ts";
import { Naming } from "./naming.ts";
import { passagesOf } from "./passages.ts";
import { Roles } from "./roles.ts";
import { formulaOf, oneLine, type SbmlSymbol } from "./source.ts";
import type { Maths, SbmlCompartment, SbmlModel, SbmlReference, SbmlSpecies } from "./types.ts";
import { timeUnit, unitText } from "./unit-text.ts";

export interface TranslatedSbml {
  readonly module: ModuleSource;
  readonly symbols: ReadonlyMap<string, SbmlSymbol>;
  /** What is solved for in the place of quantities that start as no finite number, by their names. */
  readonly hidden: ReadonlyMap<string, HiddenState>;
  readonly passages: readonly Passage[];
}

export interface TranslateOptions {
  /** Days in one unit of the model's time. Absent: as its unit says; a second where it names none. */
  readonly time?: "as day" | undefined;
}

/** Terms of one sum; longer ones are cut into named values, as formulas have a limit. */
const longestSum = 60;

/**
 * One module that computes what an SBML model does: numbers as they stand (its units become labels), amounts as states,
 * concentrations as values of amount over size, started as written.
 */
export function translateSbml(model: SbmlModel, options: TranslateOptions = {}): Checked<TranslatedSbml> {
  const translation = new Translation(model);
  const translated = translation.translate(options);
  const { diagnostics } = translation;
  return { value: isUsable(diagnostics) ? translated : undefined, diagnostics };
}

class Translation implements Names {
  readonly diagnostics: Diagnostic[] = [];
  private readonly model: SbmlModel;
  private readonly roles: Roles;
  private readonly formulas: Formulas;
  private readonly naming = new Naming();
  private readonly symbols = new Map<string, SbmlSymbol>();
  private readonly compartments: ReadonlyMap<string, SbmlCompartment>;
  private readonly species: ReadonlyMap<string, SbmlSpecies>;
  private readonly parameters: ParameterSource[] = [];
  private readonly states: StateSource[] = [];
  private readonly values: ValueSource[] = [];
  private readonly approximated: Passage[] = [];
  /** Of states that start as no finite number, by name: what is solved for in their place, and what says that it counts. */
  private readonly hidden = new Map<string, HiddenState>();
  private readonly largestStart: number;

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

  translate(options: TranslateOptions): TranslatedSbml {
    const { model } = this;
    this.declare();
    for (const one of model.compartments) this.compartment(one);
    for (const one of model.parameters)
      this.quantity(one.id, one.name, one.value, unitText(one.units, model), one.place, one.size);
    for (const reaction of model.reactions)
      for (const reference of [...reaction.reactants, ...reaction.products])
        if (reference.id !== undefined)
          this.quantity(
            reference.id,
            `Stoichiometry of ${reference.species} in ${reaction.name}`,
            this.stoichiometryOf(reference),
            "1",
            reference.place,
          );
    const changes = this.reactions();
    for (const one of model.species) this.oneSpecies(one, changes.get(one.id) ?? []);
    const events = model.events.flatMap((event) => translateEvent(event, this.inside()));
    const time = options.time === "as day" ? undefined : this.time();
    const about = model.notes.slice(0, 2000) || "Imported from SBML.";
    const module: ModuleSource = {
      name: new Naming().take(model.id),
      title: oneLine(model.name),
      about,
      place: model.place,
      parameters: this.parameters,
      states: this.states,
      values: this.values,
      effects: [],
      hypotheses: [],
      targets: [],
      events,
      units: "labels",
      ...(time && { time: unit(time) }),
      start: "written",
    };
    return {
      module,
      symbols: this.symbols,
      hidden: this.hidden,
      passages: [...passagesOf(model), ...this.approximated],
    };
  }

  // --- names

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

  /** Gives every id its names before any formula is read. */
  private declare(): void {
    const { model, naming } = this;
    const add = (id: string, place: Place, symbol: () => SbmlSymbol) => {
      if (this.symbols.has(id)) this.diagnostics.push(say.duplicateId(id, place));
      else this.symbols.set(id, symbol());
    };
    for (const { id, place } of model.compartments)
      add(id, place, () => ({ kind: "compartment", name: naming.take(id) }));
    for (const { id, place } of model.parameters)
      add(id, place, () => ({ kind: "parameter", name: naming.take(id) }));
    for (const { id, place } of model.species)
      add(id, place, () => ({ kind: "species", name: naming.take(id) }));
    for (const reaction of model.reactions) {
      add(reaction.id, reaction.place, () => ({ kind: "reaction", name: naming.take(reaction.id) }));
      for (const { id, place } of [...reaction.reactants, ...reaction.products])
        if (id !== undefined) add(id, place, () => ({ kind: "stoichiometry", name: naming.take(id) }));
    }
    for (const one of model.species) {
      const symbol = this.symbols.get(one.id)!;
      if (symbol.kind !== "species") continue;
      if (!this.compartments.has(one.compartment))
        this.diagnostics.push(say.unknownId(one.compartment, one.place, this.compartments.keys()));
      const hasSize = this.compartments.get(one.compartment)?.dimensions !== 0;
      const isAmount = this.isAmountOnly(one);
      this.symbols.set(one.id, {
        ...symbol,
        amount: isAmount ? symbol.name : naming.take(`${one.id}_amount`),
        concentration: !isAmount ? symbol.name : hasSize ? naming.take(`${one.id}_concentration`) : undefined,
      });
    }
    for (const { symbol, place } of [
      ...model.assignmentRules,
      ...model.rateRules,
      ...model.initialAssignments,
    ])
      if (!this.symbols.has(symbol)) this.diagnostics.push(say.unknownId(symbol, place, this.symbols.keys()));
  }

  private isAmountOnly({ hasOnlySubstanceUnits, compartment }: SbmlSpecies): boolean {
    return hasOnlySubstanceUnits || this.compartments.get(compartment)?.dimensions === 0;
  }

  // --- quantities

  private compartment(one: SbmlCompartment): void {
    const isSet = one.size !== undefined || this.roles.initial(one.id) || this.roles.of(one.id) === "rule";
    if (!isSet && one.dimensions !== 0)
      this.approximated.push({
        fate: "approximated",
        what: `the size of ${one.id}`,
        how: "the document gives none; 1 stands in",
        place: one.place,
      });
    const units = one.units ?? this.defaultSizeUnits(one.dimensions);
    this.quantity(one.id, one.name, one.size ?? 1, unitText(units, this.model), one.place);
  }

  private defaultSizeUnits(dimensions: number): string | undefined {
    const { model } = this;
    const names = [undefined, "length", "area", "volume"] as const;
    const given = [undefined, model.lengthUnits, model.areaUnits, model.volumeUnits][dimensions];
    return given ?? (model.level === 2 ? names[dimensions] : undefined);
  }

  /** A compartment, parameter or stoichiometry: a value, a state or a parameter, by what changes it. */
  private quantity(
    id: string,
    about: string,
    given: number | undefined,
    units: string,
    place: Place,
    size?: number,
  ): void {
    const symbol = this.symbols.get(id);
    if (!symbol) return;
    const declared = { name: symbol.name, about: oneLine(about), place, unit: labelUnit(units) };
    const role = this.roles.of(id);
    const rule = this.roles.rule(id);
    const initial = this.roles.initial(id);
    if (role === "rule") {
      this.values.push({ ...declared, formula: this.formula(rule!, place) });
      return;
    }
    if (role === "fixed" && !initial) {
      if (given !== undefined && Number.isFinite(given)) this.parameters.push(parameterOf(declared, given));
      else {
        this.values.push({ ...declared, formula: formulaOf(number(given ?? Number.NaN), place) });
        if (given === undefined)
          this.approximated.push({
            fate: "approximated",
            what: `the value of ${id}`,
            how: "the document gives none; not a number stands in",
            place,
          });
      }
      return;
    }
    if (role === "fixed" && this.roles.isFixed(id)) {
      this.values.push({ ...declared, formula: this.formula(initial!, place) });
      return;
    }
    const rate = role === "rate" ? this.formula(rule!, place) : formulaOf(number(0), place);
    const scale = size ?? this.scaleOf(given);
    if (!this.hideUnlessFinite(declared, initial, given, rate))
      this.states.push({
        ...declared,
        initial: initial ? this.formula(initial, place) : this.initialOf(id, given, declared),
        rate,
        scale,
      });
  }

  /** A parameter that holds an initial value, so that it can be set. */
  private initialOf(
    id: string,
    given: number | undefined,
    declared: { name: string; about: string; place: Place; unit: ReturnType<typeof labelUnit> },
    in_: (initial: Expression) => Expression = (initial) => initial,
  ): Formula {
    const { place } = declared;
    if (given === undefined || !Number.isFinite(given)) {
      if (given === undefined)
        this.approximated.push({
          fate: "approximated",
          what: `the initial value of ${id}`,
          how: "the document gives none; not a number stands in",
          place,
        });
      return formulaOf(in_(number(given ?? Number.NaN)), place);
    }
    const initial = this.naming.take(`${id}_initial`);
    this.parameters.push(
      parameterOf({ ...declared, name: initial, about: `Initial value of ${declared.about}` }, given),
    );
    this.symbols.set(id, { ...this.symbols.get(id)!, initial });
    return formulaOf(in_(name(initial)), place);
  }

  /**
   * A quantity that starts as no finite number, which no solver carries: it is that until an event assigns to it, and then a
   * state that starts there. False where the start is a number.
   */
  private hideUnlessFinite(
    declared: { name: string; about: string; place: Place; unit: ReturnType<typeof labelUnit> },
    initial: Maths | undefined,
    given: number | undefined,
    rate: Formula,
  ): boolean {
    const start = initial ? (initial.kind === "number" ? initial.value : 0) : (given ?? Number.NaN);
    if (Number.isFinite(start)) return false;
    const { place, about } = declared;
    if (!initial && given === undefined)
      this.approximated.push({
        fate: "approximated",
        what: `the initial value of ${about}`,
        how: "the document gives none; not a number stands in",
        place,
      });
    const state = this.naming.take(`${declared.name}_assigned`);
    const flag = this.naming.take(`${declared.name}_is_assigned`);
    const isAssigned = compare(">", name(flag), number(0.5));
    const zero = formulaOf(number(0), place);
    this.states.push(
      {
        ...declared,
        name: state,
        about: `${about}, once it is assigned to`,
        initial: zero,
        rate:
          rate.expression.kind === "number"
            ? rate
            : formulaOf(choose(isAssigned, rate.expression, number(0)), place),
      },
      {
        name: flag,
        about: `Whether ${about} is assigned to`,
        place,
        unit: labelUnit("1"),
        initial: zero,
        rate: zero,
      },
    );
    this.values.push({
      ...declared,
      formula: formulaOf(choose(isAssigned, name(state), number(start)), place),
    });
    this.hidden.set(declared.name, { state, flag });
    return true;
  }

  // --- species

  private oneSpecies(one: SbmlSpecies, changes: readonly Expression[]): void {
    const symbol = this.symbols.get(one.id)!;
    const volumeSymbol = this.symbols.get(one.compartment);
    if (symbol.kind !== "species" || !volumeSymbol) return;
    const { place } = one;
    const volume = name(volumeSymbol.name);
    const isAmount = this.isAmountOnly(one);
    const substance = this.substanceText(one);
    const sizeUnits = this.sizeText(one.compartment);
    const density = sizeUnits === "1" ? substance : `${substance}/${sizeUnits}`;
    const about = oneLine(one.name);
    const amount = { name: symbol.amount!, about: `${about}, amount`, place, unit: labelUnit(substance) };
    const concentration = symbol.concentration
      ? { name: symbol.concentration, about: `${about}, concentration`, place, unit: labelUnit(density) }
      : undefined;
    const meant = isAmount ? amount : concentration!;
    const role = this.roles.of(one.id);
    const rule = this.roles.rule(one.id);
    const initial = this.roles.initial(one.id);
    const companion = () => {
      if (isAmount && concentration)
        this.values.push({
          ...concentration,
          formula: formulaOf(binary("/", name(amount.name), volume), place),
        });
      if (!isAmount)
        this.values.push({ ...amount, formula: formulaOf(binary("*", name(meant.name), volume), place) });
    };
    if (role === "rule") {
      this.values.push({ ...meant, formula: this.formula(rule!, place) });
      companion();
      return;
    }
    const start = (wantsAmount: boolean): Formula => {
      const whole = isAmount || wantsAmount;
      if (initial) {
        const formula = this.formulas.number(initial);
        return formulaOf(!isAmount && wantsAmount ? binary("*", formula, volume) : formula, place);
      }
      if (one.initialConcentration !== undefined)
        return this.initialOf(one.id, one.initialConcentration, concentration ?? amount, (c) =>
          whole ? binary("*", c, volume) : c,
        );
      return this.initialOf(one.id, one.initialAmount, amount, (a) => (whole ? a : binary("/", a, volume)));
    };
    const given = one.initialConcentration ?? one.initialAmount;
    const scale = this.scaleOf(one.initialAmount ?? one.initialConcentration);
    if (role === "rate") {
      const rate = this.formula(rule!, place);
      if (!this.hideUnlessFinite(meant, initial, given, rate))
        this.states.push({ ...meant, initial: start(false), rate, scale });
      companion();
      return;
    }
    const isMoved = !one.boundaryCondition && !one.constant && changes.length > 0;
    const factor = one.conversionFactor ?? this.model.conversionFactor;
    const total = isMoved ? this.total(changes, amount) : number(0);
    const rate = isMoved && factor !== undefined ? product(this.of(factor, place), total) : total;
    if (!this.hideUnlessFinite(amount, initial, given, formulaOf(rate, place)))
      this.states.push({ ...amount, initial: start(true), rate: formulaOf(rate, place), scale });
    if (isAmount) companion();
    else
      this.values.push({
        ...concentration!,
        formula: formulaOf(binary("/", name(amount.name), volume), place),
      });
  }

  /**
   * What the absolute tolerance is relative to where the initial value cannot say: at 0, and at the noise of other
   * numbers' last digits.
   */
  private scaleOf(start: number | undefined): number | undefined {
    const largest = Math.min(1, this.largestStart);
    const own = Math.abs(start ?? 0);
    if (!(largest > 0)) return undefined;
    if (own === 0) return largest < 1 ? largest : undefined;
    return own < 1e-6 * largest ? 1e-6 * largest : undefined;
  }

  /** The sum of all changes, cut into named values where it is long. */
  private total(
    changes: readonly Expression[],
    amount: { name: string; about: string; place: Place },
  ): Expression {
    if (changes.length <= longestSum) return sum(changes);
    const parts: Expression[] = [];
    for (let i = 0; i < changes.length; i += longestSum) {
      const part = this.naming.take(`${amount.name}_change_${parts.length + 1}`);
      this.values.push({
        name: part,
        about: `Part of the change of ${amount.about}`,
        place: amount.place,
        unit: labelUnit("1"),
        formula: formulaOf(sum(changes.slice(i, i + longestSum)), amount.place),
      });
      parts.push(name(part));
    }
    return this.total(parts, amount);
  }

  private substanceText({ substanceUnits }: SbmlSpecies): string {
    const { model } = this;
    return unitText(
      substanceUnits ?? model.substanceUnits ?? (model.level === 2 ? "substance" : undefined),
      model,
    );
  }

  private sizeText(compartment: string): string {
    const one = this.compartments.get(compartment)!;
    return unitText(one.units ?? this.defaultSizeUnits(one.dimensions), this.model);
  }

  // --- reactions

  /** Values for the rates of all reactions; what each adds to its species. */
  private reactions(): Map<string, Expression[]> {
    const { model } = this;
    const changes = new Map<string, Expression[]>();
    const extent = unitText(model.extentUnits ?? (model.level === 2 ? "substance" : undefined), model);
    const time = unitText(model.timeUnits ?? (model.level === 2 ? "time" : undefined), model);
    for (const reaction of model.reactions) {
      const symbol = this.symbols.get(reaction.id);
      if (!reaction.law || symbol?.kind !== "reaction") {
        // Formulas may read the rate of a reaction that has none.
        if (symbol?.kind === "reaction")
          this.values.push({
            name: symbol.name,
            about: oneLine(reaction.name),
            place: reaction.place,
            unit: labelUnit("1"),
            formula: formulaOf(number(0), reaction.place),
          });
        continue;
      }
      const locals = new Map<string, string>();
      for (const local of reaction.locals) {
        const full = this.naming.take(`${reaction.id}_${local.id}`);
        locals.set(local.id, full);
        const declared = {
          name: full,
          about: oneLine(`${local.name} of ${reaction.name}`),
          place: local.place,
          unit: labelUnit(unitText(local.units, model)),
        };
        if (local.value !== undefined && Number.isFinite(local.value))
          this.parameters.push(parameterOf(declared, local.value));
        else
          this.values.push({
            ...declared,
            formula: formulaOf(number(local.value ?? Number.NaN), local.place),
          });
      }
      const law = locals.size === 0 ? this.formulas : this.formulasWith(locals);
      this.values.push({
        name: symbol.name,
        about: oneLine(`Rate of ${reaction.name}`),
        place: reaction.place,
        unit: labelUnit(`${extent}/${/[*/]/.test(time) ? `(${time})` : time}`.replace(/\/1$/, "")),
        formula: formulaOf(law.number(reaction.law), reaction.place),
      });
      const add = (reference: SbmlReference, sign: 1 | -1) => {
        if (!this.species.has(reference.species)) {
          this.diagnostics.push(say.unknownId(reference.species, reference.place, this.species.keys()));
          return;
        }
        const term = product(this.stoichiometry(reference), name(symbol.name));
        const list = changes.get(reference.species) ?? [];
        changes.set(reference.species, list);
        list.push(sign === 1 ? term : negate(term));
      };
      for (const reference of reaction.reactants) add(reference, -1);
      for (const reference of reaction.products) add(reference, 1);
    }
    return changes;
  }

  private formulasWith(locals: ReadonlyMap<string, string>): Formulas {
    return new Formulas(
      this.model.functions,
      {
        of: (id, place) => (locals.has(id) ? name(locals.get(id)!) : this.of(id, place)),
        rateOf: (id, place) => (locals.has(id) ? number(0) : this.rateOf(id, place)),
      },
      this.diagnostics,
    );
  }

  /** The number that the document gives, else 1 where nothing else gives one. */
  private stoichiometryOf({ id, stoichiometry, species, place }: SbmlReference): number | undefined {
    if (stoichiometry !== undefined) return stoichiometry;
    if (id !== undefined && (this.roles.rule(id) || this.roles.initial(id))) return undefined;
    this.approximated.push({
      fate: "approximated",
      what: `the stoichiometry of ${species}`,
      how: "the document gives none; 1 stands in",
      place,
    });
    return 1;
  }

  private stoichiometry(reference: SbmlReference): Expression {
    if (reference.maths) return this.formulas.number(reference.maths);
    if (reference.id !== undefined) return name(this.symbols.get(reference.id)!.name);
    return number(this.stoichiometryOf(reference) ?? 1);
  }

  // --- the rest

  /** What translating events asks of the rest. */
  private inside(): InsideModel {
    const { model, symbols, formulas, roles, naming, diagnostics, hidden } = this;
    return {
      model,
      symbols,
      formulas,
      roles,
      hidden,
      diagnostics,
      isAmountOnly: (species) => this.isAmountOnly(species),
      addState: (wanted, about, unit, place) => {
        const own = naming.take(wanted);
        const initial = formulaOf(number(0), place);
        this.states.push({ name: own, about, place, unit, initial, rate: initial });
        return own;
      },
    };
  }

  private formula(maths: Maths, place: Place): Formula {
    return formulaOf(this.formulas.number(maths), place);
  }

  private time(): string {
    const known = timeUnit(this.model);
    if (known === undefined)
      this.approximated.push({
        fate: "approximated",
        what: "the unit of time",
        how: `${
          this.model.timeUnits === undefined ? "the document names none" : "it is none that scenarios know"
        }; seconds stand in, which changes no number but those on time axes`,
        place: this.model.place,
      });
    return known ?? "second";
  }
}

/** Twice a number, as far as there are numbers. */
const doubled = (value: number) => Math.max(-Number.MAX_VALUE, Math.min(value * 2, Number.MAX_VALUE));

/** A number of the document; nothing is known of how far it could be from the truth. */
function parameterOf(
  declared: Pick<ParameterSource, "name" | "about" | "place" | "unit">,
  value: number,
): ParameterSource {
  const [low, high] = value === 0 ? [0, 1] : [value / 2, doubled(value)].sort((a, b) => a - b);
  return {
    ...declared,
    value,
    range: [low!, high!],
    tier: "assumed",
    sources: [],
    note: "SBML gives no range; a factor of two either way is assumed.",
  };
}
