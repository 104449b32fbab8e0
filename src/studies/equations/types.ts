import type { Expression } from "../../expressions/index.ts";

/** One equation of a module, under full names. */
export interface SheetEquation {
  readonly name: string;
  readonly kind: "state" | "value" | "effect" | "event";
  readonly about: string;
  /** Left out or "1": a plain number. */
  readonly unit: string;
  /** Of a state: where it starts, in words. */
  readonly start?: string | undefined;
  readonly sources: readonly string[];
  /** The rate of a state (per day), or what it is. */
  readonly formula: Expression;
}

export interface SheetParameter {
  readonly name: string;
  readonly about: string;
  /** In its unit, as is the range. */
  readonly value: number;
  readonly unit: string;
  readonly range?: readonly [number, number] | undefined;
  readonly tier?: string | undefined;
  readonly sources: readonly string[];
}

/** A hypothesis about a contested mechanism: what it says, and what it changes. */
export interface SheetChoice {
  readonly name: string;
  readonly about: string;
  readonly isTaken: boolean;
  readonly sources: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly value: number }[];
  readonly equations: readonly SheetEquation[];
}

export interface SheetModule {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly equations: readonly SheetEquation[];
  readonly parameters: readonly SheetParameter[];
  readonly hypotheses: readonly {
    readonly name: string;
    readonly question: string;
    readonly choices: readonly SheetChoice[];
  }[];
  /** What happens at once, in words. */
  readonly events: readonly string[];
}

/** Everything that a set of equations is made of, with nothing left to look up. */
export interface EquationSheet {
  readonly title: string;
  readonly lead: string;
  readonly says: readonly string[];
  readonly modules: readonly SheetModule[];
  /** Values at rest and gates that formulas of the sheet name, as numbers. */
  readonly fixed: readonly {
    readonly name: string;
    readonly what: string;
    readonly value: number;
    readonly unit: string;
  }[];
  readonly doses: readonly {
    readonly day: number;
    readonly drug: string;
    readonly mg: number;
    readonly isRate: boolean;
  }[];
  /** Of every source that is cited, by its id. */
  readonly citations: ReadonlyMap<string, string>;
}
