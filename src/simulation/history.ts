/** Ends of steps that are remembered: one fewer than a quartic goes through, so that the latest end makes it whole. */
const most = 5;

/**
 * A variable at the ends of the last steps, since it last jumped; where it runs evenly they tell what it does within the
 * latest one.
 */
export class History {
  /** the latest first */
  private readonly times = new Float64Array(most);
  private readonly values = new Float64Array(most);
  private count = 0;
  private readonly nodes = new Float64Array(most);
  private readonly differences = new Float64Array(most);
  private readonly quarters = new Float64Array(most);

  get isEmpty(): boolean {
    return this.count === 0;
  }

  get latest(): number {
    return this.values[0]!;
  }

  forget(): void {
    this.count = 0;
  }

  add(time: number, value: number): void {
    const { times, values } = this;
    for (let i = most - 1; i > 0; i--) {
      times[i] = times[i - 1]!;
      values[i] = values[i - 1]!;
    }
    times[0] = time;
    values[0] = value;
    if (this.count < most) this.count++;
  }

  /**
   * The variable at the start, the quarters and the end of the latest step, by the quartic through five values: the ends
   * of the last steps, or those and the middle of this one. Undefined where that cannot be trusted: there are too few, or
   * what the earliest value adds to the cubic through the others is above `allowed`. The array is used again.
   */
  within(allowed: number, middle?: number): Float64Array | undefined {
    const { times, values, nodes: t, differences: d, quarters } = this;
    const ofSteps = middle === undefined ? most : most - 1;
    if (this.count < ofSteps) return undefined;
    const [to, from] = [times[0]!, times[1]!];
    for (let i = 0; i < ofSteps; i++) {
      t[i] = times[i]!;
      d[i] = values[i]!;
    }
    if (middle !== undefined) {
      t[most - 1] = t[most - 2]!;
      d[most - 1] = d[most - 2]!;
      for (let i = most - 2; i > 2; i--) {
        t[i] = t[i - 1]!;
        d[i] = d[i - 1]!;
      }
      t[2] = from + (to - from) / 2;
      d[2] = middle;
    }
    // Newton's divided differences.
    for (let order = 1; order < most; order++)
      for (let i = most - 1; i >= order; i--) d[i] = (d[i]! - d[i - 1]!) / (t[i]! - t[i - order]!);
    quarters[0] = values[1]!;
    quarters[most - 1] = values[0]!;
    for (let quarter = 1; quarter < most - 1; quarter++) {
      const time = from + ((to - from) * quarter) / 4;
      const [a, b, c, e] = [time - t[0]!, time - t[1]!, time - t[2]!, time - t[3]!];
      const last = a * b * c * e * d[4]!;
      if (!(Math.abs(last) <= allowed)) return undefined;
      quarters[quarter] = d[0]! + a * (d[1]! + b * (d[2]! + c * d[3]!)) + last;
    }
    return quarters;
  }
}
