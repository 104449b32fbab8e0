import { readFileSync } from "node:fs";
import { layoutOf } from "../../src/compile/index.ts";
import { flatSystem } from "../formulas.ts";
import { type BenchProblem, grid, personalFactors, remembered } from "../problem.ts";

const varying = ["CL1", "V1", "ka1", "CL2", "KI1", "K1A", "krPFC", "tau_R1A", "kCORT", "kuDN"];
const text = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/**
 * A synthetic stiff model of 64 states that has nothing to do with pharmacology as it is known: two doses a day for 84
 * days, hourly output, time in hours. `model.txt` says it in full.
 */
export function qsp64Problem(): BenchProblem {
  const statements = [...text("model.txt").matchAll(/^(param|state|let|der) +(\w+) *= *(.+)$/gm)];
  const of = (kind: string) =>
    statements.filter(([, k]) => k === kind).map(([, , name, right]) => [name!, right!] as const);
  const rates = new Map(of("der"));
  const system = flatSystem({
    parameters: of("param").map(([name, value]) => [name, Number(value)] as const),
    values: of("let").map(([name, formula]) => [name, translated(formula)] as const),
    states: of("state").map(([name, value]) => [name, Number(value), translated(rates.get(name)!)] as const),
  });
  const layout = layoutOf(system);
  const nominal = Float64Array.from(system.parameters, (p) => p.value);
  const initial = Float64Array.from(of("state"), ([, value]) => Number(value));
  const place = (name: string) => system.states.findIndex((state) => state.name === name);
  const amount = (name: string) => nominal[layout.parameter(name)!]!;
  return {
    name: "qsp64 (synthetic)",
    system,
    scale: new Float64Array(system.states.length).fill(1e-3),
    doses: Array.from({ length: 84 }, (_, day) => [
      { time: 24 * day, state: place("G1"), amount: amount("DOSE1") },
      { time: 24 * day, state: place("G2"), amount: amount("DOSE2") },
    ]).flat(),
    outputTimes: grid(1, 2016),
    person: remembered((index) => {
      const parameters = nominal.slice();
      const factors = index === 0 ? [] : personalFactors(index - 1);
      for (const [i, factor] of factors.entries()) parameters[layout.parameter(varying[i]!)!]! *= factor;
      return { parameters, initial };
    }),
  };
}

/** Weekly states of an independent tight solution, before the dose at that time: hour and values. */
export function qsp64Reference(): { time: number; states: number[] }[] {
  const [, ...rows] = text("reference.csv").trim().split("\n");
  return rows.map((row) => {
    const [time, ...states] = row.split(",").map(Number);
    return { time: time!, states };
  });
}

/** The text's own functions in ours: `log`, and `sig(x)` = 1/(1+exp(-x)). */
function translated(formula: string): string {
  let result = formula.replace(/\blog\(/g, "ln(");
  for (let at = result.indexOf("sig("); at >= 0; at = result.indexOf("sig(", at + 1)) {
    const close = closing(result, at + 3);
    const inner = result.slice(at + 4, close);
    result = `${result.slice(0, at)}(1/(1+exp(-(${inner}))))${result.slice(close + 1)}`;
  }
  return result;
}

function closing(formula: string, open: number): number {
  let depth = 0;
  for (let i = open; i < formula.length; i++) {
    if (formula[i] === "(") depth++;
    if (formula[i] === ")" && --depth === 0) return i;
  }
  throw new Error(`invalid formula: ${formula}; expected a closing parenthesis`);
}
