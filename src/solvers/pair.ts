import { rodas5p } from "./rodas5p.ts";
import type { OdeSystem, SolveRequest, SolveResult, Step, Stop } from "./types.ts";

type Lane = 0 | 1;

/**
 * Solves two requests in lockstep: every step is made for both, as long as the one with the larger error allows, and
 * lands on the stops of both. For machines that compute two numbers at the price of one.
 *
 * The requests must agree in span, rtol, output times and limits; initial states, tolerances per state, stops and
 * parameters may differ. The counters of both results are those of the common steps. Undefined comes back
 * when lockstep fails, be it for one of them: then solve each alone, which gives each its own status; forget the
 * outputs and doses so far.
 *
 * @param pair a system of twice the size: state i of the first is at 2 i, of the second at 2 i + 1
 * @throws RangeError for requests that do not go together
 */
export function solvePair(
  pair: OdeSystem,
  first: SolveRequest,
  second: SolveRequest,
): readonly [SolveResult, SolveResult] | undefined {
  checkTogether(first, second);
  const n = first.system.dimension;
  const steps = [new LaneStep(0, n), new LaneStep(1, n)] as const;
  const buffers = [new Float64Array(n), new Float64Array(n)] as const;
  const lane = (y: Float64Array, which: Lane) => laneOf(y, which, buffers[which]);
  const stopsOf = (request: SolveRequest, which: Lane): Stop[] =>
    request.stops.map(({ time, apply, isSwitch = false }) => {
      if (!apply) return { time, isSwitch };
      return {
        time,
        isSwitch,
        apply: (y) => {
          const own = lane(y, which);
          apply(own);
          for (let i = 0; i < n; i++) y[2 * i + which] = own[i]!;
        },
      };
    });
  const onStep = (step: Step) => {
    first.onStep?.(steps[0].of(step));
    second.onStep?.(steps[1].of(step));
  };
  const { isCancelled: firstCancelled, onStep: firstOnStep, ...shared } = first;
  const together = rodas5p.solve({
    ...shared,
    system: pair,
    y0: interleaved(first.y0, second.y0),
    atol: interleaved(first.atol, second.atol),
    stops: [...stopsOf(first, 0), ...stopsOf(second, 1)],
    onOutput(index, t, y) {
      first.onOutput(index, t, lane(y, 0));
      second.onOutput(index, t, lane(y, 1));
    },
    ...(firstOnStep || second.onStep ? { onStep } : {}),
    isCancelled: () => (firstCancelled?.() || second.isCancelled?.()) ?? false,
  });
  if (together.status !== "success" && together.status !== "cancelled") return undefined;
  return [
    { ...together, y: lane(together.y, 0).slice() },
    { ...together, y: lane(together.y, 1).slice() },
  ];
}

function laneOf(y: Float64Array, which: Lane, into: Float64Array): Float64Array {
  for (let i = 0; i < into.length; i++) into[i] = y[2 * i + which]!;
  return into;
}

/** What one of the two sees of a common step; most of it is made only when it is asked for. */
class LaneStep implements Step {
  from = 0;
  to = 0;
  isFirst = true;
  private step: Step | undefined;
  private readonly which: Lane;
  private readonly first: Float64Array;
  private readonly last: Float64Array;
  private readonly both: Float64Array;
  /** where states are in the pair: who looks at steps asks for the same ones again and again */
  private readonly interleaved = new Map<Int32Array, Int32Array>();

  constructor(which: Lane, dimension: number) {
    this.which = which;
    this.first = new Float64Array(dimension);
    this.last = new Float64Array(dimension);
    this.both = new Float64Array(2 * dimension);
  }

  of(step: Step): this {
    this.step = step;
    this.from = step.from;
    this.to = step.to;
    this.isFirst = step.isFirst;
    return this;
  }

  get start(): Float64Array {
    return laneOf(this.step!.start, this.which, this.first);
  }

  get end(): Float64Array {
    return laneOf(this.step!.end, this.which, this.last);
  }

  interpolate(t: number, into: Float64Array): void {
    this.step!.interpolate(t, this.both);
    laneOf(this.both, this.which, into);
  }

  quarters(states: Int32Array, into: Float64Array, position: number): void {
    this.step!.quarters!(this.indicesOf(states), into, position);
  }

  private indicesOf(states: Int32Array): Int32Array {
    const indices = this.interleaved.get(states) ?? states.map((i) => 2 * i + this.which);
    this.interleaved.set(states, indices);
    return indices;
  }
}

function interleaved(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  for (const [i, value] of first.entries()) both[2 * i] = value;
  for (const [i, value] of second.entries()) both[2 * i + 1] = value;
  return both;
}

function checkTogether(first: SolveRequest, second: SolveRequest): void {
  for (const option of ["t0", "t1", "rtol", "maxSteps", "maxStep"] as const)
    if (first[option] !== second[option])
      throw new RangeError(
        `invalid ${option}: ${second[option]}; expected the pair's other, ${first[option]}`,
      );
  const [a, b] = [first.outputTimes, second.outputTimes];
  if (a.length !== b.length || a.some((time, i) => time !== b[i]))
    throw new RangeError(
      `invalid outputTimes: ${b.length} times; expected the same ${a.length} as the pair's other`,
    );
  if (first.system.dimension !== second.system.dimension)
    throw new RangeError(
      `invalid system.dimension: ${second.system.dimension}; expected the pair's other, ${first.system.dimension}`,
    );
}
