import type { FlatSystem } from "../model/index.ts";

/** Part of what lies between its bounds by which a run may be off. */
const exactness = 1e-6;

/** Watches a quantity that is declared with bounds as its samples come, and keeps none of them. */
export class BoundsWatch {
  private readonly name: string;
  private readonly unit: string;
  private readonly low: number;
  private readonly high: number;
  private readonly slack: number;
  /** Day at which it first left its bounds. */
  private first: number | undefined;
  /** Of all its values the one furthest out. */
  private farthest: number | undefined;

  constructor(
    { name, unit }: Pick<FlatSystem["values"][number], "name" | "unit">,
    [low, high]: readonly [number, number],
  ) {
    this.name = name;
    this.unit = unit.text === "1" ? "" : ` ${unit.text}`;
    this.low = low;
    this.high = high;
    this.slack = exactness * (high - low);
  }

  /** Takes in the first `count` of these values, the first of which is that of `times[from]`. */
  see(values: Float64Array, count: number, times: Float64Array, from: number): void {
    let { first, farthest = values[0]! } = this;
    let most = this.excess(farthest);
    for (let i = 0; i < count; i++) {
      const excess = this.excess(values[i]!);
      if (first === undefined && excess > this.slack) first = times[from + i]!;
      if (excess > most) [most, farthest] = [excess, values[i]!];
    }
    this.first = first;
    this.farthest = farthest;
  }

  private excess(value: number): number {
    return Math.max(this.low - value, value - this.high);
  }

  /** Where it first left its bounds, and how far it went. */
  get note(): string | undefined {
    const { name, low, high, unit, first, farthest } = this;
    if (first === undefined) return undefined;
    return `${name} leaves its bounds of ${low} to ${high}${unit} on day ${short(first)} and goes to ${short(farthest!)}.`;
  }
}

const short = (value: number) => Number(value.toPrecision(4));
