import { ln2High, ln2Low, logarithmCoefficients } from "../../../numbers/index.ts";
import type { Code } from "../binary.ts";
import type { ModuleBuilder } from "../builder.ts";
import { f64x2, get, i64x2, v128 } from "../instructions.ts";
import { polynomial, type Writer } from "./polynomial.ts";

/*
 * ln as in fdlibm (Sun Microsystems, 1993), e_log.c: x = 2^e m with m between sqrt(1/2) and sqrt 2, s = f / (2 + f)
 * with f = m - 1, ln m = f - f^2/2 + s (f^2/2 + R(s^2)), |error of R| < 2^-58.45. The way to e and m by one addition
 * to the bits is musl's.
 */
const sqrtHalfBits = 0x3fe6a09e00000000n;
const oneBits = 0x3ff0000000000000n;
export const smallestNormal = 2 ** -1022;

export interface LogParts {
  /** e, whole */
  readonly exponent: Code;
  readonly fraction: Code;
  /** f^2 / 2 - s (f^2 / 2 + R), so that ln m = fraction - correction */
  readonly correction: Code;
}

/** The parts of ln x for finite x above 0. */
export function logarithmParts(w: Writer, x: Code): LogParts {
  const { module, f } = w;
  const keep = (value: Code) => f.keep("v128", value);
  const isSmall = keep(f64x2.less(x, module.splat(smallestNormal)));
  const normal = keep(v128.select(isSmall, f64x2.multiply(x, module.splat(2 ** 54)), x));
  const { exponent, ...others } = partsOfNormal(w, normal);
  return { exponent: keep(f64x2.subtract(exponent, v128.and(isSmall, module.splat(54)))), ...others };
}

/** The same where no x is below 2^-1022. */
export function partsOfNormal({ module, f }: Writer, normal: Code): LogParts {
  const keep = (value: Code) => f.keep("v128", value);
  const bits = keep(i64x2.add(normal, module.bits(oneBits - sqrtHalfBits)));
  // The exponent field under the bits of 2^52 is a number again.
  const field = v128.or(i64x2.shiftRight(bits, 52), module.splat(2 ** 52));
  const exponent = keep(f64x2.subtract(field, module.splat(2 ** 52 + 1023)));
  const mantissa = i64x2.add(v128.and(bits, module.bits(0x000fffffffffffffn)), module.bits(sqrtHalfBits));
  const fraction = keep(f64x2.subtract(mantissa, module.splat(1)));
  const s = keep(f64x2.divide(fraction, f64x2.add(fraction, module.splat(2))));
  const z = keep(f64x2.multiply(s, s));
  const r = f64x2.multiply(z, polynomial({ module, f }, logarithmCoefficients, z));
  const half = keep(f64x2.multiply(f64x2.multiply(fraction, fraction), module.splat(0.5)));
  const correction = keep(f64x2.subtract(half, f64x2.multiply(s, f64x2.add(half, r))));
  return { exponent, fraction, correction };
}

/** ln, with NaN below 0, -Infinity at 0 and Infinity at Infinity. */
export function defineLn(module: ModuleBuilder): number {
  return module.define(["v128"], ["v128"], (f) => {
    const x = get(0);
    const { exponent, fraction, correction } = logarithmParts({ module, f }, x);
    const low = f64x2.subtract(f64x2.multiply(exponent, module.splat(ln2Low)), correction);
    const high = f64x2.multiply(exponent, module.splat(ln2High));
    const regular = f64x2.add(f64x2.add(low, fraction), high);
    const zero = module.splat(0);
    // Infinity and NaN are themselves; 0 times -Infinity is NaN for a negative number, which 0 is not.
    const isRegular = v128.and(f64x2.less(zero, x), f64x2.less(x, module.splat(Number.POSITIVE_INFINITY)));
    const belowZero = v128.select(f64x2.less(x, zero), module.splat(Number.NaN), x);
    const odd = v128.select(f64x2.equal(x, zero), module.splat(Number.NEGATIVE_INFINITY), belowZero);
    f.emit(v128.select(f.keep("v128", isRegular), f.keep("v128", regular), f.keep("v128", odd)));
  });
}
