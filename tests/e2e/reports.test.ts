import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Document, figuresIn } from "../../src/document/index.ts";
import { chartScript } from "../../src/files/index.ts";
import { tellCredibility, tellSearch } from "../../src/studies/index.ts";
import { htmlText } from "../../src/writers/index.ts";
import { accessibilityFaults, launch, mustSkip } from "../support/browser.ts";
import { found } from "../support/credibility-found.ts";
import { cited, result } from "../support/search-result.ts";

/** One of each thing that a report of any verb is made of. */
const everything: Document = {
  title: "What carries the result",
  lead: "A measure in an arm: 0.21 at the declared values",
  notes: [
    { kind: "warning", text: "The run ends before the time of a measure." },
    { kind: "remark", text: "Nothing was varied." },
    {
      kind: "failed-runs",
      failed: 3,
      runs: 40,
      reasons: [{ reason: "a state was not finite", count: 3 }],
      people: { failed: 2, sampled: 20 },
      arms: [{ label: "10 mg", failed: 3 }],
    },
  ],
  answers: ["Most of it is carried by the 2C brake."],
  sections: [
    {
      title: "Shares",
      says: ["Shares sum to the difference."],
      tables: [
        {
          caption: "Who carries how much",
          columns: [
            { name: "system", kind: "text" },
            { name: "share", kind: "share" },
            { name: "bar", kind: "bar" },
            { name: "measured in many people and under rival hypotheses", kind: "number", unit: "nmol/L" },
            { name: "runs", kind: "count" },
          ],
          rows: [
            ["brake", 0.7, 0.7, { value: 1.2, low: 1, high: 1.4 }, 12],
            ["reward", -0.3, -0.3, null, 4],
          ],
          foot: [["all", 0.4, null, 1.2, 16]],
        },
      ],
    },
    { title: "Without a table", says: ["One sentence."] },
  ],
  methods: ["Shapley values over all orders."],
  data: {},
};

describe.skipIf(mustSkip)("a report", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it.each([
    ["of everything there is", everything, ""],
    ["of a search, with its figures", tellSearch(result, cited), chartScript()],
    ["of how credible a model is", tellCredibility(found), ""],
  ])(
    "%s has nothing that axe-core finds fault with and no sideways scroll, in light and dark, wide and narrow",
    async (_, report, script) => {
      const text = htmlText(report, { chartScript: script });
      for (const [width, colorScheme] of [
        [1280, "light"],
        [390, "dark"],
      ] as const) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await page.setContent(text);
        expect(await page.locator("canvas").count()).toBeGreaterThanOrEqual(figuresIn(report).length);
        expect(await accessibilityFaults(page), `${width} px, ${colorScheme}`).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
        await page.close();
      }
    },
  );

  it("is printed whole, with every picture inside its frame, not stretched, and sharp enough for a printer", async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.setContent(htmlText(tellSearch(result, cited), { chartScript: chartScript() }));
    await page.setViewportSize({ width: 680, height: 900 });
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    // A paper does not scroll: what is wider than it is cut off.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    const pictures = await page.$$eval("canvas", (all) =>
      (all as HTMLCanvasElement[]).map((canvas) => {
        const [own, frame] = [canvas, canvas.closest("figure")!].map((one) => one.getBoundingClientRect());
        return {
          over: Math.max(own!.bottom - frame!.bottom, own!.right - frame!.right),
          stretched: own!.width / own!.height / (canvas.width / canvas.height),
          dots: canvas.width / own!.width,
        };
      }),
    );
    expect(pictures.length).toBeGreaterThan(2);
    for (const { over, stretched, dots } of pictures) {
      expect(over).toBeLessThan(1);
      expect(stretched).toBeCloseTo(1, 1);
      expect(dots).toBeGreaterThan(2);
    }
    await page.close();
  });
});
