import { describe, expect, it } from "vitest";
import { solverNamed } from "../../src/solvers/index.ts";
import { run, system } from "./problems.ts";

describe("odex", () => {
  it.each([1e-2, 1e-3, 1e-4])(
    "keeps a tolerance of %d for one quick state among four hundred slow ones, between steps too",
    (rtol) => {
      // Gut and blood of a drug taken up within the hour; the others hardly move, and must not hide its error.
      const [ka, ke, slow] = [30, 8, 400];
      const uptake = system(slow + 2, (_t, y, dydt) => {
        dydt[0] = -ka * y[0]!;
        dydt[1] = ka * y[0]! - ke * y[1]!;
        for (let i = 2; i < slow + 2; i++) dydt[i] = 0.01 * (1 - y[i]!);
      });
      const exact = (t: number) => (ka / (ka - ke)) * (Math.exp(-ke * t) - Math.exp(-ka * t));
      const outputTimes = Array.from({ length: 200 }, (_, i) => (i + 1) / 200);
      const { outputs, times } = run(solverNamed("odex"), {
        system: uptake,
        t1: 1,
        y0: [1, 0, ...Array<number>(slow).fill(0.5)],
        outputTimes,
        rtol,
        atol: rtol / 1000,
      });
      const worst = Math.max(...times.map((t, i) => Math.abs(outputs[i]![1]! - exact(t))));
      expect(times).toHaveLength(200);
      expect(worst).toBeLessThan(2 * rtol);
    },
  );
});
