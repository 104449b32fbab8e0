/** A module with one function that returns a vector: valid only where the SIMD instructions are known. */
const probe = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 0, 1, 0x7b],
  ...[3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 0x41, 0, 0xfd, 0x0f, 0x0b],
);

/** Whether generated WebAssembly can run here. A content policy may still forbid it when it comes to compiling. */
export function hasWasm(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(probe);
}
