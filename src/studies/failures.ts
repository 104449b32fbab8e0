import type { FailedRuns } from "../document/index.ts";
import type { ArmValues } from "../runs/index.ts";
import type { RunStatus } from "../simulation/index.ts";

/** Why a run failed, as it is kept. */
export type RunFault = Pick<RunStatus, "kind" | "state" | "message">;

/** One run as it was kept: null where there was no value, a fault where it failed. */
export interface KeptRow {
  readonly task: number;
  readonly arm: number;
  readonly fault: RunFault | null;
  readonly values: readonly (number | null)[];
}

export const succeeded: RunFault = { kind: "success", message: "" };

/** A run that has just ended, as one that was kept. */
export const keptRow = (task: number, arm: number, { values, status }: ArmValues): KeptRow => ({
  task,
  arm,
  fault: status.kind === "success" ? null : status,
  values: values.map((value) => value ?? null),
});

/** Counts runs and those that failed, by what stopped them. */
export class RunCount {
  private runs = 0;
  private readonly reasons = new Map<string, { reason: string; count: number }>();

  add({ kind, state, message }: RunFault): void {
    this.runs++;
    if (kind === "success") return;
    const key = `${kind} ${state ?? ""}`;
    const known = this.reasons.get(key);
    if (known) known.count++;
    else this.reasons.set(key, { reason: message, count: 1 });
  }

  /** Undefined where none failed. */
  get failures(): FailedRuns | undefined {
    const reasons = [...this.reasons.values()].sort((a, b) => b.count - a.count);
    const failed = reasons.reduce((sum, { count }) => sum + count, 0);
    return failed > 0 ? { kind: "failed-runs", failed, runs: this.runs, reasons } : undefined;
  }
}

/** The notes that a document begins with. */
export const failureNotes = (failures: FailedRuns | undefined): FailedRuns[] => (failures ? [failures] : []);
