/**
 * Rodas5P: order 5(4), 8 stages, L-stable, stiffly accurate, for ODEs and DAEs of index 1.
 *
 * Source: G. Steinebach (2023), Construction of Rosenbrock-Wanner method Rodas5P and numerical benchmarks within the
 * Julia Differential Equations package, BIT Numerical Mathematics 63:27, doi:10.1007/s10543-023-00967-x, in the
 * transformed form that needs no product with the Jacobian: Hairer & Wanner, Solving ODEs II (2nd ed.), Sec. IV.7,
 * eq. (7.25). Stage i solves, with u_i = y + sum_j a[i][j] k_j,
 *
 *   (I / (gamma h) - df/dy) k_i = f(t + c[i] h, u_i) + sum_j C[i][j] k_j / h + d[i] h df/dt
 *
 * The last three stages walk to the result: u_7 = u_6 + k_6, u_8 = u_7 + k_7, y1 = u_8 + k_8, and the error estimate
 * is k_8. The tests check the 17 order conditions, both embedded results and the dense output against these digits.
 */

export const gamma = 0.21193756319429014;

/** rows 1 to 6; rows 7 and 8 repeat row 6 with ones appended */
export const a: readonly (readonly number[])[] = [
  [],
  [3.0],
  [2.849394379747939, 0.45842242204463923],
  [-6.954028509809101, 2.489845061869568, -10.358996098473584],
  [2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641],
  [-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946],
];

export const C: readonly (readonly number[])[] = [
  [],
  [-14.155112264123755],
  [-17.97296035885952, -2.859693295451294],
  [147.12150275711716, -1.41221402718213, 71.68940251302358],
  [165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306],
  [24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471],
  [
    30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
    -28.087943162872662,
  ],
  [
    37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
    -54.66780262877968, -9.48861652309627,
  ],
];

export const c: readonly number[] = [
  0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1, 1, 1,
];

export const d: readonly number[] = [
  0.21193756319429014, -0.42387512638858027, -0.3384627126235924, 1.8046452872882734, 2.325825639765069, 0, 0,
  0,
];

/**
 * Dense output of order 4 at t + theta h, with q_i = sum_j H[i][j] k_j:
 * (1 - theta) y0 + theta (y1 + (1 - theta) (q_1 + theta (q_2 + theta q_3))).
 */
export const H: readonly (readonly number[])[] = [
  [
    25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073,
    1.1241088310450404, 0.4272876194431874, -0.17202221070155493,
  ],
  [
    -9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044,
    15.98066361424651, -6.789040303419874, -6.710236069923372,
  ],
  [
    11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654,
    -59.78993625266729, -0.15582684282751913, 4.883087185713722,
  ],
];

/** What each stage adds to (1 - theta) y0 + theta y1 in dense output at t + theta h. */
export const denseWeights = (theta: number): number[] => {
  const [first, second, third] = H as [number[], number[], number[]];
  return first.map((weight, j) => theta * (1 - theta) * (weight + theta * (second[j]! + theta * third[j]!)));
};

/** orders of the result and of the embedded result that estimates its error */
export const order = 5;
export const embeddedOrder = 4;

/** All of them under one name, for code that generates steps. */
export const rodas5pTableau = { gamma, a, C, c, d, H } as const;
