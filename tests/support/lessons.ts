import { spawnSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import { extname } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { launch, mustSkip } from "./browser.ts";
import { limit } from "./cli.ts";
import { filesIn, madeOnce } from "./made.ts";

// The lessons, built and served, and pages of them in a browser.

if (mustSkip)
  console.log("Skipping the tests in a browser: no Chromium here. On Debian: apt-get install chromium");

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
/** What a page still works on. */
const unfinished =
  '.observablehq--cell:empty, [data-holds="pending"], [data-state="waiting"], [data-numbers="pending"], [data-rivals="pending"], [data-sweep="pending"], [data-people="pending"], [data-workshop="pending"], [data-answers="pending"], [data-burden="pending"], [data-neighbors="pending"]';

/** What stands on a page that has begun: all that needs no answer of the model can be used. */
export const unwritten = ".observablehq--cell:empty";
/** Where the one bench of a page is still at work that a test is about. */
export const unready = (bench: string) => `${unwritten}, #${bench}[data-state="waiting"]`;

/** Time that a page may take to compute an answer on a busy machine. */
export const patience = { timeout: 60_000 };

export interface Visit {
  readonly page: Page;
  readonly errors: string[];
  readonly hosts: Set<string>;
}

/** Waits until nothing is left of what a page still works on. */
export const settled = (page: Page, until = unfinished) =>
  page.waitForFunction((what) => document.querySelector(what) === null, until, {
    timeout: 90_000,
    // A look at every frame would keep the page painting frames.
    polling: 50,
  });

/** The folder of the lessons' site: built once for all test files. */
export const lessonsSite = () =>
  madeOnce("lessons", (folder) => {
    const built = spawnSync("npm", ["run", "--silent", "notebooks", "--", "--out", folder], {
      cwd: packageRoot,
      encoding: "utf8",
      ...limit,
    });
    expect(built.stderr).toBe("");
    expect(built.stdout).toMatch(/lessons are in/);
  });

/** The lessons of a test file: served before its tests, in a browser of their own. */
export function openLessons() {
  const files = new Map<string, Buffer>();
  let server: Server;
  let address = "";
  let browser: Browser;
  let folder = "";

  beforeAll(async () => {
    folder = lessonsSite();
    for (const [name, content] of filesIn(folder)) files.set(name, content);
    server = createServer((request, response) => {
      // The site stands in a folder, as it may on any host.
      const path = new URL(request.url ?? "/", "http://localhost").pathname.replace(/^\/course\//, "");
      const body = files.get(path);
      response.setHeader("Content-Type", types[extname(path)] ?? "text/plain");
      response.statusCode = body === undefined ? 404 : 200;
      response.end(body ?? "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const at = server.address();
    address = `http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}/course/`;
    browser = await launch();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Opens a page and waits until all of it is worked out, or as much as a test asks about. */
  async function visit(
    name: string,
    { width = 1280, dark = false, from = address, until = unfinished } = {},
  ): Promise<Visit> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: dark ? "dark" : "light",
    });
    const page = await context.newPage();
    const errors: string[] = [];
    const hosts = new Set<string>();
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http")) hosts.add(url.host);
    });
    page.on("requestfailed", (request) => {
      // Leaving a page ends what it still loads; that is no fault.
      if (request.failure()?.errorText !== "net::ERR_ABORTED")
        errors.push(`request failed: ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) errors.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(from + name);
    await settled(page, until);
    return { page, errors, hosts };
  }

  return {
    /** What the site holds, by path. */
    files,
    /** Where it is served. */
    address: () => address,
    /** Where it lies on the disk. */
    folder: () => folder,
    visit,
  };
}
