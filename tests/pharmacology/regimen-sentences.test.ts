import { describe, expect, it } from "vitest";
import { type Drug, expandRegimen } from "../../src/pharmacology/index.ts";
import { doseForOccupancy, steadyOccupancy } from "../../src/pharmacology/occupancy.ts";
import { lengthText } from "../../src/pharmacology/regimen-messages.ts";
import { nearestAmount, roundingText } from "../../src/pharmacology/tablets.ts";
import { drugFrom, drugOf, drugText, quantityText } from "../support/drugs.ts";
import { cabinet, compiled, entryOf, taken } from "../support/regimens.ts";

const said = (treatment: string, weeks = 12) =>
  compiled(treatment, { weeks }).diagnostics.map((d) => [d.severity, d.message, d.help]);
const step = (keys: string, drug = "calmol", dose = "10 mg") =>
  `[{drug: ${drug}, dose: ${dose}, every: 1 day, ${keys}}]`;

describe("what is said of a regimen that cannot be", () => {
  it.each<[string, string, string]>([
    [
      step("from: week 3, until: week 2"),
      "The treatment ends on day 14, before or when it starts on day 21.",
      "until is exclusive: the last dose is given before it.",
    ],
    [
      step("from: week 13"),
      "The treatment starts on day 91, but the run ends on day 84.",
      "Start earlier or make the run longer.",
    ],
    [
      step("taper: 3 weeks"),
      "Nothing says when the taper starts.",
      "Write until: the full dose is given before it, and the taper starts there.",
    ],
    [
      step("until: week 10, taper: 3 weeks"),
      "The taper lasts from day 70 to day 91, but the run ends on day 84.",
      "Make the run at least 13 weeks long (duration, or --duration), or start the taper earlier.",
    ],
    [
      `"slowol 10 mg daily until week 4 then taper hyperbolically over 2 weeks"`,
      "The file of slowol names no site that it acts on, so it cannot be tapered by occupancy.",
      "Taper it linearly.",
    ],
    [
      step("titrate: {to: 5 mg, by: 1 mg, every: 1 week}"),
      "A titration goes up, but this one goes from 10 mg to 5 mg.",
      "To lower a dose, write a second entry with the lower dose, or a taper.",
    ],
    [
      step("loading: 5 mg"),
      "A loading dose is higher than the dose after it, but 5 mg is not more than 10 mg.",
      "To start low, write titrate, or two entries.",
    ],
    [
      step("split: [hour 0, hour 30]"),
      "A part of the dose is due 1.25 days after the first, but the next dose is due after 1 day.",
      'Times of a split lie within "every"; the first is usually hour 0.',
    ],
    [
      step("late: {by: 25 hours, on: weekends}"),
      "A dose that is 1.04167 days late comes when the next is due, 1 day later, or after it.",
      "Write miss for doses that are left out.",
    ],
    [
      step("late: {by: 12 hours, on: weekends}, split: [hour 0, hour 16]"),
      "A dose that is 12 hours late comes when the next is due, 8 hours later, or after it.",
      "Write miss for doses that are left out.",
    ],
    [
      step("round_to: tablets", "calmol", "7 mg"),
      "7 mg cannot be made of tablets of 5 mg.",
      'The nearest that can be had is 5 mg; round_to also takes "half tablets" or an amount such as 1 mg.',
    ],
    [
      step("from: week 2, replaces: vigol", "calmol"),
      "vigol is not taken before day 14, so nothing can replace it there.",
      "Write the entry of the drug that is replaced first.",
    ],
    [
      `[{drug: calmol, dose: 5 mg, every: 2 days}, {drug: calmol, dose: 5 mg, every: 3 days, from: day 3}]`,
      "Two entries give calmol at the same time, first on day 6.",
      "End the other one with until: day 6, or write replaces: calmol here.",
    ],
  ])("%s", (treatment, message, help) => {
    expect(said(treatment)).toEqual([["error", message, help]]);
  });

  it("names the drug that is meant, the places that belong together, and doses that are nothing", () => {
    expect(said(step("from: week 1", "calmoll"))[0]).toEqual([
      "error",
      'There is no drug "calmoll".',
      expect.stringContaining("calmol"),
    ]);
    const twice = compiled(
      `[{drug: calmol, dose: 5 mg, every: 1 day}, {drug: calmol, dose: 10 mg, every: 1 day, from: week 2}]`,
    ).diagnostics[0]!;
    expect(twice.notes!.map(({ message }) => message)).toEqual(["The other entry is this one."]);
    expect(twice.notes![0]!.place!.start).toBeLessThan(twice.place!.start);
    const { diagnostics } = expandRegimen([entryOf({ dose: 0, every: -1 })], 84, cabinet, 0);
    expect(diagnostics.map(({ message, help }) => [message, help])).toEqual([
      ["The dose must be more than zero, but it is 0 mg.", "To stop a drug, end its entry with until."],
      [
        "The interval between doses must be more than zero, but it is -1 days.",
        "To stop a drug, end its entry with until.",
      ],
    ]);
    const replaced = compiled(
      `[{drug: calmol, dose: 5 mg, every: 1 day, until: week 2}, {drug: calmol, dose: 10 mg, every: 1 day, from: week 6}, {drug: serenol, dose: 5 mg, every: 1 day, from: week 4, replaces: calmol}]`,
    ).diagnostics.find(({ code }) => code === "starts-after-replaced")!;
    expect(replaced).toMatchObject({
      message: "calmol starts here, on or after day 28, when it has been replaced.",
      help: "Leave this entry out, or put it after the one that replaces it if it is started again.",
      notes: [{ message: "It is replaced here." }],
    });
  });

  it("asks of each part of a dose, of loading and of what is titrated to, that it can be had", () => {
    expect(said(step("round_to: 2 mg", "calmol", "7 mg"))).toEqual([
      ["error", "7 mg cannot be made of multiples of 2 mg.", expect.stringContaining("is 6 mg;")],
    ]);
    expect(said(step("round_to: 2 mg", "calmol", "6 mg"))).toEqual([]);
    // Half of 10 mg is a tablet, a quarter of it half of one.
    expect(said(step("split: [hour 0, hour 12], round_to: tablets"))).toEqual([]);
    expect(said(step("split: [hour 0, hour 6, hour 12, hour 18], round_to: tablets"))[0]![1]).toBe(
      "2.5 mg cannot be made of tablets of 5 mg.",
    );
    expect(said(step("split: [hour 0, hour 6, hour 12, hour 18], round_to: half tablets"))).toEqual([]);
    expect(said(step("loading: 12 mg, round_to: tablets")).map(([, message]) => message)).toEqual([
      "12 mg cannot be made of tablets of 5 mg.",
    ]);
    expect(
      said(step("titrate: {to: 18 mg, by: 5 mg, every: 1 week}, round_to: tablets")).map(
        ([, message]) => message,
      ),
    ).toEqual(["18 mg cannot be made of tablets of 5 mg."]);
  });
});

describe("what is said of a regimen that is unusual", () => {
  it.each<[string, string, string]>([
    [
      `"calmol 25 mg daily"`,
      "calmol 25 mg a day is above the licensed maximum of 20 mg a day.",
      "Beyond it harms are not covered by the trials for the licence, and the model extrapolates.",
    ],
    [
      `"calmol 2 mg daily"`,
      "calmol 2 mg a day is below the lowest licensed dose of 5 mg a day.",
      "Trials for the licence do not speak for so little; occupancy measured at low doses does, where the file lists it.",
    ],
    [
      `"calmol 0.05 mg daily"`,
      "calmol 0.05 mg a day is below the lowest licensed dose of 5 mg a day.",
      "Is mg meant, and not mcg? If it is so little, nothing much will show.",
    ],
    [
      `"calmol 10 mg daily missing day 90"`,
      "No dose of calmol is due on day 90, so none is missed there.",
      "Days count from 0, the start of the run.",
    ],
    [
      step("until: week 2, titrate: {to: 20 mg, by: 2 mg, every: 1 week}"),
      "20 mg would be reached on day 35, but the entry ends on day 14, so it never is.",
      "Start higher, take larger steps, or end later.",
    ],
  ])("%s", (treatment, message, help) => {
    expect(said(treatment)).toEqual([["warning", message, help]]);
  });

  it("takes half the lowest dose for a start, and what is taken side by side together", () => {
    expect(said(`"calmol 2.5 mg daily"`)).toEqual([]);
    expect(said(`["calmol 10 mg daily until week 2", "calmol 15 mg daily from week 2"]`)).toEqual([]);
    expect(said(`["calmol 10 mg daily", "calmol 15 mg daily from hour 12"]`)[0]![1]).toContain(
      "calmol 25 mg a day",
    );
  });

  it("says from when to when two drugs that do the same are taken, and where the other is", () => {
    const [one] = compiled(
      `["calmol 10 mg daily", "serenol 10 mg daily from week 3 until week 5"]`,
    ).diagnostics;
    expect(one).toMatchObject({
      severity: "warning",
      message:
        "calmol and serenol are both taken from day 21 to day 35, and both block the serotonin transporter.",
      help: "They share one site, so the second adds little to the first but its harms (serotonin toxicity). If a switch is meant, write replaces: calmol here.",
      notes: [{ message: "The other drug is this one." }],
    });
    const crossed = `[{drug: calmol, dose: 10 mg, every: 1 day}, {drug: serenol, dose: 10 mg, every: 1 day, from: week 3, replaces: calmol, cross_taper: 2 weeks}]`;
    expect(said(crossed)).toEqual([]);
  });

  it("says when a taper ends early, as its last steps are less than half a tablet", () => {
    // From 10 mg in four weeks: below 2.5 mg, a quarter of the way, nothing is nearer than a tablet of 5 mg.
    const { diagnostics, doses } = compiled(step("until: week 4, taper: 4 weeks, round_to: tablets"));
    const last = doses.at(-1)!.time;
    expect(diagnostics.map(({ severity, message, help }) => [severity, message, help])).toEqual([
      [
        "warning",
        `The last ${lengthText(56 - last - 1)} of the taper are without drug: what is left is nearer to nothing than to what tablets of 5 mg give, so it ends at 5 mg.`,
        "For smaller last steps round to half tablets or to an amount such as 1 mg (drops).",
      ],
    ]);
    expect(56 - last - 1).toBeGreaterThan(5);
    const half = compiled(step("until: week 4, taper: 4 weeks, round_to: half tablets")).diagnostics;
    expect(half[0]!.help).toBe("For smaller last steps round to an amount such as 1 mg (drops).");
  });
});

describe("lengths, tablets and roundings in words", () => {
  it("are in the largest unit that they are whole in", () => {
    expect([0.25, 1 / 24, 1, 1.5, 6, 7, 14, 10].map(lengthText)).toEqual([
      "6 hours",
      "1 hour",
      "1 day",
      "1.5 days",
      "6 days",
      "1 week",
      "2 weeks",
      "10 days",
    ]);
    expect(roundingText({ kind: "tablets", parts: 1, place: entryOf().place }, [5, 10, 20])).toBe(
      "tablets of 5, 10 and 20 mg",
    );
    expect(roundingText({ kind: "tablets", parts: 2, place: entryOf().place }, [5])).toBe(
      "half tablets of 5 mg",
    );
    expect(roundingText({ kind: "multiples", of: 0.5, place: entryOf().place }, [])).toBe(
      "multiples of 0.5 mg",
    );
  });

  const place = entryOf().place;
  it.each([
    [7, [5], 1, 5],
    [8, [5], 1, 10],
    [7.5, [5], 1, 5],
    [2, [5], 1, 0],
    [2.5, [5], 2, 2.5],
    [3.7, [5], 2, 2.5],
    [11, [4, 6], 1, 10],
    [13, [4, 6], 1, 12],
    [2.9, [4, 6], 1, 4],
    [1.9, [4, 6], 1, 0],
    [1001.4, [4, 6], 1, 1002],
    [7, [], 1, 7],
  ] as const)("%d mg of tablets of %j in %d parts is %d mg", (wanted, tablets, parts, near) => {
    expect(nearestAmount(wanted, { kind: "tablets", parts, place }, tablets)).toBeCloseTo(near, 9);
  });

  it("takes the lower of two multiples that are equally near", () => {
    const to = (wanted: number, of: number) => nearestAmount(wanted, { kind: "multiples", of, place }, []);
    expect([to(1.5, 1), to(1.6, 1), to(2, 1), to(0.3, 0.1), to(0.4, 1)]).toEqual([1, 2, 2, 0.3, 0]);
  });
});

describe("steadyOccupancy", () => {
  it("is emax C over EC50 plus C, at the mean level F dose over CL", () => {
    // 0.8 of 10 mg a day over 480 L a day are 16.67 ng/mL, with an EC50 of 10.
    const drug = drugOf();
    const c = (0.8 * 10 * 1000) / 480;
    expect(steadyOccupancy(drug, 10)).toBeCloseTo((0.8 * c) / (10 + c), 9);
    expect(steadyOccupancy(drug, 0)).toBe(0);
    for (const occupancy of [0.1, 0.4, 0.6])
      expect(steadyOccupancy(drug, doseForOccupancy(drug, occupancy, 100))).toBeCloseTo(occupancy, 9);
    expect(doseForOccupancy(drug, 0.79, 5)).toBeCloseTo(5, 9);
  });

  it("is of the first target of the drug's file, whatever it is, and of no other", () => {
    const level = (0.8 * 10 * 1000) / 480;
    const target = (site: string, action: string, half: number) =>
      `  - {site: ${site}, action: ${action}, ec50: ${quantityText(half, "ng/mL")}, emax: ${quantityText(1, "1")}}\n`;
    const occupancy = (...targets: string[]) =>
      steadyOccupancy(drugFrom(drugText().replace(/(targets:\n)[\s\S]*$/, `$1${targets.join("")}`)), 10);
    const first = target("d2", "antagonist", 5);
    expect(occupancy(first)).toBeCloseTo(level / (5 + level), 9);
    expect(occupancy(first, target("sert", "inhibitor", 1))).toBeCloseTo(level / (5 + level), 9);
    expect(occupancy(target("sert", "inhibitor", 1), first)).toBeCloseTo(level / (1 + level), 9);
  });

  it("counts what a metabolite does at the same site, with its share of the dose and its own clearance", () => {
    // Half of what is absorbed becomes the metabolite, cleared at 240 L a day: both stand at the same level.
    const level = (0.8 * 10 * 1000) / 480;
    const drug = drugOf();
    const metabolite = (site: string): Drug => ({
      ...drug,
      metabolites: [
        {
          ...drug,
          name: "norcalmol",
          formed: { ...drug.kinetics.bioavailability!, value: 0.5 },
          kinetics: { ...drug.kinetics, clearance: { ...drug.kinetics.clearance, value: 240 } },
          targets: drug.targets.map((target) => ({ ...target, site })),
        } as never,
      ],
    });
    expect(steadyOccupancy(metabolite("net"), 10)).toBeCloseTo((0.8 * level) / (10 + level), 9);
    expect(steadyOccupancy(metabolite("sert"), 10)).toBeCloseTo((0.8 * 2 * level) / (10 + 2 * level), 9);
    const prodrug = { ...metabolite("net"), targets: [] };
    expect(steadyOccupancy(prodrug, 10)).toBeCloseTo((0.8 * level) / (10 + level), 9);
  });

  it("solves for the level where a drug slows its own clearance", () => {
    const text = `
drug: slowol
title: Slowol
class: SSRI
about: Made up.
licensed: {min: 5 mg, usual: 10 mg, max: 20 mg}
tablets: [5 mg]
kinetics:
  bioavailability: ${quantityText(1, "1")}
  absorption: ${quantityText(24, "1/day")}
  clearance: ${quantityText(480, "L/day")}
  volume: ${quantityText(1000, "L")}
targets:
  - {site: sert, action: inhibitor, ec50: ${quantityText(10, "ng/mL")}, emax: ${quantityText(0.8, "1")}}
enzymes: {cyp2d6: ${quantityText(0.5, "1")}}
inhibits:
  cyp2d6: {ki: ${quantityText(20, "ng/mL")}, own_ki: ${quantityText(20, "ng/mL")}}
`;
    const drug = drugFrom(text);
    // 10 mg a day = 480 (1 - 0.5 (1 - 1 / (1 + C / 20))) C, which is 480 C (20 + C / 2) / (20 + C).
    const rate = 10_000 / 480;
    const level = (-(20 - rate) + Math.sqrt((20 - rate) ** 2 + 4 * 0.5 * 20 * rate)) / (2 * 0.5);
    expect((level * (20 + level / 2)) / (20 + level)).toBeCloseTo(rate, 9);
    expect(steadyOccupancy(drug, 10)).toBeCloseTo((0.8 * level) / (10 + level), 6);
  });
});

it("doses that are given stand in the order of time, each at its amount", () => {
  const plan = compiled(step("loading: 15 mg, until: day 3"));
  expect(taken(plan)).toEqual([
    [0, 15],
    [1, 10],
    [2, 10],
  ]);
});
