import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { chromiumPath, mustSkip } from "../support/browser.ts";
import { lull } from "../support/cli.ts";
import {
  andSettle,
  explorer,
  headline,
  reading,
  saved,
  setDose,
  settled,
  textsOf,
} from "../support/explorer.ts";

// What a visitor meets, and what may stand in the way of it.

describe.skipIf(mustSkip)(`the explorer in ${chromiumPath ?? "a browser"}`, () => {
  const here = explorer();

  it("opens with a result, without a request elsewhere, an error or a shift of the layout", async () => {
    const { page, errors } = await here.visit();
    const first = await page.evaluate(() => performance.getEntriesByName("lull:exact:painted")[0]!);
    const ended = await page.evaluate(() => {
      const [entry] = performance.getEntriesByName("lull:exact:painted");
      return entry!.startTime + entry!.duration;
    });
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 300);
        }),
    );
    console.log(
      `first result ${ended.toFixed(0)} ms after navigation; layout shift ${shift}; ${here.built.says.split("\n")[1]}`,
    );
    expect(first).toBeDefined();
    expect(shift).toBeLessThan(0.01);
    // A bound against what never comes; how long it takes is printed above, for a quiet machine to judge.
    expect(ended).toBeLessThan(60_000);
    expect(errors).toEqual([]);
    expect(await headline(page)).toMatch(/By week 12 .*% of feeling|At week 12/);
    const hosts = await page.evaluate(() => [
      ...new Set(performance.getEntriesByType("resource").map((r) => new URL(r.name).host)),
    ]);
    expect(hosts).toEqual([new URL(here.address).host]);
  });

  it("tells the opening case in words and a curve before any script has come", async () => {
    const context = await here.browser.newContext({ javaScriptEnabled: false });
    here.open.push(context);
    const page = await context.newPage();
    await page.goto(here.address);
    expect(await page.locator("#first-headline").innerText()).toMatch(/By week 12 .*% of feeling/);
    const curve = (await page.locator(".first-look path").last().boundingBox())!;
    expect(curve.width).toBeGreaterThan(300);
    expect(curve.height).toBeGreaterThan(80);
  });

  it("shows all charts of the opening case while the engine is on its way, and nothing of another", async () => {
    const context = await here.browser.newContext();
    here.open.push(context);
    const page = await context.newPage();
    await page.addInitScript(() => localStorage.setItem("lull-tour-seen", "1"));
    let send: () => void = () => {};
    const isAsked = new Promise<void>((resolve) => {
      page.route("**/worker.js", async (route) => {
        resolve();
        await new Promise<void>((goOn) => {
          send = goOn;
        });
        await route.continue();
      });
    });
    await page.goto(here.address, { waitUntil: "commit" });
    await isAsked;
    const says = await page.locator("#headline").innerText();
    expect(says).toMatch(/By week 12 .*% of feeling/);
    expect(await page.locator(".strip .reading").allInnerTexts()).not.toContain("–");
    send();
    await settled(page);
    expect(await headline(page)).toBe(says);
    // A link holds another case, which the first look is no answer to.
    await setDose(page, 20);
    // The address follows a moment after the answer.
    await expect.poll(() => page.url()).toContain("#1.");
    const link = page.url();
    await page.route("**/explorer.js", () => {});
    await page.goto("about:blank");
    await page.goto(link, { waitUntil: "commit" });
    await page.locator(".before").waitFor();
    expect(await page.locator(".first-look").isVisible()).toBe(false);
  });

  it("works where the content policy lets nothing be generated, if slower", async () => {
    const { page } = await here.visit(here.address.replace("/strict/", "/no-wasm/"));
    expect(await headline(page)).toMatch(/week/);
  });

  it("works in a page that has no room left for WebAssembly memories", async () => {
    const context = await here.browser.newContext();
    here.open.push(context);
    const page = await context.newPage();
    await page.addInitScript(() => {
      localStorage.setItem("lull-tour-seen", "1");
      // Chromium has room for some 124; the reader of many pages in one tab has used them up.
      const held: WebAssembly.Memory[] = [];
      Object.assign(window, { held });
      try {
        while (held.length < 2000) held.push(new WebAssembly.Memory({ initial: 1 }));
      } catch {
        // Full.
      }
    });
    await page.goto(here.address);
    await settled(page);
    expect(await page.evaluate(() => (window as unknown as { held: unknown[] }).held.length)).toBeLessThan(
      2000,
    );
    await setDose(page, 20);
    expect(await headline(page)).toMatch(/By week 12 .*% of feeling/);
  });

  it("shows another model with nothing of the shipped one", async () => {
    const baths = join(here.folder, "baths");
    const { code } = lull([
      "explore",
      "--models",
      join(packageRoot, "notebooks/models/two-baths"),
      "--build",
      baths,
    ]);
    expect(code).toBe(0);
    const { page, errors } = await here.visit(pathToFileURL(join(baths, "index.html")).href, { tour: true });
    expect(await headline(page)).toBe(
      "First bath: from 0% to 100% by week 12. Second bath: from 0% to 100% by week 12.",
    );
    await andSettle(page, () => page.locator("#care").selectOption("closed"));
    expect(await headline(page)).toMatch(/^First bath: from 0% to 0%/);
    for (const tab of ["circuit", "why", "compare", "sure", "time"]) {
      await page.locator(`#tab-${tab}`).click();
      expect(await page.locator("body").innerText()).not.toMatch(
        /depress|blunt|serotonin|SSRI|escitalopram/i,
      );
    }
    expect(errors).toEqual([]);
  });

  it("draws what differs by rounding alone as a flat line", async () => {
    // Nobody takes anything and nobody is ill: every level stays at its baseline but for the last digits.
    const { page } = await here.visit();
    await andSettle(page, () => page.locator("#person").selectOption("healthy-adult"));
    await andSettle(page, () =>
      page
        .getByRole("button", { name: /^Remove/ })
        .first()
        .click(),
    );
    const svg = String(await saved(page, "#save-svg"));
    const [, path] =
      /<path[^>]* d="([^"]+)"[^>]*stroke="#0072B2"/i.exec(svg) ??
      /stroke="#0072B2"[^>]* d="([^"]+)"/i.exec(svg)!;
    const heights = [...path!.matchAll(/[ML]\s*[-\d.]+[ ,]([-\d.]+)/g)].map(([, y]) => Number(y));
    expect(heights.length).toBeGreaterThan(1);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(0.5);
  });

  it("works from a folder on disk", async () => {
    for (const [name, content] of here.built.files) writeFileSync(join(here.folder, name), content);
    const { page, errors } = await here.visit(pathToFileURL(join(here.folder, "index.html")).href);
    expect(await headline(page)).toMatch(/week/);
    expect(errors).toEqual([]);
  });

  it("says plainly that the calculation stopped, starts it again and goes on", async () => {
    const { page } = await here.visit();
    await andSettle(page, () => page.evaluate(() => window.dispatchEvent(new Event("lull:crash-worker"))));
    expect(await page.getByRole("alert").innerText()).toMatch(/stopped unexpectedly/);
    const before = await reading(page);
    await setDose(page, 40);
    expect(await reading(page)).not.toBe(before);
  });

  it("makes the visitor guess first, shows the tour once, and lets it be skipped", async () => {
    const { page } = await here.visit("", { tour: true });
    /** Whether the model's own blue is anywhere in the main chart. */
    const showsAnswer = () =>
      page.locator(".main-chart canvas").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        for (let i = 0; i < data.length; i += 4)
          if (data[i] === 0 && data[i + 1] === 114 && data[i + 2] === 178 && data[i + 3] === 255) return true;
        return false;
      });
    for (const covered of [0, 1]) {
      if (covered === 1) await page.locator("#tour-next").click();
      expect(await headline(page)).toMatch(/Guess first/);
      expect(await page.locator(".panel").isVisible()).toBe(false);
      expect(await page.locator(".legend").isVisible()).toBe(false);
      expect(await showsAnswer()).toBe(false);
    }
    // The axis of a guess goes from nothing to all, whatever the answer is.
    const texts = textsOf(await saved(page, "#save-svg"));
    const from = texts.findIndex((text) => /^\d+%$/.test(text));
    const ticks = texts.slice(from, from + texts.slice(from).findIndex((text) => !/^\d+%$/.test(text)));
    expect([ticks[0], ticks.at(-1)]).toEqual(["0%", "100%"]);
    // Drawn into the chart; for those who do not draw, by sliders.
    const paper = (await page.locator(".main-chart canvas").boundingBox())!;
    await page.mouse.move(paper.x + 80, paper.y + 150);
    await page.mouse.down();
    await page.mouse.move(paper.x + paper.width - 40, paper.y + 60, { steps: 8 });
    await page.mouse.up();
    expect(Number(await page.getByLabel("Blunting by the drug at week 6").inputValue())).toBeGreaterThan(0.1);
    await page.getByLabel("Blunting by the drug at week 12").fill("0.5");
    await page.locator("#tour-next").click();
    await expect.poll(() => page.locator(".tour").innerText()).toMatch(/you: 50%/);
    await expect.poll(showsAnswer).toBe(true);
    await page.locator("#tour-next").click();
    await page.locator("#tour-next").click();
    await page.locator(".arrow.pulse").focus();
    await page.keyboard.press("Enter");
    // The step ends by itself when the arrow is cut, and Esc closes the tour from wherever the focus is.
    await expect
      .poll(() => page.locator(".tour").innerText(), { timeout: 20_000 })
      .toMatch(/The page is yours/);
    await page.locator("#tab-time").focus();
    await page.keyboard.press("Escape");
    expect(await page.locator(".tour").count()).toBe(0);
    await page.reload();
    expect(await page.locator(".tour").count()).toBe(0);
  });
});
