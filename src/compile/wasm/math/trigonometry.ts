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
