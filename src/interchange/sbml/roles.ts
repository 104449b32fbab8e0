import type { Formulas } from "./formulas.ts";
import type { Maths, SbmlModel } from "./types.ts";

/** What changes an id: a formula gives it, a rate moves it, an event sets it, or nothing does. */
export type ChangedBy = "rule" | "rate" | "event" | "fixed";

/** Who is changed by what in a model. */
export class Roles {
  private readonly rules: ReadonlyMap<string, Maths>;
  private readonly rates: ReadonlyMap<string, Maths>;
  private readonly initials: ReadonlyMap<string, Maths>;
  private readonly assigned: ReadonlySet<string>;
  private readonly species: ReadonlySet<string>;
  private readonly reactions: ReadonlySet<string>;
  private readonly fixed = new Map<string, boolean>();
  private readonly formulas: Formulas;

  constructor(model: SbmlModel, formulas: Formulas) {
    const byTarget = (list: SbmlModel["rateRules"]) => new Map(list.map((one) => [one.symbol, one.maths]));
    this.rules = byTarget(model.assignmentRules);
    this.rates = byTarget(model.rateRules);
    this.initials = byTarget(model.initialAssignments);
    this.assigned = new Set(model.events.flatMap((event) => event.assignments.map((one) => one.symbol)));
    this.species = new Set(model.species.map((one) => one.id));
    this.reactions = new Set(model.reactions.map((one) => one.id));
    this.formulas = formulas;
  }

  of(id: string): ChangedBy {
    if (this.rules.has(id)) return "rule";
    if (this.rates.has(id)) return "rate";
    return this.assigned.has(id) ? "event" : "fixed";
  }

  /** The formula or rate that a rule gives. */
  rule(id: string): Maths | undefined {
    return this.rules.get(id) ?? this.rates.get(id);
  }

  /** The initial assignment; a rule that gives the value at all times leaves none. */
  initial(id: string): Maths | undefined {
    return this.initials.get(id);
  }

  /** Whether an id has one value throughout a run that follows from parameters. */
  isFixed(id: string): boolean {
    const known = this.fixed.get(id);
    if (known !== undefined) return known;
    // What reads itself is told elsewhere.
    this.fixed.set(id, false);
    const role = this.of(id);
    const formula = role === "rule" ? this.rules.get(id) : this.initials.get(id);
    const isFixed =
      !this.species.has(id) &&
      !this.reactions.has(id) &&
      (role === "rule" || role === "fixed") &&
      (!formula ||
        [...this.formulas.reads(formula)].every((read) => !read.endsWith("()") && this.isFixed(read)));
    this.fixed.set(id, isFixed);
    return isFixed;
  }
}
