import fc from "fast-check";
import { type Expression, type FunctionName, rewrite } from "../../src/expressions/index.ts";
import { functionArity } from "../../src/expressions/types.ts";

const range = { start: 0, end: 0 };
type Make = fc.Arbitrary<Expression>;

/** The tree with all ranges zero, so that trees can be compared by what they say. */
export function withoutRanges(expression: Expression): Expression {
  return rewrite(expression, (part) => ({ ...part, range }));
}

const number = (value: number): Expression => ({ kind: "number", value, range });
const name = (text: string): Expression => ({ kind: "name", name: text, range });

/** Any tree that the vetting lets through, conditions and numbers mixed at will. */
export function anyExpression(names: readonly string[], maxDepth = 5): Make {
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => {
    const part = tie("tree");
    const pair = { left: part, right: part, range: fc.constant(range) };
    return {
      tree: fc.oneof(
        { maxDepth, depthIdentifier: "tree" },
        fc.oneof(
          fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(number),
          fc.constantFrom(...names, "t", "pi").map(name),
          fc.constantFrom(...names).map((text): Expression => ({ kind: "baseline", name: text, range })),
        ),
        fc.record({ kind: fc.constant("negate" as const), argument: part, range: fc.constant(range) }),
        fc.record({ kind: fc.constant("not" as const), argument: part, range: fc.constant(range) }),
        fc.record({
          kind: fc.constant("arithmetic" as const),
          operator: fc.constantFrom("+" as const, "-" as const, "*" as const, "/" as const, "^" as const),
          ...pair,
        }),
        fc.record({
          kind: fc.constant("comparison" as const),
          operator: fc.constantFrom("<", "<=", ">", ">=", "==", "!=") as fc.Arbitrary<"<">,
          ...pair,
        }),
        fc.record({
          kind: fc.constant("logic" as const),
          operator: fc.constantFrom("and" as const, "or" as const),
          ...pair,
        }),
        fc.record({
          kind: fc.constant("if" as const),
          condition: part,
          whenTrue: part,
          whenFalse: part,
          range: fc.constant(range),
        }),
        fc.constantFrom(...(Object.keys(functionArity) as FunctionName[])).chain((fn) => {
          const [minLength, maxLength] = functionArity[fn];
          return fc
            .array(part, { minLength, maxLength })
            .map((args): Expression => ({ kind: "call", function: fn, arguments: args, range }));
        }),
      ),
    };
  });
  return tree;
}

const binary =
  (operator: "+" | "-" | "*" | "/" | "^") =>
  ([left, right]: readonly [Expression, Expression]): Expression => ({
    kind: "arithmetic",
    operator,
    left,
    right,
    range,
  });
const call = (fn: FunctionName, ...args: Expression[]): Expression => ({
  kind: "call",
  function: fn,
  arguments: args,
  range,
});
const plus = (a: number, b: Expression) => binary("+")([number(a), b]);
const square = (x: Expression) => binary("*")([x, x]);

/**
 * Trees that are finite, and of modest size, at every modest point: divisors, logarithms and bases of powers are kept
 * above 1/2. With `kinks` also `abs`, `min`, `max` and `if`.
 */
export function tameExpression(
  names: readonly string[],
  options: { kinks: boolean; maxDepth?: number; hill?: boolean },
): Make {
  const { kinks, maxDepth = 4, hill = true } = options;
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => {
    const part = tie("tree");
    const pair = fc.tuple(part, part);
    const smooth = [
      pair.map(binary("+")),
      pair.map(binary("-")),
      pair.map(([a, b]) => binary("*")([call("tanh", a), b])),
      pair.map(([a, b]) => binary("/")([a, plus(0.7, square(b))])),
      part.map((x): Expression => ({ kind: "negate", argument: x, range })),
      fc
        .tuple(part, fc.integer({ min: -3, max: 3 }))
        .map(([x, n]) =>
          binary("^")([
            plus(1.5, call("sin", x)),
            n < 0 ? { kind: "negate", argument: number(-n), range } : number(n),
          ]),
        ),
      pair.map(([a, b]) => call("pow", plus(1.5, call("cos", a)), call("tanh", b))),
      part.map((x) => call("exp", call("tanh", x))),
      part.map((x) => call("ln", plus(0.5, square(x)))),
      part.map((x) => call("log10", plus(0.5, square(x)))),
      part.map((x) => call("sqrt", plus(0.5, square(x)))),
      part.map((x) => call("sin", x)),
      part.map((x) => call("cos", x)),
    ];
    const hills = pair.map(([a, b]) =>
      call("hill", plus(1.5, call("sin", a)), number(1.3), plus(2.5, call("tanh", b))),
    );
    const kinky = [
      part.map((x) => call("abs", x)),
      fc.array(part, { minLength: 2, maxLength: 4 }).map((xs) => call("min", ...xs)),
      fc.array(part, { minLength: 2, maxLength: 4 }).map((xs) => call("max", ...xs)),
      fc.tuple(part, part, part, part).map(
        ([left, right, whenTrue, whenFalse]): Expression => ({
          kind: "if",
          condition: { kind: "comparison", operator: "<", left, right, range },
          whenTrue,
          whenFalse,
          range,
        }),
      ),
    ];
    const leaf = fc.oneof(fc.double({ min: 0.1, max: 3, noNaN: true }).map(number), {
      arbitrary: fc.constantFrom(...names).map(name),
      weight: 3,
    });
    return {
      tree: fc.oneof(
        { maxDepth, depthIdentifier: "tree" },
        leaf,
        ...smooth,
        ...(hill ? [hills] : []),
        ...(kinks ? kinky : []),
      ),
    };
  });
  return tree;
}
