import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chromiumPath, mustSkip } from "../support/browser.ts";
import { andSettle, explorer, headline, reading, saved, setDose, share } from "../support/explorer.ts";

// What is built and cut, and what is said of it.

describe.skipIf(mustSkip)(`the explorer in ${chromiumPath ?? "a browser"}`, () => {
  const here = explorer();

  it("lets a click or a key cut an arrow, answers at once, and heals it", async () => {
    const { page, errors } = await here.visit();
    await page.locator("#tab-circuit").click();
    const arrow = page.locator('.arrow[data-effects~="vta.serotonin_2c_brake"]');
    const before = share(await reading(page));
    await andSettle(page, async () => {
      await arrow.focus();
      await page.keyboard.press("Enter");
    });
    expect(await arrow.getAttribute("aria-pressed")).toBe("true");
    expect(share(await reading(page))).toBeLessThan(before - 0.005);
    await andSettle(page, () => page.locator("#heal-all").click());
    expect(share(await reading(page))).toBe(before);
    // The clock of Play goes by factors, and the arrows are told in their order.
    expect(await page.locator(".order li").first().innerText()).toMatch(/hour .* Drug → Transporter/);
    await page.locator("#play").click();
    await expect.poll(() => page.locator(".clock").innerText()).toMatch(/hour|day/);
    await page.locator("#play").click();
    await page.locator("#whole-circuit").click();
    await page.locator('.node[data-name="raphe"]').click();
    expect(await page.locator(".inspector h2").innerText()).toBe("Dorsal raphe firing");
    // Every number can be changed, told, put back, and tried over its range.
    const number = page.locator(".parameters li").first();
    await andSettle(page, () => number.locator('input[type="range"]').fill("1"));
    expect(await page.locator(".legend").innerText()).toMatch(/ = \d/);
    await number.getByRole("button", { name: /^Reset/ }).click();
    await number.getByRole("button", { name: /^Sweep/ }).click();
    await expect.poll(() => page.locator("#fan").innerText(), { timeout: 60_000 }).toMatch(/At the end/);
    await page.locator("#end-sweep").click();
    const rival = page.locator(".hypothesis input:not(:checked)").first();
    if ((await rival.count()) > 0) await andSettle(page, () => rival.check());
    expect(errors).toEqual([]);
  });

  it("builds a case: stop, titrate, miss, switch, person and gene, all seen in the file it writes", async () => {
    const { page } = await here.visit();
    await page.getByText("Start, stop, titrate, miss").click();
    await page.getByLabel("half the dose in the first two weeks").check();
    await page.getByLabel("stops", { exact: true }).check();
    await page.getByLabel("misses a week of doses").check();
    await page.getByText("Genes and traits").click();
    await page.getByLabel("CYP2C19").selectOption({ index: 1 });
    await andSettle(page, () => page.locator("#person").selectOption("healthy-adult"));
    const download = page.waitForEvent("download");
    await page.locator("#save-yaml").click();
    const text = readFileSync(await (await download).path(), "utf8");
    expect(text).toMatch(/person: \[.*healthy-adult/);
    expect(text).toMatch(/cyp2c19/);
    expect(text).toMatch(/dose: 5 mg, every: 1 day, until: day 14/);
    expect(text.match(/until: day/g)!.length).toBeGreaterThanOrEqual(3);
    await andSettle(page, () => page.locator("#switch-drug").selectOption({ index: 1 }));
    expect(await page.locator(".course").count()).toBe(2);
  });

  it("warns beside the headline of drugs that should not meet, until one of them is gone", async () => {
    const { page } = await here.visit();
    const besideHeadline = page.locator("#headline ~ .warning, #headline ~ .warnings");
    expect(await besideHeadline.count()).toBe(0);
    await andSettle(page, () => page.locator("#add-drug").selectOption("sertraline"));
    await expect
      .poll(() => besideHeadline.innerText())
      .toMatch(/sertraline are both taken.*both block the serotonin transporter/i);
    const remove = page
      .locator(".course")
      .last()
      .getByRole("button", { name: /remove/i });
    await andSettle(page, () => remove.click());
    await expect.poll(() => besideHeadline.count()).toBe(0);
  });

  it("says why: which systems carry the curve, in a sentence, over time and in shares that sum; and takes it back with a case that cannot be run", async () => {
    const { page, errors } = await here.visit();
    await page.locator("#tab-why").click();
    await expect
      .poll(() => page.locator(".why").innerText(), { timeout: 60_000 })
      .toMatch(/Most is carried by .*%.*moves most, by [+−][\d.]+%/s);
    const shares = await page.locator(".shares tbody .number").allInnerTexts();
    const whole = share(await page.locator(".shares tfoot .number").innerText());
    expect(shares.length).toBeGreaterThan(5);
    const numbers = shares.map(share);
    expect(numbers.reduce((sum, share) => sum + share, 0)).toBeCloseTo(whole, 2);
    expect(await page.locator(".why canvas").getAttribute("aria-label")).toMatch(/at the end/);
    const [line, ...rows] = String(await saved(page, "#save-csv")).split("\n");
    expect(line).toMatch(
      /^# Lull \S+, page, model \S+ [0-9a-f]{16}, rodas5p, rtol 1e-6, 12 weeks; escitalopram 10 mg: /,
    );
    expect(rows.filter((row) => /^[^,]+,[+−-]?[\d.]+%/.test(row)).length).toBe(shares.length + 1);
    expect(errors).toEqual([]);
    // None of that stands beside a case that cannot be run.
    expect(await reading(page)).toMatch(/%/);
    // A link of the page, with something in it about the body that this version does not know.
    await page.locator("#dose-0").fill("12.5");
    await page.locator("#copy-link").click();
    const wire = JSON.parse(Buffer.from(new URL(page.url()).hash.slice(3), "base64url").toString());
    wire.c.o = { covariates: { shoe_size: 44 } };
    const hash = `#1.${Buffer.from(JSON.stringify(wire)).toString("base64url")}`;
    await page.evaluate((link) => {
      location.hash = link;
    }, hash);
    await expect.poll(() => page.locator(".headline .failure").innerText()).toMatch(/shoe_size/);
    expect(await headline(page)).toBe("");
    expect(await reading(page)).not.toMatch(/\d/);
    expect(await page.locator(".shares").count()).toBe(0);
    await expect.poll(() => page.locator("progress").count()).toBe(0);
    await page.locator("#undo").click();
    await expect.poll(() => headline(page)).toMatch(/% of feeling/);
    expect(await page.locator(".failure").count()).toBe(0);
  });

  it("says how sure: what the model does of each statement, and how far people differ", async () => {
    const { page, errors } = await here.visit();
    await page.locator("#tab-sure").click();
    await expect
      .poll(() => page.locator(".claims .badge", { hasText: "shown by the model" }).count(), {
        timeout: 60_000,
      })
      .toBeGreaterThan(3);
    await page.locator("#show-band").check();
    await expect
      .poll(() => page.locator(".main-chart").innerText(), { timeout: 60_000 })
      .toMatch(/nine tenths of \d+ plausible people/);
    // A study that is under way leaves the sliders free.
    await page.locator("#work-out-burden").click();
    await setDose(page, 15);
    expect(errors).toEqual([]);
  });

  it("leaves no bar running: studies wait for each other, and can be cancelled and begun again", async () => {
    const { page, errors } = await here.visit();
    await page.locator("#show-band").check();
    await page.locator("#tab-sure").click();
    await page.locator("#work-out-burden").click();
    const cancel = page.locator(".rests").getByRole("button", { name: "Cancel" });
    await cancel.click({ timeout: 60_000 });
    await expect.poll(() => page.locator(".rests").innerText()).toMatch(/Cancelled/);
    await expect.poll(() => page.locator("progress").count(), { timeout: 90_000 }).toBe(0);
    expect(await page.locator(".claims .badge", { hasText: "shown" }).count()).toBeGreaterThan(3);
    await page.locator(".rests").getByRole("button", { name: "Start again" }).click();
    expect(await page.locator(".rests progress").count()).toBe(1);
    expect(errors).toEqual([]);
  });

  it("lets every arrow into feeling be cut, after which no dose is felt", async () => {
    const { page, errors } = await here.visit();
    await page.locator("#tab-circuit").click();
    const cutAll = async (box: string) => {
      const into = page.locator(`.circuit .arrow[aria-label*=" to ${box}, "]`);
      const count = await into.count();
      expect(count, box).toBeGreaterThan(1);
      for (let i = 0; i < count; i++) {
        const arrow = into.nth(i);
        if ((await arrow.getAttribute("aria-pressed")) === "true") continue;
        await arrow.focus();
        await page.keyboard.press("Enter");
        await expect.poll(() => arrow.getAttribute("aria-pressed")).toBe("true");
      }
    };
    await cutAll("Feeling");
    await page.locator("#whole-circuit").click();
    await cutAll("Felt affect");
    const felt = [];
    for (const mg of [0, 20, 40]) {
      await setDose(page, mg);
      felt.push(share(await reading(page)));
    }
    expect(felt).toEqual([0, 0, 0]);
    expect(errors).toEqual([]);
  });
});
