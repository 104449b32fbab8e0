import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Driven } from "./drivers.ts";

// Firefox by Marionette, the protocol that it speaks itself: messages `length:JSON` over a socket, [type, id, command, parameters].

export const firefoxPath = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => existsSync(path));

export async function firefox(port: number): Promise<Driven> {
  const profile = mkdtempSync(join(tmpdir(), "lull-firefox-"));
  writeFileSync(join(profile, "user.js"), `user_pref("marionette.port", ${port});\n`);
  const args = ["--headless", "--marionette", "--no-remote", "--profile", profile];
  const child = spawn("timeout", [...limited, firefoxPath!, ...args], { stdio: "ignore", detached: true });
  const close = () => {
    end(child);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const ask = await conversation(port);
    await ask("WebDriver:NewSession", {});
    await ask("WebDriver:SetTimeouts", { script: 60_000, pageLoad: 60_000 });
    return {
      open: async (url) => void (await ask("WebDriver:Navigate", { url })),
      run: async (script) => {
        const args = { script: asked(script), args: [] };
        const { value } = (await ask("WebDriver:ExecuteAsyncScript", args)) as { value: unknown };
        return value;
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** A script for "execute async": the value of an expression, awaited, given to its last argument. */
export const asked = (script: string) =>
  `const done = arguments[arguments.length - 1]; Promise.resolve().then(() => (${script})).then((value) => done(value), (error) => done({ error: String(error) }));`;

/** For `timeout`: a program that is not ended, as when the tests are killed, ends by itself. */
export const limited = ["--kill-after=5", "280"];

/** Ends a program with all that it started. */
export function end({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

async function conversation(port: number) {
  const socket = await connected(port, 40_000);
  const waiting = new Map<number, (reply: readonly unknown[]) => void>();
  let [buffer, next] = [Buffer.alloc(0), 1];
  socket.on("data", (bytes) => {
    buffer = Buffer.concat([buffer, bytes]);
    for (;;) {
      const colon = buffer.indexOf(":");
      const length = colon < 0 ? Number.NaN : Number(buffer.subarray(0, colon).toString());
      if (!(buffer.length >= colon + 1 + length)) return;
      const message = JSON.parse(buffer.subarray(colon + 1, colon + 1 + length).toString());
      buffer = buffer.subarray(colon + 1 + length);
      // The first message is a greeting.
      if (Array.isArray(message)) waiting.get(message[1])?.(message);
    }
  });
  return (command: string, parameters: object) =>
    new Promise<unknown>((resolve, reject) => {
      const id = next++;
      waiting.set(id, ([, , error, value]) =>
        error ? reject(new Error(JSON.stringify(error))) : resolve(value),
      );
      const text = JSON.stringify([0, id, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

async function connected(port: number, patience: number): Promise<Socket> {
  const until = performance.now() + patience;
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    if (isOpen) return socket;
    if (performance.now() > until) throw new Error(`Firefox did not open port ${port}.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
