import { assemble, type Code, type ValueType, type WasmFunction } from "./binary.ts";
import { f64, f64x2, get, i32, set } from "./instructions.ts";

/** A function being written: its locals and its code so far. */
export class FunctionBuilder {
  private readonly parameters: readonly ValueType[];
  private readonly locals: ValueType[] = [];
  private readonly body: number[] = [];

  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters;
  }

  /** Index of a new local. */
  local(type: ValueType): number {
    this.locals.push(type);
    return this.parameters.length + this.locals.length - 1;
  }

  emit(...codes: readonly Code[]): void {
    for (const code of codes) for (const byte of code) this.body.push(byte);
  }

  /** Computes a value now; the code returned reads it, any number of times. */
  keep(type: ValueType, value: Code): Code {
    const local = this.local(type);
    this.emit(set(local, value));
    return get(local);
  }

  finish(results: readonly ValueType[], name?: string): WasmFunction {
    return { parameters: this.parameters, results, locals: this.locals, body: this.body, name };
  }
}

/** A module being written: memory laid out front to back, a pool of constants, functions in order of definition. */
export class ModuleBuilder {
  private readonly functions: WasmFunction[] = [];
  private readonly shared = new Map<string, number>();
  private readonly constants = new Map<bigint, number>();
  private readonly poolAddress: number;

  /** @param reserved bytes of memory in front that the caller lays out */
  constructor(reserved: number) {
    this.poolAddress = Math.ceil(reserved / 16) * 16;
  }

  /** Adds a function and returns its index for calls. */
  define(
    parameters: readonly ValueType[],
    results: readonly ValueType[],
    write: (f: FunctionBuilder) => void,
    name?: string,
  ): number {
    const builder = new FunctionBuilder(parameters);
    write(builder);
    return this.functions.push(builder.finish(results, name)) - 1;
  }

  /** The index of a function that is defined when first asked for; profiles call it by its key. */
  once(key: string, define: () => number): number {
    const known = this.shared.get(key);
    if (known !== undefined) return known;
    const index = define();
    this.shared.set(key, index);
    this.functions[index] = { label: key, ...this.functions[index]! };
    return index;
  }

  /** Both lanes hold the number; a load is shorter code than an immediate. */
  splat(value: number): Code {
    return this.bits(bitsOf(value));
  }

  /** Both lanes hold these 64 bits. */
  bits(pattern: bigint): Code {
    return f64x2.load(i32.const(0), this.position(pattern));
  }

  number(value: number): Code {
    return f64.load(i32.const(0), this.position(bitsOf(value)));
  }

  private position(pattern: bigint): number {
    const known = this.constants.get(pattern);
    if (known !== undefined) return known;
    const address = this.poolAddress + 16 * this.constants.size;
    this.constants.set(pattern, address);
    return address;
  }

  finish(): Uint8Array<ArrayBuffer> {
    const pool = new BigUint64Array([...this.constants.keys()].flatMap((pattern) => [pattern, pattern]));
    const bytes = new Uint8Array(pool.buffer);
    return assemble({
      functions: this.functions,
      memoryBytes: this.poolAddress + bytes.length,
      data: [{ address: this.poolAddress, bytes }],
    });
  }
}

const view = new DataView(new ArrayBuffer(8));

function bitsOf(value: number): bigint {
  view.setFloat64(0, value);
  return view.getBigUint64(0);
}
