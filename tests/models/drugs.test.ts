import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { danglingSources } from "../../src/language/library.ts";
import type { Dose } from "../../src/pharmacology/index.ts";
import { amountStates } from "../support/amounts.ts";
import { type Kinetics, regularly, shippedDrug, simulateDrugs } from "../support/kinetics.ts";
import { shippedLibrary } from "../support/shipped.ts";

// The shipped drug files against what was measured in people. Bounds are the published spread unless said.

const names = [...shippedLibrary().drugs.keys()];

/** Half-life in hours between two days without doses. */
function halfLife(kinetics: Kinetics, substance: string, from: number, to: number): number {
  const fall = kinetics.at(`plasma.${substance}`, from) / kinetics.at(`plasma.${substance}`, to);
  return (24 * (to - from) * Math.LN2) / Math.log(fall);
}

/** Average concentration over the last interval of a treatment. */
function steady(drug: string, dose: number, days: number, set = {}, substance = drug): number {
  return simulateDrugs([drug], regularly(drug, dose, 1, days), days, { set }).mean(
    `plasma.${substance}`,
    days - 1,
    days,
  );
}

const within = (share: number, expected: number) => [expected * (1 - share), expected * (1 + share)] as const;

function expectBetween(value: number, [low, high]: readonly [number, number]): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}

describe("shipped drugs", () => {
  it.each(names)(
    "%s: what was taken is present or eliminated, to 1e-6, whatever the doses and enzymes",
    (name) => {
      const drug = shippedDrug(name);
      const states = amountStates(drug);
      const dosing = fc.array(
        fc.record({
          time: fc.integer({ min: 0, max: 640 }).map((n) => n / 64),
          amount: fc.double({ min: 0.1 * drug.licensed.min, max: 2 * drug.licensed.max, noNaN: true }),
        }),
        { minLength: 1, maxLength: 12 },
      );
      const activity = fc.double({ min: 0, max: 2, noNaN: true });
      fc.assert(
        fc.property(dosing, activity, activity, (list, cyp2d6, cyp2c19) => {
          const doses = list.map((dose): Dose => ({ ...dose, drug: name })).sort((a, b) => a.time - b.time);
          const set = { "enzyme.cyp2d6": cyp2d6, "enzyme.cyp2c19": cyp2c19 };
          const kinetics = simulateDrugs([name], doses, 12, { set, sampleEvery: 0.25 });
          kinetics.times.forEach((t, i) => {
            const taken = doses.reduce((sum, d) => sum + (d.time <= t ? d.amount : 0), 0);
            const found = states.reduce((sum, state) => sum + kinetics.of(state)[i]!, 0);
            expect(Math.abs(found - taken)).toBeLessThanOrEqual(1e-6 * Math.max(1, taken));
          });
        }),
        { seed: 5, numRuns: 4 },
      );
    },
  );

  it.each([
    // drug, dose in mg, days of treatment, hours
    ["citalopram", 20, 21, 35],
    ["escitalopram", 10, 21, 30],
    ["sertraline", 50, 14, 26],
    ["duloxetine", 60, 7, 12.5],
    ["vortioxetine", 10, 28, 66],
    ["bupropion", 300, 14, 21],
    ["mirtazapine", 30, 14, 30],
    ["aripiprazole", 5, 40, 72],
    ["buspirone", 15, 2, 2.5],
    ["pramipexole", 1, 7, 12.9],
    ["mianserin", 60, 14, 33],
    ["methylphenidate", 20, 2, 3],
    ["modafinil", 200, 7, 14.5],
  ])("%s has its published half-life to 10 %%", (drug, dose, days, published) => {
    const last = days - 1;
    const wait = Math.min(3, (3 * published) / 24);
    const kinetics = simulateDrugs([drug], regularly(drug, dose, 1, days), last + 2 * wait);
    expectBetween(halfLife(kinetics, drug, last + wait, last + 2 * wait), within(0.1, published));
  });

  it.each([
    // drug, substance, dose in mg, days of treatment, hours, what shows it
    // 16 h in extensive metabolisers (Sindrup 1992), 21 h on the label
    ["paroxetine", "paroxetine", 30, 30, [0.9 * 16, 1.1 * 21], {}],
    ["paroxetine", "paroxetine", 30, 1, [0.9 * 41, 1.1 * 41], { "enzyme.cyp2d6": 0 }],
    // Slow release hides the half-lives of drug and metabolite; a tablet that dissolves at once shows them.
    ["venlafaxine", "venlafaxine", 75, 7, [0.9 * 5, 1.1 * 5], { "venlafaxine.absorption": 24 }],
    ["venlafaxine", "desvenlafaxine", 75, 7, [0.9 * 11, 1.1 * 11], { "venlafaxine.absorption": 24 }],
    ["bupropion", "hydroxybupropion", 300, 14, [0.9 * 20, 1.1 * 20], {}],
    ["agomelatine", "agomelatine", 25, 2, [1, 2], {}],
    ["lisdexamfetamine", "dexamfetamine", 50, 7, [10, 12], {}],
    ["pindolol", "pindolol", 5, 2, [3, 4], {}],
    ["amisulpride", "amisulpride", 50, 7, [0.9 * 12, 1.1 * 12], {}],
    ["celecoxib", "celecoxib", 200, 7, [0.9 * 11, 1.1 * 11], {}],
  ] as const)("%s: %s has its published half-life", (drug, substance, dose, days, hours, set) => {
    const wait = Math.min(3, (3 * hours[1]) / 24);
    const from = days - 1 + wait;
    const kinetics = simulateDrugs([drug], regularly(drug, dose, 1, days), from + wait, { set });
    expectBetween(halfLife(kinetics, substance, from, from + wait), hours);
  });

  it("fluoxetine slows down with repeated doses, and norfluoxetine stays longer still", () => {
    const once = simulateDrugs(["fluoxetine"], regularly("fluoxetine", 20, 1, 1), 4);
    const often = simulateDrugs(["fluoxetine"], regularly("fluoxetine", 20, 1, 60), 98);
    expectBetween(halfLife(once, "fluoxetine", 1.5, 4), [24, 72]);
    expectBetween(halfLife(often, "fluoxetine", 61, 65), [96, 144]);
    expectBetween(halfLife(often, "norfluoxetine", 85, 98), [4 * 24, 16 * 24]);
  });

  it("paroxetine outgrows its dose, and its first dose tells phenotypes apart that repeated doses do not", () => {
    const exposure = (cyp2d6: number) =>
      240 *
      simulateDrugs(["paroxetine"], regularly("paroxetine", 30, 1, 1), 10, {
        set: { "enzyme.cyp2d6": cyp2d6 },
      }).mean("plasma.paroxetine", 0, 10);
    // 550 and 3910 nmol h/L, 2550 and 4410 at steady state; 329.4 g/mol (Sindrup 1992)
    expectBetween(exposure(1), within(0.2, 181));
    expectBetween(exposure(0), within(0.2, 1288));
    const repeated = steady("paroxetine", 30, 28);
    const repeatedPoor = steady("paroxetine", 30, 28, { "enzyme.cyp2d6": 0 });
    expectBetween(repeated, within(0.1, 35));
    expectBetween(repeatedPoor / repeated, within(0.2, 4410 / 2550));
    expect(steady("paroxetine", 40, 28)).toBeGreaterThan(2.5 * steady("paroxetine", 20, 28));
  });

  it("fluvoxamine triples with each doubling of its dose", () => {
    const [low, mid, high] = [25, 50, 100].map((dose) => steady("fluvoxamine", dose, 21));
    expectBetween(mid! / low!, within(0.2, 3.25));
    expectBetween(high! / mid!, within(0.2, 3.17));
  });

  it("fluvoxamine slows down with repeated doses, much less than its levels grow, and recovers", () => {
    const once = simulateDrugs(["fluvoxamine"], regularly("fluvoxamine", 50, 1, 1), 3);
    const often = simulateDrugs(["fluvoxamine"], regularly("fluvoxamine", 200, 1, 21), 28);
    // 15 to 20 h after one dose (Perucca 1994); 32 (SD 11) h and later 15.8 (SD 4.2) h after repeated ones (Spigset 1998)
    for (const [from, to] of [
      [0.5, 2],
      [1, 3],
    ] as const)
      expectBetween(halfLife(once, "fluvoxamine", from, to), [0.9 * 15, 1.1 * 20]);
    expectBetween(halfLife(often, "fluvoxamine", 20.25, 22), within(0.1, 32));
    expectBetween(halfLife(often, "fluvoxamine", 25, 27), within(0.1, 15.8));
  });

  it.each([
    ["escitalopram", 10, "cyp2c19", 0, 3.3],
    ["escitalopram", 10, "cyp2c19", 0.5, 1.6],
    ["sertraline", 100, "cyp2c19", 0, 2.68],
    ["sertraline", 100, "cyp2c19", 0.5, 1.38],
    ["citalopram", 20, "cyp2c19", 0, 2],
    ["vortioxetine", 10, "cyp2d6", 0, 2],
    ["aripiprazole", 5, "cyp2d6", 0, 1.8],
    ["duloxetine", 60, "cyp1a2", 1.6, 0.7],
  ])(
    "%s %d mg with %s at %d has the published exposure ratio to 20 %%",
    (drug, dose, enzyme, activity, ratio) => {
      const changed = steady(drug, dose, 60, { [`enzyme.${enzyme}`]: activity });
      expectBetween(changed / steady(drug, dose, 60), within(0.2, ratio));
    },
  );

  it.each([
    // drug, substance, dose in mg a day, mean level in ng/mL between these: 1000 dose / 24 h / CL/F, or a range that was seen
    ["citalopram", "citalopram", 40, [66, 97]], // CL/F 25.2 in volunteers and 17 in patients
    ["escitalopram", "escitalopram", 10, [11.5, 26]], // CL/F 36 (31 and availability) and 16.3
    ["duloxetine", "duloxetine", 60, within(0.2, 22)], // 114 L/h (Sharma 2000)
    ["vortioxetine", "vortioxetine", 10, within(0.2, 12.6)], // 33 L/h (product information)
    ["aripiprazole", "aripiprazole", 5, [52, 61]], // 3.45 to 4 L/h
    ["pramipexole", "pramipexole", 1, within(0.2, 1.66)], // 25.1 L/h (Wright 1997)
    ["venlafaxine", "venlafaxine", 75, within(0.2, 34)], // 1.3 L/h for each of 70 kg (label)
    ["venlafaxine", "desvenlafaxine", 75, within(0.2, 112)], // 0.4 L/h for each of 70 kg (label)
  ] as const)("%s: %s reaches its published steady level on %d mg", (drug, substance, dose, level) => {
    expectBetween(steady(drug, dose, 40, {}, substance), level);
  });

  it("venlafaxine keeps the sum with its metabolite in CYP2D6 poor metabolisers, and loses the metabolite", () => {
    const sum = (set: Record<string, number>) =>
      steady("venlafaxine", 150, 14, set) + steady("venlafaxine", 150, 14, set, "desvenlafaxine");
    const poor = { "enzyme.cyp2d6": 0 };
    expectBetween(sum(poor) / sum({}), within(0.1, 1));
    expect(steady("venlafaxine", 150, 14, poor, "desvenlafaxine")).toBe(0);
  });

  it.each([
    ["bupropion", 300, "vortioxetine", 10, 2.3],
    ["fluvoxamine", 100, "duloxetine", 60, 5.6],
    ["fluoxetine", 20, "aripiprazole", 5, 1.8],
  ])("%s %d mg raises %s %d mg as published, to 20 %%", (inhibitor, dose, substrate, other, ratio) => {
    const days = 60;
    const both = [...regularly(substrate, other, 1, days), ...regularly(inhibitor, dose, 1, days)];
    both.sort((a, b) => a.time - b.time);
    const raised = simulateDrugs([substrate, inhibitor], both, days).mean(
      `plasma.${substrate}`,
      days - 1,
      days,
    );
    expectBetween(raised / steady(substrate, other, days), within(0.2, ratio));
  });

  it("bupropion peaks far above its mean and its metabolite does not, as measured", () => {
    const day = regularly("bupropion", 300, 1, 14);
    const kinetics = simulateDrugs(["bupropion"], day, 14);
    const peak = (name: string) =>
      Math.max(...[...kinetics.of(`plasma.${name}`)].filter((_, i) => kinetics.times[i]! >= 13));
    expectBetween(peak("bupropion"), within(0.2, 112));
    expectBetween(steady("bupropion", 300, 14), within(0.2, 49));
    expectBetween(peak("hydroxybupropion") / peak("bupropion"), within(0.2, 7));
    const metabolite = steady("bupropion", 300, 14, {}, "hydroxybupropion");
    expectBetween(metabolite / steady("bupropion", 300, 14), within(0.2, 13));
  });

  it("what an inhibitor did outlasts it when it stays (fluoxetine) and hardly when it does not (bupropion)", () => {
    const left = (inhibitor: string, dose: number) =>
      simulateDrugs(["vortioxetine", inhibitor], regularly(inhibitor, dose, 1, 30), 44).at(
        "vortioxetine.cyp2d6_inhibition",
        44,
      );
    expect(left("fluoxetine", 20)).toBeLessThan(0.25);
    expect(left("bupropion", 300)).toBeGreaterThan(0.95);
  });

  it("methylphenidate holds the dopamine transporter as measured two hours after a dose", () => {
    const measured = [
      [10, 0.4],
      [20, 0.54],
      [40, 0.72],
      [60, 0.74],
    ] as const;
    for (const [dose, occupancy] of measured) {
      const kinetics = simulateDrugs(["methylphenidate"], regularly("methylphenidate", dose, 1, 1), 1);
      expect(Math.abs(kinetics.at("target.dat_inhibitor", 2 / 24) - occupancy)).toBeLessThan(0.05);
    }
  });
});

describe("bioavailability", () => {
  const drugs = [...shippedLibrary().drugs.values()];

  it("says of every drug what its study counted, with a source", () => {
    for (const { name, bioavailabilityOf } of drugs) {
      expect(bioavailabilityOf, name).toBeDefined();
      expect(bioavailabilityOf!.sources.length, name).toBeGreaterThan(0);
    }
  });

  it("and effects of bodies and ways of absorption cite sources that are known: one that is not is a fault", () => {
    const library = shippedLibrary();
    const lost = (drug: (typeof drugs)[number]) =>
      danglingSources({ ...library, drugs: new Map([[drug.name, drug]]) }).map(({ code }) => code);
    const own = drugs.find(({ name }) => name === "methylphenidate")!;
    expect(lost(own)).toEqual([]);
    const bioavailabilityOf = { what: "nominal", sources: ["nobody1999"] } as const;
    expect(lost({ ...own, bioavailabilityOf })).toEqual(["unknown-source"]);
    const duloxetine = drugs.find(({ name }) => name === "duloxetine")!;
    const [effect] = duloxetine.covariates;
    const clearance = { ...effect!.clearance, sources: ["nobody1999"] };
    expect(lost({ ...duloxetine, covariates: [{ ...effect!, clearance }] })).toEqual(["unknown-source"]);
  });

  it("is assumed where it is nominal, and is not 1 where unchanged drug was counted", () => {
    for (const { name, bioavailabilityOf, kinetics } of drugs) {
      if (bioavailabilityOf!.what === "nominal") expect(kinetics.bioavailability!.tier, name).toBe("assumed");
      if (bioavailabilityOf!.what === "unchanged drug")
        expect(kinetics.bioavailability!.value, name).toBeLessThan(1);
    }
  });

  // L/hour over the bioavailability, as the sources print it; by weight in 70 kg.
  it.each([
    ["venlafaxine", 1.3 * 70],
    ["duloxetine", 114],
    ["pramipexole", 25.1],
    ["vortioxetine", 33],
  ])("brings %s to the clearance over it that its source prints", (name, wanted) => {
    const { clearance, bioavailability } = drugs.find((drug) => drug.name === name)!.kinetics;
    expect(clearance!.value / bioavailability!.value / wanted).toBeCloseTo(1, 2);
  });

  it("parts what is radioactive from what is unchanged: paroxetine and fluvoxamine lose the rest in the liver", () => {
    for (const { name, bioavailabilityOf, kinetics } of drugs)
      if (bioavailabilityOf!.what === "radioactivity") expect(kinetics.hepatic_flow, name).toBeDefined();
  });
});
