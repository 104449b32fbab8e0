import { compileShared, type SharedSystem } from "../compile/index.ts";
import type { Drug } from "../pharmacology/index.ts";
import type { Arm, Scenario } from "../scenario/index.ts";
import { type Prepared, PreparedCases, readCase, simulateCase } from "./prepared.ts";
import type { Answer } from "./result.ts";

/** A case that an engine made ready, as data for `postMessage`. */
export interface Loan extends Omit<Prepared, "compiled"> {
  readonly arm: Arm;
  readonly shared: SharedSystem;
  readonly drugs: ReadonlyMap<string, Drug>;
}

/** After so many runs the browser has compiled what it will. */
const warmUpRuns = 15;

/**
 * Simulates coarsely in the page itself what a worker made ready. A worker's answer is seen one frame after the input at
 * the best, however fast the worker is; an answer worked out while the input is handled is seen in the same frame.
 */
export class Nearby {
  private readonly cases = new PreparedCases();
  private drugs: ReadonlyMap<string, Drug> = new Map();
  /** Of late, ms; unknown before the code is warm. */
  private cost = Number.POSITIVE_INFINITY;
  private readonly patience: number;

  /** @param patience longest that an answer may keep the page from drawing, ms; by default a frame */
  constructor(patience = 16) {
    this.patience = patience;
  }

  /** Borrows a case unless it is here, and runs it while the page is idle until that is fast. */
  async prepare(text: string, lend: () => Promise<Loan | undefined>): Promise<void> {
    const { scenario } = readCase(text);
    if (!this.preparedFor(scenario)) {
      const loan = await lend();
      if (!loan) return;
      const { arm, shared, drugs, ...rest } = loan;
      this.drugs = drugs;
      this.cases.keep(arm, { ...rest, compiled: compileShared(shared) });
    }
    for (let i = 0; i < warmUpRuns && this.cost > this.patience; i++) {
      await idle();
      const started = performance.now();
      this.run(scenario, []);
      this.cost = performance.now() - started;
    }
  }

  /** The coarse answer; undefined when it is for the worker to give: the case is not here, or this machine is too slow. */
  simulate(text: string, wanted: readonly string[]): Answer | undefined {
    if (this.cost > this.patience) return undefined;
    const started = performance.now();
    const answer = this.run(readCase(text).scenario, wanted);
    this.cost = 0.8 * this.cost + 0.2 * (performance.now() - started);
    return answer;
  }

  private run(scenario: Scenario, wanted: readonly string[]): Answer | undefined {
    const prepared = this.preparedFor(scenario);
    return prepared && simulateCase(prepared, scenario, this.drugs, "coarse", wanted);
  }

  private preparedFor(scenario: Scenario): Prepared | undefined {
    return this.cases.of(scenario.arms[0]!);
  }
}

function idle(): Promise<void> {
  // Not every browser tells when it is idle.
  const later = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 30));
  return new Promise((resolve) => void later(() => resolve()));
}
