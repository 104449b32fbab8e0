import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { quantile } from "../src/statistics/index.ts";
import { launch } from "../tests/support/browser.ts";
import { noLine, serveOver } from "./page-load.ts";
import { settled } from "./page-move.ts";

// Which moves of a slider are slow? `npx tsx bench/page-frames.ts before after` drags the dose of explorers that
// `lull explore --build FOLDER` made, in turn and beside `--busy` processes that never rest, and tells from the input to
// the frame that shows its answer the time that passed and how much of it the page's own thread worked: of all moves, and
// of the first of each drag, which comes upon a page at rest.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    busy: { type: "string", default: "1" },
    drags: { type: "string", default: "8" },
    rounds: { type: "string", default: "3" },
  },
});

/** What the browser tells of a moment of one of its threads; times in microseconds. */
interface Told {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** of `dur`, how long the thread had a processor */
  readonly tdur?: number;
  readonly id?: string;
}

/** ms, of each move */
interface Moves {
  readonly passed: number[];
  readonly worked: number[];
  readonly workedFirst: number[];
}

const rest = 900;
const categories = ["devtools.timeline", "blink.user_timing", "disabled-by-default-devtools.timeline"];

/** From one end of the slider to the other. */
async function drag(page: Page, isBack: boolean): Promise<void> {
  const box = (await page.locator("#dose-0").boundingBox())!;
  const y = box.y + box.height / 2;
  const steps = 40;
  const at = (i: number) => box.x + 12 + ((box.width - 24) * (isBack ? steps - i : i)) / steps;
  await page.mouse.move(at(0), y);
  await page.mouse.down();
  for (let i = 0; i <= steps; i++) {
    await page.mouse.move(at(i), y);
    await page.waitForTimeout(20);
  }
  await page.mouse.up();
  await page.waitForTimeout(rest);
}

async function traced(session: CDPSession, act: () => Promise<void>): Promise<Told[]> {
  const found: Told[] = [];
  const hear = ({ value }: { value: object[] }) => found.push(...(value as Told[]));
  session.on("Tracing.dataCollected", hear);
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { recordMode: "recordAsMuchAsPossible", includedCategories: categories },
  });
  await act();
  const isDone = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.end");
  await isDone;
  session.off("Tracing.dataCollected", hear);
  return found;
}

function note(told: readonly Told[], { passed, worked, workedFirst }: Moves): void {
  const marks = told.filter(({ name }) => name === "lull:coarse:painted");
  const begins = marks.filter(({ ph }) => ph === "b").sort((a, b) => a.ts - b.ts);
  const { pid, tid } = begins[0]!;
  // The thread that sets the marks is the page's own.
  const tasks = told.filter((one) => one.name === "RunTask" && one.pid === pid && one.tid === tid && one.dur);
  let before = 0;
  for (const { ts: from, id } of begins) {
    const to = marks.find((mark) => mark.ph === "e" && mark.id === id && mark.ts >= from)!.ts;
    const work = tasks.reduce((sum, { ts, dur, tdur }) => {
      const shared = Math.min(ts + dur!, to) - Math.max(ts, from);
      return shared > 0 ? sum + (shared / dur!) * (tdur ?? 0) : sum;
    }, 0);
    passed.push((to - from) / 1000);
    worked.push(work / 1000);
    if (from - before > 500 * rest) workedFirst.push(work / 1000);
    before = from;
  }
}

async function visit(context: BrowserContext, folder: string, moves: Moves): Promise<void> {
  const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  const { address, server } = await serveOver(files, noLine);
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem("lull-tour-seen", "1"));
  await page.goto(address);
  await settled(page);
  const busy = Array.from({ length: Number(values.busy) }, () =>
    spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
  );
  try {
    // The first drags ready the engine in the page, and have the browser compile what moves.
    for (const isBack of [false, true]) await drag(page, isBack);
    const told = await traced(await context.newCDPSession(page), async () => {
      for (let i = 0; i < Number(values.drags); i++) await drag(page, i % 2 === 1);
    });
    note(told, moves);
  } finally {
    for (const one of busy) one.kill();
    server.closeAllConnections();
    server.close();
  }
}

const said = (times: readonly number[]) => {
  const sorted = [...times].sort((a, b) => a - b);
  return `median ${quantile(sorted, 0.5).toFixed(1)} ms, 95% within ${quantile(sorted, 0.95).toFixed(1)}, 99% within ${quantile(sorted, 0.99).toFixed(1)}`;
};

const browser = await launch();
const found = new Map<string, Moves>(
  positionals.map((folder) => [folder, { passed: [], worked: [], workedFirst: [] }]),
);
for (let round = 0; round < Number(values.rounds); round++)
  for (const [folder, moves] of found) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    await visit(context, folder, moves);
    await context.close();
  }
for (const [folder, { passed, worked, workedFirst }] of found)
  process.stdout.write(
    `${folder}, ${passed.length} moves\n  input to paint   ${said(passed)}\n  work of the page ${said(worked)}\n  of first moves   ${said(workedFirst)}\n`,
  );
await browser.close();
process.exit(0);
