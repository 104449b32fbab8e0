import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";

// The headless shell is the same engine without the windows of a browser, which nobody sees here: two fifths less work.
const places = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Path of a Chromium on this machine; `CHROMIUM` names another. */
export const chromiumPath = [process.env.CHROMIUM, ...places].find((path) => path && existsSync(path));

/** Whether tests in a browser may be left out: never where CI runs, elsewhere when there is no browser. */
export const mustSkip = chromiumPath === undefined && !process.env.CI;

export function launch(): Promise<Browser> {
  if (!chromiumPath) throw new Error("No Chromium found; on Debian: apt-get install chromium");
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

interface Axe {
  run(options: {
    resultTypes: string[];
  }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** What axe-core finds fault with on a page, each with the first place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window)))
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: Axe }).axe.run({
      resultTypes: ["violations"],
    });
    return violations.map((v) => `${v.id}: ${v.nodes[0]!.html.slice(0, 160)}`);
  });
}

/** Width between margins of 15 mm on A4, px. */
export const paperWidth = 680;

/** What of a page reaches beyond its sides, tag and class and by how far. A sheet of paper does not scroll. */
export const spills = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.body.querySelectorAll("*")].flatMap((element) => {
      const { left, right, height } = element.getBoundingClientRect();
      const isSeen = element.checkVisibility({ visibilityProperty: true }) && height > 1 && right - left > 1;
      // A link that waits for the keyboard lies wholly off the left side, where nothing is printed.
      return isSeen && right > 0 && (left < -0.5 || right > width + 0.5)
        ? [`${element.tagName} ${element.getAttribute("class") ?? ""} from ${left} to ${right} of ${width}`]
        : [];
    });
  });

/** A page as it is printed on A4: how many sheets. */
export async function sheetsOf(page: Page): Promise<number> {
  const margin = "15mm";
  const pdf = await page.pdf({
    format: "A4",
    margin: { top: margin, right: margin, bottom: margin, left: margin },
  });
  return pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
}

export const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))]!;
