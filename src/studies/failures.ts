import type { FailedClaims } from "../analysis/index.ts";
import type { FailedRuns, Note } from "../document/index.ts";
import { type ArmValues, RunNotes } from "../runs/index.ts";
import type { RunStatus } from "../simulation/index.ts";
import { counted } from "../text/index.ts";

/** Why a run failed, as it is kept; `time` in days. */
export type RunFault = Pick<RunStatus, "kind" | "state" | "message"> & Partial<Pick<RunStatus, "time">>;

/** One run as it was kept: null where there was no value, a fault where it failed. */
export interface KeptRow {
  readonly task: number;
  readonly arm: number;
  readonly fault: RunFault | null;
  readonly values: readonly (number | null)[];
  /** What a reader of the values must know. */
  readonly more?: { readonly notes?: readonly string[] | undefined } | undefined;
}

export const succeeded: RunFault = { kind: "success", message: "" };

/** A run that has just ended, as one that was kept. */
export const keptRow = (task: number, arm: number, { values, status, notes }: ArmValues): KeptRow => ({
  task,
  arm,
  fault: status.kind === "success" ? null : status,
  values: values.map((value) => value ?? null),
  ...(notes ? { more: { notes } } : {}),
});

/** Counts runs and those that failed, by what stopped them, and gathers what they say of themselves. */
export class RunCount {
  private runs = 0;
  private readonly said = new RunNotes();
  private readonly reasons = new Map<string, { reason: string; count: number; days: Set<number> }>();

  add({ kind, state, message, time }: RunFault, notes?: readonly string[]): void {
    this.runs++;
    this.said.add(notes);
    if (kind === "success") return;
    const key = `${kind} ${state ?? ""}`;
    const known = this.reasons.get(key) ?? { reason: message, count: 0, days: new Set<number>() };
    known.count++;
    if (time !== undefined) known.days.add(Number(time.toPrecision(6)));
    this.reasons.set(key, known);
  }

  get notes(): readonly string[] {
    return this.said.texts;
  }

  /** Undefined where none failed. */
  get failures(): FailedRuns | undefined {
    const reasons = [...this.reasons.values()]
      .sort((a, b) => b.count - a.count)
      .map(({ reason, count, days }) => ({
        reason,
        count,
        ...(days.size > 0 ? { days: { count: days.size, ...endsOf(days) } } : {}),
      }));
    const failed = reasons.reduce((sum, { count }) => sum + count, 0);
    return failed > 0 ? { kind: "failed-runs", failed, runs: this.runs, reasons } : undefined;
  }
}

/** The first and the last day, of any number of them. */
const endsOf = (days: ReadonlySet<number>) => {
  const sorted = Float64Array.from(days).sort();
  return { first: sorted[0]!, last: sorted.at(-1)! };
};

export const warning = (text: string): Note => ({ kind: "warning", text });
export const remark = (text: string): Note => ({ kind: "remark", text });

/** What runs say of themselves, as notes of a document. */
export const warnings = (texts: readonly string[]): Note[] => texts.map(warning);

/** That the runs of claims failed, which then say nothing of what they are about. */
export const failedClaimNotes = (failed: FailedClaims | undefined): Note[] =>
  failed === undefined
    ? []
    : warnings([
        `The runs of ${failed.count} of ${counted(failed.of, "claim")} failed, and they count as not held. Why (of the first): ${failed.reason}`,
      ]);

/** The notes that a document begins with. */
export const failureNotes = (failures: FailedRuns | undefined): FailedRuns[] => (failures ? [failures] : []);
