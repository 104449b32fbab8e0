import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import {
  accessibilityFaults,
  chromiumPath,
  mustSkip,
  paperWidth,
  sheetsOf,
  spills,
} from "../support/browser.ts";
import { andSettle, explorer, headline, settled } from "../support/explorer.ts";
import { type File, tellingParts } from "../support/words.ts";

// For everybody: narrow and wide, dark and printed, by keys and in German.

const wordsOf = (code: string): File =>
  JSON.parse(readFileSync(join(packageRoot, `src/explorer/words/${code}.json`), "utf8"));
const [englishWords, germanWords] = [wordsOf("en"), wordsOf("de")];
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

describe.skipIf(mustSkip)(`the explorer in ${chromiumPath ?? "a browser"}`, () => {
  const here = explorer();

  it("has nothing that axe-core finds fault with, wide and narrow, light and dark, on every tab", async () => {
    for (const [width, dark] of [
      [1280, false],
      [390, true],
    ] as const) {
      const { page } = await here.visit("", { width, dark, tour: true });
      expect(await accessibilityFaults(page), `tour at ${width} px`).toEqual([]);
      await page.locator("#tour-skip").click();
      for (const tab of ["time", "circuit", "why", "compare", "sure"]) {
        await page.locator(`#tab-${tab}`).click();
        const found = await accessibilityFaults(page);
        expect(found, `${tab} at ${width} px`).toEqual([]);
      }
      await page.context().close();
    }
  });

  it("speaks German where the link, the visitor or the browser asks for it, and no English then", async () => {
    const { texts } = JSON.parse(readFileSync(join(packageRoot, "models/words/de.json"), "utf8"));
    const ofModel = Object.fromEntries(Object.keys(texts).map((text) => [text, text]));
    const english = [...tellingParts(englishWords, germanWords), ...tellingParts(ofModel, texts)];
    /** Everything that is read or read out, but for what is marked as English. */
    const said = (page: Page) =>
      page.evaluate(() => {
        const texts: string[] = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode())
          if (!walker.currentNode.parentElement?.closest("[lang=en], script, noscript, code"))
            texts.push(walker.currentNode.textContent ?? "");
        for (const element of document.querySelectorAll("[aria-label], [aria-valuetext]"))
          texts.push(element.getAttribute("aria-label") ?? "", element.getAttribute("aria-valuetext") ?? "");
        return texts.join("\n");
      });
    const left = async (page: Page) => {
      const text = await said(page);
      return english.filter((part) =>
        new RegExp(`(^|[^\\p{L}])${escaped(part)}($|[^\\p{L}])`, "u").test(text),
      );
    };
    const { page, errors } = await here.visit("?lang=de", { tour: true });
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
    expect(await page.title()).toBe("Lull: wie ein SSRI das Fühlen dämpft");
    expect(await left(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await andSettle(page, async () => {
      await page.getByLabel(/^Dosis Escitalopram in mg$/).fill("12.5");
      await page.keyboard.press("Enter");
    });
    expect(await headline(page)).toMatch(/^Bis Woche 12 nimmt das Medikament .* \d+\s%/);
    expect(await page.locator(".legend").first().innerText()).toMatch(/^Escitalopram 12,5 mg/);
    for (const tab of ["time", "circuit", "why", "compare", "sure"]) {
      await page.locator(`#tab-${tab}`).click();
      expect(await left(page), tab).toEqual([]);
    }
    // The titles of all boxes fit them, though they were laid out for English.
    await page.locator("#tab-circuit").click();
    for (const look of ["first", "whole"]) {
      if (look === "whole") await page.locator("#whole-circuit").click();
      expect(
        await page.locator(".circuit .node").evaluateAll((nodes) =>
          nodes.flatMap((node) => {
            const box = node.querySelector("rect")!.getBBox();
            return [...node.querySelectorAll("text")].flatMap((text) => {
              const { width, y, height } = text.getBBox();
              const fits = width <= box.width && y >= box.y - 1 && y + height <= box.y + box.height + 1;
              return fits ? [] : [text.textContent];
            });
          }),
        ),
        look,
      ).toEqual([]);
      // Names of numbers and effects are those of the model's files, which the page says are in English.
      if (look === "first") expect(await left(page), look).toEqual([]);
    }
    for (const width of [390, 768]) {
      await page.setViewportSize({ width, height: 900 });
      const spill = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(spill, { message: `${width} px` }).toBeLessThanOrEqual(0);
    }
    // The case and the language stay in the address; another language shows the same case.
    await expect.poll(() => page.url()).toMatch(/\?lang=de#1\./);
    await page.locator("#language").selectOption("en");
    await page.waitForURL(/\?lang=en#1\./);
    await settled(page);
    expect(await page.locator(".legend").first().innerText()).toMatch(/^escitalopram 12.5 mg/);
    expect(errors).toEqual([]);
    // Links and files that are wrong are told in German too, by the page and by its worker.
    await page.goto(`${here.address}?lang=de#1.AAAA`);
    await settled(page);
    await expect.poll(() => page.getByRole("alert").innerText()).toMatch(/^Dieser Link/);
    const text = "scenario: x\nquestion: y\nduration: 4000 days\narms: [{label: a}]\n";
    await page
      .locator("#file")
      .setInputFiles({ name: "long.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) });
    await expect.poll(() => page.getByRole("alert").innerText()).toMatch(/^Diese Seite zeigt Läufe von/);
    const context = await here.browser.newContext({ locale: "de-AT" });
    here.open.push(context);
    const other = await context.newPage();
    await other.goto(here.address);
    await other.locator("#undo").waitFor();
    expect(await other.locator("#undo").innerText()).toBe("Rückgängig");
  });

  it("has no sideways scroll from phone to wide screen, and is printed within the sheet, chart below chart", async () => {
    const { page } = await here.visit();
    for (const width of [360, 768, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      // Charts follow a new width at the next frame.
      const spill = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(spill, { message: `${width} px` }).toBeLessThanOrEqual(0);
    }
    for (const tab of ["circuit", "compare", "sure", "time"]) {
      await page.emulateMedia({ media: "screen" });
      await page.locator(`#tab-${tab}`).click();
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: paperWidth, height: 1000 });
      await expect.poll(() => spills(page), { message: tab }).toEqual([]);
      // What only a hand can use stays off the paper; the times of the arrows are buttons and words.
      expect(await page.locator("button:visible:not(.order button)").allInnerTexts(), tab).toEqual([]);
      const overlaps = await page.evaluate(() => {
        // A sheet comes at once: no chart has time to follow from the size that it had in the window.
        for (const canvas of document.querySelectorAll<HTMLElement>(".plot-box canvas"))
          canvas.style.height = "400px";
        const boxes = [...document.querySelectorAll(".plot-box canvas")]
          .map((canvas) => canvas.getBoundingClientRect())
          .filter(({ height }) => height > 0);
        return boxes.slice(1).filter(({ top }, i) => top < boxes[i]!.bottom - 0.5).length;
      });
      expect(overlaps, tab).toBe(0);
    }
    expect(await sheetsOf(page)).toBeLessThanOrEqual(3);
  });

  it("can be used in short windows: every tab is reached, and the focus is never under the chart", async () => {
    const { page } = await here.visit();
    for (const [width, height] of [
      [844, 390],
      [853, 480],
      [640, 450],
      [1280, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const id of ["time", "circuit", "why", "compare", "sure"]) {
        await page.locator(`#tab-${id}`).click();
        expect(await page.locator(`#panel-${id}`).count(), `${id} at ${width}x${height}`).toBe(1);
      }
      await page.locator("#tab-time").click();
      await page.locator("#tab-time").focus();
      for (let i = 0; i < 30; i++) {
        await page.keyboard.press("Tab");
        const isCovered = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body || element.closest(".pinned")) return false;
          const box = element.getBoundingClientRect();
          const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          return top?.closest(".pinned") !== null && top?.closest(".pinned") !== undefined;
        });
        expect(isCovered, `focus ${i} at ${width}x${height}`).toBe(false);
      }
    }
  });

  it("shows the whole ring around whatever has the focus at the side", async () => {
    const { page } = await here.visit("", { tour: true });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const cut = await page.evaluate(() => {
        const side = document.querySelector(".side")!;
        const room = side.getBoundingClientRect();
        // Three pixels, two away.
        const ring = 5;
        return [...side.querySelectorAll<HTMLElement>(".tour, button, summary, select, input")]
          .filter((one) => one.getClientRects().length > 0)
          .filter((one) => {
            const { left, right } = one.getBoundingClientRect();
            return left - ring < room.left - 0.5 || right + ring > room.right + 0.5;
          })
          .map((one) => one.id || one.className || one.tagName);
      });
      expect(cut, `${width} px`).toEqual([]);
    }
  });
});
