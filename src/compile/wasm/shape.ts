import type { Code, ValueType } from "./binary.ts";
import type { FunctionBuilder, ModuleBuilder } from "./builder.ts";
import { call, f64, f64x2, i32, v128 } from "./instructions.ts";

type BinaryCode = (a: Code, b: Code) => Code;
type UnaryCode = (a: Code) => Code;

/** How one number of a formula is held: alone, or one in each lane of a vector. */
export interface Shape {
  readonly number: ValueType;
  /** what a comparison gives: 0 or 1, or all bits of a lane */
  readonly mask: ValueType;
  /** bytes of a number in memory */
  readonly width: 8 | 16;
  constant(module: ModuleBuilder, value: number): Code;
  /** from an f64 */
  splat(value: Code): Code;
  load(at: Code, offset: number): Code;
  store(at: Code, offset: number, value: Code): Code;
  readonly operations: Readonly<
    Record<"add" | "subtract" | "multiply" | "divide" | "min" | "max", BinaryCode> &
      Record<"negate" | "sqrt" | "abs" | "floor", UnaryCode>
  >;
  readonly comparisons: Readonly<Record<"equal" | "notEqual" | "less" | "lessEqual", BinaryCode>>;
  readonly logic: Readonly<Record<"and" | "or", BinaryCode> & { not: UnaryCode }>;
  select(mask: Code, a: Code, b: Code): Code;
  numberOfMask(module: ModuleBuilder, mask: Code): Code;
  /**
   * Calls a function of vectors for one or two sets of arguments that have nothing to do with each other; two share a
   * call where a number fills half a vector.
   */
  callPacked(f: FunctionBuilder, index: number, first: readonly Code[], second?: readonly Code[]): Code[];
}

/** Numbers one by one; the functions of two lanes serve two calls at once. */
export const scalar: Shape = {
  number: "f64",
  mask: "i32",
  width: 8,
  constant: (module, value) => module.number(value),
  splat: (value) => value,
  load: f64.load,
  store: f64.store,
  operations: f64,
  comparisons: f64,
  logic: { and: i32.and, or: i32.or, not: i32.isZero },
  select: f64.select,
  numberOfMask: (_module, mask) => f64.fromI32(mask),
  callPacked(f, index, first, second) {
    const packed = first.map((a, i) => {
      const both = f64x2.splat(a);
      return second ? f64x2.replace(1, both, second[i]!) : both;
    });
    const result = f.keep("v128", call(index, ...packed));
    const lanes = second ? ([0, 1] as const) : ([0] as const);
    return lanes.map((lane) => f.keep("f64", f64x2.extract(lane, result)));
  },
};

/** Two numbers side by side: two patients, or two points of one trajectory. */
export const paired: Shape = {
  number: "v128",
  mask: "v128",
  width: 16,
  constant: (module, value) => module.splat(value),
  splat: f64x2.splat,
  load: f64x2.load,
  store: f64x2.store,
  operations: f64x2,
  comparisons: f64x2,
  logic: v128,
  select: v128.select,
  numberOfMask: (module, mask) => v128.and(mask, module.splat(1)),
  callPacked: (f, index, first, second) =>
    (second ? [first, second] : [first]).map((args) => f.keep("v128", call(index, ...args))),
};
