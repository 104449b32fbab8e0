import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { readShortNotation } from "../../src/language/index.ts";
import { baseOf, expandRegimen, regimenWords, settleProducts } from "../../src/pharmacology/index.ts";
import { shippedLibrary } from "../support/shipped.ts";

const { drugs } = shippedLibrary();

function taken(text: string) {
  const diagnostics: Diagnostic[] = [];
  const entries = readShortNotation(text, (start, end) => ({ file: "words", start, end }), diagnostics);
  const products = settleProducts(entries, drugs);
  const plan = expandRegimen(entries, 28, drugs);
  const all = [...diagnostics, ...plan.diagnostics];
  const entry = products.entries[0]!;
  const { factor = 1 } = entry.taken ?? {};
  const written = entry.dose / factor;
  const drug = drugs.get(entry.drug);
  const base = entry.taken?.base ?? (drug ? baseOf(1, drug.counts, drug) : Number.NaN);
  return {
    drug: entry.drug,
    mg: plan.doses[0]?.amount,
    base: written * base,
    diagnostics: all,
    entries: products.entries,
  };
}

/** Salt over base, from the formulas of both; what labels print agrees within 0.02 %. */
const factors: Readonly<Record<string, number>> = {
  fluvoxamine: 1.3646,
  bupropion: 1.1521,
  buspirone: 1.0946,
  pramipexole: 1.4303,
  methylphenidate: 1.1563,
  lisdexamfetamine: 1.7297,
  mianserin: 1.1379,
};

/** Strengths that labels print, by what they count: base or the salt of the drug. */
const labels: readonly (readonly [
  drug: string,
  form: string,
  counts: "base" | "salt",
  strengths: readonly number[],
])[] = [
  ["citalopram", "tablet", "base", [10, 20, 30, 40]],
  ["citalopram", "drops", "base", [2]],
  ["citalopram", "oral solution", "base", [10]],
  ["citalopram", "capsule", "base", [30]],
  ["escitalopram", "tablet", "base", [5, 10, 15, 20]],
  ["escitalopram", "oral solution", "base", [5]],
  ["escitalopram", "drops", "base", [0.5, 1]],
  ["fluoxetine", "capsule", "base", [10, 20, 30, 40, 60]],
  ["fluoxetine", "tablet", "base", [10, 20, 60]],
  ["fluoxetine", "oral solution", "base", [20]],
  ["fluoxetine", "weekly", "base", [90]],
  ["fluvoxamine", "tablet", "salt", [25, 50, 100]],
  ["fluvoxamine", "ER", "salt", [100, 150]],
  ["paroxetine", "tablet", "base", [10, 20, 30, 40]],
  ["paroxetine", "suspension", "base", [20]],
  ["paroxetine", "CR", "base", [12.5, 25, 37.5]],
  ["paroxetine", "mesylate", "base", [7.5, 10, 20, 30, 40]],
  ["sertraline", "tablet", "base", [25, 50, 100]],
  ["sertraline", "capsule", "base", [150, 200]],
  ["sertraline", "oral concentrate", "base", [20]],
  ["venlafaxine", "IR", "base", [25, 37.5, 50, 75, 100]],
  ["venlafaxine", "XR", "base", [37.5, 75, 150]],
  ["venlafaxine", "besylate", "base", [112.5]],
  ["venlafaxine", "ER tablet", "base", [225]],
  ["duloxetine", "capsule", "base", [20, 30, 40, 60]],
  ["vortioxetine", "tablet", "base", [5, 10, 15, 20]],
  ["vortioxetine", "drops", "base", [1]],
  ["bupropion", "IR", "salt", [75, 100]],
  ["bupropion", "SR", "salt", [100, 150, 200]],
  ["bupropion", "XL", "salt", [150, 300, 450]],
  ["mirtazapine", "tablet", "base", [7.5, 15, 30, 45]],
  ["mirtazapine", "orodispersible", "base", [15, 30, 45]],
  ["mirtazapine", "oral solution", "base", [15]],
  ["agomelatine", "tablet", "base", [25]],
  ["aripiprazole", "tablet", "base", [2, 5, 10, 15, 20, 30]],
  ["aripiprazole", "orodispersible", "base", [10, 15]],
  ["aripiprazole", "oral solution", "base", [25]],
  ["buspirone", "tablet", "salt", [5, 7.5, 10, 15, 30]],
  ["pramipexole", "IR salt", "salt", [0.125, 0.25, 0.5, 0.75, 1, 1.5]],
  ["pramipexole", "IR base", "base", [0.088, 0.18, 0.35, 0.7, 1.1]],
  ["pramipexole", "ER salt", "salt", [0.375, 0.75, 1.5, 2.25, 3, 3.75, 4.5]],
  ["pramipexole", "ER base", "base", [0.26, 0.52, 1.05, 2.1, 3.15]],
  ["methylphenidate", "IR", "salt", [5, 10, 20]],
  ["methylphenidate", "OROS", "salt", [18, 27, 36, 45, 54, 63, 72]],
  ["methylphenidate", "LA", "salt", [10, 20, 30, 40, 60]],
  ["methylphenidate", "CD", "salt", [10, 20, 30, 40, 50, 60]],
  ["methylphenidate", "XR capsule", "salt", [10, 15, 20, 30, 40, 50, 60, 25, 35, 45, 55, 70, 85]],
  ["methylphenidate", "PM", "salt", [20, 40, 60, 80, 100]],
  ["methylphenidate", "base", "base", [8.6, 17.3, 25.9]],
  ["lisdexamfetamine", "capsule", "salt", [10, 20, 30, 40, 50, 60, 70]],
  ["lisdexamfetamine", "chewable", "salt", [10, 20, 30, 40, 50, 60]],
  ["modafinil", "tablet", "base", [100, 200]],
  ["mianserin", "tablet", "salt", [10, 30, 60]],
  ["pindolol", "tablet", "base", [5, 10, 15]],
  ["amisulpride", "tablet", "base", [50, 100, 200, 400]],
  ["amisulpride", "solution", "base", [100]],
  ["celecoxib", "capsule", "base", [50, 100, 200, 400]],
];
const strengths = labels.flatMap(([drug, form, counts, list]) =>
  list.map((mg) => ({ drug, form, counts, mg })),
);

/** Brands of seven countries. */
const brands: Readonly<Record<string, readonly string[]>> = {
  citalopram: ["Celexa", "Cipramil", "Sepram", "Seropram", "Prisdal"],
  escitalopram: ["Lexapro", "Cipralex", "Seroplex", "Esertia"],
  fluoxetine: ["Prozac", "Sarafem", "Prozac Weekly", "Olena", "Fluctin", "Adofen", "Reneuron"],
  fluvoxamine: ["Luvox", "Luvox CR", "Faverin", "Fevarin", "Floxyfral", "Dumirox", "Depromel"],
  paroxetine: [
    "Paxil",
    "Paxil CR",
    "Pexeva",
    "Brisdelle",
    "Seroxat",
    "Deroxat",
    "Divarius",
    "Frosinor",
    "Motivan",
    "Casbol",
  ],
  sertraline: ["Zoloft", "Lustral", "Gladem", "Besitran", "Aremis", "Jzoloft"],
  venlafaxine: ["Effexor", "Effexor XR", "Efexor XL", "Trevilor", "Vandral", "Dobupal", "Effexor SR"],
  duloxetine: ["Cymbalta", "Xeristar"],
  vortioxetine: ["Trintellix", "Brintellix"],
  bupropion: [
    "Wellbutrin",
    "Wellbutrin SR",
    "Wellbutrin XL",
    "Zyban",
    "Aplenzin",
    "Forfivo XL",
    "Elontril",
    "Zyntabac",
  ],
  mirtazapine: ["Remeron", "RemeronSolTab", "Zispin", "Remergil", "Norset", "Rexer", "Reflex"],
  agomelatine: ["Valdoxan", "Thymanax"],
  aripiprazole: ["Abilify", "Abilify Maintena", "Abilify Asimtufii"],
  buspirone: ["BuSpar", "Buspar", "Busp", "Anxut", "Effiplen"],
  pramipexole: ["Mirapex", "Mirapex ER", "Mirapexin", "Sifrol", "BI-Sifrol", "Mirapex LA"],
  methylphenidate: [
    "Ritalin",
    "Ritalin LA",
    "Concerta",
    "Metadate CD",
    "Aptensio XR",
    "Cotempla XR-ODT",
    "Daytrana",
    "Jornay PM",
    "Quillivant XR",
    "Relexxii",
    "Concerta XL",
    "Equasym XL",
    "Medikinet XL",
    "Medikinet",
    "Ritaline",
    "Concerta LP",
    "Quasym LP",
    "Rubifen",
    "Equasym",
  ],
  lisdexamfetamine: ["Vyvanse", "Elvanse", "Elvanse Adult", "Xurta"],
  modafinil: ["Provigil", "Vigil", "Modiodal"],
  mianserin: ["Norval", "Bolvidon", "Tolvin", "Athymil", "Lantanon", "Tetramide"],
  pindolol: ["Visken", "Carvisken"],
  amisulpride: ["Barhemsys", "Solian"],
  celecoxib: ["Celebrex", "Elyxyb", "Celecox"],
};

describe("products", () => {
  it.each(strengths)(
    "$drug $form $mg mg holds the base that its label says",
    ({ drug, form, counts, mg }) => {
      const { base, diagnostics } = taken(`${drug} ${form} ${mg} mg daily`);
      expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
      const expected = counts === "base" ? mg : mg / factors[drug]!;
      expect(Math.abs(base / expected - 1)).toBeLessThan(2e-4);
    },
  );

  // Milligrams of what the drug's file counts.
  it.each([
    ["pramipexole 0.18 mg base three times daily", "pramipexole", 0.18 * 1.4303],
    ["Sifrol 0.7 mg three times daily", "pramipexole", 0.7 * 1.4303],
    ["Sifrol 0.25 mg three times daily", "pramipexole", 0.25],
    ["Mirapex 0.5 mg tid", "pramipexole", 0.5],
    ["paroxetine CR 25 mg daily", "paroxetine", 20],
    ["Paxil CR 37.5 mg daily", "paroxetine", 30],
    ["Seroxat 20 mg daily", "paroxetine", 20],
    ["fluoxetine 90 mg weekly capsule", "fluoxetine", 90],
    ["Prozac Weekly 90 mg weekly", "fluoxetine", 90],
    ["bupropion HBr 348 mg daily", "bupropion", 300],
    ["Aplenzin 522 mg daily", "bupropion", 450],
    ["citalopram 8 mg drops daily", "citalopram", 10],
    ["citalopram 4 drops daily", "citalopram", 10],
    ["citalopram 4 gtt daily", "citalopram", 10],
    ["escitalopram 10 drops daily", "escitalopram", 10],
    ["aripiprazole solution 25 mg daily", "aripiprazole", 30],
    ["Concerta 54 mg daily", "methylphenidate", 45],
    ["buspirone 15 mg twice daily with food", "buspirone", 27.6],
    ["LEXAPRO 10 mg daily", "escitalopram", 10],
    ["cipralex 10 mg daily", "escitalopram", 10],
    ["Escitalopram 10 mg daily", "escitalopram", 10],
    ["Jzoloft 50 mg daily", "sertraline", 50],
    ["Deroxat 20 mg daily", "paroxetine", 20],
    ["Floxyfral 100 mg daily", "fluvoxamine", 100],
    ["Trevilor 75 mg daily", "venlafaxine", 75],
  ])("%s", (text, drug, mg) => {
    const one = taken(text);
    expect(one.diagnostics.filter((d) => d.severity === "error" || d.code === "taken-as")).toEqual([]);
    expect(one.drug).toBe(drug);
    expect(Math.abs(one.mg! / mg - 1)).toBeLessThan(1e-3);
  });

  /** HBr in milligrams of HCl, as the label rounds it: 174, 348 and 522 mg are 150, 300 and 450 mg. */
  it.each([174, 348, 522])("bupropion HBr %d mg is what its label says of HCl and base", (mg) => {
    for (const words of [
      `Aplenzin ${mg} mg daily`,
      `bupropion hydrobromide ${mg} mg daily`,
      `bupropion ${mg} mg daily`,
    ]) {
      const one = taken(words);
      expect(Math.abs(one.mg! / (mg * 0.8613) - 1)).toBeLessThan(2e-4);
      expect(Math.abs(one.base / (mg / 1.3375) - 1)).toBeLessThan(2e-4);
    }
  });

  it.each(Object.entries(brands).flatMap(([drug, names]) => names.map((name) => ({ drug, name }))))(
    "$name leads to $drug, in any case of letters",
    ({ drug, name }) => {
      for (const text of [name, name.toUpperCase(), name.toLowerCase()])
        expect(taken(`${text} 20 mg daily`).drug).toBe(drug);
    },
  );

  // Decided by the number alone, or left as the file counts: said either way.
  it.each([
    ["pramipexole 0.7 mg three times daily", 0.7 * 1.4303, /counted as base \(EU\)/],
    ["bupropion 348 mg daily", 300, /counted as hydrobromide/],
    ["methylphenidate 8.6 mg daily", 8.6 * 1.1563, /counted as base/],
    ["paroxetine 25 mg daily", 25, /strength of the CR tablet/],
    ["methylphenidate 36 mg daily", 36, /strength of the OROS tablet/],
    ["sertraline hydrochloride 50 mg daily", 50, /labelled by its base/],
  ])("say which they are taken as: %s", (text, mg, says) => {
    const one = taken(text);
    const told = one.diagnostics.filter((d) => d.code === "taken-as");
    expect(told.map((d) => d.severity)).toContain("warning");
    expect(told[0]!.message).toMatch(says);
    expect(Math.abs(one.mg! / mg - 1)).toBeLessThan(1e-3);
  });

  it.each([
    ["Abilify Maintena 400 mg every 4 weeks", "not-for-these-kinetics"],
    ["aripiprazole depot 300 mg every 4 weeks", "not-for-these-kinetics"],
    ["Abilify Asimtufii 720 mg every 8 weeks", "not-for-these-kinetics"],
    ["aripiprazole depot 960 mg every 8 weeks", "not-for-these-kinetics"],
    ["Daytrana 10 mg daily", "not-for-these-kinetics"],
    ["methylphenidate patch 15 mg daily", "not-for-these-kinetics"],
    ["methylphenidate patch 20 mg daily", "not-for-these-kinetics"],
    ["methylphenidate patch 30 mg daily", "not-for-these-kinetics"],
    ["Elyxyb 120 mg daily", "not-for-these-kinetics"],
    ["celecoxib oral solution 120 mg daily", "not-for-these-kinetics"],
    ["Barhemsys 10 mg daily", "not-for-these-kinetics"],
    ["escitalopram patch 10 mg daily", "unknown-product"],
    ["escitalopram CR 10 mg daily", "unknown-product"],
    ["lexapor 10 mg daily", "unknown-drug"],
  ])("are refused where the kinetics are not theirs, or nobody makes them: %s", (text, code) => {
    const [fault] = taken(text).diagnostics.filter((d) => d.severity === "error");
    expect(fault).toMatchObject({ code });
    expect(fault!.help).toMatch(/Write|There are|Did you mean "Lexapro"/);
  });

  it("are kept in the words of a regimen, with what was taken", () => {
    expect(regimenWords(taken("pramipexole 0.18 mg base three times daily").entries)).toBe(
      "pramipexole 0.18 mg base three times daily (taken as 0.2574 mg of the dihydrochloride monohydrate: 0.18 mg base)",
    );
    expect(regimenWords(taken("Paxil CR 25 mg daily").entries)).toBe(
      "Paxil CR 25 mg daily (taken as 20 mg: 25 mg as CR tablet)",
    );
  });

  it("settle once: settled entries stay as they are", () => {
    const { entries } = taken("Paxil CR 25 mg daily for 2 weeks then switch to Zoloft 50 mg daily");
    expect(settleProducts(entries, drugs)).toEqual({ entries, diagnostics: [] });
    expect(entries.map((entry) => [entry.drug, entry.dose, entry.replaces?.drug])).toEqual([
      ["paroxetine", 20, undefined],
      ["sertraline", 50, "paroxetine"],
    ]);
  });

  it("of far too little are told as below what is licensed", () => {
    const told = taken("escitalopram 10 mcg daily").diagnostics;
    expect(told).toMatchObject([{ code: "below-licensed", help: expect.stringContaining("Is mg meant") }]);
  });
});
