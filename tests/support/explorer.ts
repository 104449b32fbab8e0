import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launch, mustSkip } from "./browser.ts";
import { lull } from "./cli.ts";
import { filesIn, madeOnce } from "./made.ts";

if (mustSkip)
  console.log("Skipping the tests in a browser: no Chromium here. On Debian: apt-get install chromium");

const strict =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src data: blob:; connect-src 'self'";
const withoutWasm = strict.replace(" 'wasm-unsafe-eval'", "");
const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** What the page says and does wrong while a test looks at it. */
export interface Visit {
  readonly page: Page;
  readonly errors: string[];
}

/** The explorer as the command line builds it: its files, and what was said of them. */
interface Built {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly says: string;
}

/** Once for all test files. */
function build(): Built {
  const folder = madeOnce("explorer", (at) => {
    const outcome = lull(["explore", "--build", join(at, "page")]);
    expect(outcome.stderr).toBe("");
    expect(outcome.code).toBe(0);
    writeFileSync(join(at, "says.txt"), outcome.stdout);
  });
  return { files: filesIn(join(folder, "page")), says: readFileSync(join(folder, "says.txt"), "utf8") };
}

/** The explorer on a server of its own and a browser, for the tests of a file. */
export class Explorer {
  browser!: Browser;
  /** Where the page stands, as below any folder of any host. */
  address = "";
  /** For what a test writes. */
  folder = "";
  built!: Built;
  /** Closed after each test: a page that is left open goes on computing beside the next. */
  readonly open: BrowserContext[] = [];
  private server: Server | undefined;

  async start(): Promise<void> {
    this.folder = mkdtempSync(join(tmpdir(), "lull-explorer-"));
    this.built = build();
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://localhost");
      // The first part of the path picks the policy.
      const [policy, ...rest] = url.pathname.slice(1).split("/");
      const name = rest.join("/") || "index.html";
      response.setHeader("Content-Security-Policy", policy === "no-wasm" ? withoutWasm : strict);
      response.setHeader("Content-Type", types[extname(name)] ?? "text/plain");
      const file = this.built.files.get(name);
      response.statusCode = file ? 200 : 404;
      response.end(file);
    });
    await new Promise<void>((resolve) => this.server!.listen(0, "127.0.0.1", resolve));
    const at = this.server.address();
    this.address = `http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}/strict/`;
    this.browser = await launch();
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    this.server?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async leave(): Promise<void> {
    await Promise.all(this.open.splice(0).map((context) => context.close()));
  }

  /** Opens the page, or another one, and waits for the engine's answer. */
  async visit(
    path = "",
    options: { tour?: boolean; width?: number; height?: number; dark?: boolean } = {},
  ): Promise<Visit> {
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
      colorScheme: options.dark ? "dark" : "light",
      acceptDownloads: true,
    });
    this.open.push(context);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    if (!options.tour) await page.addInitScript(() => localStorage.setItem("lull-tour-seen", "1"));
    await page.goto(path.includes("://") ? path : this.address + path);
    await settled(page);
    return { page, errors };
  }
}

/** The explorer for the tests of a `describe`. */
export function explorer(): Explorer {
  const here = new Explorer();
  beforeAll(() => here.start(), 180_000);
  afterEach(() => here.leave());
  afterAll(() => here.stop());
  return here;
}

/** Waits for a painted exact result, and until nothing newer is asked than what is on the screen. */
export const settled = (page: Page) =>
  page.waitForFunction(
    () =>
      performance.getEntriesByName("lull:exact:painted").length > 0 &&
      document.querySelector(".pinned")?.getAttribute("aria-busy") === "false",
    undefined,
    {
      timeout: 60_000,
      // A look at every frame would keep the page painting frames.
      polling: 50,
    },
  );

/** Does something and waits for the exact result that follows. */
export async function andSettle(page: Page, act: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => performance.clearMeasures());
  await act();
  await settled(page);
}

export const headline = (page: Page) => page.locator("#headline").innerText();
export const reading = (page: Page) => page.locator(".main-chart .reading b").innerText();
/** What the first drug is taken at. */
export const doseOf = (page: Page) => page.getByLabel(/Dose of .* in mg$/).first();

/** A share that the page tells in per cent. */
export function share(text: string): number {
  expect(text).toMatch(/%/);
  return Number.parseFloat(text.replace("−", "-")) / 100;
}

export async function setDose(page: Page, mg: number): Promise<void> {
  await andSettle(page, async () => {
    await doseOf(page).fill(String(mg));
    await page.keyboard.press("Enter");
  });
}

/** Gives the page a file, as by its button. */
export const giveFile = (page: Page, name: string, text: string) =>
  page.locator("#file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** The file that a button of the page saves. */
export async function saved(page: Page, button: string, ending = ""): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download", (file) => file.suggestedFilename().endsWith(ending)),
    page.locator(button).click(),
  ]);
  return readFileSync(await download.path());
}

/** The words of a drawing, one after the other. */
export const textsOf = (svg: Buffer) =>
  [...String(svg).matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text!);
