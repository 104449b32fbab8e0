/** Ends of steps that are remembered: a quartic goes through so many. */
const most = 5;
/** Values below which nothing is guessed. */
const fewest = 3;

/** What the ends, the quarters and the middle of a step weigh in a mean (Boole's rule). */
const boole = [7 / 90, 32 / 90, 12 / 90, 32 / 90, 7 / 90];

/** How large the next term of a series is expected to be that falls as its last two do, of their sizes. */
export const expectedAfter = (last: number, before: number) => (last === 0 ? 0 : (last * last) / before);

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

  get isEmpty(): boolean {
    return this.count === 0;
  }

  get latest(): number {
    return this.values[0]!;
  }

  forget(): void {
    this.count = 0;
  }

  /** Remembers what another one does. */
  copy(other: History): void {
    this.times.set(other.times);
    this.values.set(other.values);
    this.count = other.count;
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
   * Guesses what the variable does within the latest step, by the polynomial through the ends of the last steps, or those
   * and the middle of this one: a quartic where there are five, and nothing where there are fewer than three.
   */
  guessLatest(middle?: number): void {
    const { times, values, nodes: t, differences: d, guess } = this;
    const inStep = middle === undefined ? 2 : 3;
    const used = Math.min(most, this.count + inStep - 2);
    this.doubt = Number.POSITIVE_INFINITY;
    this.doubtOfMean = Number.POSITIVE_INFINITY;
    if (used < fewest) return;
    const [to, from] = [times[0]!, times[1]!];
    t[0] = to;
    t[1] = from;
    d[0] = values[0]!;
    d[1] = values[1]!;
    if (middle !== undefined) {
      t[2] = from + (to - from) / 2;
      d[2] = middle;
    }
    for (let i = inStep; i < used; i++) {
      t[i] = times[i - inStep + 2]!;
      d[i] = values[i - inStep + 2]!;
    }
    // Newton's divided differences.
    for (let order = 1; order < used; order++)
      for (let i = used - 1; i >= order; i--) d[i] = (d[i]! - d[i - 1]!) / (t[i]! - t[i - order]!);
    guess[0] = values[1]!;
    guess[most - 1] = values[0]!;
    let doubt = 0;
    let mean = 0;
    for (let quarter = 1; quarter < most - 1; quarter++) {
      const time = from + ((to - from) * quarter) / 4;
      let value = d[used - 1]!;
      for (let i = used - 2; i >= 0; i--) value = value * (time - t[i]!) + d[i]!;
      guess[quarter] = value;
      // Terms of Newton's form from the third on; those before belong to the line between the ends.
      let nodesBefore = (time - to) * (time - from);
      let [last, before, earlier] = [d[2]! * nodesBefore, 0, 0];
      for (let i = 3; i < used; i++) {
        nodesBefore *= time - t[i - 1]!;
        [earlier, before, last] = [before, last, d[i]! * nodesBefore];
      }
      doubt = Math.max(doubt, Math.abs(last), used === most ? expectedAfter(before, Math.abs(earlier)) : 0);
      mean += boole[quarter]! * last;
    }
    this.doubt = doubt;
    this.doubtOfMean = Math.abs(mean);
  }
}
