import { type Expression, parseFormula } from "../src/expressions/index.ts";
import type { FlatParameter, FlatSystem } from "../src/model/index.ts";
import type { FlatState, FlatValue } from "../src/model/types.ts";
import { dimensionless, type Unit } from "../src/units/index.ts";

const one: Unit = { text: "1", dimension: dimensionless, factor: 1 };

/** Equations as text: lists of name and formula, in the order of evaluation. */
export interface Equations {
  readonly parameters: readonly (readonly [name: string, value: number])[];
  readonly values: readonly (readonly [name: string, formula: string])[];
  readonly states: readonly (readonly [name: string, initial: number, rate: string])[];
}

/** A flat system of dimensionless equations. */
export function flatSystem({ parameters, values, states }: Equations): FlatSystem {
  const about = "synthetic";
  return {
    parameters: parameters.map(
      ([name, value]): FlatParameter => ({
        name,
        about,
        unit: one,
        value,
        range: [value, value],
        tier: "assumed",
        domain: "any",
        isChosen: false,
      }),
    ),
    values: values.map(
      ([name, formula]): FlatValue => ({
        name,
        about,
        unit: one,
        kind: "value",
        expression: parsed(formula),
      }),
    ),
    states: states.map(
      ([name, initial, rate]): FlatState => ({
        name,
        about,
        unit: one,
        initial: parsed(String(initial)),
        rate: parsed(rate),
        holdsDrug: false,
      }),
    ),
    effects: [],
    baselines: [],
  };
}

function parsed(formula: string): Expression {
  const result = parseFormula(formula);
  if ("expression" in result) return result.expression;
  throw new Error(`invalid formula: ${formula}; ${result.faults.map((f) => f.message).join(" ")}`);
}
