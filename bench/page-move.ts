import type { Browser, Page } from "playwright-core";
import { quantile } from "../src/statistics/index.ts";
import { noLine, serveOver } from "./page-load.ts";

/** What moves of a slider cost. */
export interface Moved {
  /** ms of the page's own thread for a move, by the clock that stands still while others have the processor */
  readonly cpu: number;
  /** ms from the input to the frame that shows its answer */
  readonly median: number;
  readonly p95: number;
}

const painted = "lull:coarse:painted";
const moves = 120;

/** A page that does nothing but show the number of its slider, and times that as the explorer does. */
const emptyPage = new Map([
  [
    "index.html",
    `<!doctype html><html lang="en"><title>A slider</title>
<input id="dose-0" type="range" min="0" max="40" step="0.5" style="width: 300px"><output></output>
<script>
document.querySelector("input").oninput = ({ timeStamp: start, target }) => {
  document.querySelector("output").textContent = target.value;
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      performance.measure("${painted}", { start, end: performance.now() });
      channel.port1.close();
    };
    channel.port2.postMessage(0);
  });
};
</script>`,
  ],
]);

/** Moves the slider of the explorer, and that of an empty page on the same machine a moment later. */
export async function moveBoth(
  browser: Browser,
  explorer: ReadonlyMap<string, string>,
): Promise<{ explorer: Moved; empty: Moved }> {
  return { explorer: await moved(browser, explorer, true), empty: await moved(browser, emptyPage, false) };
}

async function moved(
  browser: Browser,
  files: ReadonlyMap<string, string>,
  isExplorer: boolean,
): Promise<Moved> {
  const { address, server } = await serveOver(files, noLine);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(() => localStorage.setItem("lull-tour-seen", "1"));
    await page.goto(address);
    if (isExplorer) await settled(page);
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const taken = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return 1000 * metrics.find(({ name }) => name === "TaskDuration")!.value;
    };
    // The first moves ready the engine in the page, and have the browser compile what moves.
    await drag(page, moves);
    if (isExplorer) await settled(page);
    await page.evaluate(() => performance.clearMeasures());
    const before = await taken();
    await drag(page, moves);
    const after = await taken();
    const times = await page.evaluate(
      (name) => performance.getEntriesByName(name).map(({ duration }) => duration),
      painted,
    );
    const sorted = times.sort((a, b) => a - b);
    return { cpu: (after - before) / moves, median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
}

/** Until the engine's exact answer is on the screen. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName("lull:exact:painted").length > 0, undefined, {
    timeout: 120_000,
  });
}

async function drag(page: Page, count: number): Promise<void> {
  const box = (await page.locator("#dose-0").boundingBox())!;
  const y = box.y + box.height / 2;
  const at = (i: number) => box.x + 12 + (box.width - 24) * (0.5 + 0.5 * Math.sin(i / 12));
  await page.mouse.move(at(0), y);
  await page.mouse.down();
  for (let i = 1; i <= count; i++) {
    await page.mouse.move(at(i), y);
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
}
