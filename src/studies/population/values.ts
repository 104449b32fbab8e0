import type { FailedRuns } from "../../document/index.ts";
import type { MeasureRequest } from "../../scenario/index.ts";
import { type KeptRow, RunCount, succeeded } from "../failures.ts";
import { subjectOf } from "./plan.ts";
import { PeopleTable } from "./table.ts";
import type { PopulationStudy } from "./types.ts";

/** What the runs of everybody gave, filled run by run in the order of their tasks and read when all are in. */
export class SubjectValues {
  private readonly study: PopulationStudy;
  private readonly count = new RunCount();
  /** By subject and arm: 1 where the run reached its end. */
  private readonly ended: Uint8Array;
  private readonly failed: number[];
  private readonly table: PeopleTable<number>;
  /** Of each arm: where its columns begin. */
  private readonly begins: readonly number[];
  private readonly read: (subject: number) => number[];

  constructor(study: PopulationStudy) {
    const { size } = study.question;
    this.study = study;
    this.ended = new Uint8Array(size * study.arms.length);
    this.failed = study.arms.map(() => 0);
    this.table = new PeopleTable(size, study.room);
    let end = 0;
    this.begins = study.arms.map(({ held }) => {
      end += held;
      return end - held;
    });
    this.read = this.table.rowsOf(Array.from({ length: end }, (_, i) => i));
  }

  get size(): number {
    return this.study.question.size;
  }

  add({ task, arm, fault, values, more }: KeptRow): void {
    const subject = subjectOf(task, this.study);
    this.count.add(fault ?? succeeded, more?.notes);
    if (fault !== null) {
      this.failed[arm]!++;
      return;
    }
    this.ended[subject * this.failed.length + arm] = 1;
    const { held } = this.study.arms[arm]!;
    for (let i = 0; i < held; i++) this.table.set(subject, this.begins[arm]! + i, values[i] ?? Number.NaN);
  }

  /** Whether a subject's run of an arm reached its end. */
  hasRun(subject: number, arm: number): boolean {
    return this.ended[subject * this.failed.length + arm] === 1;
  }

  /** Whether all runs of a subject did. */
  hasAll(subject: number): boolean {
    return this.failed.every((_, arm) => this.hasRun(subject, arm));
  }

  failedIn(arm: number): number {
    return this.failed[arm]!;
  }

  /** A measure of an arm in everybody; NaN in whom there is none. */
  column(arm: number, { text }: Pick<MeasureRequest, "text">): Float64Array {
    const position = this.study.arms[arm]!.requests.findIndex((r) => r.text === text);
    return position < 0
      ? new Float64Array(this.size).fill(Number.NaN)
      : this.table.column(this.begins[arm]! + position);
  }

  /** What is held of a subject's run of an arm: quick from one subject to the next. */
  row(subject: number, arm: number): number[] {
    const from = this.begins[arm]!;
    return this.read(subject).slice(from, from + this.study.arms[arm]!.held);
  }

  /** The runs that failed; undefined where none did. */
  get failures(): FailedRuns | undefined {
    const { failures } = this.count;
    if (!failures) return undefined;
    const everybody = Array.from({ length: this.size }, (_, subject) => subject);
    return {
      ...failures,
      people: { failed: everybody.filter((subject) => !this.hasAll(subject)).length, sampled: this.size },
      arms: this.study.arms.map(({ label }, arm) => ({
        label: arm === 0 ? "the population's own cohort" : `"${label}"`,
        failed: this.failed[arm]!,
      })),
    };
  }

  /** What runs say of themselves. */
  get notes(): readonly string[] {
    return this.count.notes;
  }
}
