import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { extname } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Engine } from "../../src/engine/index.ts";
import { scenarioText } from "../../src/explorer/scenario-text.ts";
import type { Case } from "../../src/explorer/types.ts";
import { type Driven, engines } from "../support/drivers.ts";
import { lessonsSite } from "../support/lessons.ts";
import { filesIn } from "../support/made.ts";
import { shippedPage } from "../support/page.ts";
import { shippedLibrary } from "../support/shipped.ts";

// The page and a lesson in the engines that Chromium is not. What they compute must be the bytes that Node computes, and
// so those of Chromium, which explorer-files.test.ts compares with the command line.

const { current } = shippedPage().opening;
const course = current.courses[0]!;
const cases: readonly Partial<Case>[] = [
  {},
  { people: ["healthy-adult"], care: "none" },
  { courses: [{ ...course, drug: "paroxetine", dose: 20 }] },
  { gates: { "vta.serotonin_2c_brake": 0 } },
  { courses: [{ ...course, drug: "fluoxetine", dose: 40 }], set: { "raphe.coupling_time": 8 } },
];
const texts = cases.map((change) => scenarioText(shippedPage(), [{ ...current, ...change }], 28));
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** In a page: the explorer's worker writes the tables of some scenarios; their hashes. */
const tablesInPage = `new Promise((resolve, reject) => {
  const texts = ${JSON.stringify(texts)};
  const worker = new Worker("worker.js");
  const hashes = [];
  worker.onerror = (event) => reject(event.message);
  worker.onmessage = async ({ data }) => {
    if (data.kind === "refused") return reject(data.problem);
    if (data.kind === "csv") {
      const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(data.csv)));
      hashes[data.id] = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      if (Object.keys(hashes).length === texts.length) resolve(hashes);
      return;
    }
    texts.forEach((text, id) => worker.postMessage({ kind: "csv", id, text }));
  };
  worker.postMessage({ kind: "library", library: self.lullGiven.library });
})`;

/** In a page: waits until an expression is true, and gives it. */
const waitFor = (what: string) => `new Promise((resolve) => {
  const look = () => { const value = ${what}; if (value) resolve(value); else setTimeout(look, 100); };
  look();
})`;

/** What the page says once it has computed. */
const headline = `/week [0-9]/.test(document.querySelector("#headline")?.textContent) && document.querySelector("#headline").textContent`;

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

describe.skipIf(engines.every(({ start }) => !start))("other engines than Chromium", () => {
  let server: Server;
  let address = "";
  let expected: string[];

  beforeAll(async () => {
    const site = filesIn(lessonsSite());
    server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname.slice(1);
      const body = site.get(path.replace(/^strict\//, ""));
      response.setHeader("Content-Type", types[extname(path)] ?? "text/plain");
      // A host that forbids code made at run time: only the interpreter is left.
      if (path.startsWith("strict/"))
        response.setHeader("Content-Security-Policy", "script-src 'self'; worker-src 'self'");
      response.statusCode = body === undefined ? 404 : 200;
      response.end(body ?? "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const at = server.address();
    address = `http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}/`;
    const engine = new Engine(shippedLibrary());
    expected = texts.map((text) => hash(engine.csv(text)));
    expect(new Set(expected).size).toBe(texts.length);
  }, 120_000);

  afterAll(() => void server?.close());

  for (const { name, start } of engines)
    it.skipIf(!start)(
      `${name} opens the page and a lesson, gives the tables of five cases byte for byte, and runs where no code may be made`,
      async () => {
        const browser: Driven = await start!();
        try {
          const headlines: unknown[] = [];
          for (const folder of ["explorer", "strict/explorer"]) {
            await browser.open(`${address}${folder}/index.html`);
            // On a first visit the tour begins with a guess, which is skipped.
            await browser.run(waitFor(`document.querySelector("#headline")?.textContent`));
            await browser.run(`(document.querySelector("#tour-skip")?.click(), true)`);
            headlines.push(await browser.run(waitFor(headline)));
            if (folder === "explorer") expect(await browser.run(tablesInPage)).toEqual(expected);
          }
          expect(headlines[0]).toBe(headlines[1]);
          await browser.open(`${address}your-own-mechanism.html`);
          const checks = `!document.querySelector('[data-holds="pending"], .observablehq--cell:empty') && [...document.querySelectorAll("[data-check]")].map((e) => e.dataset.holds).join()`;
          expect(await browser.run(waitFor(checks))).toMatch(/^true(,true)+$/);
        } finally {
          browser.close();
        }
      },
      240_000,
    );
});
