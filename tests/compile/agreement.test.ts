import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type CompiledSystem, compile } from "../../src/compile/index.ts";
import { distance, numbersAt, walkedTrees } from "../support/kernels.ts";
import { anyPoint, anySystem, randomNumbers } from "../support/random-systems.ts";
import { experimentOf } from "../support/shipped.ts";

// Three ways to the same numbers: generated JavaScript, the interpreter, and walking the formulas.

const shipped = experimentOf(`
scenario: s
question: q
duration: 1 day
arms: [{label: a, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
`).problems[0]!.system;

function check(
  javascript: CompiledSystem,
  interpreter: CompiledSystem,
  p: Float64Array,
  t: number,
  y: Float64Array,
): void {
  const generated = numbersAt(javascript, javascript.bind(p), t, y);
  const interpreted = numbersAt(interpreter, interpreter.bind(p), t, y);
  // The same operations in the same order: the same bits.
  expect(interpreted).toEqual(generated);
  // The graph takes products for whole powers, so the trees agree to rounding. It also drops what is multiplied by 0,
  // which is exact for finite numbers only.
  const walked = walkedTrees(javascript.system, javascript, p, t, y);
  for (const key of ["rates", "values"] as const) {
    const finite = walked[key].map((x, i) => (Number.isFinite(x) ? x : generated[key][i]!));
    expect(distance(finite, generated[key])).toBeLessThan(1e-10);
  }
}

/**
 * `compile` as read in a host whose content policy forbids WebAssembly, and in which `new Function` fails like this. What a
 * host can do is asked once.
 */
async function whereCodeIsForbidden(failure: () => Error): Promise<typeof compile> {
  vi.resetModules();
  vi.stubGlobal("WebAssembly", undefined);
  vi.stubGlobal(
    "Function",
    class {
      constructor() {
        throw failure();
      }
    },
  );
  return (await import("../../src/compile/index.ts")).compile;
}

// Test files of one worker share what they have read: the answer found here must not be kept for the next of them.
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe("compile", () => {
  it("`compile` gives the same numbers on every path for random systems at random points", () => {
    fc.assert(
      fc.property(
        anySystem({ kinks: true }),
        fc.array(anyPoint, { minLength: 3, maxLength: 3 }),
        (system, points) => {
          const javascript = compile(system, "javascript");
          const interpreter = compile(system, "interpreter");
          for (const { t, y } of points) check(javascript, interpreter, javascript.defaultParameters(), t, y);
        },
      ),
      { seed: 10, numRuns: 150 },
    );
  });

  it("`compile` gives the same numbers on every path for the shipped model at random points", () => {
    const javascript = compile(shipped, "javascript");
    const interpreter = compile(shipped, "interpreter");
    const random = randomNumbers(11);
    for (let i = 0; i < 100; i++) {
      const p = javascript.defaultParameters().map((x) => x * (0.5 + random()));
      const y = Float64Array.from(shipped.states, () => 4 * random());
      check(javascript, interpreter, p, 100 * random(), y);
    }
  });

  it("`compile` falls back to the interpreter where generated code is forbidden", async () => {
    const refused = () => new EvalError("Refused to evaluate a string as JavaScript");
    const compiled = (await whereCodeIsForbidden(refused))(shipped);
    expect(compiled.path).toBe("interpreter");
    vi.unstubAllGlobals();
    const y = new Float64Array(shipped.states.length).fill(0.7);
    check(compile(shipped, "javascript"), compiled, compiled.defaultParameters(), 0, y);
  });

  it("`compile` does not hide the refusal when JavaScript was asked for by name, nor other errors", async () => {
    const refused = await whereCodeIsForbidden(() => new EvalError("Refused"));
    expect(() => refused(shipped, "javascript")).toThrow(EvalError);
    const broken = await whereCodeIsForbidden(() => new SyntaxError("Broken"));
    expect(() => broken(shipped)).toThrow(SyntaxError);
  });

  it("`compile` agrees with the interpreter on the path that it takes by itself", () => {
    const compiled = compile(shipped);
    const interpreter = compile(shipped, "interpreter");
    const p = compiled.defaultParameters();
    const random = randomNumbers(16);
    for (let i = 0; i < 20; i++) {
      const y = Float64Array.from(shipped.states, () => 4 * random());
      const own = numbersAt(compiled, compiled.bind(p), 0, y);
      const plain = numbersAt(interpreter, interpreter.bind(p), 0, y);
      for (const key of ["rates", "values", "jacobian", "timeDerivative"] as const)
        expect(distance(plain[key], own[key])).toBeLessThan(1e-10);
    }
  });

  it("`bind` keeps a copy of the parameters", () => {
    const compiled = compile(shipped);
    const p = compiled.defaultParameters();
    const y = new Float64Array(shipped.states.length).fill(0.7);
    const bound = compiled.bind(p);
    const before = numbersAt(compiled, bound, 0, y);
    p.fill(Number.NaN);
    compiled.bind(p);
    expect(numbersAt(compiled, bound, 0, y)).toEqual(before);
  });
});
