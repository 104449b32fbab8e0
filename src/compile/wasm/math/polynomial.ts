import type { Code } from "../binary.ts";
import type { FunctionBuilder, ModuleBuilder } from "../builder.ts";
import { f64x2 } from "../instructions.ts";

/** What every function of this folder is written with. */
export interface Writer {
  readonly module: ModuleBuilder;
  readonly f: FunctionBuilder;
}

/** c0 + c1 x + c2 x^2 + ... by Estrin's scheme (1960): the same products as Horner's, a third of the waiting. */
export function polynomial({ module, f }: Writer, coefficients: readonly number[], x: Code): Code {
  let terms = coefficients.map((c) => module.splat(c));
  for (let power = x; terms.length > 1; ) {
    const next: Code[] = [];
    for (let i = 0; i < terms.length; i += 2) {
      const high = terms[i + 1];
      next.push(high ? f.keep("v128", f64x2.add(terms[i]!, f64x2.multiply(power, high))) : terms[i]!);
    }
    terms = next;
    if (terms.length > 1) power = f.keep("v128", f64x2.multiply(power, power));
  }
  return terms[0]!;
}

/** 1.5 * 2^52: what is added to it is rounded to a whole number, which then stands in the lowest bits. */
export const roundingShift = 6755399441055744;
