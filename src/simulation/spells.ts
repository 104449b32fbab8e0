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
  private from: number | undefined;
  /** until when it was clearly above in this spell, and how soon it would be at the level at the rate that it had then */
  private clearUntil: number | undefined;
  private reach = 0;
  private to = 0;

  /**
   * A stretch that is above the level from end to end, and clearly so between two times, if at all; the times after them
   * say how long a change as at that end takes from the level to there.
   */
  add(
    from: number,
    to: number,
    clear?: { readonly from: number; readonly to: number; readonly in: number; readonly out: number },
  ): void {
    this.from ??= from;
    this.to = to;
    if (!clear) return;
    const since = this.clearUntil ?? this.from;
    this.count(since, clear.from, this.clearUntil === undefined ? clear.in : this.reach + clear.in);
    this.days += clear.to - clear.from;
    this.clearUntil = clear.to;
    this.reach = clear.out;
  }

  /** It is at the level or below. */
  end(): void {
    if (this.clearUntil !== undefined) this.count(this.clearUntil, this.to, this.reach);
    this.from = undefined;
    this.clearUntil = undefined;
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
