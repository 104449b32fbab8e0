import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { flatten, joinModules, type TargetSource } from "../../src/model/index.ts";
import { type Dose, type Drug, drugModules } from "../../src/pharmacology/index.ts";
import { type SimulateOptions, simulate } from "../../src/simulation/index.ts";
import { type DrugText, drugOf } from "../support/drugs.ts";
import { expectUsable, problemOf } from "../support/modules.ts";
import { experimentOf } from "../support/shipped.ts";

const place = { file: "m.yaml", start: 0, end: 1 };
const targets: TargetSource[] = [{ site: "sert", actions: ["inhibitor", "agonist"], place }];

/** The drugs alone, without any brain. */
function simulated(
  drugs: readonly Drug[],
  doses: readonly Dose[],
  duration: number,
  options: SimulateOptions = {},
) {
  const joined = joinModules(drugModules(drugs, targets).modules);
  const system = expectUsable(flatten(expectUsable(joined.value, joined.diagnostics)).value, []);
  const trajectory = simulate(problemOf(system, { doses, duration }), compile(system), options);
  expect(trajectory.status.kind).toBe("success");
  return { times: trajectory.times, of: (name: string) => trajectory.columns.get(name)!.values };
}

/**
 * Plasma concentration (ng/mL) after oral doses: Bateman 1910, Proc Camb Philos Soc 15:423, superposed. In mg/L it is
 * F D ka / (V (ka - k)) (exp(-k t) - exp(-ka t)).
 */
function bateman(
  t: number,
  doses: readonly Dose[],
  parts: Required<Pick<DrugText, "absorption" | "bioavailability" | "clearance" | "volume">>,
) {
  const { absorption: ka, bioavailability, clearance, volume } = parts;
  const k = clearance / volume;
  return doses
    .filter((dose) => dose.time <= t)
    .reduce((sum, { time, amount }) => {
      const past = t - time;
      return (
        sum +
        ((bioavailability * amount * ka) / (volume * (ka - k))) *
          (Math.exp(-k * past) - Math.exp(-ka * past)) *
          1000
      );
    }, 0);
}

const someDoses = fc
  .array(
    fc.record({
      time: fc.integer({ min: 0, max: 576 }).map((n) => n / 64),
      amount: fc.double({ min: 0.5, max: 50, noNaN: true }),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((list) => list.sort((a, b) => a.time - b.time).map((dose): Dose => ({ ...dose, drug: "calmol" })));

describe("drugModules", () => {
  it("`drugModules` gives concentrations that equal the closed form, superposed, to 1e-5", () => {
    const parts = { absorption: 20, bioavailability: 0.7, clearance: 500, volume: 900 };
    const doses = Array.from(
      { length: 20 },
      (_, i): Dose => ({ time: i * 0.5, drug: "calmol", amount: i < 8 ? 5 : 10 }),
    );
    const { times, of } = simulated([drugOf(parts)], doses, 14, { rtol: 1e-7 });
    const wanted = [...times].map((t) => bateman(t, doses, parts));
    const peak = Math.max(...wanted);
    of("plasma.calmol").forEach((level, i) => {
      expect(Math.abs(level - wanted[i]!)).toBeLessThan(1e-5 * peak);
    });
  });

  it("`drugModules` gives the closed form through the whole shipped model too", () => {
    const [problem] = experimentOf(`
scenario: s
question: q
duration: 2 weeks
arms: [{label: a, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
`).problems;
    const of = (name: string) =>
      problem!.system.parameters.find((p) => p.name === `escitalopram.${name}`)!.value;
    const parts = {
      absorption: of("absorption"),
      bioavailability: of("bioavailability"),
      clearance: of("clearance"),
      volume: of("volume"),
    };
    const { times, columns } = simulate(problem!, compile(problem!.system));
    const wanted = [...times].map((t) => bateman(t, problem!.doses, parts));
    const peak = Math.max(...wanted);
    expect(peak).toBeGreaterThan(10);
    columns.get("plasma.escitalopram")!.values.forEach((level, i) => {
      expect(Math.abs(level - wanted[i]!)).toBeLessThan(1e-5 * peak);
    });
  });

  it("`drugModules` loses no drug: what went in is in the gut, in the body or eliminated, at every time", () => {
    fc.assert(
      fc.property(someDoses, fc.double({ min: 0, max: 1, noNaN: true }), (doses, bioavailability) => {
        const { times, of } = simulated([drugOf({ bioavailability })], doses, 10, { sampleEvery: 0.1 });
        const [gut, body, lost] = [of("calmol.gut"), of("calmol.body"), of("calmol.eliminated")];
        times.forEach((t, i) => {
          const given = doses.reduce((sum, d) => sum + (d.time <= t ? d.amount : 0), 0);
          expect(gut[i]! + body[i]! + lost[i]!).toBeCloseTo(given, 6);
        });
      }),
      { seed: 8, numRuns: 25 },
    );
  });

  it("`drugModules` doubles concentrations with the dose", () => {
    fc.assert(
      fc.property(someDoses, (doses) => {
        const twice = doses.map((dose) => ({ ...dose, amount: 2 * dose.amount }));
        const options = { sampleEvery: 0.25, rtol: 1e-8, atol: 1e-10 };
        const once = simulated([drugOf()], doses, 10, options).of("plasma.calmol");
        const doubled = simulated([drugOf()], twice, 10, options).of("plasma.calmol");
        const peak = Math.max(...once);
        once.forEach((level, i) => {
          expect(Math.abs(doubled[i]! - 2 * level)).toBeLessThan(1e-6 * peak);
        });
      }),
      { seed: 9, numRuns: 10 },
    );
  });

  it("`drugModules` lets two inhibitors compete for one site", () => {
    const a = { name: "a", ec50: 5, emax: 0.9 };
    const b = { name: "b", ec50: 20, emax: 0.6 };
    const doses = ["a", "b"].map((drug) => ({ time: 0, drug, amount: 20 }));
    const both = simulated([drugOf(a), drugOf(b)], doses, 3);
    const [ca, cb, taken] = [both.of("plasma.a"), both.of("plasma.b"), both.of("target.sert_inhibitor")];
    // Gaddum: occupancy of A falls as B's load joins the denominator.
    taken.forEach((share, i) => {
      const [loadA, loadB] = [ca[i]! / a.ec50, cb[i]! / b.ec50];
      expect(share).toBeCloseTo((a.emax * loadA + b.emax * loadB) / (1 + loadA + loadB), 10);
    });
    expect(Math.max(...taken)).toBeLessThan(0.9);
  });

  it("`drugModules` counts a drug of another action among the competitors only", () => {
    const rival = drugOf({ name: "rival", action: "agonist", ec50: 1, emax: 1 });
    const doses: Dose[] = [{ time: 0, drug: "calmol", amount: 20 }];
    const alone = simulated([drugOf(), rival], doses, 2).of("target.sert_inhibitor");
    const beside = simulated([drugOf(), rival], [...doses, { time: 0, drug: "rival", amount: 20 }], 2);
    expect(Math.max(...beside.of("target.sert_inhibitor"))).toBeLessThan(Math.max(...alone) / 2);
    expect(Math.max(...beside.of("target.sert_agonist"))).toBeGreaterThan(0.5);
  });

  it("`drugModules` leaves every declared action at 0 without a drug", () => {
    const { modules } = drugModules([], targets);
    const values = modules.find((m) => m.name === "target")!.values;
    expect(values.map((v) => [v.name, v.formula.text])).toEqual([
      ["sert_inhibitor", "0"],
      ["sert_agonist", "0"],
    ]);
  });

  it("`drugModules` reports a site that the model lacks, and lists those it has", () => {
    const { diagnostics } = drugModules([drugOf({ site: "net" })], targets);
    expect(diagnostics).toMatchObject([
      { code: "unknown-target", help: "Targets of this model: sert (inhibitor, agonist)." },
    ]);
  });

  it("`drugModules` reports an action that the site lacks, with the nearest", () => {
    const { diagnostics } = drugModules([drugOf({ action: "inhibitr" })], targets);
    expect(diagnostics).toMatchObject([{ code: "unknown-action", help: 'Did you mean "inhibitor"?' }]);
  });
});
