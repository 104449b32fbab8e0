import type { Code } from "../binary.ts";
import type { ModuleBuilder } from "../builder.ts";
import { call, f64x2, get, give, i32, i64x2, v128, when } from "../instructions.ts";
import { exponentialMinusOne, rounded, scaled } from "./exponential.ts";
import { type LogParts, logarithmParts, partsOfNormal, smallestNormal } from "./logarithm.ts";
import type { Writer } from "./polynomial.ts";

/** Beyond this 2^t is 0 or infinite. */
const limit = 1100;
/** The sign, the exponent and the upper 26 digits of a number: a product with a whole exponent is exact. */
const upperDigits = 0xfffffffff8000000n;

/**
 * b log2 a = whole + rest, t their sum. With log2 a = e + l, |l| <= 1/2, the product b e is taken exactly from the
 * upper digits of b, so the error does not grow with the size of log2 a: about |b| 2e-16, relative, after the splitting of
 * T. J. Dekker (1971), Numerische Mathematik 18, 224-242.
 */
function binaryPower({ module, f }: Writer, { exponent, fraction, correction }: LogParts, b: Code) {
  const keep = (value: Code) => f.keep("v128", value);
  const l = keep(f64x2.multiply(f64x2.subtract(fraction, correction), module.splat(Math.LOG2E)));
  const upper = keep(v128.and(b, module.bits(upperDigits)));
  const whole = keep(f64x2.multiply(upper, exponent));
  const rest = keep(f64x2.add(f64x2.multiply(f64x2.subtract(b, upper), exponent), f64x2.multiply(b, l)));
  return { whole, rest, t: keep(f64x2.add(whole, rest)) };
}

/** 2^(whole + rest - n), of n next to their sum. */
function remainder(w: Writer, { whole, rest }: { whole: Code; rest: Code }, n: Code): Code {
  const { module, f } = w;
  const exact = f64x2.add(f64x2.subtract(whole, n), rest);
  const r = f.keep("v128", f64x2.multiply(exact, module.splat(Math.LN2)));
  return f.keep("v128", f64x2.add(module.splat(1), exponentialMinusOne(w, r)));
}

/** a^b for a above 0 and below Infinity. */
function regular(w: Writer, a: Code, b: Code): Code {
  const { module, f } = w;
  const keep = (value: Code) => f.keep("v128", value);
  const parts = binaryPower(w, logarithmParts(w, a), b);
  const bounded = f64x2.pseudoMax(f64x2.pseudoMin(parts.t, module.splat(limit)), module.splat(-limit));
  const n = rounded(w, bounded).whole;
  const inside = keep(scaled(w, remainder(w, parts, n), n));
  const above = keep(f64x2.less(module.splat(limit), parts.t));
  const notAbove = v128.select(f64x2.less(parts.t, module.splat(-limit)), module.splat(0), inside);
  return keep(v128.select(above, module.splat(Number.POSITIVE_INFINITY), notAbove));
}

/** a^b as `Math.pow` has it, all cases. */
function definePowerOfAny(module: ModuleBuilder): number {
  return module.define(["v128", "v128"], ["v128"], (f) => {
    const w = { module, f };
    const keep = (value: Code) => f.keep("v128", value);
    const [a, b] = [get(0), get(1)];
    const zero = module.splat(0);
    const infinity = module.splat(Number.POSITIVE_INFINITY);
    const size = keep(f64x2.abs(a));
    const isZero = keep(f64x2.equal(size, zero));
    const isInfinite = keep(f64x2.equal(size, infinity));
    const tame = keep(v128.select(v128.or(isZero, isInfinite), module.splat(1), size));
    const finite = f64x2.pseudoMax(f64x2.pseudoMin(b, module.splat(1e300)), module.splat(-1e300));
    const ofTame = regular(w, tame, keep(finite));
    // 0 to a positive power and infinity to a negative one are 0, the others infinite.
    const vanishes = keep(
      v128.select(isZero, f64x2.less(zero, b), v128.and(isInfinite, f64x2.less(b, zero))),
    );
    const extreme = keep(v128.select(vanishes, zero, infinity));
    const plain = keep(v128.select(v128.or(isZero, isInfinite), extreme, ofTame));
    const halved = keep(f64x2.multiply(b, module.splat(0.5)));
    const isWhole = keep(f64x2.equal(f64x2.nearest(b), b));
    const isOdd = v128.and(isWhole, f64x2.notEqual(f64x2.nearest(halved), halved));
    const signed = keep(v128.or(plain, v128.and(v128.and(isOdd, a), module.splat(-0))));
    const isNegative = v128.and(f64x2.less(a, zero), v128.not(isInfinite));
    const isRoot = keep(v128.and(isNegative, v128.not(isWhole)));
    const ofInfinite = v128.and(f64x2.equal(f64x2.abs(b), infinity), f64x2.equal(size, module.splat(1)));
    const isUndefined = v128.or(
      v128.or(isRoot, ofInfinite),
      v128.or(f64x2.notEqual(a, a), f64x2.notEqual(b, b)),
    );
    const defined = keep(v128.select(keep(isUndefined), module.splat(Number.NaN), signed));
    f.emit(v128.select(f64x2.equal(b, zero), module.splat(1), defined));
  });
}

/** The highest power that is taken as a product. */
const mostProduct = 8;
/** Added to a whole number from 0 to 2^52 it leaves it in the lowest bits. */
const inBits = 2 ** 52;

/** a^b as products of squares, and a square root, for b a multiple of 1/2 from 0 to `mostProduct`, which most exponents of models are. */
function defineProduct(module: ModuleBuilder): number {
  return module.define(["v128", "v128"], ["v128"], (f) => {
    const keep = (value: Code) => f.keep("v128", value);
    const [a, b] = [get(0), get(1)];
    const whole = keep(f64x2.floor(b));
    const bits = keep(f64x2.add(whole, module.splat(inBits)));
    // Of -0, 0 is made: its root would be -0, and others take no note of the sign either.
    const base = keep(f64x2.add(a, module.splat(0)));
    let square = base;
    let result = module.splat(1);
    for (let bit = 1; bit <= mostProduct; bit *= 2) {
      if (bit > 1) square = keep(f64x2.multiply(square, square));
      const one = module.bits(BigInt(bit));
      const isSet = i64x2.equal(v128.and(bits, one), one);
      result = keep(v128.select(isSet, f64x2.multiply(result, square), result));
    }
    f.emit(v128.select(f64x2.equal(whole, b), result, f64x2.multiply(result, f64x2.sqrt(base))));
  });
}

/** Up to here 2^t is a normal number, whichever way t is rounded. */
const normalLimit = 1000;

/**
 * a^b: what is a product in both lanes; else the usual cases in both, a normal number to a power that is one, or 0 to a
 * power above 0, without all the others.
 */
export function definePower(module: ModuleBuilder): number {
  const product = module.once("power-product", () => defineProduct(module));
  const any = module.once("power-any", () => definePowerOfAny(module));
  return module.define(["v128", "v128"], ["v128"], (f) => {
    const w = { module, f };
    const [a, b] = [get(0), get(1)];
    const zero = module.splat(0);
    const infinity = module.splat(Number.POSITIVE_INFINITY);
    const unless = (condition: Code, otherwise: Code) => when(v128.any(v128.not(condition)), otherwise);
    const twice = f.keep("v128", f64x2.add(b, b));
    const isBounded = f.keep("v128", f64x2.less(f64x2.abs(a), infinity));
    const isHalfWhole = f64x2.equal(f64x2.nearest(twice), twice);
    const isLow = v128.and(f64x2.lessEqual(zero, b), f64x2.lessEqual(b, module.splat(mostProduct)));
    const isProduct = v128.and(v128.and(isHalfWhole, isLow), isBounded);
    f.emit(when(i32.isZero(v128.any(v128.not(isProduct))), give(call(product, a, b))));
    const isZero = f.keep("v128", f64x2.equal(a, zero));
    const isNormal = f64x2.lessEqual(module.splat(smallestNormal), a);
    const hasPower = v128.or(isNormal, v128.and(isZero, f64x2.less(zero, b)));
    f.emit(unless(v128.and(hasPower, isBounded), give(call(any, a, b))));
    // In place of 0, whose sign may be set, 1.
    const base = f.keep("v128", v128.or(f64x2.abs(a), v128.and(isZero, module.splat(1))));
    const parts = binaryPower(w, partsOfNormal(w, base), b);
    f.emit(unless(f64x2.lessEqual(f64x2.abs(parts.t), module.splat(normalLimit)), give(call(any, a, b))));
    const n = rounded(w, parts.t);
    const power = i64x2.add(remainder(w, parts, n.whole), i64x2.shiftLeft(n.shifted, 52));
    f.emit(v128.and(power, v128.not(isZero)));
  });
}
