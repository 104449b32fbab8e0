import type { OdeSystem, SolveRequest, SolveResult, SparsePattern } from "../../src/solvers/index.ts";
import type { Solver } from "../../src/solvers/types.ts";

/** Nonzeros given as [row, column] pairs, packed in the order the evaluation writes them: column by column. */
export function sparse(n: number, entries: readonly (readonly [number, number])[]): SparsePattern {
  const columnPointers = new Int32Array(n + 1);
  for (const [, column] of entries) columnPointers[column + 1]!++;
  for (let j = 0; j < n; j++) columnPointers[j + 1]! += columnPointers[j]!;
  return { columnPointers, rowIndices: Int32Array.from(entries, ([row]) => row) };
}

/** A scalar or small system without a Jacobian. */
export function system(dimension: number, rates: OdeSystem["rates"]): OdeSystem {
  return { dimension, rates };
}

/** y' = -rate * y, one compartment. */
export function decay(rate: number): OdeSystem {
  return system(1, (_t, y, dydt) => {
    dydt[0] = -rate * y[0]!;
  });
}

export interface Run {
  readonly result: SolveResult;
  /** one row per output time */
  readonly outputs: readonly (readonly number[])[];
  readonly times: readonly number[];
}

type Given = Pick<SolveRequest, "system" | "t1"> & {
  readonly y0: readonly number[];
  readonly outputTimes?: readonly number[];
  readonly atol?: number | Float64Array;
} & Partial<Omit<SolveRequest, "y0" | "outputTimes" | "atol" | "onOutput">>;

/** A whole request from the few things a test cares about; collects the outputs. */
export function run(solver: Solver, given: Given): Run {
  const { atol = 1e-10, outputTimes = [], y0, ...rest } = given;
  const outputs: number[][] = [];
  const times: number[] = [];
  const result = solver.solve({
    t0: 0,
    stops: [],
    rtol: 1e-8,
    maxSteps: 20_000,
    ...rest,
    y0: Float64Array.from(y0),
    outputTimes: Float64Array.from(outputTimes),
    atol: typeof atol === "number" ? new Float64Array(given.system.dimension).fill(atol) : atol,
    onOutput(_index, t, y) {
      times.push(t);
      outputs.push([...y]);
    },
  });
  return { result, outputs, times };
}

/** A stiff problem with a published solution. */
export interface StiffProblem {
  readonly name: string;
  readonly system: OdeSystem;
  readonly y0: readonly number[];
  readonly t1: number;
  readonly atol: number | Float64Array;
  readonly expected: readonly number[];
  /** accepted steps at rtol 1e-6 stay below this, so that a silent loss of efficiency fails */
  readonly mostSteps: number;
}

const full = (n: number) =>
  sparse(
    n,
    Array.from({ length: n * n }, (_, p): readonly [number, number] => [p % n, Math.floor(p / n)]),
  );

/**
 * Reference solutions: F. Mazzia & C. Magherini (2008), Test Set for Initial Value Problem Solvers, release 2.4,
 * University of Bari: problems HIRES, OREGO, ROBER and VDPOL, tables of reference solutions at the end of the
 * integration interval. The equations are also in Hairer & Wanner, Solving ODEs II (2nd ed.), Secs. IV.1 and IV.10.
 */
export const stiffProblems: readonly StiffProblem[] = [
  {
    name: "ROBER",
    y0: [1, 0, 0],
    t1: 1e11,
    atol: Float64Array.of(1e-14, 1e-19, 1e-8),
    expected: [0.2083340149701255e-7, 0.8333360770334713e-13, 0.999999979166505],
    mostSteps: 350,
    system: {
      dimension: 3,
      rates(_t, y, dydt) {
        const [a, b, c] = y as unknown as [number, number, number];
        dydt[0] = -0.04 * a + 1e4 * b * c;
        dydt[1] = 0.04 * a - 1e4 * b * c - 3e7 * b * b;
        dydt[2] = 3e7 * b * b;
      },
      jacobian: {
        pattern: full(3),
        evaluate(_t, y, nonzeros) {
          const [, b, c] = y as unknown as [number, number, number];
          nonzeros.set([-0.04, 0.04, 0, 1e4 * c, -1e4 * c - 6e7 * b, 6e7 * b, 1e4 * b, -1e4 * b, 0]);
        },
      },
      timeDerivative: (_t, _y, dfdt) => dfdt.fill(0),
    },
  },
  {
    name: "VDPOL",
    y0: [2, 0],
    t1: 2,
    atol: 1e-8,
    expected: [1.706167732170483, -0.8928097010247975],
    mostSteps: 720,
    system: {
      dimension: 2,
      rates(_t, y, dydt) {
        dydt[0] = y[1]!;
        dydt[1] = ((1 - y[0]! ** 2) * y[1]! - y[0]!) / 1e-6;
      },
      jacobian: {
        pattern: sparse(2, [
          [1, 0],
          [0, 1],
          [1, 1],
        ]),
        evaluate(_t, y, nonzeros) {
          nonzeros[0] = (-2 * y[0]! * y[1]! - 1) / 1e-6;
          nonzeros[1] = 1;
          nonzeros[2] = (1 - y[0]! ** 2) / 1e-6;
        },
      },
    },
  },
  {
    name: "HIRES",
    y0: [1, 0, 0, 0, 0, 0, 0, 0.0057],
    t1: 321.8122,
    atol: 1e-10,
    expected: [
      0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2,
      0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2,
    ],
    mostSteps: 310,
    system: system(8, (_t, y, dydt) => {
      const [a, b, c, d, e, f, g, h] = y as unknown as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      dydt[0] = -1.71 * a + 0.43 * b + 8.32 * c + 0.0007;
      dydt[1] = 1.71 * a - 8.75 * b;
      dydt[2] = -10.03 * c + 0.43 * d + 0.035 * e;
      dydt[3] = 8.32 * b + 1.71 * c - 1.12 * d;
      dydt[4] = -1.745 * e + 0.43 * f + 0.43 * g;
      dydt[5] = -280 * f * h + 0.69 * d + 1.71 * e - 0.43 * f + 0.69 * g;
      dydt[6] = 280 * f * h - 1.81 * g;
      dydt[7] = -280 * f * h + 1.81 * g;
    }),
  },
  {
    name: "OREGO",
    y0: [1, 2, 3],
    t1: 360,
    atol: 1e-8,
    expected: [1.000814870318523, 1228.178521549917, 132.0554942846706],
    mostSteps: 1100,
    system: {
      dimension: 3,
      rates(_t, y, dydt) {
        const [a, b, c] = y as unknown as [number, number, number];
        dydt[0] = 77.27 * (b + a * (1 - 8.375e-6 * a - b));
        dydt[1] = (c - (1 + a) * b) / 77.27;
        dydt[2] = 0.161 * (a - c);
      },
      jacobian: {
        pattern: sparse(3, [
          [0, 0],
          [1, 0],
          [2, 0],
          [0, 1],
          [1, 1],
          [1, 2],
          [2, 2],
        ]),
        evaluate(_t, y, nonzeros) {
          const [a, b] = y as unknown as [number, number];
          nonzeros.set([
            77.27 * (1 - 2 * 8.375e-6 * a - b),
            -b / 77.27,
            0.161,
            77.27 * (1 - a),
            -(1 + a) / 77.27,
            1 / 77.27,
            -0.161,
          ]);
        },
      },
    },
  },
];

/** Largest relative difference. */
export function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value) / Math.abs(value)));
}
