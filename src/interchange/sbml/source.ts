import type { Place } from "../../diagnostics/index.ts";
import { type Expression, printFormula } from "../../expressions/index.ts";
import type { Formula } from "../../model/index.ts";

/** A formula made by translation; its text is what a module file would hold. */
export function formulaOf(expression: Expression, place: Place): Formula {
  let text: string | undefined;
  return {
    expression,
    place,
    get text() {
      text ??= printFormula(expression);
      return text;
    },
  };
}

/** Words of the document as one line of ours. */
export const oneLine = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, 300) || "Unnamed";

/** What stands for an SBML id in the module, by names without the module's. */
export interface SbmlSymbol {
  readonly kind: "compartment" | "species" | "parameter" | "reaction" | "stoichiometry";
  /** What the id means in formulas: of a species its concentration, or its amount where it has only substance units. */
  readonly name: string;
  /** of a species */
  readonly amount?: string | undefined;
  /** of a species in a compartment that has a size */
  readonly concentration?: string | undefined;
  /** The parameter that holds its initial value, in the terms in which the document gives it. */
  readonly initial?: string | undefined;
}
