import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { Failure } from "./failure.ts";

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** Forbids eval and everything from elsewhere; WebAssembly, which the engine generates, is let in by name. */
export const contentPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/**
 * What every answer says: nothing from elsewhere runs in the page, and no other site may include its files, which hold
 * the user's own models.
 */
export const guardingHeaders = (policy = contentPolicy): Readonly<Record<string, string>> => ({
  "Content-Security-Policy": policy,
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
});

/** The same headers as a `_headers` file, which several static hosts read and which says to others what to set. */
export const hostHeaders = () =>
  `/*\n${Object.entries(guardingHeaders())
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join("")}`;

/** Serves files from memory on this machine only, until the process ends. Gives the address. */
export function serve(
  files: ReadonlyMap<string, string | Uint8Array>,
  port: number,
  policy = contentPolicy,
): Promise<string> {
  const server = createServer(answering(files, policy));
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

function answering(files: ReadonlyMap<string, string | Uint8Array>, policy: string): RequestListener {
  const headers = guardingHeaders(policy);
  return (request, response) => {
    const refusal = refusalOf(request);
    const path = pathOf(request.url ?? "/");
    const body = refusal || path === undefined ? undefined : files.get(path);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader("Cache-Control", "no-cache");
    const type = body === undefined ? undefined : types[path!.split(".").at(-1)!];
    response.setHeader("Content-Type", type ?? "text/plain; charset=utf-8");
    if (refusal?.status === 405) response.setHeader("Allow", "GET, HEAD");
    response.statusCode = refusal?.status ?? (body === undefined ? 404 : 200);
    response.end(refusal?.says ?? body ?? "There is nothing here.\n");
  };
}

/**
 * Why a request is not answered: another method, a name of this machine that somebody else chose (a page whose own
 * name was made to lead here), or a file of the page that a page of another origin includes.
 */
function refusalOf(request: IncomingMessage): { status: number; says: string } | undefined {
  if (request.method !== "GET" && request.method !== "HEAD")
    return { status: 405, says: "Only GET and HEAD are answered here.\n" };
  const port = request.socket.localPort;
  const hosts = [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    ...(port === 80 ? ["127.0.0.1", "localhost"] : []),
  ];
  if (!hosts.includes(request.headers.host ?? ""))
    return { status: 421, says: `This is the explorer of ${hosts[0]}; ask for it by that name.\n` };
  const site = request.headers["sec-fetch-site"] ?? "none";
  const opened = request.headers["sec-fetch-mode"] === "navigate";
  if (site !== "none" && site !== "same-origin" && !opened)
    return { status: 403, says: "Pages of other sites may not include these files.\n" };
  return undefined;
}

/** The file that a request names; undefined for what is no path, such as `//` or a whole address. */
function pathOf(target: string): string | undefined {
  const path = target.split(/[?#]/, 1)[0]!;
  if (!path.startsWith("/")) return undefined;
  return path === "/" ? "index.html" : path.slice(1);
}
