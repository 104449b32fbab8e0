/** Instructions and their immediates, as bytes. */
export type Code = readonly number[];

/** Types of values and their codes: WebAssembly Core Specification 2.0, Sec. 5.3. */
export const valueTypes = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof valueTypes;

/** A finished function. The locals do not repeat the parameters. */
export interface WasmFunction {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly body: Code;
  /** Exported under this name, if any. */
  readonly name?: string | undefined;
  /** What profiles and stack traces call it; `name` when left out. */
  readonly label?: string | undefined;
}

export interface WasmModule {
  readonly functions: readonly WasmFunction[];
  /** bytes of memory, exported as `memory`; it can never grow */
  readonly memoryBytes: number;
  /** what the memory holds at the start, by address */
  readonly data: readonly { readonly address: number; readonly bytes: Uint8Array }[];
}

const pageBytes = 65_536;

/** LEB128, as all whole numbers in a module: Sec. 5.2.2. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
}

export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; rest >>= 7) {
    const low = rest & 127;
    const isLast = (rest >> 6 === 0 && low < 64) || (rest >> 6 === -1 && low >= 64);
    bytes.push(isLast ? low : low | 128);
    if (isLast) return bytes;
  }
}

const floats = new DataView(new ArrayBuffer(8));

export function float64(value: number): number[] {
  floats.setFloat64(0, value, true);
  return Array.from({ length: 8 }, (_, i) => floats.getUint8(i));
}

/** Bytes under construction: an array of numbers costs eight times the memory and has a limit on spreads. */
class Bytes {
  private bytes = new Uint8Array(4096);
  private length = 0;

  add(code: ArrayLike<number>): void {
    if (this.length + code.length > this.bytes.length) {
      const larger = new Uint8Array(2 * (this.length + code.length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(code, this.length);
    this.length += code.length;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }
}

const vector = (items: readonly ArrayLike<number>[]): Uint8Array => {
  const bytes = new Bytes();
  bytes.add(unsigned(items.length));
  for (const item of items) bytes.add(item);
  return bytes.finish();
};
const sized = (content: ArrayLike<number>): Uint8Array => {
  const bytes = new Bytes();
  bytes.add(unsigned(content.length));
  bytes.add(content);
  return bytes.finish();
};
const text = (name: string): number[] => [
  ...unsigned(name.length),
  ...Array.from(name, (c) => c.charCodeAt(0)),
];

/** The binary format of a module: Sec. 5.5. */
export function assemble({ functions, memoryBytes, data }: WasmModule): Uint8Array<ArrayBuffer> {
  const types: string[] = [];
  const typeOf = ({ parameters, results }: WasmFunction): number => {
    const list = (of: readonly ValueType[]) => [...unsigned(of.length), ...of.map((t) => valueTypes[t])];
    const key = String([0x60, ...list(parameters), ...list(results)]);
    if (!types.includes(key)) types.push(key);
    return types.indexOf(key);
  };
  const typeIndices = functions.map((f) => unsigned(typeOf(f)));
  const pages = unsigned(Math.max(1, Math.ceil(memoryBytes / pageBytes)));
  const exported = functions.flatMap(({ name }, i) =>
    name === undefined ? [] : [[...text(name), 0x00, ...unsigned(i)]],
  );
  const sections: [number, Uint8Array][] = [
    [1, vector(types.map((key) => key.split(",").map(Number)))],
    [3, vector(typeIndices)],
    [5, vector([[0x01, ...pages, ...pages]])],
    [7, vector([[...text("memory"), 0x02, 0], ...exported])],
    [10, vector(functions.map((f) => sized(bodyOf(f))))],
    [11, vector(data.map(({ address, bytes }) => segment(address, bytes)))],
    [0, namesOf(functions)],
  ];
  const bytes = new Bytes();
  bytes.add([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  for (const [id, content] of sections) {
    bytes.add([id]);
    bytes.add(sized(content));
  }
  return bytes.finish();
}

/** The names that profiles show: Appendix "Custom Sections", 7.4.1. */
function namesOf(functions: readonly WasmFunction[]): Uint8Array {
  const names = functions.flatMap(({ name, label = name }, i) =>
    label === undefined ? [] : [[...unsigned(i), ...text(label)]],
  );
  const section = new Bytes();
  section.add(text("name"));
  section.add([0x01]);
  section.add(sized(vector(names)));
  return section.finish();
}

function bodyOf({ locals, body }: WasmFunction): Uint8Array {
  const runs: { type: ValueType; count: number }[] = [];
  for (const type of locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  const bytes = new Bytes();
  bytes.add(vector(runs.map(({ type, count }) => [...unsigned(count), valueTypes[type]])));
  bytes.add(body);
  bytes.add([0x0b]);
  return bytes.finish();
}

function segment(address: number, content: Uint8Array): Uint8Array {
  const bytes = new Bytes();
  bytes.add([0x00, 0x41, ...signed(address), 0x0b]);
  bytes.add(sized(content));
  return bytes.finish();
}
