import type { Step } from "../solvers/index.ts";

/** Parts of a step at which the solution is kept: five points say all that a quartic is. */
const knots = [0, 0.25, 0.5, 0.75, 1] as const;

/** Steps that share one block of memory: a block for each would cost more than the step. */
const inBlock = 64;

/** A step of a run as its dense output: in its block the states at five times, one after the other. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly block: Float64Array;
  readonly position: number;
}

/** A run without a jump inside. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Writes the states at a time within it; what lies outside is taken at its ends. */
  at(t: number, into: Float64Array): void;
}

/** Keeps the whole solution of a run, step by step, to be read at any time until the next run begins. */
export class RecordedRun {
  private readonly dimension: number;
  private readonly point: Float64Array;
  private readonly blocks: Float64Array[] = [];
  private parts: Piece[][] = [];
  private count = 0;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.point = new Float64Array(dimension);
  }

  /** Forgets the run before. */
  begin(): void {
    this.parts = [];
    this.count = 0;
  }

  readonly keep = (step: Step): void => {
    const { dimension, point, blocks } = this;
    const size = knots.length * dimension;
    const number = Math.floor(this.count / inBlock);
    blocks[number] ??= new Float64Array(inBlock * size);
    const block = blocks[number]!;
    const position = (this.count++ % inBlock) * size;
    block.set(step.start, position);
    block.set(step.end, position + 4 * dimension);
    for (let k = 1; k < 4; k++) {
      step.interpolate(step.from + knots[k]! * (step.to - step.from), point);
      block.set(point, position + k * dimension);
    }
    if (step.isFirst || this.parts.length === 0) this.parts.push([]);
    this.parts.at(-1)!.push({ from: step.from, to: step.to, block, position });
  };

  get stretches(): Stretch[] {
    return this.parts.map((pieces) => {
      let last = 0;
      return {
        from: pieces[0]!.from,
        to: pieces.at(-1)!.to,
        at: (t, into) => {
          while (last > 0 && t < pieces[last]!.from) last--;
          while (last < pieces.length - 1 && t > pieces[last]!.to) last++;
          readPiece(pieces[last]!, t, into);
        },
      };
    });
  }
}

/** The quartic through five equidistant points (Lagrange's form). */
function readPiece({ from, to, block, position }: Piece, t: number, into: Float64Array): void {
  const n = into.length;
  const x = 4 * Math.min(1, Math.max(0, to > from ? (t - from) / (to - from) : 0));
  const [a, b, c, d] = [x - 1, x - 2, x - 3, x - 4];
  const w0 = (a * b * c * d) / 24;
  const w1 = (-x * b * c * d) / 6;
  const w2 = (x * a * c * d) / 4;
  const w3 = (-x * a * b * d) / 6;
  const w4 = (x * a * b * c) / 24;
  for (let i = 0; i < n; i++) {
    const at = position + i;
    into[i] =
      w0 * block[at]! +
      w1 * block[at + n]! +
      w2 * block[at + 2 * n]! +
      w3 * block[at + 3 * n]! +
      w4 * block[at + 4 * n]!;
  }
}
