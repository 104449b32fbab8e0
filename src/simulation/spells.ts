/** How steeply a variable leaves a level at most: as the fourth power of the time since. */
const steepest = 4;

/**
 * How long a variable is above a level, told stretch after stretch in order of time. Clearly above it is where nobody can
 * take it for the level; what lies between that and the level itself counts where the variable leaves it or comes to it, and
 * does not where it only draws near or keeps to it but for rounding.
 */
export class Spells {
  /** days of the spells that are over */
  private days = 0;
  /** when it began, NaN where there is none: what a field holds is always a number that is no integer, or code is made anew each time */
  private from = Number.NaN;
  /** until when it was clearly above in this spell (NaN: not yet), and how soon it would be at the level at the rate that it had then */
  private clearUntil = Number.NaN;
  private reach = 0;
  private to = 0;

  /** A stretch that is above the level from end to end. */
  add(from: number, to: number): void {
    if (Number.isNaN(this.from)) this.from = from;
    this.to = to;
  }

  /**
   * Where within the stretch that was added last it is clearly above.
   *
   * @param way how long a change as at the start of that takes from the level to there
   * @param wayBack the same at its end
   */
  addClear(from: number, to: number, way = 0, wayBack = 0): void {
    const { clearUntil } = this;
    if (Number.isNaN(clearUntil)) this.count(this.from, from, way);
    else this.count(clearUntil, from, this.reach + way);
    this.days += to - from;
    this.clearUntil = to;
    this.reach = wayBack;
  }

  /** It is at the level or below. */
  end(): void {
    if (!Number.isNaN(this.clearUntil)) this.count(this.clearUntil, this.to, this.reach);
    this.from = Number.NaN;
    this.clearUntil = Number.NaN;
  }

  /** @returns days above the level, in all */
  total(): number {
    this.end();
    return this.days;
  }

  private count(from: number, to: number, reach: number): void {
    if (to - from <= steepest * reach) this.days += to - from;
  }
}
