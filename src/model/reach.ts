import { type Expression, namesIn, rewrite } from "../expressions/index.ts";
import type { FlatSystem } from "./types.ts";

/** What the values and the rates of a system are. */
export const expressionsOf = ({ states, values }: Pick<FlatSystem, "states" | "values">): Expression[] => [
  ...values.map(({ expression }) => expression),
  ...states.map(({ rate }) => rate),
];

/**
 * The part of a system that the wanted states and values depend on, directly or through others. All parameters, effects
 * and baselines keep their places, so that a parameter vector of the whole serves the part; what cannot be reached from
 * the wanted is neither integrated nor computed. A system with events stays whole: an event may set anything.
 *
 * @param zero states that stay 0 throughout, which the part need not integrate either; see {@link neverReached}
 */
export function partFor(
  system: FlatSystem,
  wanted: ReadonlySet<string>,
  zero: ReadonlySet<string> = new Set(),
): FlatSystem {
  if (system.events && system.events.length > 0) return system;
  const isZero = (name: string) => zero.has(name) && !wanted.has(name);
  const states = system.states
    .filter(({ name }) => !isZero(name))
    .map((state) =>
      namesIn(state.rate).some(isZero) ? { ...state, rate: withZeros(state.rate, isZero) } : state,
    );
  const values = system.values.map((value) =>
    namesIn(value.expression).some(isZero)
      ? { ...value, expression: withZeros(value.expression, isZero) }
      : value,
  );
  const formulas = new Map<string, Expression>([
    ...values.map(({ name, expression }) => [name, expression] as const),
    ...states.map(({ name, rate }) => [name, rate] as const),
  ]);
  const needed = new Set([...wanted].filter((name) => formulas.has(name)));
  for (const name of needed) {
    const formula = formulas.get(name)!;
    for (const read of namesIn(formula)) if (formulas.has(read)) needed.add(read);
  }
  return {
    ...system,
    ownStates: ownStates(system),
    states: states.filter(({ name }) => needed.has(name)),
    values: values.filter(({ name }) => needed.has(name)),
  };
}

/** How many states a system has, or the whole that it is a part of, beside those that hold drug. */
export const ownStates = ({ ownStates, states }: FlatSystem): number =>
  ownStates ?? states.filter(({ holdsDrug }) => !holdsDrug).length;

const withZeros = (expression: Expression, isZero: (name: string) => boolean): Expression =>
  rewrite(expression, (part) =>
    part.kind === "name" && isZero(part.name) ? { kind: "number", value: 0, range: part.range } : part,
  );

/**
 * States that hold drug and stay 0 when only the given drugs are taken: those of other drugs, unless their rates say that
 * something comes to them though all of these are 0.
 */
export function neverReached(system: FlatSystem, drugs: ReadonlySet<string>): Set<string> {
  const holding = system.states.filter(({ holdsDrug }) => holdsDrug);
  const isTaken = (name: string) => drugs.has(name.slice(0, name.indexOf(".")));
  const zero = new Set(holding.map(({ name }) => name).filter((name) => !isTaken(name)));
  const formulas = new Map(system.values.map(({ name, expression }) => [name, expression]));
  for (let size = -1; size !== zero.size; ) {
    size = zero.size;
    const isZero = zeroWith(zero, formulas);
    for (const { name, rate } of holding) if (zero.has(name) && !isZero(rate)) zero.delete(name);
  }
  return zero;
}

/** Whether an expression is 0 whatever else there is, as its form shows, where some names are. */
function zeroWith(zero: ReadonlySet<string>, formulas: ReadonlyMap<string, Expression>) {
  const known = new Map<string, boolean>();
  const isZeroName = (name: string): boolean => {
    const formula = formulas.get(name);
    const found = known.get(name) ?? (zero.has(name) || (formula !== undefined && isZero(formula)));
    known.set(name, found);
    return found;
  };
  const isZero = (one: Expression): boolean => {
    if (one.kind === "number") return one.value === 0;
    if (one.kind === "name") return isZeroName(one.name);
    if (one.kind === "negate") return isZero(one.argument);
    if (one.kind === "if") return isZero(one.whenTrue) && isZero(one.whenFalse);
    if (one.kind !== "arithmetic") return false;
    if (one.operator === "*") return isZero(one.left) || isZero(one.right);
    if (one.operator === "/") return isZero(one.left);
    return (one.operator === "+" || one.operator === "-") && isZero(one.left) && isZero(one.right);
  };
  return isZero;
}

/** Names of the parameters that the wanted states and values depend on through the equations. */
export function parametersBehind(system: FlatSystem, wanted: ReadonlySet<string>): Set<string> {
  const read = new Set(expressionsOf(partFor(system, wanted)).flatMap(namesIn));
  return new Set(system.parameters.map(({ name }) => name).filter((name) => read.has(name)));
}
