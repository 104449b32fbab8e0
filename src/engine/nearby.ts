import { compileShared, type SharedSystem } from "../compile/index.ts";
import type { Drug } from "../pharmacology/index.ts";
import type { Arm, Scenario } from "../scenario/index.ts";
import { equationsOf, type PreparedCase, PreparedCases, readCase, simulateCase } from "./prepared.ts";
import type { CaseResult } from "./result.ts";

/** A case that an engine made ready, as data for `postMessage`. */
export interface Loan extends Omit<PreparedCase, "compiled"> {
  readonly arm: Arm;
  readonly shared: SharedSystem;
  readonly drugs: ReadonlyMap<string, Drug>;
}

/** After so many runs the browser has compiled what it will. */
const warmUpRuns = 15;
/** Runs after which it is plain that the code will not become fast enough, where they take many times too long. */
const hopelessRuns = 5;
/** Half of the time after which what was too slow is tried again at first, ms. */
const firstPause = 10_000;

/**
 * Simulates coarsely in the page itself what a worker made ready. A worker's answer is seen one frame after the input at
 * the best, however fast the worker is; an answer worked out while the input is handled is seen in the same frame.
 */
export class Nearby {
  private readonly cases = new PreparedCases();
  private drugs: ReadonlyMap<string, Drug> = new Map();
  /** ms that the latest answers took, by what decides about it: equations and duration */
  private readonly latest = new Map<string, number[]>();
  /** What was tried and took too long, with the time from when it is tried again, ms, and how long that was put off. */
  private readonly tooSlow = new Map<string, { readonly from: number; readonly after: number }>();
  /** A hand that moves, or another case, ends the warming up under way. */
  private turn = 0;
  private readonly least: number;
  /** ms that the worker took for its latest answers */
  private elsewhere: readonly number[] = [];

  /** @param patience an answer that keeps the page from drawing no longer is given here, ms; by default two frames: one was too short once the model had grown */
  constructor(patience = 33) {
    this.least = patience;
  }

  /** Hears how long the worker took, ms. What takes long here is answered here all the same where the worker takes longer. */
  comparedWith(elsewhere: number): void {
    this.elsewhere = [elsewhere, ...this.elsewhere.slice(0, 4)];
  }

  private get patience(): number {
    return Math.max(this.least, middle(this.elsewhere) ?? 0);
  }

  /** Borrows a case unless it is here, and runs it while the page is idle until that is fast, or plainly never will be. */
  async prepare(text: string, lend: () => Promise<Loan | undefined>): Promise<void> {
    const turn = ++this.turn;
    const { scenario } = readCase(text);
    const kind = kindOf(scenario);
    const slow = this.tooSlow.get(kind);
    if (slow && performance.now() < slow.from) return;
    if (!this.preparedFor(scenario)) {
      const loan = await lend();
      if (!loan) return;
      const { arm, shared, drugs, ...rest } = loan;
      this.drugs = drugs;
      this.cases.keep(arm, { ...rest, compiled: compileShared(shared) });
    }
    for (let runs = 1; !this.isFast(kind); runs++) {
      await idle();
      if (turn !== this.turn) return;
      const started = performance.now();
      this.run(readCase(text).scenario, []);
      const cost = performance.now() - started;
      this.latest.set(kind, [cost]);
      if (cost <= this.patience) return;
      if (runs >= warmUpRuns || (runs >= hopelessRuns && cost > 4 * this.patience)) {
        // A machine that was busy then may not be now; one that is slow is asked less and less often.
        const after = 2 * (slow?.after ?? firstPause);
        this.tooSlow.set(kind, { from: performance.now() + after, after });
        return;
      }
    }
  }

  /** The coarse answer; undefined when it is for the worker to give: the case is not here, or takes too long here. */
  simulate(text: string, wanted: readonly string[]): CaseResult | undefined {
    this.interrupt();
    const started = performance.now();
    const { scenario } = readCase(text);
    const kind = kindOf(scenario);
    if (!this.isFast(kind)) return undefined;
    const answer = this.run(scenario, wanted);
    if (answer) this.latest.set(kind, [performance.now() - started, ...this.latest.get(kind)!.slice(0, 4)]);
    return answer;
  }

  /** A hand moves and is answered otherwise: the warming up under way ends, so that it is not in the way. */
  interrupt(): void {
    this.turn++;
  }

  /** By the median of the latest answers, so that one pause of the machine decides nothing. */
  private isFast(kind: string): boolean {
    return (middle(this.latest.get(kind) ?? []) ?? Number.POSITIVE_INFINITY) <= this.patience;
  }

  private run(scenario: Scenario, wanted: readonly string[]): CaseResult | undefined {
    const prepared = this.preparedFor(scenario);
    return prepared && simulateCase(prepared, scenario, this.drugs, "coarse", wanted);
  }

  private preparedFor(scenario: Scenario): PreparedCase | undefined {
    return this.cases.of(scenario.arms[0]!);
  }
}

const middle = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1];

const kindOf = ({ arms, duration }: Scenario) => `${equationsOf(arms[0]!)} ${duration}`;

function idle(): Promise<void> {
  // Not every browser tells when it is idle.
  const later = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 30));
  return new Promise((resolve) => void later(() => resolve()));
}
