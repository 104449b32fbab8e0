import type { BoundSystem } from "../compile/index.ts";
import { type Expression, evaluate, namesIn, printFormula, walk } from "../expressions/index.ts";
import { type FlatSystem, magnitudes, stateSizes } from "../model/index.ts";
import { defaultSolverName, type OdeSystem, type SolveResult } from "../solvers/index.ts";
import type { RunStatus } from "./types.ts";

/** A solver's outcome in words: when it ended, which state is to blame, what to try. */
export function statusOf(
  result: SolveResult,
  system: FlatSystem,
  bound: OdeSystem,
  solver?: string,
): RunStatus {
  const failed = !["success", "cancelled", "endless-events"].includes(result.status);
  const state = failed ? system.states[result.blame ?? fastest(result, system, bound)]?.name : undefined;
  const time = result.t;
  const when = `on day ${Number(time.toPrecision(6))}`;
  const blamed = state ? ` (${state})` : "";
  switch (result.status) {
    case "success":
      return { kind: "success", time, message: "completed" };
    case "cancelled":
      return { kind: "cancelled", time, message: `Cancelled ${when}.` };
    case "max-steps":
      return {
        kind: "max-steps",
        time,
        state,
        message: `The solver ran out of steps ${when}${blamed}.`,
        remedy:
          solver === undefined || solver === defaultSolverName
            ? "Loosen rtol, or look at the rate of that state: it may change ever faster, or jump where no formula says so."
            : `Loosen rtol, or take the stiff solver ${defaultSolverName}.`,
      };
    case "step-too-small":
      return {
        kind: "step-too-small",
        time,
        state,
        message: `The solver could not find a small enough step ${when}${blamed}.`,
        remedy:
          "Look for a jump or a division by zero in the rate of that state; loosen rtol if there is none.",
      };
    case "non-finite": {
      const edge = state === undefined ? undefined : edgeOf(state, result, system, bound);
      return {
        kind: "non-finite",
        time,
        state: edge?.state ?? state,
        message: `A rate became infinite or undefined ${when}${blamed}${edge ? `: ${edge.words}` : ""}.`,
        remedy:
          "Look for a division by zero, a logarithm or a fractional power of a negative number, or a growth without bound, such as that of x^n in x^n / (half^n + x^n), which hill(x, half, n) does without.",
      };
    }
    case "endless-events":
      return {
        kind: "endless-events",
        time,
        message: `Events follow one another without end ${when}.`,
        remedy: "Look for events without delay that set each other off.",
      };
    case "singular":
      return {
        kind: "singular",
        time,
        state,
        message: `The linear equations of a step have no solution ${when}${blamed}.`,
        remedy: "Look for rates that do not depend on their own state, or try the solver odex.",
      };
  }
}

/** The state that changes fastest for its size where a run ended: the one to blame when the solver names none. */
function fastest({ t, y }: SolveResult, system: FlatSystem, bound: OdeSystem): number {
  const rates = new Float64Array(y.length);
  bound.rates(t, y, rates);
  const sizes = stateSizes(system);
  const speeds = Array.from(rates, (rate, i) => {
    const speed = Math.abs(rate) / Math.max(Math.abs(y[i]!), sizes[i]!);
    return Number.isNaN(speed) ? Number.POSITIVE_INFINITY : speed;
  });
  return speeds.indexOf(Math.max(...speeds));
}

/**
 * Why a rate left what its formula is defined for: of the bases, logarithms and divisors that it reads, the one nearest to
 * its edge where the run ended, with the state that took it there. Parameters count with their nominal values.
 */
function edgeOf(
  name: string,
  { t, y }: SolveResult,
  system: FlatSystem,
  bound: OdeSystem & Partial<Pick<BoundSystem, "values">>,
): { readonly state: string; readonly words: string } | undefined {
  const numbers = new Map<string, number>([
    ["t", t],
    ...system.parameters.map((p) => [p.name, p.value] as const),
  ]);
  for (const [i, state] of system.states.entries()) numbers.set(state.name, y[i]!);
  const values = new Float64Array(system.values.length);
  bound.values?.(t, y, values);
  for (const [i, value] of system.values.entries()) numbers.set(value.name, values[i]!);
  const lookup = { name: (n: string) => numbers.get(n) ?? Number.NaN, baseline: () => 1, gate: () => 1 };
  const size = magnitudes(system);
  const formulas = new Map<string, Expression>([
    ...system.values.map((v) => [v.name, v.expression] as const),
    ...system.states.map((s) => [s.name, s.rate] as const),
  ]);
  const isState = new Set(system.states.map((s) => s.name));
  /** Names read on the way to a formula, through values but not through states. */
  const readBy = (expression: Expression) => {
    const read = new Set(namesIn(expression));
    for (const n of read)
      if (!isState.has(n)) for (const inner of namesIn(formulas.get(n) ?? zero)) read.add(inner);
    return read;
  };
  const rate = formulas.get(name) ?? zero;
  let nearest = nearEdge;
  let found: { state: string; words: string } | undefined;
  for (const expression of [
    rate,
    ...[...readBy(rate)].flatMap((n) => (isState.has(n) ? [] : (formulas.get(n) ?? []))),
  ])
    walk(expression, (part) => {
      const edge = riskIn(part);
      if (!edge) return;
      const distance = (edge.isPole ? Math.abs : Number)(
        evaluate(edge.argument, lookup) / size(edge.argument),
      );
      const [state, ...others] = [...readBy(edge.argument)].filter((n) => isState.has(n));
      if (!(distance < nearest) || state === undefined || others.length > 0) return;
      nearest = distance;
      const level =
        Number(numbers.get(state)!.toPrecision(3)) / system.states.find((s) => s.name === state)!.unit.factor;
      found = {
        state,
        words: `${state} went to ${Number(level.toPrecision(3))}, and ${printFormula(part)} is undefined from there on`,
      };
    });
  return found;
}

/** Part of its size within which an argument counts as being at the edge of what a function is defined for. */
const nearEdge = 1e-2;
const zero: Expression = { kind: "number", value: 0, range: { start: 0, end: 0 } };

/** What must stay above zero in a part of a formula, or (a pole) away from it. */
function riskIn(part: Expression): { readonly argument: Expression; readonly isPole: boolean } | undefined {
  if (part.kind === "arithmetic" && part.operator === "^") return { argument: part.left, isPole: false };
  if (part.kind === "arithmetic" && part.operator === "/") return { argument: part.right, isPole: true };
  if (part.kind === "call" && ["pow", "sqrt", "ln", "log10"].includes(part.function))
    return { argument: part.arguments[0]!, isPole: false };
  return undefined;
}
