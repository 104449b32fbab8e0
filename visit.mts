import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { readFileSync } from "node:fs";
import { launch } from "./tests/support/browser.ts";
const only = process.argv.slice(2).filter(a=>!a.startsWith("--"));
const shots = process.argv.includes("--shots");
const types: any = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json":"application/json" };
const server = createServer((q, r) => { const f = new URL(q.url!, "http://x").pathname.slice(1) || "index.html"; r.setHeader("Content-Type", types[extname(f)] ?? "text/plain"); createReadStream(join("out/notebooks", f)).on("error", () => { r.statusCode = 404; r.end(); }).pipe(r); });
await new Promise<void>(r => server.listen(0, "127.0.0.1", r));
const base = `http://127.0.0.1:${(server.address() as any).port}/`;
const browser = await launch();
const pages = only.length ? only : ["index","teachers","two-clocks","the-brake-that-lets-go","quiet-reward","why-it-comes-late","more-is-not-better","whose-serotonin","what-might-bring-feeling-back","whom-do-you-believe","your-own-mechanism"];
const axe = readFileSync("node_modules/axe-core/axe.min.js","utf8");
for (const [w, dark] of shots ? [[1280,false],[390,true]] as const : [[1280,false]] as const)
for (const p of pages) {
  const c = await browser.newContext({ viewport: { width: w, height: 900 }, colorScheme: dark ? "dark" : "light" });
  const page = await c.newPage();
  const errors: string[] = [];
  page.on("pageerror", e => errors.push("pageerror " + e.message));
  page.on("console", m => m.type() === "error" && errors.push("console " + m.text()));
  page.on("requestfailed", q => errors.push("failed " + q.url()));
  page.on("response", r => r.status() >= 400 && errors.push(r.status() + " " + r.url()));
  const t = performance.now();
  await page.goto(base + p + ".html");
  await page.waitForFunction(() => !document.querySelector('[data-holds=pending],[data-state=waiting],[data-numbers=pending],[data-rivals=pending],[data-sweep=pending],[data-people=pending],[data-workshop=pending],[data-answers=pending],[data-burden=pending]'), undefined, { timeout: 60000 }).catch(e => errors.push("timeout"));
  const ms = performance.now() - t;
  const out = await page.evaluate(() => ({
    checks: [...document.querySelectorAll<HTMLElement>("[data-check]")].map(e => e.dataset.holds + " | " + e.innerText.slice(0, 260)),
    says: [...document.querySelectorAll<HTMLElement>(".says")].map(e => e.innerText),
    numbers: [...document.querySelectorAll<HTMLElement>("[data-number]")].map(e => e.dataset.number + "=" + e.innerText),
    states: [...document.querySelectorAll<HTMLElement>("[data-numbers],[data-rivals],[data-sweep],[data-people],[data-workshop],[data-answers],[data-lab]")].map(e => JSON.stringify(e.dataset)),
    errs: [...document.querySelectorAll<HTMLElement>(".observablehq--error")].map(e => e.innerText),
    fail: [...document.querySelectorAll<HTMLElement>(".failure:not([hidden])")].map(e => e.innerText),
    spill: document.documentElement.scrollWidth - innerWidth,
    answers: [...document.querySelectorAll<HTMLElement>("[data-answers] b")].map(e => e.textContent),
  }));
  await page.evaluate(axe);
  const bad = await page.evaluate(() => (window as any).axe.run().then((r: any) => r.violations.map((v: any) => v.id + ": " + v.nodes.map((n:any)=>n.html.slice(0, 130)).slice(0,3).join(" || "))));
  console.log("=====", p, w, ms.toFixed(0), "ms", JSON.stringify({ ...out, errors, bad }, null, 1));
  if (shots) await page.screenshot({ path: `/tmp/nbshots/${p}-${w}.png`, fullPage: true });
  await c.close();
}
await browser.close(); server.close();
