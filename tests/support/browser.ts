import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a Chromium on this machine; `CHROMIUM` names another. */
export const chromiumPath = [process.env.CHROMIUM, ...places].find((path) => path && existsSync(path));

/** Whether tests in a browser may be left out: never where CI runs, elsewhere when there is no browser. */
export const mustSkip = chromiumPath === undefined && !process.env.CI;

export function launch(): Promise<Browser> {
  if (!chromiumPath) throw new Error("No Chromium found; on Debian: apt-get install chromium");
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
