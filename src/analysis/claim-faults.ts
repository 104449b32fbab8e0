import { type Diagnostic, error, suggestion } from "../diagnostics/index.ts";
import { prepareArms } from "../runs/index.ts";
import { type Cast, type Claim, measuresOf } from "../scenario/index.ts";
import { settled } from "./control.ts";
import { askedPopulations, inclusionRunOf, subjectsOf } from "./people/index.ts";

/** What claims name and cannot have, found without running them: rows, drugs, people, populations, variables, hypotheses. */
export function claimFaults(claims: readonly Claim[], cast: Cast): Diagnostic[] {
  const runs = claims.flatMap((claim) => {
    const { arm, reference, duration, compare, carriedBy, places } = settled(claim, cast.drugs);
    const cut = carriedBy.map((effect, i) => ({
      effect,
      gate: 0,
      place: places.carriedBy[i] ?? claim.place,
    }));
    const requests = measuresOf(claim);
    return [
      { arm: { ...arm, knockouts: [...arm.knockouts, ...cut] }, duration, requests },
      ...(compare === "none" ? [] : [{ arm: reference, duration, requests }]),
    ];
  });
  const { asked, diagnostics } = askedPopulations(claims, cast);
  const prepared = prepareArms([...runs, ...asked.map(inclusionRunOf)], cast);
  return [
    ...unknownRows(claims, cast),
    ...prepared.diagnostics,
    ...diagnostics,
    ...asked.flatMap((one) => subjectsOf(one, prepared, cast).diagnostics),
  ];
}

/** Claims of rows that the model does not have. */
export function unknownRows(claims: readonly Claim[], { model }: Cast): Diagnostic[] {
  const known = model.rows.map((row) => row.id);
  return claims
    .filter((claim) => !known.includes(claim.row))
    .map(({ row, places }) => {
      const help = suggestion(row, known) ?? "`lull list rows` shows them all.";
      return error("unknown-row", `The model has no row "${row}".`, places.row, help);
    });
}
