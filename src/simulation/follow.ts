import { type MeasureRequest, measureUnit, takeFrom } from "../scenario/index.ts";
import type { Step } from "../solvers/index.ts";
import { Followed } from "./followed.ts";
import type { KeptSteps, StepReader } from "./step-reader.ts";
import type { MeasureResult, Tolerance } from "./types.ts";

/** So many times the steps that are looked at together are put aside at most until the run is over. */
const mostKept = 64;

/**
 * Watches a run step by step and keeps, of each variable that a measure asks about, a curve as exact as the solution
 * wherever the measure hangs on it. There the variable is read off the dense output at the quarters of a step, and closer
 * where that is not enough; where no measure hangs on it (a peak on what is surely lower), at the ends alone, with a guess
 * from those of the last steps. Many steps are looked at together: first at their ends, then where that is called for.
 */
export class Follower {
  private readonly requests: readonly MeasureRequest[];
  private readonly reader: StepReader;
  private readonly followed: readonly Followed[];
  /** of these, those that measures look at when the run is over, and the steps that wait for that */
  private readonly late: readonly Followed[];
  private kept: KeptSteps[] = [];
  /** before this time nobody looks */
  private quietUntil: number;

  /**
   * @param reader reads the names that the requests are about
   * @param end the day on which the run ends
   */
  constructor(requests: readonly MeasureRequest[], reader: StepReader, end: number, tolerance: Tolerance) {
    this.requests = requests;
    this.reader = reader;
    this.followed = namesIn(requests).map((name, index) => {
      const own = requests.filter((request) => request.variable === name);
      return new Followed(name, own, { reader, index, end, tolerance });
    });
    this.late = this.followed.filter(({ isLate }) => isLate);
    this.quietUntil = this.nextLook(0);
  }

  /** Takes in a step, while the solver shows it. */
  step(step: Step): void {
    if (step.to <= this.quietUntil) return;
    this.reader.add(step);
    if (this.reader.isFull) this.look();
  }

  private nextLook(now: number): number {
    return this.followed.reduce((next, one) => Math.min(next, one.nextLook(now)), Number.POSITIVE_INFINITY);
  }

  /** The first variable that was not a finite number, and when. */
  get broken(): { readonly name: string; readonly time: number } | undefined {
    let first: { readonly name: string; readonly time: number } | undefined;
    for (const { name, brokenAt } of this.followed)
      if (brokenAt !== undefined && !(first && first.time <= brokenAt)) first = { name, time: brokenAt };
    return first;
  }

  /** Looks at the steps that the reader has, now or, where that is cheaper, when the run is over. */
  private look(): void {
    const { reader, followed, late, kept } = this;
    if (reader.count === 0) return;
    const isLater = late.length > 0 && !reader.isShown;
    this.lookAt(isLater ? followed.filter((one) => !late.includes(one)) : followed);
    this.quietUntil = this.nextLook(reader.to[reader.count - 1]!);
    if (isLater) {
      // Ends are read while the steps are still in the processor's cache.
      for (const one of late) one.wantEnds();
      reader.readWanted();
      kept.push(reader.putAside());
    } else reader.forget();
    if (kept.length === mostKept) this.lookAtKept();
  }

  private lookAtKept(): void {
    const { reader, kept, late } = this;
    for (const steps of kept) {
      reader.takeUp(steps);
      this.lookAt(late);
    }
    reader.forget();
    this.kept = [];
  }

  private lookAt(followed: readonly Followed[]): void {
    const { reader } = this;
    for (const one of followed) one.wantEnds();
    reader.readWanted();
    for (const one of followed) {
      one.serveTimes();
      one.seeEnds();
      one.decide();
    }
    reader.readWanted();
    for (const one of followed) one.wantTrials();
    reader.readWanted();
    for (const one of followed) one.addPieces();
  }

  /** Looks at what waits: the run is over, if it ended well at this time in the state `y`. */
  finish(end: { readonly t: number; readonly y: Float64Array } | undefined): void {
    const { reader, followed, late } = this;
    this.look();
    if (end) {
      const last = reader.read(end.t, end.y, new Float64Array(followed.length));
      for (const { curve, index: own } of followed) curve.addPoint(curve.end, last[own]!);
      for (const { attentions, index: own } of late)
        for (const attention of attentions) attention.last = last[own]!;
    }
    this.lookAtKept();
    reader.release();
  }

  /** The measures, in the order of the requests, after a run that ended well. */
  measures(): MeasureResult[] {
    return this.results((request, { curve }) => takeFrom(curve, request));
  }

  /** The measures of a run that did not end well: none has a value. */
  withoutValues(): MeasureResult[] {
    return this.results(() => undefined);
  }

  private results(take: (request: MeasureRequest, one: Followed) => number | undefined): MeasureResult[] {
    const results = this.requests.map((request) => {
      const one = this.followed.find(({ name }) => name === request.variable)!;
      const unit = measureUnit(request, this.reader.items[one.index]!.unit.text);
      return { request, value: take(request, one), unit, size: one.curve.size };
    });
    for (const { curve } of this.followed) curve.release();
    return results;
  }
}

/** The variables that measures are taken of, each once. */
export const namesIn = (requests: readonly MeasureRequest[]): string[] => [
  ...new Set(requests.map((request) => request.variable)),
];
