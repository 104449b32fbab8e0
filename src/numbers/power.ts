import { exp, ln } from "./elementary.ts";

/**
 * x^y with the same bits in every engine. `Math.pow` is not: from Node 24 on its last digits are others than before (V8
 * changed it; seen with Node 20.20, 22.23 and 24.21), and browsers differ. Powers by whole numbers are products, others
 * exp(y ln x), right to about |y ln x| units of the last digit.
 */
export function power(x: number, y: number): number {
  if (Number.isInteger(y) && Math.abs(y) <= 64) return y < 0 ? 1 / product(x, -y) : product(x, y);
  if (!(x > 0) || !Number.isFinite(x) || !Number.isFinite(y)) return x ** y;
  return y === 0.5 ? Math.sqrt(x) : exp(y * ln(x));
}

/** x times itself, by squares. */
function product(x: number, times: number): number {
  let result = 1;
  for (let rest = times, square = x; rest > 0; rest = Math.floor(rest / 2), square *= square)
    if (rest % 2 === 1) result *= square;
  return result;
}
