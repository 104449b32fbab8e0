import { describe, expect, it } from "vitest";
import { type Drug, drugModules } from "../../src/pharmacology/index.ts";
import { amountStates } from "../support/amounts.ts";
import { drugFile, drugFrom, quantityText } from "../support/drugs.ts";
import { regularly, simulateModules } from "../support/kinetics.ts";
import { readModules } from "../support/modules.ts";
import { measuresOf, runText } from "../support/shipped.ts";

const { modules: enzymes } = readModules(`
module: enzyme
title: Enzymes
about: Of this test.
parameters:
  cyp2d6: {value: 1, unit: "1", range: [0, 3], tier: assumed, about: Activity.}
  cyp3a4: {value: 1, unit: "1", range: [0, 3], tier: assumed, about: Activity.}
`);

const single = (drugs: readonly Drug[], days: number, every: number) =>
  simulateModules(
    enzymes,
    drugs,
    [{ time: 0, drug: drugs[0]!.name, amount: 10 }],
    days,
    {},
    {
      sampleEvery: every,
      rtol: 1e-8,
      atol: 1e-10,
    },
  );

/** Trapezoidal area under samples. */
const area = (times: Float64Array, values: Float64Array) =>
  [...values].reduce(
    (sum, v, i) => (i === 0 ? 0 : sum + ((v + values[i - 1]!) / 2) * (times[i]! - times[i - 1]!)),
    0,
  );

/** Concentration (ng/mL) held by small frequent doses, 240 mg a day in all. */
const held = (drugs: readonly Drug[], days: number, set = {}) => {
  const doses = drugs.flatMap((d) => regularly(d.name, 2.5, 1 / 96, days)).sort((a, b) => a.time - b.time);
  return simulateModules(enzymes, drugs, doses, days, set, { sampleEvery: 1 / 96 });
};
const share = (enzyme: string, value: number) => `  ${enzyme}: ${quantityText(value, "1")}\n`;

describe("disposition", () => {
  it("a transit time adds itself to the mean time that a dose spends in the body", () => {
    const kinetics = { absorption: 12, clearance: 480, volume: 1000 };
    const drug = drugFrom(drugFile("calmol", { ...kinetics, transit_time: 0.2 }));
    const { times, of } = single([drug], 40, 0.01);
    const inside = of("calmol.eliminated").map((mg) => 10 - mg);
    expect(area(times, inside) / 10).toBeCloseTo(0.2 + 1 / 12 + 1000 / 480, 4);
    // A third store of a chain lets nothing through at once.
    expect(of("calmol.absorbing")[1]!).toBeLessThan(0.02);
  });

  it("two compartments fall with the slow root of their quadratic, and expose as one does", () => {
    const [cl, v1, v2, q] = [480, 200, 900, 600];
    const drug = drugFrom(
      drugFile("calmol", { clearance: cl, volume: v1, peripheral_volume: v2, peripheral_flow: q }),
    );
    const { times, of } = single([drug], 30, 0.005);
    const [k10, k12, k21] = [cl / v1, q / v1, q / v2];
    const sum = k10 + k12 + k21;
    const slow = (sum - Math.sqrt(sum * sum - 4 * k10 * k21)) / 2;
    const plasma = of("plasma.calmol");
    const at = (day: number) => plasma[times.findIndex((t) => t >= day - 1e-9)]!;
    expect(Math.log(at(8) / at(10)) / 2).toBeCloseTo(slow, 5);
    expect(area(times, plasma)).toBeCloseTo((10 / cl) * 1000, 1);
  });

  it("a well-stirred liver makes oral exposure the dose over what the enzymes could clear, whatever the flow", () => {
    for (const flow of [500, 5000]) {
      const drug = drugFrom(drugFile("calmol", { clearance: 2000, volume: 800, hepatic_flow: flow }));
      const { times, of } = single([drug], 40, 0.005);
      expect(area(times, of("plasma.calmol"))).toBeCloseTo((10 / 2000) * 1000, 2);
      expect(of("calmol.available")[0]!).toBeCloseTo(flow / (flow + 2000), 10);
    }
  });

  it.each([
    ["reversible", ""],
    ["inactivating", `, recovery_half_life: ${quantityText(2, "day")}`],
  ])("self-inhibition (%s) holds the level at which clearance meets the dose", (_, more) => {
    const drug = drugFrom(
      drugFile(
        "calmol",
        { clearance: 2400, volume: 1000 },
        `enzymes:\n${share("cyp2d6", 0.75)}inhibits:\n  cyp2d6: {own_ki: ${quantityText(50, "ng/mL")}${more}}\n`,
      ),
    );
    const level = held([drug], 60).mean("plasma.calmol", 59, 60);
    const clearance = 2400 * (0.75 / (1 + level / 50) + 0.25);
    expect((clearance * level) / 1000).toBeCloseTo(240, 0);
    expect(level).toBeGreaterThan(200);
  });

  it("ki touches other drugs alone, own_ki the drug itself alone", () => {
    const kinetics = { clearance: 2400, volume: 1000 };
    const route = `enzymes:\n${share("cyp2d6", 0.8)}`;
    const rival = (constant: string) =>
      drugFrom(
        drugFile(
          "rival",
          kinetics,
          `${route}inhibits:\n  cyp2d6: {${constant}: ${quantityText(10, "ng/mL")}}\n`,
        ),
      );
    const calmol = drugFrom(drugFile("calmol", kinetics, route));
    const levels = (constant: string) => {
      const run = held([calmol, rival(constant)], 20);
      return ["calmol", "rival"].map((name) => run.mean(`plasma.${name}`, 19, 20));
    };
    const [raised, plain] = levels("ki");
    expect(plain!).toBeCloseTo(100, 0);
    // What is left of the route: 1 / (1 + 100/10).
    expect(raised!).toBeCloseTo(100 / (0.2 + 0.8 / 11), -1);
    const [untouched, own] = levels("own_ki");
    expect(untouched!).toBeCloseTo(100, 0);
    expect(own!).toBeGreaterThan(300);
  });

  it("a metabolite of one enzyme follows that enzyme, and its level the ratio of clearances", () => {
    const drug = drugFrom(
      drugFile(
        "calmol",
        { clearance: 2400, volume: 1000 },
        `enzymes:
${share("cyp2d6", 0.6)}${share("cyp3a4", 0.2)}metabolites:
  calmide:
    title: Calmide
    formed: ${quantityText(0.5, "1")}
    by: cyp2d6
    kinetics: {clearance: ${quantityText(600, "L/day")}, volume: ${quantityText(300, "L")}}
`,
      ),
    );
    const normal = held([drug], 20);
    const ratio = normal.mean("plasma.calmide", 19, 20) / normal.mean("plasma.calmol", 19, 20);
    expect(ratio).toBeCloseTo((0.5 * 0.6 * 2400) / 600, 2);
    const poor = held([drug], 20, { "enzyme.cyp2d6": 0 });
    expect(poor.mean("plasma.calmide", 19, 20)).toBe(0);
    expect(poor.mean("plasma.calmol", 19, 20)).toBeCloseTo(100 / 0.4, 0);
    expect(amountStates(drug)).toEqual([
      "calmol.gut",
      "calmol.body",
      "calmol.eliminated",
      "calmide.body",
      "calmide.eliminated",
    ]);
  });

  it("a drug that names an enzyme which the model lacks is an error with the nearest", () => {
    const drug = drugFrom(
      drugFile("calmol", { clearance: 1, volume: 1 }, `enzymes:\n${share("cyp2d7", 0.5)}`),
    );
    const { diagnostics } = drugModules(
      [drug],
      [{ site: "sert", actions: ["inhibitor"], place: drug.place }],
      ["cyp2d6", "cyp3a4"],
    );
    expect(diagnostics).toMatchObject([{ code: "unknown-enzyme", help: 'Did you mean "cyp2d6"?' }]);
  });

  it("finds its enzymes in the module in which the model has them, whatever that is called", () => {
    const drug = drugFrom(
      drugFile("calmol", { clearance: 1, volume: 1 }, `enzymes:\n${share("cyp2d6", 0.5)}`),
    );
    const clearanceIn = (module?: string) => {
      const { modules } = drugModules([drug], [], ["cyp2d6"], module);
      const values = modules.flatMap((one) => one.values);
      return values.find(({ name }) => name === "metabolic_clearance")!.formula.text;
    };
    expect(clearanceIn()).toBe("clearance * (share_cyp2d6 * enzyme.cyp2d6 + 1 - share_cyp2d6)");
    expect(clearanceIn("liver")).toBe("clearance * (share_cyp2d6 * liver.cyp2d6 + 1 - share_cyp2d6)");
  });

  it("knocking an inhibition out in a scenario leaves the level that the drug has alone", () => {
    const result = runText(`
scenario: s
question: q
duration: 6 weeks
arms:
  - {label: alone, treatment: [{drug: vortioxetine, dose: 10 mg, every: 1 day}]}
  - label: both
    treatment: [{drug: vortioxetine, dose: 10 mg, every: 1 day}, {drug: bupropion, dose: 300 mg, every: 1 day}]
  - {label: without, like: both, knockout: [vortioxetine.cyp2d6_inhibition]}
measure: {level: "mean(plasma.vortioxetine, week 5, week 6)"}
`);
    const { alone, both, without } = measuresOf(result);
    expect(both!.level! / alone!.level!).toBeGreaterThan(1.8);
    expect(without!.level!).toBeCloseTo(alone!.level!, 3);
  });
});
