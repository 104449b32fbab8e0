import { describe, expect, it } from "vitest";
import { drugFile, quantityText, readDrugText } from "../support/drugs.ts";

const plain = { clearance: 100, volume: 100 };
const half = quantityText(0.6, "1");

const metabolite = (more: string) => `metabolites:
  calmide:
    title: Calmide
    formed: ${quantityText(1, "1")}
    ${more}
    kinetics: {clearance: ${quantityText(1, "L/day")}, volume: ${quantityText(1, "L")}}
`;

describe("readDrug", () => {
  it("`readDrug` reads doses, tablets, shares, inhibition and metabolites", () => {
    const { drug, diagnostics } = readDrugText(
      drugFile(
        "calmol",
        plain,
        `enzymes: {cyp2d6: ${half}}
inhibits: {cyp2c19: {ki: ${quantityText(5, "ng/mL")}}}
${metabolite("by: cyp2d6")}`,
      ),
    );
    expect(diagnostics).toEqual([]);
    expect(drug).toMatchObject({
      licensed: { min: 5, usual: 10, max: 20 },
      tablets: [5],
      enzymes: [{ enzyme: "cyp2d6", share: { value: 0.6 } }],
      inhibits: [{ enzyme: "cyp2c19", ki: { value: 5 } }],
      metabolites: [{ name: "calmide", by: "cyp2d6", formed: { value: 1 } }],
    });
  });

  it.each([
    ["shares-above-one", plain, `enzymes: {cyp2d6: ${half}, cyp3a4: ${half}}`, "carry 1.2 of its clearance"],
    ["no-inhibition-constant", plain, "inhibits: {cyp2d6: {}}", "has no constant"],
    ["half-a-compartment", { ...plain, peripheral_volume: 5 }, "", "needs both"],
    ["not-an-enzyme-of", plain, `enzymes: {cyp2d6: ${half}}\n${metabolite("by: cyp2d9")}`, '"cyp2d9"'],
    [
      "formed-above-one",
      plain,
      `${metabolite("")}  other:\n    title: Other\n    formed: ${half}\n    kinetics: {clearance: ${quantityText(1, "L/day")}, volume: ${quantityText(1, "L")}}\n`,
      "take 1.6 of the drug",
    ],
  ])("`readDrug` reports %s at its place", (code, kinetics, more, words) => {
    const text = drugFile("calmol", kinetics, more);
    const { diagnostics } = readDrugText(text);
    expect(diagnostics).toMatchObject([{ code, severity: "error" }]);
    expect(diagnostics[0]!.message).toContain(words);
    expect(diagnostics[0]!.place!.start).toBeGreaterThan(text.indexOf("kinetics") - 1);
  });

  it("`readDrug` reports a site that is listed twice, and a drug that acts on nothing", () => {
    const text = drugFile("calmol", plain);
    const target = text.slice(text.indexOf("  - {site"));
    expect(readDrugText(text + target).diagnostics).toMatchObject([{ code: "site-twice" }]);
    const nothing = text.slice(0, text.indexOf("targets:"));
    expect(readDrugText(nothing).diagnostics).toMatchObject([{ code: "no-targets" }]);
  });
});
