import type { Diagnostic } from "../diagnostics/index.ts";
import { prepareArms } from "../runs/index.ts";
import type { Cast, Claim } from "../scenario/index.ts";
import { unknownRows } from "./claim-faults.ts";
import { ClaimTable } from "./claim-table.ts";
import { controlOf } from "./control.ts";
import { askedPeople, fewestSubjects, type Group, tooFewSubjects } from "./population/index.ts";
import { Reach } from "./reach.ts";
import type { ClaimResult, KnockoutResult, Ledger } from "./types.ts";
import { carries, holds, marginOf, reasonOf } from "./verdict.ts";

export interface CheckOptions {
  /** Also judge every claim under every rival account. */
  readonly rivals: boolean;
  onProgress?(done: number, total: number): void;
}

/**
 * Runs claims: each at nominal parameters, with the effects that must carry it knocked out (one by one and together),
 * with its treatment taken away, and (those about one person) under every rival account. An arm that several claims need is simulated once. A claim
 * that asks about too few people fails, and is a diagnostic beside the ledger.
 */
export function check(
  claims: readonly Claim[],
  cast: Cast,
  options: CheckOptions,
): { ledger?: Ledger; diagnostics: readonly Diagnostic[] } {
  const table = new ClaimTable();
  const nominal = claims.map((claim) => table.cell(claim));
  const knockouts = claims.map((claim) =>
    knockoutSets(claim).map((effects) => ({ effects, cell: table.cell(claim, { knockout: effects }) })),
  );
  const controls = claims.map((claim) => {
    const control = controlOf(claim);
    return control && { ...control, cell: control.claim && table.cell(control.claim) };
  });
  const reach = new Reach(cast);
  const rivals = claims.map((claim, i) =>
    options.rivals && !claim.population
      ? rivalChoices(claim, cast).map((choice) => ({
          choice,
          cell: reach.touches(choice, claim) ? table.cell(claim, { rival: choice }) : nominal[i]!,
        }))
      : [],
  );
  const runs = table.runs();
  const prepared = prepareArms(runs, cast);
  const found = [...unknownRows(claims, cast), ...prepared.diagnostics];
  if (found.some((d) => d.severity === "error")) return { diagnostics: found };

  const people = askedPeople(claims, prepared, cast);
  if (people.diagnostics.some((d) => d.severity === "error")) return { diagnostics: people.diagnostics };
  const values = table.populations().map((population, i) => {
    options.onProgress?.(i, runs.length);
    return population ? people.run(population, i) : prepared.run(i);
  });
  const faults: Diagnostic[] = [];
  const results = claims.map((claim, i): ClaimResult => {
    const value = table.read(nominal[i]!, values);
    const groups = table.groups(nominal[i]!, values);
    const { status } = values[nominal[i]!.arm]!;
    const lack = status.kind === "success" ? lackOf(claim, groups) : undefined;
    if (lack) faults.push(lack);
    const removals = knockouts[i]!.map(
      ({ effects, cell }): KnockoutResult => ({
        effect: effects.join(" + "),
        removes: removedShare(claim, value, table.read(cell, values)),
      }),
    );
    const together = removals.at(-1);
    const { without, cell: bare } = controls[i] ?? {};
    const control = without ? { without, ...judged(claim, bare && table.read(bare, values)) } : undefined;
    return {
      claim,
      value,
      passes: holds(claim, value) && carries(together) && !control?.holds,
      margin: marginOf(claim, value),
      probability: undefined,
      samples: 0,
      groups,
      knockouts: removals,
      control,
      rivals: rivals[i]!.map(({ choice: [hypothesis, choice], cell }) => ({
        hypothesis,
        choice,
        ...judged(claim, table.read(cell, values)),
      })),
      reason: lack?.message ?? reasonOf(claim, value, status, together, control),
    };
  });
  return {
    ledger: { results, rows: rowsOf(claims, cast) },
    diagnostics: [...prepared.diagnostics, ...faults],
  };
}

const judged = (claim: Claim, value: number | undefined) => ({ value, holds: holds(claim, value) });

/** What is wrong with a claim that asks about too few people to say anything. */
function lackOf({ id, population }: Claim, groups: readonly Group[]): Diagnostic | undefined {
  const small = groups.findIndex((group) => group.subjects < fewestSubjects);
  if (!population || small < 0) return undefined;
  const { among, referenceAmong = among } = population;
  const [first] = small === 0 ? among : referenceAmong;
  return tooFewSubjects(id, groups[small]!, fewestSubjects, first?.place ?? population.place);
}

/** Each effect alone, then (when there are several) all together. */
function knockoutSets(claim: Claim): string[][] {
  const single = claim.carriedBy.map((effect) => [effect]);
  return single.length > 1 ? [...single, [...claim.carriedBy]] : single;
}

/** All accounts other than the one that the claim is tested under. */
function rivalChoices(claim: Claim, cast: Cast): [string, string][] {
  const chosen = new Map(claim.arm.hypotheses.map((h) => [h.name, h.choice]));
  return cast.model.modules.flatMap((module) =>
    module.hypotheses.flatMap((h) => {
      const name = `${module.name}.${h.name}`;
      const own = chosen.get(name) ?? h.default;
      return h.choices.filter((c) => c.name !== own).map((c): [string, string] => [name, c.name]);
    }),
  );
}

/** Share of the finding that a knock-out takes away; undefined where there is no finding or no value. */
export function removedShare(
  claim: Claim,
  value: number | undefined,
  without: number | undefined,
): number | undefined {
  if (
    value === undefined ||
    without === undefined ||
    claim.noEffect === undefined ||
    value === claim.noEffect
  )
    return undefined;
  return 1 - (without - claim.noEffect) / (value - claim.noEffect);
}

function rowsOf(claims: readonly Claim[], cast: Cast): Ledger["rows"] {
  return cast.model.rows.map((row) => ({
    ...row,
    claims: claims.filter((c) => c.row === row.id).map((c) => c.id),
  }));
}
