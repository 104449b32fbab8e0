import type { CompiledSystem } from "../compile/index.ts";
import { domainWords, initialStates, isInside, limitsOf, stateSizes } from "../model/index.ts";
import { attractingRoot, rodas5p, type SolveResult } from "../solvers/index.ts";
import { plain } from "../text/index.ts";
import { restTime, withoutClock } from "./clock.ts";
import type { RunStatus } from "./types.ts";

/** A person's drug-free equilibrium: the states there, and the parameter vector with every baseline filled in. */
export interface Equilibrium {
  readonly y: Float64Array;
  readonly parameters: Float64Array;
  readonly status: RunStatus;
}

/** Days that a disturbance is given to settle; a hundred times the slowest time constant of the shipped model. */
const settlingTime = 10_000;
/** Largest drift per day that still counts as rest, relative to the size of the state. */
const rest = 1e-7;
/** How far Newton's iteration may go from where the coarse way to rest ended, in sizes of each state. */
const reach = 0.05;

/** The states at the declared initial values, in canonical units, for a given parameter vector. */
export function initialState(compiled: CompiledSystem, parameters: Float64Array): Float64Array {
  const { system, layout } = compiled;
  const lookup = {
    name: (name: string) => parameters[layout.parameter(name) ?? -1] ?? Number.NaN,
    baseline: () => Number.NaN,
    gate: () => 1,
  };
  return Float64Array.from(initialStates(system, lookup));
}

/**
 * Finds the drug-free equilibrium of the person whose parameters are given (all gates open): the one in which the
 * system comes to rest from its initial values. It goes there in coarse steps and then to the very point by Newton's
 * iteration; where that meets no attracting rest nearby, it goes all the way in fine steps. Records the baseline of every
 * effect and of every name that `baseline()` asks for. When nothing rests the status says which state still moves. A system
 * that starts as written stays where it is.
 *
 * @param way "integration" goes in fine steps only, to check the other way against
 */
export function findEquilibrium(
  compiled: CompiledSystem,
  parameters: Float64Array,
  way: "newton" | "integration" = "newton",
): Equilibrium {
  const { system, layout } = compiled;
  const p = parameters.slice();
  for (const effect of system.effects) p[layout.gate(effect)!] = 1;
  for (const name of system.baselines) p[layout.baseline(name)!] = 1;
  const time = restTime(system);
  const bound = compiled.bind(p);
  const y0 = initialState(compiled, p);
  const scale = stateSizes(system).map((size, i) => Math.max(Math.abs(y0[i]!), size));
  const movesMost = (y: Float64Array) => {
    const dydt = new Float64Array(bound.dimension);
    bound.rates(time, y, dydt);
    let worst = -1;
    let size = rest;
    for (const [i, rate] of dydt.entries()) {
      const relative = Math.abs(rate) / scale[i]!;
      if (relative > size || Number.isNaN(relative)) {
        worst = i;
        size = relative;
      }
    }
    return worst;
  };
  let y = y0;
  if (system.start !== "written" && movesMost(y0) >= 0) {
    const settled = (rtol: number) =>
      rodas5p.solve({
        system: withoutClock(bound, system),
        t0: 0,
        t1: settlingTime,
        y0,
        stops: [],
        outputTimes: new Float64Array(0),
        onOutput: () => {},
        rtol,
        atol: Float64Array.from(scale, (s) => 0.01 * rtol * s),
      });
    const near = way === "newton" ? settled(1e-3) : undefined;
    const root =
      near?.status === "success"
        ? attractingRoot({
            system: bound,
            t: time,
            y: near.y,
            scale,
            reach,
            slowest: 10 / settlingTime,
            idle: (i) => system.states[i]!.holdsDrug && near.y[i] === 0,
          })
        : undefined;
    const result: Pick<SolveResult, "y" | "status" | "blame"> =
      root && movesMost(root) < 0 ? { y: root, status: "success" } : settled(1e-9);
    y = result.y;
    const blame = result.status === "success" ? movesMost(y) : (result.blame ?? movesMost(y));
    if (blame >= 0 || result.status !== "success") {
      const position = Math.max(0, blame);
      const state = system.states[position]?.name;
      const dydt = new Float64Array(bound.dimension);
      bound.rates(time, y, dydt);
      const why = Number.isFinite(dydt[position])
        ? `${state} does not come to rest within ${settlingTime} days`
        : `the rate of ${state} is infinite or undefined${outsideWords(compiled, p)}`;
      return {
        y,
        parameters: p,
        status: {
          kind: "no-equilibrium",
          time: 0,
          state,
          message: `This person has no drug-free equilibrium: ${why}.`,
          remedy:
            "Check the person's and the arm's parameter values, and whether the equations run away from them.",
        },
      };
    }
  }
  recordBaselines(compiled, p, y);
  return {
    y,
    parameters: p,
    status: { kind: "success", time: 0, message: system.start === "written" ? "as written" : "at rest" },
  };
}

/** Draws go to the ends of a range, where a number that must be above 0 may be 0. */
function outsideWords({ system, layout }: CompiledSystem, parameters: Float64Array): string {
  const numberOf = (name: string) => parameters[layout.parameter(name)!]!;
  const outside = system.parameters.find(
    ({ name, domain, unit }) => !isInside(limitsOf(domain, unit), numberOf(name)),
  );
  if (!outside) return "";
  const { name, domain, unit } = outside;
  return ` where ${name} is ${plain(numberOf(name) / unit.factor)}; it must be ${domainWords(domain, unit)}`;
}

/** Writes the baselines into `p`. Some read others, so this is repeated until nothing changes. */
function recordBaselines(compiled: CompiledSystem, p: Float64Array, y: Float64Array): void {
  const { system, layout } = compiled;
  const indices = new Map(system.values.map((value, i) => [value.name, i]));
  const states = new Map(system.states.map((state, i) => [state.name, i]));
  const values = new Float64Array(system.values.length);
  for (let pass = 0; pass <= system.baselines.length; pass++) {
    compiled.bind(p).values(restTime(system), y, values);
    let changed = false;
    for (const name of system.baselines) {
      const slot = layout.baseline(name)!;
      const position = indices.get(name);
      const value = position === undefined ? y[states.get(name)!]! : values[position]!;
      if (value !== p[slot]) changed = true;
      p[slot] = value;
    }
    if (!changed) return;
  }
}
