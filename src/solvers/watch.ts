import type { Interpolant } from "./outputs.ts";
import type { ConditionWatch } from "./types.ts";

/** Where within a step the conditions are looked at, so that one that is met for a while only is not stepped over. */
const looks = [0.25, 0.5, 0.75, 1];

/** Halvings of a quarter of a step: down to the last digit of any time but one right at 0. */
const halvings = 80;

/** Finds where in a step a watched condition changes. */
export class Watcher {
  private readonly watch: ConditionWatch;
  private readonly y: Float64Array;
  /** the conditions since the last reaction */
  private readonly before: Float64Array;
  private readonly now: Float64Array;

  constructor(watch: ConditionWatch, dimension: number) {
    this.watch = watch;
    this.y = new Float64Array(dimension);
    this.before = new Float64Array(watch.count);
    this.now = new Float64Array(watch.count);
  }

  /** Lets the watch react and takes the conditions as they are then; false when it never comes to an end. */
  react(t: number, y: Float64Array): boolean {
    const isDone = this.watch.react(t, y);
    this.watch.evaluate(t, y, this.before);
    return isDone;
  }

  /** The next time to react at, not before `t`. */
  due(t: number): number {
    return Math.max(t, this.watch.due());
  }

  /**
   * The first time in (start, end] at which a condition differs from what it was; undefined when none does. By halving,
   * since conditions have no size.
   */
  firstChange(start: number, end: number, interpolate: Interpolant): number | undefined {
    let low = start;
    for (const part of looks) {
      let high = part === 1 ? end : start + part * (end - start);
      if (!this.differsAt(high, interpolate)) {
        low = high;
        continue;
      }
      for (let i = 0; i < halvings; i++) {
        const middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        if (this.differsAt(middle, interpolate)) high = middle;
        else low = middle;
      }
      return high;
    }
    return undefined;
  }

  private differsAt(t: number, interpolate: Interpolant): boolean {
    const { before, now } = this;
    interpolate(t, this.y);
    this.watch.evaluate(t, this.y, now);
    for (let i = 0; i < now.length; i++) if (now[i] !== before[i]) return true;
    return false;
  }
}
