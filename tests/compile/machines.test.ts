import { afterEach, describe, expect, it, vi } from "vitest";
import { machineCount, mostMachines, Pool } from "../../src/compile/wasm/machine.ts";

describe("machines of WebAssembly", () => {
  it("are never more than a page has room for, whatever was compiled: the oldest at rest go, those at work stay", () => {
    const pools = Array.from({ length: 3 * mostMachines }, (_, i) => new Pool(() => ({ i })));
    const atWork = pools[0]!.take();
    for (const pool of pools.slice(1)) pool.with(() => {});
    expect(machineCount()).toBeLessThanOrEqual(mostMachines);
    pools[0]!.giveBack(atWork);
    expect(pools[0]!.take()).toBe(atWork);
    // The latest is at hand still, an old one is made anew.
    const made = vi.fn(() => ({}));
    const pool = new Pool(made);
    pool.with(() => {});
    pool.with(() => {});
    expect(made).toHaveBeenCalledTimes(1);
  });

  it("make room where an engine has none left for another memory, and only then", () => {
    const other = new Pool(() => ({}));
    other.with(() => {});
    let calls = 0;
    const pool = new Pool(() => {
      if (++calls === 1)
        throw new RangeError("WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory");
      return {};
    });
    pool.with(() => {});
    expect(calls).toBe(2);
    const broken = new Pool(() => {
      throw new TypeError("no");
    });
    expect(() => broken.take()).toThrow(TypeError);
  });
});

describe("`hasWasm`", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it("is false where a module compiles and its instance is refused, as WebKit does under a policy without wasm-unsafe-eval", async () => {
    const { Module, validate } = WebAssembly;
    const Instance = class {
      constructor() {
        throw new WebAssembly.CompileError("Refused to create a WebAssembly object");
      }
    };
    vi.stubGlobal("WebAssembly", { Module, validate, Instance, CompileError: WebAssembly.CompileError });
    vi.resetModules();
    const { hasWasm } = await import("../../src/compile/wasm/support.ts");
    expect(hasWasm()).toBe(false);
  });
});
