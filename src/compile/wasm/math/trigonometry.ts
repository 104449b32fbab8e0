import type { ModuleBuilder } from "../builder.ts";
import { f64x2, get, i64x2, v128 } from "../instructions.ts";
import { rounded } from "./exponential.ts";
import { polynomial } from "./polynomial.ts";

/*
 * sin and cos as in fdlibm (Sun Microsystems, 1993), k_sin.c and k_cos.c, after x = n pi/2 + r with pi/2 in three
 * parts (W. J. Cody & W. Waite, Software Manual for the Elementary Functions, 1980). The products with n are exact up
 * to |x| = 1.6e6; beyond that the error is that of a last digit of x.
 */
const sine = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 0.0000027557313707070068,
  -2.5050760253406863e-8, 1.58969099521155e-10,
];
const cosine = [
  0.0416666666666666, -0.001388888888887411, 0.00002480158728947673, -2.7557314351390663e-7,
  2.087572321298175e-9, -1.1359647557788195e-11,
];
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21];

/** sin(x + quarters pi/2) */
function defineShifted(module: ModuleBuilder, quarters: number): number {
  return module.define(["v128"], ["v128"], (f) => {
    const w = { module, f };
    const keep = (value: readonly number[]) => f.keep("v128", value);
    const n = rounded(w, f64x2.multiply(get(0), module.splat(2 / Math.PI)));
    const r = halfPi.reduce(
      (rest, part) => keep(f64x2.subtract(rest, f64x2.multiply(n.whole, module.splat(part)))),
      get(0),
    );
    const z = keep(f64x2.multiply(r, r));
    const sinTail = f64x2.multiply(f64x2.multiply(z, r), polynomial(w, sine, z));
    const sin = keep(f64x2.add(r, sinTail));
    const half = keep(f64x2.multiply(z, module.splat(0.5)));
    const main = keep(f64x2.subtract(module.splat(1), half));
    const lost = f64x2.subtract(f64x2.subtract(module.splat(1), main), half);
    const cosTail = f64x2.add(lost, f64x2.multiply(f64x2.multiply(z, z), polynomial(w, cosine, z)));
    const cos = keep(f64x2.add(main, cosTail));
    const quadrant = keep(i64x2.add(n.shifted, module.bits(BigInt(quarters))));
    const isOdd = i64x2.equal(v128.and(quadrant, module.bits(1n)), module.bits(1n));
    const sign = i64x2.shiftLeft(v128.and(quadrant, module.bits(2n)), 62);
    f.emit(v128.xor(v128.select(keep(isOdd), cos, sin), sign));
  });
}

export const defineSin = (module: ModuleBuilder): number => defineShifted(module, 0);
export const defineCos = (module: ModuleBuilder): number => defineShifted(module, 1);

/*
 * atan as in Cephes (S. L. Moshier, Methods and Programs for Mathematical Functions, 1989), atan.c: beyond tan(3 pi/8)
 * pi/2 - atan(1/x), beyond 0.66 pi/4 + atan((x - 1)/(x + 1)), and there x + x z P(z)/Q(z) with z = x^2.
 */
const arctangentAbove = [
  -64.85021904942025, -122.88666844901361, -75.00855792314705, -16.157537187333652, -0.8750608600031904,
];
const arctangentBelow = [
  194.5506571482614, 485.3903996359137, 432.88106049129027, 165.02700983169885, 24.858464901423062, 1,
];
const quarterPiRest = 3.061616997868383e-17;

export function defineAtan(module: ModuleBuilder): number {
  return module.define(["v128"], ["v128"], (f) => {
    const w = { module, f };
    const keep = (value: readonly number[]) => f.keep("v128", value);
    const one = module.splat(1);
    const size = keep(f64x2.abs(get(0)));
    const isLarge = keep(f64x2.less(module.splat(2.414213562373095), size));
    const isMiddle = keep(f64x2.less(module.splat(0.66), size));
    const folded = f64x2.divide(f64x2.subtract(size, one), f64x2.add(size, one));
    const turned = f64x2.divide(module.splat(-1), size);
    const x = keep(v128.select(turned, keep(v128.select(folded, size, isMiddle)), isLarge));
    const z = keep(f64x2.multiply(x, x));
    const ratio = f64x2.divide(polynomial(w, arctangentAbove, z), polynomial(w, arctangentBelow, z));
    const tail = f64x2.multiply(x, f64x2.multiply(z, ratio));
    // 0, 1 or 2 quarters of pi, each with the digits that a double leaves out.
    const quarters = keep(f64x2.add(v128.and(isLarge, one), v128.and(isMiddle, one)));
    const rest = f64x2.add(f64x2.multiply(quarters, module.splat(quarterPiRest)), f64x2.add(tail, x));
    const sum = keep(f64x2.add(f64x2.multiply(quarters, module.splat(Math.PI / 4)), rest));
    f.emit(v128.or(sum, v128.and(get(0), module.splat(-0))));
  });
}
