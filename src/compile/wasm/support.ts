/** A module with one function that returns a vector: valid only where the SIMD instructions are known. */
const probe = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 0, 1, 0x7b],
  ...[3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 0x41, 0, 0xfd, 0x0f, 0x0b],
);

let canRun: boolean | undefined;

/**
 * Whether generated WebAssembly can run here. A content policy without 'wasm-unsafe-eval' forbids it: Chromium and Firefox
 * say so when a module is compiled, WebKit compiles it and refuses the instance, so an instance is made.
 */
export function hasWasm(): boolean {
  if (canRun !== undefined) return canRun;
  canRun = false;
  try {
    if (typeof WebAssembly === "object" && WebAssembly.validate(probe)) {
      new WebAssembly.Instance(new WebAssembly.Module(probe));
      canRun = true;
    }
  } catch {
    // Whatever it throws, it does not run.
  }
  return canRun;
}

/** Memories that a run may hold at the same time: steps and samples, for one lane and for two, and some to spare. */
const memoriesOfRun = 6;

let room: boolean | undefined;

/**
 * Whether there is address space for the memories of a run. Engines reserve some gigabytes for each, however small it is (about
 * ten on 64-bit V8), so that a process whose address space is limited, by `ulimit -v` or a batch system, may have none.
 */
export function hasRoomForWasm(): boolean {
  if (room !== undefined) return room;
  try {
    const held = Array.from(
      { length: memoriesOfRun },
      () => new WebAssembly.Memory({ initial: 1, maximum: 1 }),
    );
    room = held.length === memoriesOfRun;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    room = false;
  }
  return room;
}

/** Whether something has been computed without WebAssembly for want of address space. */
export const lackedRoomForWasm = (): boolean => room === false;
