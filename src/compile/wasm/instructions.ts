import { type Code, float64, signed, unsigned, type ValueType, valueTypes } from "./binary.ts";

/*
 * Instructions as functions from the code of their operands to code, so that emitted code reads like the expression
 * it computes. Opcodes: W3C WebAssembly Core Specification 2.0 (2022), Sec. 5.4; the vector ones are the SIMD proposal
 * as merged there ("SIMD MVP").
 */

const join = (operands: readonly Code[], ...opcode: number[]): Code => {
  const code: number[] = [];
  for (const operand of operands) for (const byte of operand) code.push(byte);
  for (const byte of opcode) code.push(byte);
  return code;
};
const unary =
  (...opcode: number[]) =>
  (a: Code): Code =>
    join([a], ...opcode);
const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code =>
    join([a, b], ...opcode);
const simd = (opcode: number) => [0xfd, ...unsigned(opcode)];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => join([value], 0x21, ...unsigned(local));
export const call = (index: number, ...operands: readonly Code[]): Code =>
  join(operands, 0x10, ...unsigned(index));
export const give = (value: Code): Code => join([value], 0x0f);

/** Runs `then` when the i32 condition is not 0. */
export const when = (condition: Code, then: Code): Code => join([condition, [0x04, 0x40], then], 0x0b);
/** The first value where the i32 condition is not 0, else the second; only one is computed. */
export const choose = (type: ValueType, condition: Code, then: Code, otherwise: Code): Code =>
  join([condition, [0x04, valueTypes[type]], then, [0x05], otherwise], 0x0b);
/** Repeats the body, at least once, as long as the i32 condition behind it is not 0. */
export const repeat = (body: Code, again: Code): Code => join([[0x03, 0x40], body, again], 0x0d, 0, 0x0b);

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: (at: Code, offset: number): Code => join([at], 0x28, 2, ...unsigned(offset)),
  add: binary(0x6a),
  multiply: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  isZero: unary(0x45),
  lessUnsigned: binary(0x49),
};

export const f64 = {
  const: (value: number): Code => [0x44, ...float64(value)],
  load: (at: Code, offset: number): Code => join([at], 0x2b, 3, ...unsigned(offset)),
  store: (at: Code, offset: number, value: Code): Code => join([at, value], 0x39, 3, ...unsigned(offset)),
  equal: binary(0x61),
  notEqual: binary(0x62),
  less: binary(0x63),
  lessEqual: binary(0x65),
  abs: unary(0x99),
  negate: unary(0x9a),
  floor: unary(0x9c),
  sqrt: unary(0x9f),
  add: binary(0xa0),
  subtract: binary(0xa1),
  multiply: binary(0xa2),
  divide: binary(0xa3),
  min: binary(0xa4),
  max: binary(0xa5),
  fromI32: unary(0xb7),
  /** a where the i32 condition is not 0, else b */
  select: (condition: Code, a: Code, b: Code): Code => join([a, b, condition], 0x1b),
};

export const f64x2 = {
  load: (at: Code, offset: number): Code => join([at], ...simd(0x00), 4, ...unsigned(offset)),
  loadSplat: (at: Code, offset: number): Code => join([at], ...simd(0x0a), 3, ...unsigned(offset)),
  /** one number and 0 */
  loadZero: (at: Code, offset: number): Code => join([at], ...simd(0x5d), 3, ...unsigned(offset)),
  /** `a` with one lane loaded */
  loadLane: (lane: 0 | 1, at: Code, offset: number, a: Code): Code =>
    join([at, a], ...simd(0x57), 3, ...unsigned(offset), lane),
  store: (at: Code, offset: number, value: Code): Code =>
    join([at, value], ...simd(0x0b), 4, ...unsigned(offset)),
  splat: unary(...simd(0x14)),
  extract: (lane: 0 | 1, a: Code): Code => join([a], ...simd(0x21), lane),
  replace: (lane: 0 | 1, a: Code, value: Code): Code => join([a, value], ...simd(0x22), lane),
  equal: binary(...simd(0x47)),
  notEqual: binary(...simd(0x48)),
  less: binary(...simd(0x49)),
  lessEqual: binary(...simd(0x4b)),
  abs: unary(...simd(0xec)),
  negate: unary(...simd(0xed)),
  floor: unary(...simd(0x75)),
  sqrt: unary(...simd(0xef)),
  add: binary(...simd(0xf0)),
  subtract: binary(...simd(0xf1)),
  multiply: binary(...simd(0xf2)),
  divide: binary(...simd(0xf3)),
  min: binary(...simd(0xf4)),
  max: binary(...simd(0xf5)),
  /** b < a ? b : a, so a NaN in `a` stays */
  pseudoMin: binary(...simd(0xf6)),
  /** a < b ? b : a, so a NaN in `a` stays */
  pseudoMax: binary(...simd(0xf7)),
  nearest: unary(...simd(0x94)),
};

export const v128 = {
  not: unary(...simd(0x4d)),
  and: binary(...simd(0x4e)),
  or: binary(...simd(0x50)),
  xor: binary(...simd(0x51)),
  /** bits of a where the mask has ones, of b elsewhere */
  select: (mask: Code, a: Code, b: Code): Code => join([a, b, mask], ...simd(0x52)),
  /** i32: 1 when any bit is set */
  any: unary(...simd(0x53)),
};

export const i64x2 = {
  shiftLeft: (a: Code, bits: number): Code => join([a, i32.const(bits)], ...simd(0xcb)),
  shiftRight: (a: Code, bits: number): Code => join([a, i32.const(bits)], ...simd(0xcd)),
  add: binary(...simd(0xce)),
  equal: binary(...simd(0xd6)),
};
