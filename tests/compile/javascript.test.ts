import { describe, expect, it } from "vitest";
import { compile, tooDenseForWasm } from "../../src/compile/index.ts";
import { printKernel } from "../../src/compile/javascript.ts";
import { systemGraph } from "../../src/compile/system-graph.ts";
import type { Kernel, SystemGraph } from "../../src/compile/types.ts";
import { parseFormula } from "../../src/expressions/index.ts";
import type { FlatSystem } from "../../src/model/index.ts";
import { difference, distance, numbersAt, walkedTrees } from "../support/kernels.ts";
import { randomNumbers, systemFrom } from "../support/random-systems.ts";
import { experimentOf } from "../support/shipped.ts";

const kernels = (source: SystemGraph): Kernel[] => [
  source.rates,
  source.jacobian,
  source.timeDerivative,
  source.values,
];

function tree(formula: string) {
  const result = parseFormula(formula);
  if ("faults" in result) throw new Error(result.faults[0]!.message);
  return result.expression;
}

/** A ring of states, each driven by its neighbours and by one value that all share. */
function ring(size: number): FlatSystem {
  const rates = Array.from({ length: size }, (_, i) => {
    const [left, right] = [(i + size - 1) % size, (i + 1) % size];
    return tree(
      `hill(1.5 + sin(m.y${left}), 2, 3) - m.p0 * m.y${i} * exp(-m.y${right}^2) + m.v0 * cos(t + ${i}) / (1 + m.y${i}^2)`,
    );
  });
  const shared = tree("tanh(m.y0 - m.y7) * sqrt(2 + sin(m.y3))");
  return systemFrom(rates, [{ name: "m.v0", expression: shared }], [0.7]);
}

/** What V8 still optimises: 60 kB of bytecode, which is about as many characters of our straight-line code. */
const stillOptimised = 60_000;

describe("printKernel", () => {
  it("`printKernel` splits a system of 400 states into parts that V8 optimises", () => {
    const source = systemGraph(ring(400));
    for (const kernel of kernels(source)) {
      const { parts } = printKernel(source, kernel, "varying");
      for (const part of parts) expect(part.length).toBeLessThan(stillOptimised);
    }
    expect(printKernel(source, source.rates, "varying").parts.length).toBeGreaterThan(2);
    expect(printKernel(source, source.jacobian, "varying").parts.length).toBeGreaterThan(2);
  });

  it("`compile` computes a system that is split exactly as the trees and differences say", () => {
    const system = ring(400);
    const compiled = compile(system, "javascript");
    const p = compiled.defaultParameters();
    const bound = compiled.bind(p);
    const random = randomNumbers(15);
    const y = Float64Array.from(system.states, () => 2 * random() - 1);
    const numbers = numbersAt(compiled, bound, 0.3, y);
    const walked = walkedTrees(system, compiled, p, 0.3, y);
    expect(distance(walked.rates, numbers.rates)).toBeLessThan(1e-13);
    expect(distance(walked.values, numbers.values)).toBeLessThan(1e-13);
    // All columns at once: the Jacobian times a direction is the slope along it.
    const direction = Float64Array.from(system.states, () => random() - 0.5);
    const along = difference(
      (dx, out) =>
        bound.rates(
          0.3,
          y.map((v, i) => v + dx * direction[i]!),
          out,
        ),
      400,
      1e-4,
    );
    const { columnPointers, rowIndices } = bound.jacobian!.pattern;
    const product = new Float64Array(400);
    for (let column = 0; column < 400; column++)
      for (let k = columnPointers[column]!; k < columnPointers[column + 1]!; k++)
        product[rowIndices[k]!]! += numbers.jacobian[k]! * direction[column]!;
    expect(distance(along, product)).toBeLessThan(1e-8);
  });

  it("`printKernel` writes numbers, places and Math functions, and no name that a user wrote", () => {
    const { system } = experimentOf(`
scenario: s
question: q
duration: 1 day
arms: [{label: a, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
`).problems[0]!;
    const source = systemGraph(system);
    const text = kernels(source)
      .flatMap((kernel) => printKernel(source, kernel, "varying").parts)
      .join("\n");
    expect(text.length).toBeGreaterThan(2000);
    const words = new Set(text.match(/[A-Za-z_$][\w$]*/g));
    const allowed = /^(v\d+|[typfwo]|e|const|Math|pow|log|log10|exp|sqrt|abs|sin|cos|tanh|min|max)$/;
    expect([...words].filter((word) => !allowed.test(word))).toEqual([]);
  });

  it("`printKernel` cannot be made to write code by a name", () => {
    const name = "m.x;globalThis.pwned=1//";
    const system = systemFrom(
      [tree("m.y0")],
      [{ name, expression: { kind: "name", name: "m.y0", range: { start: 0, end: 0 } } }],
    );
    const source = systemGraph(system);
    const text = kernels(source)
      .map((kernel) => printKernel(source, kernel, "varying").parts.join("\n"))
      .join("\n");
    expect(text).not.toContain("pwned");
    compile(system, "javascript");
    expect(globalThis).not.toHaveProperty("pwned");
  });

  it("`compile` says of how many states a system is that it leaves to JavaScript, as they are coupled too densely", () => {
    const size = 90;
    const all = Array.from({ length: size }, (_, i) => `m.y${i}`).join(" + ");
    const dense = systemFrom(
      Array.from({ length: size }, (_, i) => tree(`sin(${all}) - m.p0 * m.y${i}`)),
      [],
      [0.7],
    );
    compile(ring(90));
    expect(tooDenseForWasm()).toBe(0);
    expect(compile(dense).path).toBe("javascript");
    expect(tooDenseForWasm()).toBe(size);
  });
});
