/** Ends of steps that are remembered: a quartic goes through so many. */
const most = 5;
/** Values below which nothing is guessed. */
const fewest = 3;

/** How far beyond its last three ends a variable may go within a step, in ranges of these, and how fast steps may grow then. */
const outer = 3;
const mostGrowth = 2.5;

/** What the ends, the quarters and the middle of a step weigh in a mean (Boole's rule). */
const boole = [7 / 90, 32 / 90, 12 / 90, 32 / 90, 7 / 90];

/** How large the next term of a series is expected to be that falls as its last two do, of their sizes. */
const expectedAfter = (last: number, before: number) => (last === 0 ? 0 : (last * last) / before);

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
  /** What was last guessed: the variable at the start, the quarters and the end of the latest step. */
  readonly guess = new Float64Array(most);
  /**
   * What the highest term adds to the guess where it adds most, or would if it fell as the two before it do: it may be
   * small by chance. Infinite when nothing could be guessed.
   */
  doubt = Number.POSITIVE_INFINITY;
  /** What the highest term adds to the mean over the step: little where the middle is known, as its halves then cancel. */
  doubtOfMean = Number.POSITIVE_INFINITY;

  /** See `confine`; infinite where the last ends are too few or steps grow too fast. */
  least = Number.NEGATIVE_INFINITY;
  most = Number.POSITIVE_INFINITY;

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

  /** Tells what the variable surely stays between in the latest step: `least` and `most`. */
  confine(): void {
    const { times, values, count } = this;
    const isEven = count >= fewest && times[0]! - times[1]! <= mostGrowth * (times[1]! - times[2]!);
    const least = Math.min(values[0]!, values[1]!, values[2]!);
    const most = Math.max(values[0]!, values[1]!, values[2]!);
    const beyond = isEven ? outer * (most - least) : Number.POSITIVE_INFINITY;
    this.least = least - beyond;
    this.most = most + beyond;
  }

  /**
   * Guesses what the variable does within the latest step, by the polynomial through the ends of the last steps, or those
   * and the middle of this one: a quartic where there are five, and nothing where there are fewer than three.
   */
  guessLatest(middle?: number): void {
    const { times, values, nodes: x, differences: d, guess } = this;
    const inStep = middle === undefined ? 2 : 3;
    const used = Math.min(most, this.count + inStep - 2);
    this.doubt = Number.POSITIVE_INFINITY;
    this.doubtOfMean = Number.POSITIVE_INFINITY;
    if (used < fewest) return;
    // Places of the nodes in shares of the step.
    const from = times[1]!;
    const length = times[0]! - from;
    x[0] = 1;
    x[1] = 0;
    d[0] = values[0]!;
    d[1] = values[1]!;
    if (middle !== undefined) {
      x[2] = 0.5;
      d[2] = middle;
    }
    for (let i = inStep; i < used; i++) {
      x[i] = (times[i - inStep + 2]! - from) / length;
      d[i] = values[i - inStep + 2]!;
    }
    // Newton's divided differences.
    for (let order = 1; order < used; order++)
      for (let i = used - 1; i >= order; i--) d[i] = (d[i]! - d[i - 1]!) / (x[i]! - x[i - order]!);
    guess[0] = values[1]!;
    guess[most - 1] = values[0]!;
    let doubt = 0;
    let mean = 0;
    for (let quarter = 1; quarter < most - 1; quarter++) {
      const share = quarter / 4;
      // Terms of Newton's form from the third on; those before belong to the line between the ends.
      const second = d[2]! * (share - 1) * share;
      const third = used > 3 ? d[3]! * (share - 1) * share * (share - x[2]!) : 0;
      const fourth = used > 4 ? d[4]! * (share - 1) * share * (share - x[2]!) * (share - x[3]!) : 0;
      guess[quarter] = d[0]! + d[1]! * (share - 1) + second + third + fourth;
      const last = used === most ? fourth : used === 4 ? third : second;
      doubt = Math.max(doubt, Math.abs(last));
      if (used === most) doubt = Math.max(doubt, expectedAfter(third, Math.abs(second)));
      mean += boole[quarter]! * last;
    }
    this.doubt = doubt;
    this.doubtOfMean = Math.abs(mean);
  }
}

/**
 * What the highest term of the quartic through five values adds at most. About a point of symmetry that term is none,
 * whatever comes after it; then the ones before tell how fast terms fall.
 */
export function bendOf(v: Float64Array): number {
  const first = v[1]! - v[0]!;
  const second = v[2]! - v[1]!;
  const third = v[3]! - v[2]!;
  const a = second - first;
  const b = third - second;
  const c = v[4]! - v[3]! - third;
  return Math.max(
    Math.abs(c - 2 * b + a),
    expectedAfter(
      Math.max(Math.abs(b - a), Math.abs(c - b)),
      Math.max(Math.abs(a), Math.abs(b), Math.abs(c)),
    ),
  );
}
