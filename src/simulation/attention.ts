import { givenTo, type MeasureRequest, measures } from "../scenario/index.ts";

/**
 * What one measure must know of a variable: where it looks, and in which stretches the variable must be known closely.
 * Elsewhere the ends of the steps and a guess at what lies between do.
 */
export class Attention {
  readonly from: number;
  readonly to: number;
  /** The time of the value with which it had seen all that it needs. */
  overAt = Number.POSITIVE_INFINITY;
  private readonly hangsOn: (typeof measures)[keyof typeof measures]["hangsOn"];
  private readonly given: readonly number[];
  private readonly isOnce: boolean;
  /** Whether it is told what decides it when the run is over: looked at before, all may. */
  readonly isLate: boolean;
  /** x at the end of the run, once it is known. */
  last = Number.NaN;
  private start: number | undefined;
  levels: readonly number[] = [];
  private highest = Number.NEGATIVE_INFINITY;
  private lowest = Number.POSITIVE_INFINITY;

  constructor(request: MeasureRequest, window: { readonly from: number; readonly to: number }, end: number) {
    const { hangsOn, looks } = measures[request.function];
    this.hangsOn = hangsOn;
    this.from = window.from;
    this.to = window.to;
    this.given = givenTo(request, end);
    this.isOnce = looks !== "at times" && looks !== "within";
    this.isLate = looks === "throughout";
  }

  /** Whether it looks for some values of the variable, as opposed to all or the area. */
  get isSelective(): boolean {
    return this.hangsOn !== undefined && this.hangsOn !== "area";
  }

  /** Takes in an exact value of the variable; the first is that at the start of the window. */
  see(time: number, value: number): void {
    if (typeof this.hangsOn === "function") {
      if (this.start === undefined) {
        this.start = value;
        this.levels = this.hangsOn(this.given, value, this.last);
      } else if (this.isOnce && time < this.overAt && this.hasPassed(value)) this.overAt = time;
    } else if (this.hangsOn !== "area" && time >= this.from && time <= this.to) {
      if (value > this.highest) this.highest = value;
      if (value < this.lowest) this.lowest = value;
    }
  }

  private hasPassed(value: number): boolean {
    for (const level of this.levels) if ((this.start! - level) * (value - level) <= 0) return true;
    return false;
  }

  /** Whether it looks at anything between two times. */
  looksAt(from: number, to: number): boolean {
    return this.from < to && this.to > from && this.overAt > from;
  }

  /** Whether all must be known closely that the variable does in a stretch, whatever it is, or the area under it. */
  mindsAll(from: number, to: number): "value" | "area" | undefined {
    if (this.hangsOn === undefined || from < this.from || to > this.to) return "value";
    return this.hangsOn === "area" ? "area" : undefined;
  }

  /**
   * Whether the variable must be known closely in a stretch in which it stays between two values.
   *
   * @param slack by how much the variable may be in error
   */
  minds(least: number, most: number, slack: number): boolean {
    if (this.hangsOn === "area") return false;
    if (this.hangsOn === "time of highest") return !(most <= this.highest);
    if (this.hangsOn === "highest") return !(most <= this.highest + slack);
    if (this.hangsOn === "lowest") return !(least >= this.lowest - slack);
    for (const level of this.levels) if (!(level < least - slack || level > most + slack)) return true;
    return false;
  }
}

/** Whether any measure looks at what lies between two times. */
export function isLookedAt(attentions: readonly Attention[], from: number, to: number): boolean {
  for (const attention of attentions) if (attention.looksAt(from, to)) return true;
  return false;
}

/** What measures hang on whatever a variable does between two times: its values, the area under it, or neither. */
export function wantedWhole(
  attentions: readonly Attention[],
  from: number,
  to: number,
): "value" | "area" | undefined {
  let wanted: "area" | undefined;
  for (const attention of attentions) {
    if (!attention.looksAt(from, to)) continue;
    const minded = attention.mindsAll(from, to);
    if (minded === "value") return "value";
    wanted = minded ?? wanted;
  }
  return wanted;
}

/** Shows an exact value to all of them. */
export function see(attentions: readonly Attention[], time: number, value: number): void {
  for (const attention of attentions) attention.see(time, value);
}
