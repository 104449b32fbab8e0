import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { accessibilityFaults, chromiumPath, mustSkip } from "../support/browser.ts";
import { lull } from "../support/cli.ts";
import {
  andSettle,
  doseOf,
  explorer,
  giveFile,
  saved,
  setDose,
  settled,
  share,
  textsOf,
} from "../support/explorer.ts";

// What the page writes and opens.

describe.skipIf(mustSkip)(`the explorer in ${chromiumPath ?? "a browser"}`, () => {
  const here = explorer();

  it("gives through its scenario file the numbers that the page shows", async () => {
    const { page } = await here.visit();
    await andSettle(page, () => page.locator("#horizon").selectOption("28"));
    await setDose(page, 17.5);
    await page.locator("#tab-compare").click();
    await page.locator("#keep").click();
    await andSettle(page, () => page.locator("#add-drug").selectOption({ label: "Bupropion" }));
    const download = page.waitForEvent("download");
    await page.locator("#save-yaml").click();
    const path = join(here.folder, "mine.yaml");
    await (await download).saveAs(path);
    const { stdout, code, stderr } = lull(["run", path, "--json", "--out", join(here.folder, "mine")]);
    expect(stderr).not.toMatch(/error/);
    expect(code).toBe(0);
    const csv = async (tab: string, to: string) => {
      await page.locator(`#tab-${tab}`).click();
      const table = page.waitForEvent("download", (file) => file.suggestedFilename().endsWith(".csv"));
      await page.locator("#save-csv").click();
      await (await table).saveAs(join(here.folder, to));
      return readFileSync(join(here.folder, to), "utf8");
    };
    await csv("time", "page.csv");
    // Another tab's table is that of the tab, under the line that says where it comes from.
    const compared = await csv("compare", "compare.csv");
    expect(compared).toMatch(/^# Lull .* model .*, 4 weeks; .*depressed-adult, care trial.*#1\./);
    expect(compared).toMatch(/^motivation,\d+(\.\d)?%/m);
    // All but the first column, which names the file that a scenario came from: the same bytes.
    const rows = (file: string) => readFileSync(file, "utf8").replaceAll(/^[^,]*,/gm, "");
    expect(rows(join(here.folder, "page.csv")).length).toBeGreaterThan(300_000);
    expect(rows(join(here.folder, "page.csv")) === rows(join(here.folder, "mine/results.csv"))).toBe(true);
    const { arms } = JSON.parse(stdout) as {
      arms: { label: string; measures: Record<string, { value: number | null }> }[];
    };
    expect(arms.length).toBe(2);
    const row = (name: string) => page.locator("tbody tr", { hasText: name }).first().locator("td");
    for (const [name, measure] of [
      ["blunting in all", "blunting"],
      ["response to what is good", "positive_reactivity"],
      ["motivation", "motivation"],
    ] as const)
      for (const [i, arm] of arms.entries()) {
        const cell = await row(name)
          .nth(i)
          .evaluate((td) => td.firstChild!.textContent!);
        expect(share(cell), `${measure} of ${arm.label}`).toBeCloseTo(arm.measures[measure]!.value!, 2);
      }
    expect(arms[0]!.label).toMatch(/bupropion/);
  });

  it("saves what is asked, however soon after the change the file is asked for", async () => {
    const { page } = await here.visit();
    await page.locator("#tab-compare").click();
    await page.locator("#keep").click();
    await settled(page);
    /** Files that are asked for in the moment in which the dose becomes another: the old curve is still on the screen. */
    const atOnce = async (button: string, mg: number) => {
      const dose = doseOf(page);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        dose.evaluate(
          (input: HTMLInputElement, [id, value]) => {
            input.value = String(value);
            for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
            document.querySelector<HTMLButtonElement>(String(id))!.click();
          },
          [button, mg] as const,
        ),
      ]);
      return String(readFileSync(await download.path()));
    };
    for (const [button, mg] of [
      ["#save-svg", 7.5],
      ["#save-csv", 30],
    ] as const) {
      const early = await atOnce(button, mg);
      await settled(page);
      expect(early).toContain(`${mg} mg`);
      expect(early === String(await saved(page, button))).toBe(true);
    }
  });

  it("saves each tab as a figure that says where it is from: SVG, PNG of the size asked, PDF alone on its sheet", async () => {
    const { page, errors } = await here.visit();
    const line = await page.locator("footer.origin").textContent();
    const origin = line!.split(";")[0]!;
    for (const [tab, word] of [
      ["time", "share of all feeling"],
      ["compare", "change of MADRS"],
      ["sure", "Statements"],
      ["circuit", "Transporter"],
    ] as const) {
      await page.locator(`#tab-${tab}`).click();
      if (tab === "sure") await page.locator(".claims > li").first().waitFor();
      const svg = String(await saved(page, "#save-svg"));
      const words = svg.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
      if (tab !== "sure") expect(words, tab).toContain(word);
      else expect(words).toContain("not asked here");
      expect(words, tab).toContain("not medical advice");
      for (const part of origin.split(", ")) expect(words, tab).toContain(part.trim());
    }
    // Logarithmic where all values are above 0; what reaches 0 is told and stays as it is.
    await page.locator("#tab-time").click();
    await page.locator(".figure-options summary").click();
    const usual = textsOf(await saved(page, "#save-svg"));
    await page.locator("#figure-log").check();
    const notice = page.locator(".notice");
    await expect
      .poll(() => notice.innerText())
      .toMatch(/a logarithm needs values above 0: .*Dose, .*Serotonin transporter/);
    await notice.getByRole("button", { name: "close" }).click();
    const labels = textsOf(await saved(page, "#save-svg"));
    const below = (texts: string[], chart: string) => texts.slice(texts.indexOf(chart)).join(" ");
    expect(below(usual, "Depression")).toMatch(/12 40% 60% 80% 100% /);
    expect(below(labels, "Depression")).toMatch(/12 20% 50% 100% /);
    expect(below(labels, "Dose")).toMatch(/^Dose mg a day week 0 .*? 12 0 5 10 15 /);
    await page.locator("#figure-log").uncheck();

    await page.locator("#tab-compare").click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator("#figure-width").fill("100");
    await page.locator("#figure-dpi").fill("150");
    await page.locator("#figure-plain").check();
    const png = await saved(page, "#save-png");
    expect(png.readUInt32BE(16)).toBe(Math.round((378 * 150) / 96));
    expect(png.indexOf("pHYs")).toBe(37);
    // A picture without a foot still holds where it is from, for whoever looks into the file.
    expect(png.toString("utf8")).toContain(`Source\0\0\0\0\0${origin}`);
    const plain = String(await saved(page, "#save-svg"));
    expect(plain).not.toContain("not medical advice");
    expect(plain).toContain(`<desc>${origin}`);
    await page.evaluate(() => {
      window.print = () => {};
    });
    await page.locator("#save-pdf").click();
    const pdf = String(await page.pdf({ preferCSSPageSize: true }));
    // 378 px are 283.5 points.
    expect(pdf).toMatch(/MediaBox \[0 0 28[34]/);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    expect(await page.locator("#tab-compare").isVisible()).toBe(true);
    // However long the name of a case, all words of the picture lie within it.
    await page.locator("#figure-plain").uncheck();
    const label = "somebody who has taken this for a long time and ".repeat(4).trim();
    const long = `scenario: x\nquestion: y\nduration: 4 weeks\narms: [{label: ${label}}]\n`;
    page.once("dialog", (dialog) => dialog.accept());
    await page
      .locator("#file")
      .setInputFiles({ name: "long.yaml", mimeType: "text/yaml", buffer: Buffer.from(long) });
    await expect.poll(() => page.locator(".legend").first().innerText()).toMatch(/^somebody who/);
    const beyond = await page.evaluate(
      (text) => {
        const place = document.body.appendChild(document.createElement("div"));
        place.innerHTML = text;
        const drawing = place.querySelector("svg")!;
        const { width, height } = drawing.viewBox.baseVal;
        const found = [...drawing.querySelectorAll("text")].flatMap((one) => {
          const box = one.getBBox();
          return box.x < 0 || box.x + box.width > width || box.y + box.height > height
            ? [one.textContent]
            : [];
        });
        place.remove();
        return found;
      },
      String(await saved(page, "#save-svg")),
    );
    expect(beyond).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("opens a scenario file, and says plainly what is wrong with one that is none", async () => {
    const { page, errors } = await here.visit();
    const give = (name: string, text: string) => giveFile(page, name, text);
    await give("wrong.yaml", "scenario: x\nquestion: y\nduration: 12 parsecs\narms: [{label: a}]\n");
    await expect.poll(() => page.getByRole("alert").innerText()).toMatch(/wrong.yaml:3[\s\S]*parsecs/);
    await setDose(page, 15);
    page.once("dialog", (dialog) => dialog.accept());
    await andSettle(page, () =>
      give("dose-response.yaml", readFileSync("scenarios/dose-response.yaml", "utf8")),
    );
    await expect.poll(() => page.locator(".legend li").allInnerTexts()).toContain("40 mg");
    // Measured points lie over the curves, and what is wrong with a table is told with its line.
    const giveTable = (text: string) => give("mine.csv", text);
    await giveTable("week,value\n1,0.1\n2,abc\n");
    await expect.poll(() => page.getByRole("alert").innerText()).toMatch(/mine\.csv:3:3/);
    await giveTable("week,value,se\n1,0.05,0.01\n8,0.1,0.02\n");
    await expect.poll(() => page.locator(".own-data").innerText()).toMatch(/2 points of mine\.csv/);
    await page.locator("#drop-data").click();
    // The same by dropping a file on the page.
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["week,value\n4,0.2\n"], "dropped.csv", { type: "text/csv" }));
      document.querySelector("canvas")!.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
    });
    await expect.poll(() => page.locator(".own-data").innerText()).toMatch(/1 point of dropped\.csv/);
    await page.locator("#drop-data").click();
    // What the page has no controls for: shown in words, measured, plotted, and written back.
    page.once("dialog", (dialog) => dialog.accept());
    await andSettle(page, () => give("tapering.yaml", readFileSync("scenarios/tapering.yaml", "utf8")));
    expect(await page.locator(".from-file").innerText()).toMatch(/Does the way down matter/);
    expect(await page.locator("#main-variable").innerText()).toMatch(/Serotonin transporter/);
    await page.locator("#tab-compare").click();
    expect(await page.locator(".compare table").innerText()).toMatch(/occupancy week13/);
    page.once("dialog", (dialog) => dialog.accept());
    await page.getByRole("row", { name: "do" }).getByRole("button", { name: "go back to it" }).nth(2).click();
    await expect
      .poll(() => page.locator(".course").innerText())
      .toMatch(/As in the file: taper .*hyperbolic/);
    const download = page.waitForEvent("download");
    await page.locator("#save-yaml").click();
    const written = readFileSync(await (await download).path(), "utf8");
    expect(written).toMatch(/taper: \{"over":"56 days","shape":"hyperbolic","steps":8\}/);
    expect(written).toMatch(/occupancy_week13: "at\(sert.occupancy, week 13\)"/);
    expect(errors).toEqual([]);
  });

  it("opens every shipped scenario, with as many cases as it has arms, and tells what it cannot show", async () => {
    const { page, errors } = await here.visit();
    page.on("dialog", (dialog) => dialog.accept());
    const shipped = readdirSync("scenarios", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".yaml") && !path.startsWith("searches/"))
      .sort();
    expect(shipped.length).toBeGreaterThan(15);
    const alert = page.locator("[role=alert]");
    for (const path of shipped) {
      const text = readFileSync(join("scenarios", path), "utf8");
      const raw = parse(text) as { scenario: string; arms: { label: string }[]; data?: unknown };
      await giveFile(page, basename(path), text);
      await expect
        .poll(() => page.locator(".from-file b, .notice").allInnerTexts(), { message: path })
        .toContainEqual(expect.stringContaining(raw.data ? basename(path) : raw.scenario));
      const labels = await page.locator(".legend").first().locator("li").allInnerTexts();
      const missing = raw.arms.filter(({ label }) => !labels.some((shown) => shown.startsWith(label)));
      expect(missing, path).toEqual([]);
      // Points of a table that did not come along are what is not shown, and that alone.
      if (raw.data) {
        await expect.poll(() => alert.innerText(), { message: path }).toMatch(/weekly-ratings\.csv/);
        await alert.getByRole("button", { name: "close" }).click();
      } else expect(await alert.innerText(), path).toBe("");
      await expect.poll(() => page.locator("#headline").innerText(), { message: path }).toMatch(/\d/);
      expect(await page.locator(".failure").count(), path).toBe(0);
    }
    // What asks something else than runs, in words and with its place.
    const [search] = readdirSync("scenarios/searches");
    await giveFile(page, search!, readFileSync(join("scenarios/searches", search!), "utf8"));
    await expect.poll(() => alert.innerText()).toContain(search);
    expect(errors).toEqual([]);
  });

  it("marks a number outside its range wherever the case is told: legend, headline, inspector, pictures and tables", async () => {
    const { page, errors } = await here.visit();
    const arm =
      "{label: slow, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}], set: {raphe.coupling_time: 300}}";
    page.on("dialog", (dialog) => dialog.accept());
    await andSettle(page, () =>
      giveFile(page, "slow.yaml", `scenario: x\nquestion: y\nduration: 4 weeks\narms: [${arm}]\n`),
    );
    const legend = page.locator(".legend").first();
    const mark = /coupling time = 300 \(outside 3 to 8\)/;
    // Under the name that the file gives, and under the one that the page makes of what is changed.
    await expect.poll(() => legend.innerText()).toMatch(mark);
    await setDose(page, 20);
    expect(await legend.innerText()).toMatch(mark);
    expect(await page.locator(".headline").innerText()).toMatch(
      /raphe\.coupling_time" is 300, outside the range of 3 to 8/,
    );
    await page.locator("#tab-circuit").click();
    await page.locator("#whole-circuit").click();
    await page.locator('.node[data-name="raphe"]').click();
    expect(await page.locator(".parameters li.changed").innerText()).toMatch(/300.*outside 3 to 8/s);
    await page.locator("#tab-time").click();
    const words = textsOf(await saved(page, "#save-svg")).join(" ");
    expect(words).toMatch(mark);
    const inOrigin = "raphe.coupling_time=300 (outside its range 3 to 8)";
    expect(words).toContain(inOrigin);
    expect(String(await saved(page, "#save-png"))).toContain(inOrigin);
    expect(String(await saved(page, "#save-csv", "metadata.json"))).toContain(inOrigin);
    await page.locator("#tab-compare").click();
    const table = String(await saved(page, "#save-csv"));
    expect(table).toContain(inOrigin);
    expect(table.split("\n")[1]).toMatch(mark);
    expect(errors).toEqual([]);
  });

  it("has the tables of other tabs stand under the line that says where it comes from", async () => {
    const { page, errors } = await here.visit();
    await setDose(page, 12.5);
    const line = (await page.locator("footer.origin").textContent())!.split(";").slice(0, 2).join(";");
    expect(line).toMatch(
      /^Lull \S+, page, model \S+ [0-9a-f]{16}, rodas5p, rtol 1e-6, 12 weeks; escitalopram 12.5 mg: /,
    );
    for (const [tab, ready, row] of [
      ["sure", ".claims > li", /not asked here/],
      ["circuit", ".order li", /Drug → Transporter/],
      ["compare", ".compare tbody", /^motivation,/m],
    ] as const) {
      await page.locator(`#tab-${tab}`).click();
      await page.locator(ready).first().waitFor({ timeout: 60_000 });
      const table = String(await saved(page, "#save-csv"));
      expect(table.startsWith(`# ${line}`), tab).toBe(true);
      // The way back is in it: a link that opens the case.
      expect(table.split("\n")[0], tab).toContain(`${here.address}#1.`);
      expect(table.split("\n").slice(1).join("\n"), tab).toMatch(row);
    }
    expect(errors).toEqual([]);
  });
});
