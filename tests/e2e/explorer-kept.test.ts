import { describe, expect, it } from "vitest";
import { chromiumPath, mustSkip } from "../support/browser.ts";
import { andSettle, explorer, headline, reading, setDose } from "../support/explorer.ts";

// No work is lost: addresses, undo, links.

describe.skipIf(mustSkip)(`the explorer in ${chromiumPath ?? "a browser"}`, () => {
  const here = explorer();

  it("keeps everything in its address, which opens again to the same", async () => {
    const { page } = await here.visit();
    await setDose(page, 20);
    await page.locator("#care").selectOption("none");
    await page.locator("#main-variable").selectOption("affect.motivation");
    await page.locator("#log-time").check();
    await page.locator("#keep-here").click();
    await andSettle(page, () => page.locator("#horizon").selectOption("182"));
    await page.waitForTimeout(400);
    const hash = await page.evaluate(() => location.hash);
    expect(hash.length).toBeLessThan(2000);
    const again = await here.visit(hash);
    expect(await again.page.evaluate(() => location.hash)).toBe(hash);
    expect(await headline(again.page)).toBe(await headline(page));
    expect(await reading(again.page)).toBe(await reading(page));
    expect(await again.page.locator("#care").inputValue()).toBe("none");
    expect(await again.page.locator("#log-time").isChecked()).toBe(true);
    expect(await again.page.locator("#horizon").inputValue()).toBe("182");
  });

  it("undoes and redoes each change, by buttons, keys and the browser's own", async () => {
    const { page, errors } = await here.visit();
    const dose = page.getByLabel(/Dose of .* in mg$/).first();
    const is = (mg: string) => expect.poll(() => dose.inputValue()).toBe(mg);
    const undo = page.locator("#undo");
    expect(await undo.isDisabled()).toBe(true);
    const first = await headline(page);
    await setDose(page, 20);
    await page.locator("#care").selectOption("none");
    await expect.poll(() => undo.isDisabled()).toBe(false);
    await undo.click();
    await expect.poll(() => page.locator("#care").inputValue()).toBe("trial");
    await is("20");
    await page.locator("#tab-compare").focus();
    await page.keyboard.press("Control+z");
    await is("10");
    await expect.poll(() => headline(page)).toBe(first);
    expect(await undo.isDisabled()).toBe(true);
    await page.keyboard.press("Control+Shift+Z");
    await is("20");
    await page.goBack();
    await is("10");
    await page.locator("#redo").click();
    await page.locator("#redo").click();
    await expect.poll(() => page.locator("#care").inputValue()).toBe("none");
    expect(await page.locator("#redo").isDisabled()).toBe(true);
    // A change takes the place of what was undone.
    await undo.click();
    await is("20");
    await setDose(page, 5);
    await expect.poll(() => page.locator("#redo").isDisabled()).toBe(true);
    expect(errors).toEqual([]);
  });

  it("asks before a file or a kept case takes the place of what was built, and brings that back", async () => {
    const { page } = await here.visit();
    const asked: string[] = [];
    let answer = false;
    page.on("dialog", (dialog) => {
      asked.push(dialog.message());
      return answer ? dialog.accept() : dialog.dismiss();
    });
    const dose = page.getByLabel(/Dose of .* in mg$/).first();
    const give = () =>
      page.locator("#file").setInputFiles({
        name: "mine.yaml",
        mimeType: "application/yaml",
        buffer: Buffer.from(
          "scenario: x\nquestion: y\nduration: 8 weeks\narms: [{label: a, treatment: [{drug: escitalopram, dose: 5 mg, every: 1 day}]}]\n",
        ),
      });
    await setDose(page, 15);
    await give();
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]).toMatch(/Open mine\.yaml\?.*Undo/);
    expect(await dose.inputValue()).toBe("15");
    answer = true;
    await andSettle(page, give);
    expect(await dose.inputValue()).toBe("5");
    await page.locator("#undo").click();
    await expect.poll(() => dose.inputValue()).toBe("15");
    await page.locator("#tour-start").click();
    expect(await page.locator(".tour").innerText()).toMatch(/yours comes back at its end, or by Undo/);
    await page.locator("#tour-next").click();
    await expect.poll(() => dose.inputValue()).toBe("20");
    await page.locator("#tour-back").click();
    await expect.poll(() => dose.inputValue()).toBe("15");
    // A kept case, and the opening: asked, refused, taken, and undone.
    await page.locator("#keep-here").click();
    await setDose(page, 30);
    await page.locator("#tab-compare").click();
    for (const [button, question, takes] of [
      ["go back to it", /Go back to “escitalopram 15 mg”\?.*Undo brings that back/, "15"],
      ["Start again", /Start again\?.*Undo brings that back/, "10"],
    ] as const) {
      const act = () => page.getByRole("button", { name: button }).click();
      answer = false;
      asked.length = 0;
      await act();
      expect(asked.length).toBe(1);
      expect(asked[0]).toMatch(question);
      expect(await dose.inputValue()).toBe("30");
      answer = true;
      await act();
      await expect.poll(() => dose.inputValue()).toBe(takes);
      await page.locator("#undo").click();
      await expect.poll(() => dose.inputValue()).toBe("30");
      expect(await page.locator(".legend").first().innerText()).toMatch(/escitalopram 15 mg/);
    }
  });

  it("has the whole view in a copied link: tab, time, strips and band", async () => {
    const { page } = await here.visit();
    await page.locator("#time-cursor").focus();
    await page.keyboard.press("Home");
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
    await page.getByLabel("Shown under Serotonin").selectOption({ index: 2 });
    const shown = await page.getByLabel("Shown under Serotonin").inputValue();
    const at = (await page.locator(".main-chart .reading").innerText()).split("%")[1]!.trim();
    await page.locator("#show-band").check();
    await page.locator("#tab-circuit").click();
    await page.locator("#whole-circuit").click();
    const system = await page.locator(".inspector h2").innerText();
    // The case of that moment, though the dose was changed a moment ago.
    await page.locator("#dose-0").fill("12.5");
    await page.locator("#copy-link").click();
    const hash = await page.evaluate(() => location.hash);
    const again = await here.visit(hash);
    expect(await again.page.locator("#tab-circuit").getAttribute("aria-selected")).toBe("true");
    expect(
      await again.page
        .getByLabel(/Dose of .* in mg$/)
        .first()
        .inputValue(),
    ).toBe("12.5");
    expect(await again.page.locator("#show-band").isChecked()).toBe(true);
    expect(await again.page.locator(".main-chart .reading").innerText()).toContain(at);
    expect(await again.page.locator(".inspector h2").innerText()).toBe(system);
    await again.page.locator("#tab-circuit").focus();
    await again.page.keyboard.press("Home");
    expect(await again.page.getByLabel("Shown under Serotonin").inputValue()).toBe(shown);
    await again.page.keyboard.press("End");
    expect(await again.page.locator("#tab-sure").getAttribute("aria-selected")).toBe("true");
    // The same link, as another model would have made it.
    const [version, wire] = hash.slice(1).split(".") as [string, string];
    const foreign = { ...JSON.parse(Buffer.from(wire, "base64url").toString()), v: "0123456789abcdef" };
    const made = Buffer.from(JSON.stringify(foreign)).toString("base64url");
    const other = await here.visit(`#${version}.${made}`);
    expect(await other.page.getByRole("alert").innerText()).toMatch(/0123456789abcdef/);
    expect(
      await other.page
        .getByLabel(/Dose of .* in mg$/)
        .first()
        .inputValue(),
    ).toBe("12.5");
  });

  it("says plainly what is wrong with a broken or hostile link, and goes on", async () => {
    const hostile = Buffer.from('{"c":{"p":["<img src=x onerror=alert(1)>"]}}').toString("base64url");
    for (const hash of ["#1.AAAA", `#1.${hostile}`, "#%00", `#1.${"A".repeat(70_000)}`]) {
      const { page, errors } = await here.visit(hash);
      expect(await page.getByRole("alert").innerText(), hash.slice(0, 40)).toMatch(/link/i);
      expect(await page.locator('[role="alert"] img').count()).toBe(0);
      expect(errors).toEqual([]);
      await setDose(page, 15);
      expect(await headline(page)).toMatch(/week/);
      await page.context().close();
    }
  });
});
