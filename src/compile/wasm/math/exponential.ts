import { exponentialCoefficients, ln2High, ln2Low } from "../../../numbers/index.ts";
import type { Code } from "../binary.ts";
import type { ModuleBuilder } from "../builder.ts";
import { f64x2, get, i64x2, v128 } from "../instructions.ts";
import { polynomial, roundingShift, type Writer } from "./polynomial.ts";

/*
 * exp and tanh by the usual reduction x = k ln 2 + r, |r| <= ln 2 / 2, exp x = 2^k (1 + r + r^2 P(r)): J.-M. Muller,
 * Elementary Functions (3rd ed., 2016), Sec. 11.1. P is the Chebyshev interpolant of (exp r - 1 - r) / r^2, computed
 * with 40 digits; its error is 1.3e-17 of exp r. ln 2 is split as in fdlibm (Sun Microsystems, 1993), e_exp.c.
 */

/** exp r - 1 for |r| <= ln 2 / 2. */
export function exponentialMinusOne(w: Writer, r: Code): Code {
  const tail = polynomial(w, exponentialCoefficients, r);
  return w.f.keep("v128", f64x2.add(r, f64x2.multiply(f64x2.multiply(r, r), tail)));
}

/** The nearest whole number of a small number, as a number and with its bits lowest. */
export function rounded({ module, f }: Writer, x: Code): { whole: Code; shifted: Code } {
  const shifted = f.keep("v128", f64x2.add(x, module.splat(roundingShift)));
  return { shifted, whole: f.keep("v128", f64x2.subtract(shifted, module.splat(roundingShift))) };
}

/** 2^k of a k that has its bits lowest; right for -1022 <= k <= 1023. */
export function powerOfTwo({ module }: Writer, shifted: Code): Code {
  return i64x2.add(i64x2.shiftLeft(shifted, 52), module.splat(1));
}

/** value * 2^k in two factors, so that results below 2^-1022 and above 2^1023 come out right. */
export function scaled(w: Writer, value: Code, k: Code): Code {
  const half = rounded(w, f64x2.multiply(k, w.module.splat(0.5)));
  const other = f64x2.add(f64x2.subtract(k, half.whole), w.module.splat(roundingShift));
  return f64x2.multiply(f64x2.multiply(value, powerOfTwo(w, half.shifted)), powerOfTwo(w, other));
}

/** k and r of x. */
function reduced(w: Writer, x: Code) {
  const { module, f } = w;
  const k = rounded(w, f64x2.multiply(x, module.splat(Math.LOG2E)));
  const high = f64x2.subtract(x, f64x2.multiply(k.whole, module.splat(ln2High)));
  return { k, r: f.keep("v128", f64x2.subtract(high, f64x2.multiply(k.whole, module.splat(ln2Low)))) };
}

export function defineExp(module: ModuleBuilder): number {
  return module.define(["v128"], ["v128"], (f) => {
    const w = { module, f };
    // Beyond these exp is 0 or infinite.
    const below = f64x2.pseudoMin(get(0), module.splat(710));
    const x = f.keep("v128", f64x2.pseudoMax(below, module.splat(-746)));
    const { k, r } = reduced(w, x);
    const value = f.keep("v128", f64x2.add(module.splat(1), exponentialMinusOne(w, r)));
    f.emit(scaled(w, value, k.whole));
  });
}

/** tanh x = e / (e + 2) with e = exp 2|x| - 1, which loses no digit near 0; 1 from |x| = 22 on. */
export function defineTanh(module: ModuleBuilder): number {
  return module.define(["v128"], ["v128"], (f) => {
    const w = { module, f };
    const size = f64x2.pseudoMin(f64x2.abs(get(0)), module.splat(22));
    const { k, r } = reduced(w, f.keep("v128", f64x2.add(size, size)));
    const tail = exponentialMinusOne(w, r);
    const two = f.keep("v128", powerOfTwo(w, k.shifted));
    const e = f.keep("v128", f64x2.add(f64x2.multiply(two, tail), f64x2.subtract(two, module.splat(1))));
    const ratio = f64x2.divide(e, f64x2.add(e, module.splat(2)));
    f.emit(v128.or(f.keep("v128", ratio), v128.and(get(0), module.splat(-0))));
  });
}
