import type { StepPlan } from "./plans.ts";

/** Lays out memory front to back, every block on 16 bytes. */
export class MemoryLayout {
  private next = 16;

  /** Address of a new block. */
  take(bytes: number): number {
    const address = this.next;
    this.next += Math.ceil(bytes / 16) * 16;
    return address;
  }

  get size(): number {
    return this.next;
  }
}

export function planSteps(
  lanes: 1 | 2,
  given: Pick<StepPlan, "dimension" | "parameterCount" | "order" | "columnPointers" | "rowIndices">,
  fixedCount: number,
  factorCount: number,
): StepPlan {
  const memory = new MemoryLayout();
  const take = (count: number) => memory.take(8 * lanes * count);
  const vector = () => take(given.dimension);
  const plan = {
    lanes,
    ...given,
    parameters: take(given.parameterCount),
    fixed: take(fixedCount),
    y: vector(),
    startRates: vector(),
    jacobian: take(given.rowIndices.length),
    dfdt: vector(),
    factors: take(factorCount),
    inverses: vector(),
    u: vector(),
    rates: vector(),
    k: Array.from({ length: 8 }, vector),
    q: Array.from({ length: 3 }, vector),
    atol: vector(),
    interpolated: vector(),
    wanted: memory.take(4 * lanes * (given.dimension + 1)),
    quarters: take(5 * (given.dimension + 1)),
  };
  return { ...plan, size: memory.size };
}
