/** How much to measure. Tolerances go from loose to tight. */
export interface Plan {
  readonly ownTolerances: readonly number[];
  readonly bdfTolerances: readonly number[];
  readonly lsodaTolerances: readonly number[];
  /** Slow paths of ours and CVODE's other ways as well. */
  readonly extras: boolean;
  readonly rounds: number;
  readonly people: number;
  readonly crowdRounds: number;
  /** ms that one round of a crowd may take; slow methods simulate fewer people. */
  readonly crowdBudget: number;
  readonly coldStarts: number;
  readonly memoryPeople: readonly number[];
  readonly chains: readonly number[];
}

/** Under a minute: the shipped model only. */
export const quickPlan: Plan = {
  ownTolerances: [0.1, 0.03, 1e-2, 3e-3, 1e-3, 1e-4, 1e-5, 1e-6],
  bdfTolerances: [1e-5, 1e-6],
  lsodaTolerances: [1e-4, 1e-5, 1e-6],
  extras: false,
  rounds: 5,
  people: 20,
  crowdRounds: 3,
  crowdBudget: 1000,
  coldStarts: 3,
  memoryPeople: [],
  chains: [],
};

/** Everything, in some minutes. */
export const fullPlan: Plan = {
  ownTolerances: [0.1, 0.03, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 1e-6, 1e-7],
  bdfTolerances: [1e-3, 1e-4, 1e-5, 1e-6, 1e-7],
  lsodaTolerances: [1e-3, 1e-4, 1e-5, 1e-6, 1e-7],
  extras: true,
  rounds: 5,
  people: 100,
  crowdRounds: 3,
  crowdBudget: 2500,
  coldStarts: 5,
  memoryPeople: [10, 100, 400],
  chains: [64, 128, 256, 400],
};
