/*
 * exp and ln from arithmetic alone, which is the same in every engine: the functions of `Math` may differ in the last digit
 * between engines and their versions. Reductions and coefficients as in fdlibm (Sun Microsystems, 1993), e_log.c, and J.-M.
 * Muller, Elementary Functions (3rd ed., 2016), Sec. 11.1; the WebAssembly of models computes them in the same way.
 */

/** of R(s^2) in ln m = f - f^2/2 + s (f^2/2 + R(s^2)), lowest first; |error of R| < 2^-58.45 */
export const logarithmCoefficients = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
] as const;
/** of P(r) in exp r = 1 + r + r^2 P(r) for |r| <= ln 2 / 2, lowest first; error 1.3e-17 of exp r */
export const exponentialCoefficients = [
  0.5000000000000001, 0.16666666666666666, 0.04166666666662382, 0.008333333333330037, 0.001388888891736708,
  0.00019841269863171557, 0.000024801521057868204, 0.0000027557268276905696, 2.762020159103155e-7,
  2.5100472505695e-8,
] as const;
/** ln 2 in two parts: times any exponent the first has no rounding. */
export const ln2High = 0.6931471803691238;
export const ln2Low = 1.9082149292705877e-10;

const cell = new DataView(new ArrayBuffer(8));
const log2e = Math.LOG2E;
const squareRootOf2 = Math.SQRT2;

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, c) => sum * x + c, 0);

/** 2^k for -1022 <= k <= 1023. */
function powerOfTwo(k: number): number {
  cell.setUint32(0, (k + 1023) << 20);
  cell.setUint32(4, 0);
  return cell.getFloat64(0);
}

/** ln x, to a unit of the last digit. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const isSmall = x < 2 ** -1022;
  cell.setFloat64(0, isSmall ? x * 2 ** 54 : x);
  let k = ((cell.getUint16(0) >> 4) & 0x7ff) - 1023 - (isSmall ? 54 : 0);
  cell.setUint16(0, (cell.getUint16(0) & 0xf) | (1023 << 4));
  let m = cell.getFloat64(0);
  if (m > squareRootOf2) {
    m /= 2;
    k++;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + z * polynomial(logarithmCoefficients, z)) + k * ln2Low) - f);
}

/** e^x, to a unit of the last digit. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  const k = Math.round(x * log2e);
  const r = x - k * ln2High - k * ln2Low;
  const value = 1 + (r + r * r * polynomial(exponentialCoefficients, r));
  // In two factors, so that results below 2^-1022 and above 2^1023 come out right.
  const half = Math.trunc(k / 2);
  return value * powerOfTwo(half) * powerOfTwo(k - half);
}
