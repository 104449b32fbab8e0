import { describe, expect, it } from "vitest";
import {
  type ClaimResult,
  check,
  checkWith,
  claimFaults,
  countHolding,
  uncertainParameters,
  withProbabilities,
} from "../../src/analysis/index.ts";
import { drawParameters } from "../../src/analysis/uncertainty.ts";
import { flatten } from "../../src/model/index.ts";
import { evaluateHere } from "../../src/runs/index.ts";
import { type Claim, joinWithDrugs } from "../../src/scenario/index.ts";
import { claimsData } from "../../src/studies/claims/data.ts";
import { tellClaims } from "../../src/studies/index.ts";
import { terminalText } from "../../src/writers/index.ts";
import { claimOf, told } from "../support/claims.ts";
import { shippedLibrary } from "../support/shipped.ts";

const treated = "treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]";
const base = `
claim: brake
row: vta-2c
says: Serotonin brakes dopamine cells.
contested: debated
note: One study found tolerance.
person: depressed-adult
care: trial
duration: 4 weeks
${treated}
measure: ratio_to_reference(at(vta.firing, week 4))
expect: {between: [0.5, 0.9]}
carried_by: [vta.serotonin_2c_brake]
`;
const claim = claimOf(base);

function judge(...claims: Claim[]): ClaimResult[] {
  const { ledger, diagnostics } = check(claims, shippedLibrary(), { rivals: false });
  if (!ledger) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return [...ledger.results];
}

describe("check(claims)", () => {
  it("passes a claim whose expectation holds and whose mechanism carries it", () => {
    const [result] = judge(claim);
    expect(result!.passes).toBe(true);
    expect(result!.margin).toBeGreaterThan(0);
    expect(result!.knockouts).toEqual([{ effect: "vta.serotonin_2c_brake", removes: expect.any(Number) }]);
    expect(result!.knockouts[0]!.removes).toBeGreaterThan(0.5);
    expect(result!.reason).toBeUndefined();
  });

  it("tells what the runs of a claim say of themselves, in one person and in many", async () => {
    const crowd = claimOf(
      base
        .replace("claim: brake", "claim: crowd")
        .replace(/carried_by.*\n/, "population: {name: depressed-adults, size: 20, statistic: mean}\n"),
    );
    const { ledger } = await checkWith(
      (prepared) =>
        async function* (tasks) {
          for await (const row of evaluateHere(prepared)(tasks))
            yield { ...row, notes: [`It is not steady on day ${row.task}.`] };
        },
      [claim, crowd],
      shippedLibrary(),
      { rivals: false },
    );
    const [alone, many] = ledger!.results.map(({ notes }) => notes);
    expect(alone!.every((note) => /^It is not steady on day \d+\.$/.test(note))).toBe(true);
    expect(alone!.length).toBeGreaterThan(0);
    expect(many!.join()).toMatch(/not steady on day \d+\. \(\d+ of \d+ runs; this of the first\.\)/);
    expect(terminalText(tellClaims(ledger!), { width: 300 })).toContain(alone![0]);
    expect(claimsData(ledger!).claims[0]).toMatchObject({ notes: alone });
    expect(judge(claim)[0]!.notes).toEqual([]);
  });

  it("fails a claim outside its expectation, and says by how much", () => {
    const [result] = judge(claimOf(base.replace("[0.5, 0.9]", "[0.95, 1.05]")));
    expect(result!.passes).toBe(false);
    expect(result!.margin).toBeLessThan(0);
    expect(result!.reason).toMatch(/expected between 0\.95 and 1\.05: 0\.\d+ too low/);
  });

  it("fails a claim that another mechanism carries", () => {
    const [result] = judge(claimOf(base.replace("vta.serotonin_2c_brake", "amygdala.raphe_alarm")));
    expect(result!.passes).toBe(false);
    expect(result!.reason).toMatch(/Knocking out amygdala\.raphe_alarm removes 0% of the finding/);
  });

  it("judges each effect and all together when several carry a claim", () => {
    const [result] = judge(
      claimOf(base.replace("[vta.serotonin_2c_brake]", "[vta.serotonin_2c_brake, sert.reuptake_block]")),
    );
    expect(result!.knockouts.map((k) => k.effect)).toEqual([
      "vta.serotonin_2c_brake",
      "sert.reuptake_block",
      "vta.serotonin_2c_brake + sert.reuptake_block",
    ]);
  });

  it("shows under which rival hypothesis a claim would not hold", () => {
    const { ledger } = check([claim], shippedLibrary(), { rivals: true });
    const tolerance = ledger!.results[0]!.rivals.find((r) => r.hypothesis === "receptor.vta_2c_tolerance");
    expect(tolerance).toMatchObject({ choice: "tolerance", holds: false });
  });

  it("gives the same probability for the same seed, each draw its own", async () => {
    const half = claimOf(
      base.replace("[0.5, 0.9]", "[0.74, 0.84]").replace("4 weeks", "8 days").replace("week 4", "day 8"),
    );
    const held = async (seed: number, samples: number) =>
      (await countHolding([half], shippedLibrary(), { seed, samples, evaluator: evaluateHere }))[0]!;
    const whole = await held(1, 12);
    expect(await held(1, 12)).toBe(whole);
    const first = await held(1, 5);
    expect(first).toBeLessThanOrEqual(whole);
    expect(whole - first).toBeLessThanOrEqual(7);
    expect(
      withProbabilities(check([half], shippedLibrary(), { rivals: false }).ledger!, [whole], 12).results[0]!
        .probability,
    ).toBe(whole / 12);
  });

  describe("the negative control", () => {
    it("takes the drug away, and the claim no longer holds", () => {
      const [result] = judge(claim);
      expect(result!.control).toMatchObject({ without: "without escitalopram", holds: false });
      expect(result!.control!.value).toBeCloseTo(1, 3);
    });

    it("fails a claim that holds without its drug", () => {
      const [result] = judge(claimOf(base.replace("[0.5, 0.9]", "[0.4, 1.1]").replace(/carried_by.*\n/, "")));
      expect(result!.passes).toBe(false);
      expect(result!.control!.holds).toBe(true);
      expect(result!.reason).toMatch(/holds without escitalopram as well, where the value is 1/);
    });

    it("keeps what both arms have, and takes away what only one has", () => {
      const added = base
        .replace("}]\nmeasure", "}, {drug: mirtazapine, dose: 30 mg, every: 1 day}]\nmeasure")
        .replace("contested", "reference: {treatment: escitalopram 10 mg daily}\ncontested");
      const [result] = judge(claimOf(added));
      expect(result!.control).toMatchObject({ without: "without mirtazapine", value: 1 });
    });

    it("has nothing to measure in the plasma of somebody who takes nothing", () => {
      const level = base.replace(/measure: .*/, "measure: at(plasma.escitalopram, week 3)");
      const [result] = judge(claimOf(level.replace("[0.5, 0.9]", "[5, 40]").replace(/carried_by.*\n/, "")));
      expect(result!.passes).toBe(true);
      expect(result!.control).toEqual({ without: "without escitalopram", value: undefined, holds: false });
    });

    it.each([
      ["bupropion 150 mg daily", "plasma.hydroxybupropion"],
      ["bupropion 150 mg daily plus escitalopram 10 mg daily", "hydroxybupropion.body"],
      ["escitalopram 10 mg daily", "escitalopram.effect_site"],
    ])("nor in what else there is of %s alone: %s", (treatment, variable) => {
      const { ledger, diagnostics } = check(
        [
          claimOf(
            base
              .replace(treated, `treatment: ${treatment}`)
              .replace(/measure: .*/, `measure: at(${variable}, week 3)`)
              .replace("between: [0.5, 0.9]", "above: 0")
              .replace(/carried_by.*\n/, ""),
          ),
        ],
        shippedLibrary(),
        { rivals: false },
      );
      expect(diagnostics).toEqual([]);
      expect(ledger!.results[0]).toMatchObject({ passes: true, control: { holds: false } });
    });

    it("leaves out what the claim sets and changes of the drug", () => {
      const own = base
        .replace("contested", "set: {escitalopram.clearance: 20}\ncontested")
        .replace("contested", "changes: [{at: week 1, scale: {escitalopram.clearance: 1.1}}]\ncontested");
      expect(claimFaults([claimOf(own)], shippedLibrary())).toEqual([]);
      const { ledger, diagnostics } = check([claimOf(own)], shippedLibrary(), { rivals: false });
      expect(diagnostics).toEqual([]);
      expect(ledger!.results[0]).toMatchObject({ passes: true, control: { holds: false } });
      expect(ledger!.results[0]!.control!.value).toBeCloseTo(1, 3);
    });

    it("is another arm where the claim names one", () => {
      const unchanged = base
        .replace("says:", "control: {says: on escitalopram, treatment: escitalopram 10 mg daily}\nsays:")
        .replace(treated, "treatment: bupropion 150 mg daily")
        .replace("[0.5, 0.9]", "[0.9, 1.1]")
        .replace(/carried_by.*\n/, "");
      const [result] = judge(claimOf(unchanged));
      expect(result!.control).toMatchObject({ without: "on escitalopram", holds: false });
      expect(result!.control!.value).toBeLessThan(0.9);
    });

    it("takes care away where no drug is given", () => {
      const [result] = judge(
        claimOf(
          base
            .replace(treated, "")
            .replace(/measure: .*/, "measure: at(affect.depression, week 4)")
            .replace(/carried_by.*\n/, ""),
        ),
      );
      expect(result!.control).toMatchObject({ without: "without care", holds: false });
    });
  });

  it("keeps to bounds that are strict", () => {
    const [result] = judge(
      claimOf(
        base
          .replace("{between: [0.5, 0.9]}", "{below: 1}")
          .replace("escitalopram, dose: 10 mg", "pindolol, dose: 2.5 mg")
          .replace(/measure: .*/, "measure: at(sert.occupancy, week 4)")
          .replace("{below: 1}", "{below: 0}")
          .replace(/carried_by.*\n/, ""),
      ),
    );
    expect(result!.value).toBe(0);
    expect(result!.passes).toBe(false);
  });

  it("gives the same ledger when the runs are made elsewhere", async () => {
    const here = check([claim], shippedLibrary(), { rivals: false });
    const told: number[] = [];
    const elsewhere = await checkWith(evaluateHere, [claim], shippedLibrary(), {
      rivals: false,
      onProgress: (done, total) => told.push(done / total),
    });
    expect(elsewhere).toEqual(here);
    expect(told.at(-1)).toBe(1);
  });

  it("compares with another arm when the claim names one", () => {
    const [result] = judge(
      claimOf(
        base
          .replace("at(vta.firing, week 4)", "at(sert.occupancy, week 4)")
          .replace(
            "contested",
            "reference: {treatment: [{drug: escitalopram, dose: 5 mg, every: 1 day}]}\ncontested",
          )
          .replace("[0.5, 0.9]", "[1.01, 1.3]")
          .replace(/carried_by.*\n/, ""),
      ),
    );
    expect(result!.passes).toBe(true);
  });
});

describe("drawParameters", () => {
  const model = joinWithDrugs(shippedLibrary().model, []).value!;
  const parameters = uncertainParameters([flatten(model).value!], shippedLibrary());

  it("keeps within declared ranges and leaves illness and care alone", () => {
    for (let draw = 0; draw < 50; draw++)
      for (const [name, value] of drawParameters(parameters, 3, draw)) {
        const { range } = parameters.find((p) => p.name === name)!;
        expect(value).toBeGreaterThanOrEqual(range[0]);
        expect(value).toBeLessThanOrEqual(range[1]);
      }
    expect(parameters.map((p) => p.name)).not.toContain("depression.illness");
    expect(parameters.map((p) => p.name)).not.toContain("depression.care");
  });
});

describe("the ledger", () => {
  const { ledger } = check([claim], shippedLibrary(), { rivals: true });

  it("has the JSON shape that scripts rely on", () => {
    const json = claimsData(ledger!);
    expect(json.claims[0]).toMatchObject({
      id: "brake",
      row: "vta-2c",
      contested: "debated",
      passes: true,
      probability: null,
      samples: 0,
    });
    expect(json.summary).toMatchObject({ total: 1, passing: 1, rows_covered: 1 });
    expect(json.summary.rows).toBe(shippedLibrary().model.rows.length);
  });

  it("reads as the article in the terminal, Markdown and HTML", () => {
    const texts = told(ledger!);
    for (const text of Object.values(texts)) {
      expect(text).toMatch(/Serotonin brakes dopamine cells/);
      expect(text).toMatch(/holds/);
      expect(text).toMatch(/Does not hold under receptor\.vta_2c_tolerance=tolerance/);
    }
    expect(texts.html).not.toMatch(/<script/);
  });
});
