import { createServer, type Server, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
};

/** A line that all answers share: bytes a second, and the time until the first of them comes, ms. */
export interface Wire {
  readonly bytesPerSecond: number;
  readonly latency: number;
}

/** 1.6 Mbit/s with 150 ms there and back, a usual slow mobile line. */
export const slowLine: Wire = { bytesPerSecond: 200_000, latency: 150 };
export const noLine: Wire = { bytesPerSecond: Number.POSITIVE_INFINITY, latency: 0 };

const tick = 10;

/**
 * Serves files as a static host does, compressed, over one line whose width all answers share in turn. The line is the
 * server's and not the browser's: what a browser slows down leaves out the scripts of workers.
 */
export async function serveOver(
  files: ReadonlyMap<string, string>,
  wire: Wire,
): Promise<{ address: string; server: Server; sent(): number }> {
  const packed = new Map([...files].map(([name, text]) => [name, gzipSync(text, { level: 9 })]));
  const open: { response: ServerResponse; body: Buffer; at: number }[] = [];
  let sent = 0;
  let last = performance.now();
  const pump = () => {
    const now = performance.now();
    let room = Math.min(((now - last) / 1000) * wire.bytesPerSecond, Number.MAX_SAFE_INTEGER);
    last = now;
    while (open.length > 0 && room >= 1) {
      const share = Math.ceil(room / open.length);
      for (const one of [...open]) {
        const part = one.body.subarray(one.at, one.at + share);
        one.at += part.length;
        room -= part.length;
        sent += part.length;
        one.response.write(part);
        if (one.at < one.body.length) continue;
        one.response.end();
        open.splice(open.indexOf(one), 1);
      }
    }
  };
  const clock = setInterval(pump, tick);
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? "/", "http://localhost").pathname.slice(1) || "index.html";
    const body = packed.get(name);
    setTimeout(() => {
      if (!body) {
        response.statusCode = 404;
        response.end();
        return;
      }
      response.setHeader("Content-Type", types[name.split(".").at(-1)!] ?? "text/plain");
      response.setHeader("Content-Encoding", "gzip");
      response.setHeader("Content-Length", body.length);
      response.flushHeaders();
      open.push({ response, body, at: 0 });
    }, wire.latency);
  });
  server.on("close", () => clearInterval(clock));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  return {
    address: `http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}/`,
    server,
    sent: () => sent,
  };
}
