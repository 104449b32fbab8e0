import { readFileSync } from "node:fs";
import { join } from "node:path";
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
import { openLessons, patience, settled, unready, unwritten } from "../support/lessons.ts";
import { pageWords } from "../support/notebooks.ts";
import { type File, tellingParts } from "../support/words.ts";

// What a reader does and finds again: links, what is kept, what is handed in.

const cellWords = (code: string): File =>
  JSON.parse(readFileSync(join(packageRoot, `notebooks/words/${code}.json`), "utf8"));

describe.skipIf(mustSkip)(`what a reader does in a lesson in ${chromiumPath ?? "a browser"}`, () => {
  const { address, folder, visit } = openLessons();

  it("opens a bench at the setting that a link holds", async () => {
    const { page } = await visit("two-clocks.html#missed-doses?drug=fluoxetine 20 mg&days=5", {
      until: unready("missed-doses"),
    });
    expect(await page.locator("#missed-doses select").inputValue()).toBe("fluoxetine 20 mg");
    expect(await page.locator("#missed-doses input[type=range]").inputValue()).toBe("5");
    expect(await page.locator("#missed-doses .says").innerText()).toMatch(/^After 5 days/);
    await page.locator("#missed-doses").getByRole("button", { name: "Link to this setting" }).click();
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe("#missed-doses?drug=fluoxetine 20 mg&days=5");
    await page.locator("#missed-doses").getByRole("button", { name: "Reset" }).click();
    await settled(page, unready("missed-doses"));
    expect(await page.locator("#missed-doses .says").innerText()).toMatch(/^After 3 days/);
    await page.context().close();
  });

  it("keeps what was drawn, answered and set through a reload, until it is started again", async () => {
    const { page, errors } = await visit("two-clocks.html", { until: unwritten });
    await page.locator(".drawing .handle").nth(4).focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("PageDown");
    const drawn = await page.locator(".drawing .mine").getAttribute("points");
    await page.getByLabel("fluoxetine 20 mg").check();
    await page.getByRole("button", { name: "Check my answer" }).click();
    const days = page.locator("#missed-doses input[type=range]");
    await days.focus();
    await page.keyboard.press("End");
    await settled(page, unready("missed-doses"));
    const set = await days.inputValue();
    await page.waitForTimeout(600);
    await page.reload();
    await settled(page, unwritten);
    expect(await page.locator(".drawing .mine").getAttribute("points")).toBe(drawn);
    expect(await days.inputValue()).toBe(set);
    await expect
      .poll(() => page.locator(".exercise > .feedback").innerText(), patience)
      .toMatch(/Not so in the model/);
    page.once("dialog", (dialog) => dialog.dismiss());
    await page.locator("#start-again").click();
    expect(await page.locator(".drawing .mine").getAttribute("points")).toBe(drawn);
    page.once("dialog", (dialog) => dialog.accept());
    await Promise.all([page.waitForEvent("load"), page.locator("#start-again").click()]);
    await settled(page, unwritten);
    expect(await page.locator(".drawing .mine").getAttribute("points")).not.toBe(drawn);
    expect(await days.inputValue()).not.toBe(set);
    expect(await page.locator("#start-again").count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("has its link follow the bench, and tells what a foreign or broken link cannot set", async () => {
    const { page, errors } = await visit(
      "two-clocks.html#missed-doses?drug=aspirin 5 mg&days=400&colour=%E0%A4%A&days=4",
      { until: unready("missed-doses") },
    );
    const bench = page.locator("#missed-doses");
    expect(await bench.locator('p[role="status"]').innerText()).toMatch(
      /“aspirin 5 mg” is no setting of “drug”; “400” is no setting of “days”; there is nothing called “colour”/,
    );
    const days = bench.locator("input[type=range]");
    expect(await days.inputValue()).toBe("4");
    await days.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => decodeURIComponent(new URL(page.url()).hash), patience).toMatch(/days=5$/);
    const nowhere = page.locator(".nowhere");
    expect(await nowhere.isVisible()).toBe(false);
    await page.evaluate(() => {
      location.hash = "#no-such-bench?x=1";
    });
    await expect
      .poll(() => nowhere.innerText(), patience)
      .toMatch(/“no-such-bench”, which is not on this page/);
    await page.evaluate(() => {
      location.hash = "#missed-doses?days=7";
    });
    await expect.poll(() => days.inputValue(), patience).toBe("7");
    expect(await nowhere.isVisible()).toBe(false);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("runs from a disk; what was drawn, answered and set is handed in, and thirty hand-ins become a table", async () => {
    const onDisk = `file://${folder()}/`;
    const { page, errors } = await visit("two-clocks.html?task=Which clock is slower?", { from: onDisk });
    expect(await page.locator(".task").innerText()).toMatch(/Which clock is slower\?/);
    const panel = page.locator(".hand-in");
    const copy = panel.getByRole("button", { name: "Copy a link to hand in" });
    await copy.click();
    const said = () => panel.locator("[role=status]").innerText();
    await expect.poll(said, patience).toMatch(/Nothing has been drawn/);
    await page.locator(".drawing .handle").nth(4).focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("PageDown");
    await page.getByLabel("fluoxetine 20 mg").check();
    const days = page.locator("#missed-doses input[type=range]");
    await days.focus();
    await page.keyboard.press("End");
    await copy.click();
    await expect.poll(said, patience).toMatch(/name first/);
    await page.getByLabel("Your name").fill("Ada");
    await copy.click();
    const link = await panel.getByLabel("Your link").inputValue();
    expect(link).toMatch(/teachers\.html#hand-in=[\w-]+$/);
    const saved = page.waitForEvent("download");
    await panel.getByRole("button", { name: "Save a file" }).click();
    const file = readFileSync(await (await saved).path(), "utf8");

    // On paper: an empty drawing, then the lesson within its boxes, then answers on a sheet of their own.
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => {
      window.print = () => {};
    });
    await page.keyboard.press("Control+p");
    await expect.poll(() => page.locator(".answer-sheet").innerText(), patience).toMatch(/paroxetine 20 mg/);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.locator(".worksheet .drawing").count()).toBe(1);
    expect(await page.locator(".worksheet").innerText()).toMatch(/Which clock is slower\?/);
    expect(await page.locator(".worksheet polyline").count()).toBe(0);
    expect(await page.locator(".answer-sheet .truth").count()).toBe(1);
    expect(await page.locator(".predict, .exercise").filter({ visible: true }).count()).toBe(0);
    await page.setViewportSize({ width: paperWidth, height: 900 });
    // Charts follow the width of the page a moment later.
    const outside = () =>
      page.evaluate(
        () =>
          [...document.querySelectorAll(".lab")].flatMap((lab) => {
            const { right } = lab.getBoundingClientRect();
            return [...lab.querySelectorAll("canvas, input, figure")].filter(
              (part) => part.getBoundingClientRect().right > right + 0.5,
            );
          }).length,
      );
    await expect.poll(outside, patience).toBe(0);
    await expect.poll(() => spills(page), patience).toEqual([]);
    // What stands on sheets of its own takes as many alone as it adds to the whole.
    const whole = await sheetsOf(page);
    const style = await page.addStyleTag({ content: ".answer-sheet { display: none !important }" });
    const without = await sheetsOf(page);
    await style.evaluate((element) => {
      element.textContent = "main > :not(.answer-sheet) { display: none !important }";
    });
    expect(without).toBeGreaterThanOrEqual(2);
    expect(whole).toBe(without + (await sheetsOf(page)));
    await style.evaluate((element) => (element as Element).remove());
    expect(errors).toEqual([]);

    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(link);
    const rows = page.locator(".received tbody tr");
    await expect.poll(() => rows.count(), patience).toBe(1);
    const row = await rows.first().innerText();
    for (const part of ["Ada", "Two clocks", "fluoxetine 20 mg", "no", "missed-doses"])
      expect(row).toContain(part);
    const thirty = Array.from({ length: 30 }, (_, i) => ({
      name: `student-${i}.json`,
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify({ ...JSON.parse(file), name: `Student ${i}` })),
    }));
    const foreign = { name: "holiday.json", mimeType: "application/json", buffer: Buffer.from("{}") };
    await page.getByLabel("Files that students saved").setInputFiles([...thirty, foreign]);
    await expect.poll(() => rows.count(), patience).toBe(31);
    expect(await page.locator(".received-part [role=status]").innerText()).toMatch(
      /30 of 31 opened\. Not what a lesson hands in: holiday\.json/,
    );
    const table = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the table" }).click();
    expect(readFileSync(await (await table).path(), "utf8").match(/Student \d+,Two clocks/g)).toHaveLength(
      30,
    );
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("keeps answers to itself, and shows one part alone, where the link asks for that", async () => {
    const { page, errors } = await visit("two-clocks.html?hide=answers&embed=predict-receptor", {
      until: unwritten,
    });
    expect(await page.locator("header, footer, h1, .lab").filter({ visible: true }).count()).toBe(0);
    await page.locator(".drawing .handle").nth(4).focus();
    await page.keyboard.press("PageDown");
    await page.getByRole("button", { name: "My drawing is done" }).click();
    expect(await page.locator(".predict .feedback").innerText()).toMatch(/is kept/);
    expect(await page.locator(".predict .truth").getAttribute("points")).toBe(null);
    await page.goto(`${address()}two-clocks.html?hide=answers`);
    await page.getByLabel("paroxetine 20 mg").check();
    await page.getByRole("button", { name: "Keep my answer" }).click();
    expect(await page.locator(".exercise > .feedback").innerText()).toMatch(/is kept/);
    expect(await page.locator(".exercise").getAttribute("data-state")).toBe("open");
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("keeps what is written in the workshop, and shows no verdict beside a fault", async () => {
    const { page } = await visit("your-own-mechanism.html", { until: unwritten });
    const module = page.getByLabel("Your module (YAML)");
    const sound = await module.inputValue();
    await module.fill(`${sound}# mine\n: [`);
    const claim = page.getByLabel("Your claim (YAML)");
    await claim.fill(`${await claim.inputValue()}# my claim`);
    await page.reload();
    await expect
      .poll(() => page.locator("[data-workshop]").getAttribute("data-workshop"), patience)
      .toBe("faults");
    expect(await module.inputValue()).toMatch(/# mine/);
    expect(await claim.inputValue()).toMatch(/# my claim$/);
    expect(await page.locator("[data-verdict]").count()).toBe(0);
    page.once("dialog", (dialog) => dialog.accept());
    await page.getByRole("button", { name: "Start again from the example" }).click();
    await expect
      .poll(() => page.locator("[data-workshop]").getAttribute("data-workshop"), patience)
      .toBe("known");
    expect(await module.inputValue()).toBe(sound);
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the module" }).click();
    const file = await (await saved).path();
    expect(readFileSync(file, "utf8")).toBe(sound);
    // To open a file asks first, since it takes the place of what stands there.
    await module.fill("# lost?");
    const asked: string[] = [];
    const open = page.locator('input[data-open="module"]');
    for (const answer of [false, true]) {
      page.once("dialog", (dialog) => {
        asked.push(dialog.message());
        return answer ? dialog.accept() : dialog.dismiss();
      });
      await open.setInputFiles({ name: "mine.yaml", mimeType: "text/yaml", buffer: Buffer.from(sound) });
      await expect.poll(() => asked.length, patience).toBe(answer ? 2 : 1);
      if (!answer) expect(await module.inputValue()).toBe("# lost?");
    }
    await expect.poll(() => module.inputValue(), patience).toBe(sound);
    expect(asked[0]).toMatch(/mine\.yaml/);
    await page.context().close();
  });

  it("shows faults in a reader's own module at their place, and judges its claim", async () => {
    const { page, errors } = await visit("your-own-mechanism.html");
    expect(await page.locator("[data-verdict]").getAttribute("data-verdict")).toBe("true");
    // The text says that the loop adds something, and not much.
    const difference = Number(await page.locator("[data-workshop]").getAttribute("data-difference"));
    expect(difference).toBeGreaterThan(0.001);
    expect(difference).toBeLessThan(0.01);
    const module = page.getByLabel("Your module (YAML)");
    const sound = await module.inputValue();
    await module.fill(sound.replace('"level ^ weight"', '"levl ^ weight"'));
    await page.getByRole("button", { name: "Join, run and check" }).click();
    await expect
      .poll(() => page.getByRole("alert").innerText(), patience)
      .toMatch(/module\.yaml:\d+:\d+[\s\S]*levl[\s\S]*Did you mean/);
    await module.fill(sound.replace("weight: {value: 0.5", "weight: {value: 0.1"));
    await page.getByRole("button", { name: "Join, run and check" }).click();
    await expect
      .poll(() => page.locator("[data-verdict]").getAttribute("data-verdict"), patience)
      .toBe("false");
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("tells a lesson and the index in German, keeps what was done, and leads on in German", async () => {
    const { page, errors } = await visit("the-brake-that-lets-go.html?lang=de&task=Mitschreiben#ring?slow=8");
    await page.waitForURL(/the-brake-that-lets-go\.de\.html\?task=Mitschreiben#ring\?slow=8$/);
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
    expect(await page.title()).toBe("Die Bremse, die nachlässt · Lull");
    // Sources, names of the model's parts and what evidence says of them stay in English.
    const said = await page.evaluate(() => {
      const texts: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode())
        if (!walker.currentNode.parentElement?.closest(".evidence, .sources, .language, script, noscript"))
          texts.push(walker.currentNode.textContent ?? "");
      for (const element of document.querySelectorAll("[aria-label], [aria-valuetext]"))
        texts.push(element.getAttribute("aria-label") ?? "", element.getAttribute("aria-valuetext") ?? "");
      return texts.join("\n");
    });
    const slug = "the-brake-that-lets-go";
    const english = [
      ...tellingParts(pageWords("en", slug)!, pageWords("de", slug)!),
      ...tellingParts(cellWords("en"), cellWords("de")),
    ];
    const isSaid = (part: string) =>
      new RegExp(`(^|[^\\p{L}])${part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|[^\\p{L}])`, "u").test(said);
    expect(english.filter(isSaid)).toEqual([]);
    expect(said).toMatch(/Das Feuern fällt auf 0,\d+ und endet bei 0,\d+/);
    expect(await page.locator('[data-check][data-holds="true"]').count()).toBe(5);
    expect(await accessibilityFaults(page)).toEqual([]);
    // What was set stays when the reader goes to English and back.
    await page.getByRole("link", { name: "English" }).click();
    await page.waitForURL(/the-brake-that-lets-go\.html\?task=Mitschreiben/);
    await settled(page, unwritten);
    expect(await page.locator("#ring output").nth(1).innerText()).toBe("8 days");
    await page.getByRole("link", { name: "Deutsch" }).click();
    await settled(page, unwritten);
    await page.locator("a.home").click();
    await page.waitForURL(/index\.de\.html$/);
    expect(await page.locator("h1").innerText()).toMatch(/neun Lektionen/);
    await page.getByRole("link", { name: "Die Bremse, die nachlässt" }).click();
    await settled(page, unwritten);
    await page.getByRole("link", { name: /^Weiter im Erkunden/ }).click();
    await page.waitForFunction(
      () => document.querySelector("#headline")?.textContent?.includes("Woche"),
      undefined,
      patience,
    );
    await page.getByRole("link", { name: "Lektionen" }).click();
    await page.waitForURL(/index\.de\.html/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("leads into the explorer at the lesson's case, and back", async () => {
    const { page, errors } = await visit("two-clocks.html", { until: unwritten });
    await page.getByRole("link", { name: /Go on in the explorer/ }).click();
    await page.waitForFunction(
      () => document.querySelector("#headline")?.textContent?.includes("week"),
      undefined,
      patience,
    );
    expect(await page.locator('[role="alert"].notice:not(.empty)').count()).toBe(0);
    await page.getByRole("link", { name: "Lessons" }).click();
    expect(await page.locator("h1").innerText()).toMatch(/nine lessons/);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
