import { describe, expect, it } from "vitest";
import { type ClaimResult, check, credibility, type Ledger } from "../../src/analysis/index.ts";
import { tellCredibility } from "../../src/studies/index.ts";
import { terminalText } from "../../src/writers/index.ts";
import { claimOf } from "../support/claims.ts";
import { shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const { ledger } = check(
  [
    claimOf(`
claim: brake
row: vta-2c
says: Serotonin brakes dopamine cells.
contested: no
care: trial
duration: 1 week
treatment: escitalopram 10 mg daily
measure: ratio_to_reference(at(vta.firing, week 1))
expect: {below: 1}
sources: [goodwin2017]
`),
  ],
  library,
  { rivals: false },
);
const [met] = ledger!.results;

/** The verdict on a claim like that one, and whether it holds under the choices of one hypothesis. */
function result(
  id: string,
  value: number,
  passes: boolean,
  under: Readonly<Record<string, boolean>>,
): ClaimResult {
  const rivals = Object.entries(under).map(([choice, holds]) => ({ hypothesis: "h", choice, value, holds }));
  return { ...met!, claim: { ...met!.claim, id, kind: "validation" }, value, passes, rivals };
}

const found = (...results: ClaimResult[]) => {
  const anchors: Ledger = { ...ledger!, results };
  const statement = credibility(library.model, anchors, [], 4);
  return { statement, text: terminalText(tellCredibility(statement), { width: 200 }) };
};

describe("credibility(ledger)", () => {
  it("names the rival hypotheses under which more of the published numbers hold, and what they cost", () => {
    const { statement, text } = found(
      result("a", 0.5, true, { better: true, even: false, worse: false }),
      result("b", 2, false, { better: true, even: true, worse: false }),
      result("c", 2, false, { better: true, even: false, worse: false }),
    );
    expect(statement.rivals).toEqual([{ hypothesis: "h", choice: "better", gains: ["b", "c"], loses: [] }]);
    expect(statement.prediction).toEqual({ asked: 3, hold: 1 });
    expect(text).toMatch(/h=better +b and c +none/);
  });

  it("ranks them by how many more, and says so where there is none", () => {
    const { statement } = found(
      result("a", 0.5, true, { bold: false, safe: true }),
      result("b", 2, false, { bold: true, safe: true }),
      result("c", 2, false, { bold: true, safe: true }),
    );
    expect(statement.rivals.map(({ choice, loses }) => [choice, loses])).toEqual([
      ["safe", []],
      ["bold", ["a"]],
    ]);
    expect(found(result("a", 0.5, true, { other: true })).text).toContain("None: under no rival hypothesis");
  });
});
