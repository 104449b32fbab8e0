import type { Diagnostic, Place } from "../diagnostics/index.ts";
import {
  domainWords,
  type FlatParameter,
  type FlatSystem,
  isInRange,
  isInside,
  limitsOf,
  type Model,
  outsideDomain,
  rangeOutsideDomain,
} from "../model/index.ts";
import { applyPeople, type CombinedPeople, type Drug, familyOf, shareName } from "../pharmacology/index.ts";
import { plain } from "../text/index.ts";
import * as say from "./messages.ts";
import type { OutsideRange } from "./types.ts";

interface ValueSet {
  readonly name: string;
  /** in the declared unit */
  readonly value: number;
  readonly place?: Place | undefined;
}

/** Numbers that take the place of a system's own, in canonical units, checked one by one as they are given. */
export class Settings {
  readonly values: Map<string, number>;
  readonly outside: OutsideRange[];
  private readonly system: FlatSystem;
  private readonly model: Model;
  private readonly diagnostics: Diagnostic[];
  private readonly parameters: ReadonlyMap<string, FlatParameter>;

  constructor(system: FlatSystem, model: Model, diagnostics: Diagnostic[], below?: Settings) {
    this.system = system;
    this.model = model;
    this.diagnostics = diagnostics;
    this.parameters = below?.parameters ?? new Map(system.parameters.map((p) => [p.name, p]));
    this.values = new Map(below?.values);
    this.outside = [...(below?.outside ?? [])];
  }

  /** The same numbers to begin with. */
  copy(): Settings {
    return new Settings(this.system, this.model, this.diagnostics, this);
  }

  /** Sets parameters; a name that is none is an error. */
  set(settings: readonly ValueSet[], fallback: Place): void {
    for (const { name, value, place = fallback } of settings) {
      const parameter = this.parameters.get(name);
      if (parameter) this.put(parameter, value * parameter.unit.factor, place);
      else this.refuse(name, place);
    }
  }

  /** What people bring. Parameters of drugs that no arm uses, and of what they become, say nothing here. */
  people(combined: CombinedPeople, drugs: ReadonlyMap<string, Drug>): void {
    const substances = new Set([...drugs.values()].flatMap(familyOf).map(({ name }) => name));
    applyPeople(combined, {
      values: this.values,
      parameterOf: ({ name, place }) => {
        const parameter = this.parameters.get(name);
        if (!parameter && !substances.has(name.split(".")[0]!)) this.refuse(name, place);
        return parameter;
      },
      put: (parameter, value, { place, range, value: own }) => {
        this.put(parameter, value, place, range);
        // As far as the number itself, what is scaled on whatever it scales.
        if (range && own !== 0)
          this.checkRange(parameter, [(range[0] * value) / own, (range[1] * value) / own], place);
      },
    });
  }

  /** A range of a setting's own, in canonical units, from which people are sampled. */
  private checkRange(
    { name, unit, domain }: FlatParameter,
    range: readonly [number, number],
    place: Place,
  ): void {
    const limits = limitsOf(domain, unit);
    if (range.every((end) => end >= limits.low && end <= limits.high)) return;
    const shown = [plain(range[0] / unit.factor, 12), plain(range[1] / unit.factor, 12)] as const;
    this.diagnostics.push(rangeOutsideDomain(name, shown, unit, domainWords(domain, unit), place, false));
  }

  /** Shares that are parts of one whole: those of a substance's clearance that run through enzymes. */
  checkShares(drugs: Iterable<Drug>, place: Place): void {
    for (const substance of [...drugs].flatMap(familyOf)) {
      const names = substance.enzymes.map(({ enzyme }) => `${substance.name}.${shareName(enzyme)}`);
      const changed = names.filter((name) => this.values.has(name));
      const numberOf = (name: string) => this.values.get(name) ?? this.parameters.get(name)?.value ?? 0;
      const sum = names.reduce((total, name) => total + numberOf(name), 0);
      if (changed.length > 0 && sum > 1 + 1e-9)
        this.diagnostics.push(say.sharesAboveOne(substance.name, sum, changed, place));
    }
  }

  /** @param own a range of the setting's own, which speaks for it */
  private put(parameter: FlatParameter, value: number, place: Place, own?: readonly [number, number]): void {
    const { name, unit, domain, isChosen } = parameter;
    const { factor } = unit;
    this.values.set(name, value);
    const known = this.outside.findIndex((one) => one.name === name);
    if (known >= 0) this.outside.splice(known, 1);
    if (!isInside(limitsOf(domain, unit), value)) {
      this.diagnostics.push(outsideDomain(name, value / factor, unit, domain, place));
      return;
    }
    if (isChosen || own || isInRange(parameter.range, value)) return;
    const range = [parameter.range[0] / factor, parameter.range[1] / factor] as const;
    const one: OutsideRange = {
      name,
      value: Number((value / factor).toPrecision(12)),
      range: [Number(range[0].toPrecision(12)), Number(range[1].toPrecision(12))],
      unit: unit.text,
    };
    this.outside.push(one);
    this.diagnostics.push(say.outsideRange(one, place));
  }

  private refuse(name: string, place: Place): void {
    const known = [...this.parameters.keys()];
    this.diagnostics.push(say.notAParameter(name, this.model.entries.get(name)?.kind, place, known));
  }
}
