import { flatSystem } from "./formulas.ts";
import { type BenchProblem, grid, remembered } from "./problem.ts";

/**
 * A synthetic chain of any length: every state is driven by the one before, held back by one further down and turned
 * over at rates from minutes to days; the first takes a dose a day for two weeks. Nonzeros grow with the length.
 */
export function chainProblem(states: number): BenchProblem {
  const name = (i: number) => `x${i}`;
  const system = flatSystem({
    parameters: [
      ["strength", 0.8],
      ["half", 1.2],
    ],
    values: [["day", "1 + 0.2*cos(2*pi*t)"]],
    states: Array.from({ length: states }, (_, i) => {
      if (i === 0) return [name(0), 0, "-3*x0"] as const;
      const rate = [30, 8, 2, 0.5, 0.1][i % 5]!;
      const driver = i === 1 ? "x0" : name(i - 1);
      const brake = name(1 + ((i + 6) % (states - 1)));
      const drive = `day*(0.4 + strength*hill(${driver}, half, 2))/(1 + 0.3*${brake})`;
      return [name(i), 0.5, `${rate}*(${drive} + 0.1*tanh(${driver} - ${brake}) - ${name(i)})`] as const;
    }),
  });
  const initial = Float64Array.from({ length: states }, (_, i) => (i === 0 ? 0 : 0.5));
  return {
    name: `chain of ${states}`,
    system,
    scale: new Float64Array(states).fill(1e-2),
    doses: Array.from({ length: 14 }, (_, time) => ({ time, state: 0, amount: 2 })),
    outputTimes: grid(24, 14),
    person: remembered(() => ({ parameters: Float64Array.from(system.parameters, (p) => p.value), initial })),
  };
}
