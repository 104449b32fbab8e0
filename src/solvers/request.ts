import type { SolveRequest, SparsePattern } from "./types.ts";

/**
 * Checks a request once, so that the methods can trust it.
 *
 * Non-finite numbers in `y0` pass: they may come out of a computation and end as status `non-finite`.
 *
 * @throws RangeError `invalid <option>: <value>; expected <what>`
 */
export function checkRequest(request: SolveRequest): void {
  const { system, t0, t1, y0, stops, outputTimes, rtol, atol, maxSteps, maxStep } = request;
  const n = system.dimension;
  if (!Number.isInteger(n) || n < 0) fail("system.dimension", n, "a whole number, 0 or more");
  if (!Number.isFinite(t0)) fail("t0", t0, "a finite time");
  if (!(Number.isFinite(t1) && t1 >= t0)) fail("t1", t1, `a finite time at or after t0 = ${t0}`);
  if (y0.length !== n) fail("y0", `${y0.length} values`, `one per state, ${n}`);
  if (!(Number.isFinite(rtol) && rtol > 0)) fail("rtol", rtol, "a finite number above 0");
  if (atol.length !== n) fail("atol", `${atol.length} values`, `one per state, ${n}`);
  for (let i = 0; i < n; i++) {
    const tolerance = atol[i]!;
    if (!(Number.isFinite(tolerance) && tolerance >= 0))
      fail(`atol[${i}]`, tolerance, "a finite number, 0 or more");
  }
  if (maxSteps !== undefined && !(Number.isInteger(maxSteps) && maxSteps > 0))
    fail("maxSteps", maxSteps, "a whole number above 0");
  if (maxStep !== undefined && !(maxStep > 0)) fail("maxStep", maxStep, "a number above 0");
  stops.forEach(({ time }, i) => {
    if (!(time >= t0 && time <= t1)) fail(`stops[${i}].time`, time, `a time within [${t0}, ${t1}]`);
  });
  for (let i = 0; i < outputTimes.length; i++) {
    const time = outputTimes[i]!;
    if (!(time >= t0 && time <= t1)) fail(`outputTimes[${i}]`, time, `a time within [${t0}, ${t1}]`);
    if (i > 0 && time < outputTimes[i - 1]!)
      fail(`outputTimes[${i}]`, time, `ascending times, at or after ${outputTimes[i - 1]}`);
  }
  if (system.jacobian) checkPattern(system.jacobian.pattern, n);
}

function checkPattern({ columnPointers, rowIndices }: SparsePattern, n: number): void {
  const option = "system.jacobian.pattern";
  if (columnPointers.length !== n + 1)
    fail(option, `${columnPointers.length} column pointers`, `dimension + 1, ${n + 1}`);
  if (columnPointers[0] !== 0 || columnPointers[n] !== rowIndices.length)
    fail(option, `pointers ${columnPointers[0]}..${columnPointers[n]}`, `0..${rowIndices.length}`);
  const lastColumnOfRow = new Int32Array(n).fill(-1);
  for (let column = 0; column < n; column++) {
    const end = columnPointers[column + 1]!;
    if (end < columnPointers[column]!) fail(option, `pointer ${end}`, "ascending column pointers");
    for (let p = columnPointers[column]!; p < end; p++) {
      const row = rowIndices[p]!;
      if (!(row >= 0 && row < n)) fail(option, `row ${row}`, `rows within 0..${n - 1}`);
      if (lastColumnOfRow[row] === column) fail(option, `row ${row} twice in column ${column}`, "it once");
      lastColumnOfRow[row] = column;
    }
  }
}

function fail(option: string, value: string | number, expected: string): never {
  throw new RangeError(`invalid ${option}: ${value}; expected ${expected}`);
}
