import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { asked, end, firefox, firefoxPath, limited } from "./marionette.ts";

// Browser engines that Playwright does not drive as Debian packs them: Firefox, and WebKit by its WebDriver with MiniBrowser.

/** A browser with one page. */
export interface Driven {
  open(url: string): Promise<void>;
  /** The value of an expression in the page, awaited, as JSON. */
  run(script: string): Promise<unknown>;
  close(): void;
}

const webkit = "/usr/bin/WebKitWebDriver";
const miniBrowser = ["4.1", "4.0", "6.0"]
  .map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`)
  .find((path) => existsSync(path));
const xvfb = "/usr/bin/Xvfb";

/** Engines on this machine by name, with how each is started. */
export const engines: readonly {
  readonly name: string;
  readonly start: (() => Promise<Driven>) | undefined;
}[] = [
  { name: "Firefox", start: firefoxPath ? async () => firefox(await freePort()) : undefined },
  { name: "WebKit", start: existsSync(webkit) && miniBrowser && existsSync(xvfb) ? webkitDriven : undefined },
];

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const at = server.address();
      server.close(() => resolve(typeof at === "object" && at ? at.port : 0));
    });
  });
}

/** A display that nobody sees; -displayfd has the server choose a free number and say it. */
async function display() {
  const args = ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"];
  const child = spawn("timeout", [...limited, xvfb, ...args], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    detached: true,
  });
  const number = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error("Xvfb ended at once.")));
    child.stdio[3]!.once("data", (text: Buffer) => resolve(text.toString().trim()));
  });
  return { child, name: `:${number}` };
}

async function webkitDriven(): Promise<Driven> {
  const screen = await display();
  const port = await freePort();
  const driver = spawn("timeout", [...limited, webkit, `--port=${port}`, "--host=127.0.0.1"], {
    stdio: "ignore",
    detached: true,
    env: {
      ...process.env,
      DISPLAY: screen.name,
      // Neither a graphics card nor a sandbox within the container that tests run in.
      WEBKIT_DISABLE_DMABUF_RENDERER: "1",
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      LIBGL_ALWAYS_SOFTWARE: "1",
    },
  });
  const close = () => {
    end(driver);
    end(screen.child);
  };
  try {
    const call = async (path: string, body: object): Promise<unknown> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(90_000),
      });
      const { value } = (await response.json()) as { value: { error?: string } & Record<string, unknown> };
      if (!response.ok) throw new Error(JSON.stringify(value));
      return value;
    };
    const alwaysMatch = {
      "webkitgtk:browserOptions": { binary: miniBrowser, args: ["--automation"] },
    };
    const until = performance.now() + 20_000;
    let session: { sessionId: string } | undefined;
    while (!session)
      session = await call("/session", { capabilities: { alwaysMatch } }).then(
        (value) => value as { sessionId: string },
        async (error: Error) => {
          // It does not listen yet.
          if (!(error instanceof TypeError) || performance.now() > until) throw error;
          await new Promise((resolve) => setTimeout(resolve, 200));
          return undefined;
        },
      );
    const at = `/session/${session.sessionId}`;
    await call(`${at}/timeouts`, { script: 60_000, pageLoad: 60_000 });
    return {
      open: async (url) => void (await call(`${at}/url`, { url })),
      run: (script) => call(`${at}/execute/async`, { script: asked(script), args: [] }),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
