import { describe, expect, it } from "vitest";
import { chromiumPath, mustSkip, quantile } from "../support/browser.ts";
import { explorer, headline, setDose, settled } from "../support/explorer.ts";

// A hand on a slider, and the time that all charts are read at.

describe.skipIf(mustSkip)(`the explorer in ${chromiumPath ?? "a browser"}`, () => {
  const here = explorer();

  it("redraws while a slider is dragged, and exactly when the hand rests", async () => {
    const { page } = await here.visit();
    const before = await headline(page);
    const box = (await page.locator("#dose-0").boundingBox())!;
    const y = box.y + box.height / 2;
    const drag = async (there: (share: number) => number) => {
      const steps = 40;
      await page.mouse.move(box.x + 12 + (box.width - 24) * there(0), y);
      await page.mouse.down();
      for (let i = 0; i <= steps; i++) {
        await page.mouse.move(box.x + 12 + (box.width - 24) * there(i / steps), y);
        await page.waitForTimeout(20);
      }
      await page.mouse.up();
      await settled(page);
    };
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    /** What a page that forgets nothing has more of with every move. */
    const held = async () => {
      await session.send("HeapProfiler.collectGarbage");
      const { metrics } = await session.send("Performance.getMetrics");
      const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
      return { nodes: of("Nodes"), listeners: of("JSEventListeners") };
    };
    // The first move readies the engine in the page.
    await drag((share) => share);
    const first = await held();
    await page.evaluate(() => performance.clearMeasures());
    for (const back of [true, false]) await drag((share) => (back ? 1 - share : share));
    const times = await page.evaluate(() =>
      performance.getEntriesByType("measure").map((m) => [m.name, m.duration] as const),
    );
    const of = (name: string) => times.filter(([n]) => n === name).map(([, ms]) => ms);
    const [own, seen] = [of("lull:coarse:here").length, of("lull:coarse:foreseen").length];
    console.log(
      `of ${of("lull:coarse:answered").length} answers ${seen} were foreseen and ${own} worked out in the page itself`,
    );
    for (const name of [
      "lull:coarse:answered",
      "lull:coarse:painted",
      "lull:exact:answered",
      "lull:exact:painted",
    ])
      console.log(
        `${name}: ${of(name).length} times, median ${quantile(of(name), 0.5).toFixed(1)} ms, 95th percentile ${quantile(of(name), 0.95).toFixed(1)} ms`,
      );
    expect(of("lull:coarse:painted").length).toBeGreaterThan(5);
    // The hand has been there before, or the worker while it was near.
    expect(seen).toBeGreaterThan(5);
    // The target on a desktop is a frame; a busy test machine gets ten times that.
    expect(quantile(of("lull:coarse:painted"), 0.5)).toBeLessThan(600);
    expect(await headline(page)).not.toBe(before);
    const last = await held();
    expect(last.nodes - first.nodes).toBeLessThan(40);
    expect(last.listeners - first.listeners).toBeLessThan(10);
  });

  it("redraws the main chart alone in the frame of a move, and the others when the page is idle", async () => {
    const context = await here.browser.newContext({ viewport: { width: 1280, height: 900 } });
    here.open.push(context);
    const page = await context.newPage();
    await page.addInitScript(() => {
      localStorage.setItem("lull-tour-seen", "1");
      // The page is idle when the test says so, and each chart that is stroked is noted.
      const waiting: (() => void)[] = [];
      const drawn = new Set<string>();
      Object.assign(window, {
        waiting,
        drawn,
        requestIdleCallback: (then: () => void) => waiting.push(then),
      });
      const pens = CanvasRenderingContext2D.prototype;
      const { stroke } = pens;
      Object.assign(pens, {
        stroke(this: CanvasRenderingContext2D) {
          const chart = this.canvas.closest(".strip, .main-chart");
          if (chart) drawn.add(chart.getAttribute("aria-label") ?? "main");
          Reflect.apply(stroke, this, []);
        },
      });
    });
    await page.goto(here.address);
    await settled(page);
    await page.locator("#dose-0").hover();
    // Until the worker has told where the slider may go: without idle time nothing is worked out in the page.
    const move = (dose: number) =>
      page.evaluate(async (mg) => {
        const { drawn } = window as unknown as { drawn: Set<string> };
        drawn.clear();
        const slider = document.querySelector<HTMLInputElement>("#dose-0")!;
        slider.value = String(mg);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        const next = () => new Promise(requestAnimationFrame);
        await next();
        for (let i = 0; i < 60 && drawn.size === 0; i++) await next();
        return [...drawn];
      }, dose);
    expect(await move(10.5)).toEqual(["main"]);
    expect(await move(11)).toEqual(["main"]);
    await page.evaluate(() => {
      const { waiting, drawn } = window as unknown as { waiting: (() => void)[]; drawn: Set<string> };
      drawn.clear();
      for (const then of waiting.splice(0)) then();
    });
    const drawn = () => page.evaluate(() => (window as unknown as { drawn: Set<string> }).drawn.size);
    await expect.poll(drawn).toBeGreaterThan(2);
  });

  it("reads all charts at one time, which keys move too", async () => {
    const { page } = await here.visit();
    const at = () => page.locator(".strip .reading").allInnerTexts();
    const end = await at();
    await page.locator("#time-cursor").focus();
    await page.keyboard.press("Home");
    const earlier = await at();
    expect(earlier.length).toBe(8);
    expect(earlier.filter((text, i) => text !== end[i]).length).toBeGreaterThan(4);
    expect(await page.locator(".main-chart .reading").innerText()).toMatch(/hour 0/);
    // A week of somebody says in tenths what that time is like; and a dose beyond what is licensed is told by the headline.
    const week = page.locator(".week p").first();
    expect(await week.innerText()).toMatch(/hour 0/);
    await page.keyboard.press("End");
    const usual = await week.innerText();
    expect(usual).toMatch(/week 12.*\d/);
    expect(await page.locator(".headline .warning").count()).toBe(0);
    await setDose(page, 40);
    expect(await week.innerText()).not.toBe(usual);
    expect(await page.locator(".headline .warning").first().innerText()).toMatch(/mg/);
  });
});
