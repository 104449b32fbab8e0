import { describe, expect, it } from "vitest";
import type { ClaimResult, Ledger } from "../../../src/analysis/index.ts";
import { tellClaims } from "../../../src/studies/index.ts";
import { claimOf } from "../../support/claims.ts";

const claim = claimOf(`
claim: brake
row: vta
says: Serotonin brakes dopamine cells.
contested: no
care: trial
duration: 2 weeks
treatment: escitalopram 10 mg daily
measure: ratio_to_reference(at(vta.firing, week 2))
expect: {below: 0.9}
carried_by: [vta.brake, vta.lift]
sources: [goodwin2017]
`);
const result = (parts: object = {}, ofClaim: object = {}): ClaimResult =>
  ({
    claim: { ...claim, ...ofClaim },
    value: 0.75,
    passes: true,
    margin: 1.5,
    probability: undefined,
    samples: 0,
    groups: [],
    knockouts: [],
    control: undefined,
    rivals: [],
    notes: [],
    reason: undefined,
    ...parts,
  }) as ClaimResult;
const rows = [
  { id: "vta", says: "The brake.", claims: ["brake"] },
  { id: "mood", says: "The mood.", claims: [] },
];
const ledger = (results: readonly ClaimResult[], more: object = {}): Ledger =>
  ({ results, rows, ...more }) as Ledger;
const verdicts = (results: readonly ClaimResult[]) =>
  tellClaims(ledger(results)).sections.flatMap(({ verdicts: own = [] }) => own);
const remarks = (parts: object, ofClaim?: object) => verdicts([result(parts, ofClaim)])[0]!.remarks;

describe("the ledger of claims, told", () => {
  it("has a section for each row with claims, others last, and the sum at both ends", () => {
    const failing = result(
      { passes: false, value: undefined },
      { id: "odd", row: "elsewhere", says: "Odd." },
    );
    const told = tellClaims(ledger([failing, result()]));
    const inAll = "1 of 2 claims hold; 1 of 2 rows have a claim.";
    expect([told.title, told.lead, told.notes, told.methods, told.answers]).toEqual([
      "The ledger of claims",
      "Does the model do what the article says, and do the named mechanisms carry it?",
      [],
      [],
      [inAll],
    ]);
    expect(told.sections.map(({ title, says }) => [title, says])).toEqual([
      ["vta", ["The brake."]],
      ["other", ["Claims of no row."]],
      ["In all", ["Rows without a claim: mood.", inAll]],
    ]);
    expect(verdicts([failing, result()])).toEqual([
      {
        mark: "holds",
        isGood: true,
        name: "vta / brake",
        says: "Serotonin brakes dopamine cells.",
        asked: "ratio_to_reference(at(vta.firing, week 2))",
        found: "0.750 (expected below 0.9)",
        remarks: [],
      },
      expect.objectContaining({
        mark: "FAILS",
        isGood: false,
        name: "elsewhere / odd",
        found: "no value (expected below 0.9)",
      }),
    ]);
  });

  it("says first that runs failed, and tells a level that was not reached from a number that there is not", () => {
    const failed = "It stopped on day 3 (own.s).";
    const [none, never] = [
      result({ passes: false, value: undefined, failed }),
      result(
        { passes: false, value: undefined },
        { compare: "none", measure: { function: "onset", text: "onset(vta.firing, 0.5)" } },
      ),
    ];
    const told = tellClaims(ledger([none, never, result()]));
    expect(told.notes).toEqual([
      {
        kind: "warning",
        text: `The runs of 1 of 3 claims failed, and they count as not held. Why (of the first): ${failed}`,
      },
    ]);
    expect(verdicts([none, never]).map(({ found }) => found)).toEqual([
      "no value (expected below 0.9)",
      "never (expected below 0.9)",
    ]);
    expect(tellClaims(ledger([result()])).notes).toEqual([]);
  });

  it("says nothing of rows without claims where few claims were asked for", () => {
    const three = { rows: [...rows, { id: "sleep", says: "Sleep.", claims: [] }] };
    const told = tellClaims(ledger([result()], three));
    const inAll = "1 of 1 claims hold; they belong to 1 of the 3 rows.";
    expect([told.answers, told.sections.at(-1)!.says]).toEqual([[inAll], [inAll]]);
    const whole = tellClaims(ledger([result()], { rows: rows.slice(0, 1) }));
    expect(whole.sections.at(-1)!.says).toEqual(["1 of 1 claims hold; 1 of 1 rows have a claim."]);
  });

  it("says why a claim fails, and that one said to fail does not", () => {
    expect(
      remarks({ passes: false, reason: "It is 1.", notes: ["Beware."] }, { fails: "No sleep." }),
    ).toEqual(["Beware.", "It is 1.", "Why: No sleep."]);
    expect(remarks({ reason: "It is 1." })).toEqual(["It is 1."]);
    expect(remarks({}, { fails: "No sleep." })).toEqual(["Said to fail, but holds: No sleep."]);
  });

  it("says how often it holds over the uncertainty, and whether that was known", () => {
    const draws = (probability: number | undefined, fragile?: string, kind = "article") =>
      remarks({ probability, samples: 40 }, { fragile, kind });
    expect(draws(0.95)).toEqual(["Probability 0.95 over the declared uncertainty (40 draws)."]);
    expect(draws(0.9)).toHaveLength(1);
    expect(draws(0.85)).toEqual([
      "Probability 0.85 over the declared uncertainty (40 draws).",
      "Fragile, and nothing on record says why.",
    ]);
    expect(draws(0.85, "The dose.")[1]).toBe("Fragile: The dose.");
    expect(draws(0.85, undefined, "validation")).toHaveLength(1);
    expect(draws(0.95, "The dose.")[1]).toBe("Said to be fragile, but is not: The dose.");
    expect(draws(undefined, "The dose.")).toEqual(["Fragile: The dose."]);
    expect(draws(undefined)).toEqual([]);
    expect(remarks({ passes: false, probability: 0.5, samples: 9 })).toHaveLength(1);
  });

  it("says what goes without all effects that are to carry it, and under which hypotheses it does not hold", () => {
    const knockouts = [
      { effect: "vta.brake", removes: 0.5 },
      { effect: "vta.brake + vta.lift", removes: 0.75 },
    ];
    expect(remarks({ knockouts })).toEqual(["Without vta.brake + vta.lift: 75% of the finding is gone."]);
    const reversed = knockouts.map((one) => ({ ...one, removes: 1.27 }));
    expect(remarks({ knockouts: reversed })).toEqual([
      "Without vta.brake + vta.lift: 127% of the finding is gone, which reverses it.",
    ]);
    expect(remarks({ knockouts: [{ effect: "vta.brake", removes: undefined }] })).toEqual([
      "Without vta.brake: no number.",
    ]);
    const rivals = [
      { hypothesis: "h", choice: "a", value: 2, holds: false },
      { hypothesis: "h", choice: "b", value: 0.5, holds: true },
      { hypothesis: "g", choice: "c", value: undefined, holds: false },
    ];
    expect(remarks({ rivals })).toEqual(["Does not hold under h=a, g=c."]);
    expect(remarks({ rivals: rivals.slice(1, 2) })).toEqual([]);
    expect(remarks({ rivals, passes: false })).toEqual([]);
  });

  it("says what is left without the treatment where that tests the claim", () => {
    const control = { without: "without escitalopram", value: 1, holds: false };
    expect(remarks({ control })).toEqual([]);
    expect(remarks({ control: { ...control, holds: true } })).toEqual([
      "Control, without escitalopram: 1.00, so the claim holds there all the same.",
    ]);
    expect(remarks({ control: { ...control, value: undefined } }, { carriedBy: [] })).toEqual([
      "Control, without escitalopram: no value, so the claim does not hold there.",
    ]);
    expect(remarks({ control }, { control: { says: "x" } })).toHaveLength(1);
  });

  it("says that it is contested, and how", () => {
    expect(remarks({}, { contested: "debated" })).toEqual(["Contested: debated."]);
    expect(remarks({}, { contested: "disputed", note: "One study." })).toEqual([
      "Contested: disputed. One study.",
    ]);
  });

  it("says of whom a claim about people was asked", () => {
    const criterion = { name: "s", measure: claim.measure, low: 0, high: 1 };
    const population = {
      name: "crowd",
      size: 40,
      statistic: { kind: "mean" },
      among: [criterion],
      place: claim.place,
    };
    const asked = (groups: readonly object[], parts: object = {}) =>
      remarks({ groups }, { population: { ...population, ...parts } });
    const group = (subjects: number, of: number, standardError?: number) => ({ subjects, of, standardError });
    expect(asked([group(7, 38, 0.0123)])).toEqual([
      "Asked of the 7 of 38 plausible people who meet the conditions (standard error 0.0123).",
    ]);
    expect(asked([group(38, 38), group(5, 38, 0.5)], { among: [], referenceAmong: [criterion] })).toEqual([
      "Asked of all 38 plausible people and, in the reference arm, of the 5 of 38 plausible people who meet the conditions (standard error 0.500).",
    ]);
    expect(asked([group(30, 38), group(38, 38)], { among: [] })).toEqual([
      "Asked of the 30 of 38 plausible people who have a value and, in the reference arm, of all 38 plausible people.",
    ]);
    expect(asked([])).toEqual([]);
    expect(remarks({ groups: [group(1, 2)] })).toEqual([]);
  });
});

describe("the data of the ledger", () => {
  it("have every claim with what was found, null where there is no number", () => {
    const full = result(
      {
        value: undefined,
        passes: false,
        margin: undefined,
        samples: 3,
        groups: [{ subjects: 1, of: 2, standardError: undefined }],
        knockouts: [{ effect: "vta.brake", removes: undefined }],
        control: { without: "w", value: undefined, holds: false },
        rivals: [{ hypothesis: "h", choice: "a", value: undefined, holds: false }],
        notes: ["Beware."],
        reason: "It is 1.",
      },
      {
        fails: "No sleep.",
        fragile: "The dose.",
        arm: { ...claim.arm, species: "rat", hypotheses: [{ name: "h", choice: "a" }] },
      },
    );
    const data = tellClaims(ledger([full, result({ probability: 0.5 })])).data as {
      claims: object[];
      summary: object;
    };
    expect(data.claims[0]).toEqual({
      id: "brake",
      row: "vta",
      statement: "Serotonin brakes dopamine cells.",
      kind: claim.kind,
      species: "rat",
      contested: "no",
      hypothesis: { h: "a" },
      measure: "ratio_to_reference(at(vta.firing, week 2))",
      expected: "below 0.9",
      value: null,
      passes: false,
      margin: null,
      probability: null,
      samples: 3,
      notes: ["Beware."],
      subjects: [{ subjects: 1, of: 2, standard_error: null }],
      knockouts: [{ effect: "vta.brake", removes: null }],
      control: { without: "w", value: null, holds: false },
      rivals: [{ hypothesis: "h", choice: "a", value: null, holds: false }],
      fragile: "The dose.",
      reason: "It is 1. No sleep.",
    });
    expect(data.claims[1]).toMatchObject({
      species: "human",
      hypothesis: {},
      value: 0.75,
      margin: 1.5,
      probability: 0.5,
      control: null,
      fragile: null,
      reason: null,
    });
    expect(data.claims[1]).not.toHaveProperty("notes");
    expect(data.summary).toEqual({ total: 2, passing: 1, rows: 2, rows_covered: 1 });
    const numbers = result({
      groups: [{ subjects: 1, of: 2, standardError: 0.5 }],
      knockouts: [{ effect: "e", removes: 0.25 }],
      control: { without: "w", value: 2, holds: false },
      rivals: [{ hypothesis: "h", choice: "a", value: 3, holds: false }],
      reason: "It is 1.",
    });
    expect((tellClaims(ledger([numbers])).data as typeof data).claims[0]).toMatchObject({
      subjects: [{ standard_error: 0.5 }],
      knockouts: [{ removes: 0.25 }],
      control: { value: 2 },
      rivals: [{ value: 3 }],
      reason: "It is 1.",
    });
  });
});
