import { expectation, type Ledger, measured } from "../../analysis/index.ts";

/** The ledger for machines. */
export function claimsData(ledger: Ledger) {
  return {
    claims: ledger.results.map(({ claim, ...result }) => ({
      id: claim.id,
      row: claim.row,
      statement: claim.says,
      kind: claim.kind,
      species: claim.arm.species ?? "human",
      contested: claim.contested,
      hypothesis: Object.fromEntries(claim.arm.hypotheses.map((h) => [h.name, h.choice])),
      measure: measured(claim),
      expected: expectation(claim),
      value: result.value ?? null,
      passes: result.passes,
      margin: result.margin ?? null,
      probability: result.probability ?? null,
      samples: result.samples,
      ...(result.failed === undefined ? {} : { failed: result.failed }),
      ...(result.notes.length > 0 ? { notes: result.notes } : {}),
      subjects: result.groups.map(({ subjects, of, standardError }) => ({
        subjects,
        of,
        standard_error: standardError ?? null,
      })),
      knockouts: result.knockouts.map(({ effect, removes }) => ({ effect, removes: removes ?? null })),
      control: result.control ? { ...result.control, value: result.control.value ?? null } : null,
      rivals: result.rivals.map(({ value, ...rival }) => ({ ...rival, value: value ?? null })),
      fragile: claim.fragile ?? null,
      reason: result.reason ? [result.reason, ...(claim.fails ? [claim.fails] : [])].join(" ") : null,
    })),
    summary: {
      total: ledger.results.length,
      passing: ledger.results.filter((r) => r.passes).length,
      rows: ledger.rows.length,
      rows_covered: ledger.rows.filter((row) => row.claims.length > 0).length,
    },
  };
}
