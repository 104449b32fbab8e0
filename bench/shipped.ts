import { prepareScenario } from "../src/cli/experiment.ts";
import { type CompiledSystem, compile } from "../src/compile/index.ts";
import { additionsOf } from "../src/pharmacology/index.ts";
import type { Problem } from "../src/scenario/index.ts";
import { personAtRest } from "../src/simulation/index.ts";
import { type BenchProblem, grid, type Person, personalFactors, remembered } from "./problem.ts";

/** The shipped escitalopram arm of the first-look scenario. */
export function shippedArm(): Problem {
  const options = { set: [], knockout: [], hypothesis: [], seed: 0 };
  const { problems } = prepareScenario("first-look", options).experiment;
  return problems.find((p) => p.doses.length > 0 && p.gates.size === 0)!;
}

/**
 * That arm as a benchmark: 12 weeks, a dose a day, hourly output of all states. People differ in ten parameters spread
 * over the model, and start from their own drug-free equilibrium, which is worked out beforehand and not timed.
 */
export function shippedProblem(arm: Problem = shippedArm()): BenchProblem {
  const { system } = arm;
  const compiled = compile(system);
  const places = new Map(system.states.map((state, i) => [state.name, i]));
  return {
    name: `${arm.label}, first-look scenario`,
    system,
    scale: Float64Array.from(system.states, (state) => 1e-2 * state.unit.factor),
    doses: arm.doses
      .flatMap((dose) => additionsOf(dose, () => undefined))
      .map(({ time, state, amount }) => ({ time, state: places.get(state)!, amount })),
    outputTimes: grid(24, arm.duration),
    person: remembered((index) => personOf(arm, compiled, index)),
  };
}

function personOf(arm: Problem, compiled: CompiledSystem, index: number): Person {
  // Some draws have no equilibrium; the next one is taken then.
  for (let draw = index; ; draw += 100_000) {
    const factors = index === 0 ? [] : personalFactors(draw);
    const start = personAtRest({ ...arm, before: varied(arm, factors) }, compiled);
    if (start.status.kind !== "success") continue;
    const parameters = start.parameters.slice();
    // Care may set what also varies between people: only what it changes is set here.
    for (const [name, value] of arm.during)
      if (value !== arm.before.get(name)) parameters[compiled.layout.parameter(name)!] = value;
    for (const [effect, gate] of arm.gates) parameters[compiled.layout.gate(effect)!] = gate;
    return { parameters, initial: start.y };
  }
}

/** Parameters evenly spread over the list, each multiplied and kept within its range. */
function varied(arm: Problem, factors: readonly number[]): ReadonlyMap<string, number> {
  const before = new Map(arm.before);
  const candidates = arm.system.parameters.filter((p) => p.value > 0 && p.range[1] > p.range[0]);
  for (const [i, factor] of factors.entries()) {
    const parameter = candidates[Math.floor(((i + 0.5) * candidates.length) / factors.length)]!;
    const [low, high] = parameter.range;
    const value = (before.get(parameter.name) ?? parameter.value) * factor;
    before.set(parameter.name, Math.min(high, Math.max(low, value)));
  }
  return before;
}
