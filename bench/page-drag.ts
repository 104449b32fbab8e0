import { parseArgs } from "node:util";
import { buildExplorer } from "../src/build/index.ts";
import { libraryFiles, packageRoot } from "../src/files/index.ts";
import { readLibrary } from "../src/language/index.ts";
import { quantile } from "../src/statistics/index.ts";
import { launch } from "../tests/support/browser.ts";
import { noLine, serveOver } from "./page-load.ts";

// Does the explorer grow while it is played with? `npx tsx bench/page-drag.ts --minutes 5` moves the dose slider all the
// time, with the page's thread slowed `--slowed` times, and looks now and then at memory, at what is kept of the times,
// and at how long it takes from the input to the frame that shows its answer.

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "5" }, slowed: { type: "string", default: "1" } },
});
const { value: library } = readLibrary(libraryFiles(`${packageRoot}/models`));
if (!library) throw new Error("The shipped model cannot be read; `npm run lull -- lint models` says why.");
const { address, server } = await serveOver(await buildExplorer(library), noLine);
const browser = await launch();
const page = await (await browser.newContext()).newPage();
await page.addInitScript(() => localStorage.setItem("lull-tour-seen", "1"));
await page.goto(address);
await page.waitForFunction(() => performance.getEntriesByName("lull:exact:painted").length > 0, undefined, {
  timeout: 120_000,
});
const session = await page.context().newCDPSession(page);
await session.send("Emulation.setCPUThrottlingRate", { rate: Number(values.slowed) });
await session.send("Performance.enable");

async function look(): Promise<Record<string, number>> {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  const [times, entries] = await page.evaluate(
    () =>
      [
        performance.getEntriesByName("lull:coarse:painted").map((entry) => entry.duration),
        performance.getEntries().length,
      ] as const,
  );
  const sorted = times.sort((a, b) => a - b);
  return {
    heapMB: of("JSHeapUsedSize") / 1e6,
    nodes: of("Nodes"),
    listeners: of("JSEventListeners"),
    entries,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
  };
}

const box = (await page.locator("#dose-0").boundingBox())!;
const y = box.y + box.height / 2;
const begun = Date.now();
const until = begun + Number(values.minutes) * 60_000;
let next = begun + 15_000;
await page.mouse.move(box.x + 12, y);
await page.mouse.down();
for (let i = 0; Date.now() < until; i++) {
  await page.mouse.move(box.x + 12 + (box.width - 24) * (0.5 + 0.5 * Math.sin(i / 25)), y);
  await page.waitForTimeout(16);
  if (Date.now() < next) continue;
  next += 15_000;
  const { heapMB, nodes, listeners, entries, median, p95 } = await look();
  process.stdout.write(
    `${Math.round((Date.now() - begun) / 1000)} s: heap ${heapMB!.toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners, ${entries} entries; input to paint ${median!.toFixed(0)} ms, 95% within ${p95!.toFixed(0)} ms\n`,
  );
}
await page.mouse.up();
await browser.close();
server.close();
process.exit(0);
