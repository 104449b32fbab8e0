import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { buildExplorer } from "../src/build/index.ts";
import { libraryFiles, packageRoot } from "../src/files/index.ts";
import { readLibrary } from "../src/language/index.ts";
import { median } from "../src/statistics/index.ts";
import { launch } from "../tests/support/browser.ts";
import { noLine, serveOver, slowLine, type Wire } from "./page-load.ts";
import { moveBoth } from "./page-move.ts";

// How soon is the explorer there? `npx tsx bench/page.ts` loads it in a Chromium, in turn as this machine is and with the
// page's thread slowed four times over a line of 1.6 Mbit/s. Then it moves the dose, beside the slider of an empty page:
// what that takes on the same machine is the browser's and the load's, the rest is ours.

/** ms after the visit began; undefined where it did not happen */
type Moments = Record<(typeof moments)[number][0], number>;

const moments = [
  ["text", "text can be read"],
  ["curve", "first curve"],
  ["controls", "sliders and all charts"],
  ["engine", "the engine's own answer"],
] as const;

/** Looks at each frame for what a visitor sees first. */
function watch(): void {
  localStorage.setItem("lull-tour-seen", "1");
  const seen: Record<string, number> = {};
  (window as unknown as { lullSeen: typeof seen }).lullSeen = seen;
  const see = (name: string, isThere: boolean) => {
    if (isThere) seen[name] ??= performance.now();
  };
  const look = () => {
    const has = (selector: string) => document.querySelector(selector)?.checkVisibility() === true;
    const says = document.querySelector("#headline")?.textContent ?? "";
    const isDrawn = /\d%/.test(says);
    see("text", has("h1"));
    see("curve", has(".first-look path:last-child") || isDrawn);
    see("controls", has("#headline") && isDrawn);
    see("engine", performance.getEntriesByName("lull:exact:painted").length > 0);
    if (seen.engine === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(browser: Browser, files: ReadonlyMap<string, string>, slowed: number, wire: Wire) {
  const { address, server } = await serveOver(files, wire);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowed });
    // tsx has functions keep their names with a helper, which a page has not.
    await page.addInitScript("globalThis.__name = (one) => one;");
    await page.addInitScript(watch);
    await page.goto(address, { waitUntil: "commit" });
    const seen = await page.waitForFunction(
      () => {
        const { lullSeen } = window as unknown as { lullSeen: Moments };
        return lullSeen?.engine === undefined ? undefined : lullSeen;
      },
      undefined,
      { timeout: 60_000 },
    );
    return (await seen.jsonValue()) as Moments;
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
}

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, json: { type: "boolean", default: false } },
});
const { value: library } = readLibrary(libraryFiles(`${packageRoot}/models`));
if (!library) throw new Error("The shipped model cannot be read; `npm run lull -- lint models` says why.");
const files = await buildExplorer(library);
const browser = await launch();
const rows: { fast: Moments; slow: Moments }[] = [];
for (let round = 0; round < Number(values.rounds); round++) {
  rows.push({
    fast: await visit(browser, files, 1, noLine),
    slow: await visit(browser, files, 4, slowLine),
  });
  process.stderr.write(`round ${round + 1} of ${values.rounds}\n`);
}
const moved = await moveBoth(browser, files);
await browser.close();
const table = moments.map(([key, name]) => {
  const fast = median(rows.map((row) => row.fast[key]));
  const slow = median(rows.map((row) => row.slow[key]));
  return { name, fast: Math.round(fast), slow: Math.round(slow) };
});
const moveNames = [
  ["cpu", "a move, the page's thread"],
  ["median", "a move, input to paint"],
  ["p95", "95% of moves within"],
] as const;
if (values.json) process.stdout.write(`${JSON.stringify({ load: table, move: moved }, null, 2)}\n`);
else {
  for (const { name, fast, slow } of table)
    process.stdout.write(
      `${name.padEnd(26)} ${String(fast).padStart(6)} ms ${String(slow).padStart(6)} ms slowed\n`,
    );
  for (const [key, name] of moveNames) {
    const [own, empty] = [moved.explorer[key], moved.empty[key]];
    process.stdout.write(
      `${name.padEnd(26)} ${own.toFixed(1).padStart(6)} ms ${empty.toFixed(1).padStart(6)} ms on an empty page, ${(own / empty).toFixed(1)} times\n`,
    );
  }
}
process.exit(0);
