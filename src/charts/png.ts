/** A PNG that says how many of its pixels go to an inch: a pHYs chunk (PNG specification, 11.3.4.3) behind its header. */
export function withDensity(png: Uint8Array, dpi: number): Uint8Array {
  const perMetre = Math.round(dpi / 0.0254);
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  view.setUint8(8, 1);
  return withChunk(png, "pHYs", data);
}

/** A PNG that says where it comes from: an iTXt chunk (PNG specification, 11.3.3.4) under the keyword "Source". */
export function withSource(png: Uint8Array, source: string): Uint8Array {
  // Behind the keyword: not compressed, and of no language.
  return withChunk(png, "iTXt", new TextEncoder().encode(`Source\0\0\0\0\0${source}`));
}

/** A PNG with a chunk more, right behind its header. */
function withChunk(png: Uint8Array, type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc(chunk.subarray(4, 8 + data.length)));
  const header = 8 + 25;
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, header));
  whole.set(chunk, header);
  whole.set(png.subarray(header), header + chunk.length);
  return whole;
}

/** CRC-32 as PNG has it, bit by bit: chunks that we write are short. */
function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}
