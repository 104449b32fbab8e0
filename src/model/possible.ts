import { type Expression, operators, plainFunctions } from "../expressions/index.ts";
import { limitsOf } from "./domain.ts";
import { once } from "./once.ts";
import type { FlatState, FlatSystem, FlatValue } from "./types.ts";

/** From a lowest to a highest number, both included; infinite where there is no end. */
type Interval = readonly [number, number];

/** In a unit; infinite where there is no end. */
export interface PossibleRange {
  readonly low: number;
  readonly high: number;
  readonly unit: string;
}

const anything: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
const upwards: Interval = [0, Number.POSITIVE_INFINITY];
/** Functions that rise with their argument. */
const rising = ["exp", "ln", "log10", "sqrt", "atan", "tanh", "floor"] as const;

/**
 * From where to where a state, value or effect can go by the form of its formula, in its unit, whatever the numbers of
 * parameters within their domains and of states: interval arithmetic, in which a value keeps to its declared bounds, a
 * drug is never less than none, a state that follows something goes where that goes, and any other may be anything.
 * Undefined where there is none of the name.
 */
export function possibleRange(system: FlatSystem, name: string): PossibleRange | undefined {
  const found = [...system.states, ...system.values].find((one) => one.name === name);
  if (!found) return undefined;
  const [low, high] = rangeIn(system, name);
  return { low: low / found.unit.factor, high: high / found.unit.factor, unit: found.unit.text };
}

/** What has been asked of a system; how it was answered is not kept, as there may be hundreds of systems. */
const answersIn = once((_: FlatSystem) => new Map<string, Interval>());

/** The same in canonical units. */
function rangeIn(system: FlatSystem, name: string): Interval {
  const answers = answersIn(system);
  const answer = answers.get(name) ?? workedOut(system, name);
  answers.set(name, answer);
  return answer;
}

function workedOut(system: FlatSystem, asked: string): Interval {
  const formulas = new Map(system.values.map((value) => [value.name, value]));
  /** On the way to the variable that is asked about. What lies on a loop with it is wider here than it is by itself. */
  const known = new Map<string, Interval>([
    ["pi", [Math.PI, Math.PI]],
    ["t", upwards],
    ...system.states.flatMap(({ name, holdsDrug }) => (holdsDrug ? [[name, upwards] as const] : [])),
    ...system.parameters.map(({ name, domain, unit }): [string, Interval] => {
      const { low, high } = limitsOf(domain, unit);
      return [name, [low, high]];
    }),
  ]);
  const states = new Map(system.states.map((state) => [state.name, state]));
  const rangeOf = (name: string): Interval => {
    const found = known.get(name);
    if (found) return found;
    const state = states.get(name);
    const value = formulas.get(name);
    // An effect reads what it is at rest, and a state what it follows.
    known.set(name, anything);
    const range = state ? ofState(state) : ofValue(value!);
    known.set(name, range);
    return range;
  };
  const ofValue = ({ bounds, unit: { factor }, expression }: FlatValue): Interval =>
    bounds ? [bounds[0] * factor, bounds[1] * factor] : ofParts(expression);
  /** What follows something, `(goal - x) / time`, stays between where it starts and where that goes. */
  const ofState = ({ name, initial, rate }: FlatState): Interval => {
    if (system.events?.length) return anything;
    const [moves, pace] = rate.kind === "arithmetic" ? [rate.left, rate.right] : [];
    const isFollowing =
      rate.kind === "arithmetic" &&
      rate.operator === "/" &&
      moves?.kind === "arithmetic" &&
      moves.operator === "-" &&
      moves.right.kind === "name" &&
      moves.right.name === name &&
      ofParts(pace!)[0] >= 0;
    return isFollowing ? around([...ofParts(initial), ...ofParts(moves.left)]) : anything;
  };
  const ofParts = (part: Expression): Interval => {
    switch (part.kind) {
      case "number":
        return [part.value, part.value];
      case "name":
      case "baseline":
        return rangeOf(part.name);
      case "negate": {
        const [low, high] = ofParts(part.argument);
        return [0 - high, 0 - low];
      }
      case "if":
        return around([...ofParts(part.whenTrue), ...ofParts(part.whenFalse)]);
      case "arithmetic":
        return combined(part.operator, ofParts(part.left), ofParts(part.right));
      case "call":
        return ofCall(part.function, part.arguments.map(ofParts));
      default:
        return part.kind === "rate" ? anything : [0, 1];
    }
  };
  return rangeOf(asked);
}

function ofCall(name: string, given: readonly Interval[]): Interval {
  const [[low, high], second = [0, 0]] = given as [Interval, Interval?];
  const { max } = Math;
  if (name === "min" || name === "max")
    return [Math[name](...given.map(([a]) => a)), Math[name](...given.map(([, b]) => b))];
  if (name === "pow") return combined("^", [low, high], second);
  if (name === "hill") return [0, 1];
  if (name === "sin" || name === "cos") return [-1, 1];
  if (name === "abs") return [max(0, low, -high), max(-low, high)];
  const rises = rising.find((one) => one === name);
  if (!rises) return anything;
  const from = ["ln", "log10", "sqrt"].includes(name) ? 0 : Number.NEGATIVE_INFINITY;
  return around([low, high].map((end) => plainFunctions[rises](max(from, end))));
}

/** Products, quotients and powers of what lies between ends lie between those of the ends, where they are defined. */
function combined(operator: "+" | "-" | "*" | "/" | "^", left: Interval, right: Interval): Interval {
  const [a, b] = left;
  const [c, d] = right;
  if (operator === "+") return [a + c, b + d];
  if (operator === "-") return [a - d, b - c];
  if (operator === "/" && c < 0 && d > 0) return anything;
  if (operator === "^" && a < 0) return c === d && c % 2 === 0 && c > 0 ? upwards : anything;
  // A divisor that begins or ends at 0 is on that side of it; nothing times anything is nothing.
  const [least, most] = [c === 0 ? 0 : c, d === 0 ? -0 : d];
  return around([a, b].flatMap((x) => [least, most].map((y) => operators[operator](x, y) || 0)));
}

const around = (values: readonly number[]): Interval => [Math.min(...values), Math.max(...values)];
