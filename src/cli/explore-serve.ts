import { createServer } from "node:http";
import { Failure } from "./failure.ts";

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** Forbids eval and everything from elsewhere; WebAssembly, which the engine generates, is let in by name. */
export const contentPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** Serves files from memory on this machine only, until the process ends. Gives the address. */
export function serve(
  files: ReadonlyMap<string, string | Uint8Array>,
  port: number,
  policy = contentPolicy,
): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname.slice(1) || "index.html";
    const body = files.get(path);
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("Content-Type", types[path.split(".").at(-1)!] ?? "text/plain; charset=utf-8");
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body ?? "There is nothing here.\n");
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE" || error.code === "EACCES";
      reject(
        taken
          ? new Failure(
              `Port ${port} cannot be used (${error.code}). Choose another with --port, for example --port 0.`,
            )
          : error,
      );
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" && address ? address.port : port}/`);
    });
  });
}
