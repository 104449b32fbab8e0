import { describe, expect, it } from "vitest";
import { holds } from "../../../src/analysis/index.ts";
import { evaluateHere, prepareArms } from "../../../src/runs/index.ts";
import type { Claim } from "../../../src/scenario/index.ts";
import { type Requirement, tellRequirement } from "../../../src/studies/index.ts";
import { requireClaim } from "../../../src/studies/require/plan.ts";
import { htmlText, jsonText, terminalText } from "../../../src/writers/index.ts";
import { claimOf } from "../../support/claims.ts";
import { provenance } from "../../support/result.ts";
import { shippedLibrary } from "../../support/shipped.ts";

const text = (id: string, expect: string) => `
claim: ${id}
row: vta-2c
says: Serotonin brakes dopamine cells.
contested: debated
note: One study found tolerance.
person: depressed-adult
care: trial
duration: 2 weeks
treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]
measure: at(vta.firing, week 2)
expect: ${expect}
carried_by: [vta.serotonin_2c_brake]
no_effect: 1
`;
const library = shippedLibrary();
const brake = (name: string) => name.startsWith("vta.brake");

/** The measure of a claim with some parameters changed, by a plain run. */
function valueWith(claim: Claim, moves: Requirement["answers"][number]["moves"]): number {
  const prepared = prepareArms(
    [
      {
        arm: { ...claim.arm, set: moves.map((m) => ({ name: m.factor.name, value: m.to })) },
        duration: claim.duration,
        requests: [claim.measure],
      },
    ],
    library,
  );
  return prepared.run(0).values[0]!;
}

async function ask(claim: Claim, row: Claim[] = [], isWanted = brake): Promise<Requirement> {
  const { result: requirement, diagnostics } = await requireClaim(claim, row, library, {
    evaluator: evaluateHere,
    isWanted,
  });
  if (!requirement) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return requirement;
}

const plain = claimOf(text("plain", "{below: 5}"));
const nominal = (await ask(plain)).nominal!;
const lower = claimOf(text("lower", `{below: ${nominal - 0.04}}`));
const lowered = await ask(lower);

describe("what would have to be true for a claim", () => {
  it("asks nothing of a claim that holds", async () => {
    const requirement = await ask(plain);
    expect(requirement.answers).toEqual([]);
    expect(JSON.parse(jsonText(tellRequirement(requirement))).holds).toBe(true);
    expect(terminalText(tellRequirement(requirement))).toContain("It is true already");
  });

  it("finds answers inside the declared ranges that plain runs confirm", () => {
    const { answers } = lowered;
    expect(answers.length).toBeGreaterThan(1);
    for (const { moves, size, value, carried } of answers) {
      for (const { factor, to, moved } of moves) {
        expect(to).toBeGreaterThanOrEqual(factor.range[0] - 1e-9);
        expect(to).toBeLessThanOrEqual(factor.range[1] + 1e-9);
        expect(moved).toBeCloseTo((to - factor.value) / ((factor.range[1] - factor.range[0]) / 2), 9);
      }
      expect(size).toBeCloseTo(Math.hypot(...moves.map((m) => m.moved)), 2);
      expect(valueWith(lower, moves)).toBeCloseTo(value, 3);
      expect(holds(lower, value)).toBe(true);
      expect(carried).toBe(true);
    }
    const one = answers.find((a) => a.kind === "one")!;
    expect(one.moves).toHaveLength(1);
    const least = answers.find((a) => a.kind === "least")!;
    expect(least.size).toBeLessThanOrEqual(1.05 * one.size);
  });

  it("asks no more than it must: a tenth less of the move does not suffice", () => {
    const { answers } = lowered;
    const one = answers.find((a) => a.kind === "one")!;
    const short = one.moves.map((m) => ({ ...m, to: m.factor.value + 0.9 * (m.to - m.factor.value) }));
    expect(holds(lower, valueWith(lower, short))).toBe(false);
  });

  it("names the claims of the row that an answer would break", async () => {
    const other = claimOf(text("other", `{above: ${nominal - 0.02}}`));
    const { answers } = await ask(lower, [other, claimOf(text("already-false", "{above: 7}"))]);
    expect(answers.length).toBeGreaterThan(0);
    for (const { breaks } of answers) expect(breaks.map((c) => c.id)).toEqual(["other"]);
  });

  it("says plainly when nothing inside the ranges does it, and how close one gets", async () => {
    const impossible = claimOf(text("impossible", "{above: 40}"));
    const requirement = await ask(impossible);
    expect(requirement.answers).toEqual([]);
    const { value, moves } = requirement.closest!;
    expect(value).toBeGreaterThan(nominal);
    expect(valueWith(impossible, moves)).toBeCloseTo(value, 3);
    expect(terminalText(tellRequirement(requirement))).toMatch(
      /Nothing inside the declared ranges of \d+ parameters/,
    );
    expect(htmlText(tellRequirement(requirement), { chartScript: "", provenance })).toContain("The closest");
  });

  it("tells the same in words, in JSON and on a page", () => {
    const requirement = lowered;
    const shown = terminalText(tellRequirement(requirement), { width: 80 });
    const { moves } = requirement.answers[0]!;
    expect(shown).toContain(moves[0]!.factor.name);
    for (const line of shown.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    const json = JSON.parse(jsonText(tellRequirement(requirement)));
    expect(json).toMatchObject({ claim: "lower", holds: false, target: { at_least: null } });
    expect(json.answers[0].moves[0]).toMatchObject({ name: moves[0]!.factor.name, to: moves[0]!.to });
    expect(htmlText(tellRequirement(requirement), { chartScript: "", provenance })).toContain(
      "Moves in units of half the declared range",
    );
  });
});
