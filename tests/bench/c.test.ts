import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { flatSystem } from "../../bench/formulas.ts";
import { probe } from "../../bench/peers.ts";
import { qsp64Problem } from "../../bench/qsp64/problem.ts";
import { shippedProblem } from "../../bench/shipped.ts";
import { compile, layoutOf, systemGraph } from "../../src/compile/index.ts";
import { printC } from "../../src/interchange/c.ts";
import type { FlatSystem } from "../../src/model/index.ts";
import { inTemporaryFolder } from "../support/cli.ts";

const hasGcc = probe("gcc", ["--version"]);

/** Every operation of the graph, whole numbers that C would divide as integers, and parameter-only terms. */
const everything = flatSystem({
  parameters: [
    ["k", 3],
    ["n", 1.7],
    ["s", -2e-9],
  ],
  values: [
    ["third", "1/k + 1/3"],
    ["wave", "sin(2*pi*t) + cos(t)*log10(2 + t)"],
  ],
  states: [
    ["a", 0.7, "exp(-a) + ln(1 + a) + sqrt(a + k) - abs(a - b) + third"],
    ["b", 0.2, "tanh(a*b) + min(a, b, wave) - max(a, s) + pow(a, n) + hill(b, k, 2) + a^9/7"],
    ["c", 0.4, "if(a < b or a >= 0.5 and not (b == c), wave*a, b) + if(a <= b, 1, if(a != c, -2, 3)) - c^n"],
    ["d", 0, "s*a"],
  ],
});

const main = `#include <stdio.h>
#include "model.h"
int main(void) {
  double t, p[LULL_PARAMETERS + 1], y[LULL_STATES], f[LULL_FIXED + 1], o[LULL_NONZEROS + LULL_STATES + 1000];
  if (scanf("%lf", &t) != 1) return 1;
  for (int i = 0; i < LULL_PARAMETERS; i++) if (scanf("%lf", p + i) != 1) return 1;
  for (int i = 0; i < LULL_STATES; i++) if (scanf("%lf", y + i) != 1) return 1;
  int values;
  if (scanf("%d", &values) != 1) return 1;
  lull_fixed(p, f);
  lull_rates(t, y, p, f, o);
  for (int i = 0; i < LULL_STATES; i++) printf("rate %d 0 %.17g\\n", i, o[i]);
  lull_jacobian(t, y, p, f, o);
  for (int j = 0; j < LULL_STATES; j++)
    for (int k = lull_columns[j]; k < lull_columns[j + 1]; k++) printf("jacobian %d %d %.17g\\n", lull_rows[k], j, o[k]);
  lull_time_derivative(t, y, p, f, o);
  for (int i = 0; i < LULL_STATES; i++) printf("time %d 0 %.17g\\n", i, o[i]);
  lull_values(t, y, p, f, o);
  for (int i = 0; i < values; i++) printf("value %d 0 %.17g\\n", i, o[i]);
  return 0;
}
`;

/** What the printed C gives at a point, by name and place. */
function fromC(
  system: FlatSystem,
  t: number,
  parameters: Float64Array,
  y: Float64Array,
): Map<string, number> {
  return inTemporaryFolder((folder) => {
    writeFileSync(join(folder, "model.h"), printC(systemGraph(system)));
    writeFileSync(join(folder, "main.c"), main);
    const flags = ["-std=c99", "-Wall", "-Werror", "-Wno-unused", "-ffp-contract=off", "-O1"];
    execFileSync("gcc", [...flags, "-o", join(folder, "main"), join(folder, "main.c"), "-lm"]);
    const input = [t, ...parameters.subarray(0, layoutOf(system).size), ...y, system.values.length].join(" ");
    const lines = execFileSync(join(folder, "main"), { input, encoding: "utf8" }).trim().split("\n");
    return new Map(
      lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
    );
  });
}

function fromJavaScript(system: FlatSystem, t: number, parameters: Float64Array, y: Float64Array) {
  const bound = compile(system, "javascript").bind(parameters);
  const results = new Map<string, number>();
  const put = (kind: string, values: Float64Array) => {
    for (const [i, value] of values.entries()) results.set(`${kind} ${i} 0`, value);
  };
  const rates = new Float64Array(y.length);
  bound.rates(t, y, rates);
  put("rate", rates);
  bound.timeDerivative!(t, y, rates);
  put("time", rates);
  const values = new Float64Array(system.values.length);
  bound.values(t, y, values);
  put("value", values);
  const { columnPointers, rowIndices } = bound.jacobian!.pattern;
  const nonzeros = new Float64Array(rowIndices.length);
  bound.jacobian!.evaluate(t, y, nonzeros);
  for (let j = 0; j < y.length; j++) results.set(`jacobian ${j} ${j}`, 0);
  for (let j = 0; j < y.length; j++)
    for (let k = columnPointers[j]!; k < columnPointers[j + 1]!; k++)
      results.set(`jacobian ${rowIndices[k]} ${j}`, nonzeros[k]!);
  return results;
}

const shipped = shippedProblem();
const qsp64 = qsp64Problem();
const cases: [string, FlatSystem, Float64Array, Float64Array][] = [
  ["every operation", everything, Float64Array.of(3, 1.7, -2e-9), Float64Array.of(0.7, 0.2, 0.4, 0)],
  ["the shipped model", shipped.system, shipped.person(0).parameters, shipped.person(0).initial],
  ["qsp64", qsp64.system, qsp64.person(3).parameters, qsp64.person(3).initial],
];

describe("printC", () => {
  it.each(cases)("gives a translation unit that fits %s", (_name, system) => {
    const text = printC(systemGraph(system));
    expect(text).toContain(`#define LULL_STATES ${system.states.length}\n`);
    expect(text).toContain(`#define LULL_PARAMETERS ${layoutOf(system).size}\n`);
    expect(text.split("{").length).toBe(text.split("}").length);
    for (let i = 0; i < system.states.length; i++) expect(text).toContain(`  o[${i}] = `);
    // Whole numbers in arithmetic would divide as integers.
    expect(text).not.toMatch(/= .*[^\w[.-]\d+ [*/+-] /);
    expect(text).not.toMatch(/ [*/+-] \d+;/);
    // Every name is defined before it is used, and once in its function.
    for (const body of text.split("static void").slice(1)) {
      const seen = new Set<string>();
      for (const line of body.split("\n")) {
        const [, name, right = line] = /^ {2}const double (v\d+) = (.*);$/.exec(line) ?? [];
        for (const [used] of right.matchAll(/\bv\d+\b/g)) expect(seen.has(used), used).toBe(true);
        if (name) expect(seen.has(name)).toBe(false);
        if (name) seen.add(name);
      }
    }
  });

  // Without gcc the structure above is all that can be tested.
  if (!hasGcc) console.warn("gcc is not here: the printed C is tested as text only, not by its numbers.");
  const computed = hasGcc ? cases : [];
  for (const [name, system, parameters, initial] of computed)
    it(`computes what the JavaScript kernels do for ${name}`, () => {
      for (const [t, factor] of [
        [0, 1],
        [3.3, 1.3],
      ] as const) {
        const y = initial.map((value) => value * factor);
        const expected = fromJavaScript(system, t, parameters, y);
        const actual = fromC(system, t, parameters, y);
        expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());
        for (const [key, value] of expected)
          expect(Math.abs(actual.get(key)! - value), key).toBeLessThanOrEqual(
            1e-12 * Math.max(1, Math.abs(value)),
          );
      }
    });
});
