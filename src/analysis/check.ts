import type { Diagnostic } from "../diagnostics/index.ts";
import { type ArmRun, prepareArms } from "../runs/index.ts";
import type { Arm, Cast, Claim } from "../scenario/index.ts";
import type { ClaimResult, KnockoutResult, Ledger } from "./types.ts";
import { drawParameters, uncertainParameters } from "./uncertainty.ts";
import { carries, holds, marginOf, reasonOf } from "./verdict.ts";

export interface CheckOptions {
  /** Draws over the declared uncertainty; 0 for nominal parameters only. */
  readonly samples: number;
  readonly seed: number;
  /** Also judge every claim under every rival account. */
  readonly rivals: boolean;
  onProgress?(done: number, total: number): void;
}

/** A value of a claim under some settings: which arm runs give it. */
interface Cell {
  readonly claim: Claim;
  readonly arm: number;
  readonly reference: number | undefined;
}

/**
 * Runs claims: each at nominal parameters, with the effects that must carry it knocked out (one by one and together),
 * under every rival account, and over draws of the declared uncertainty. An arm that several claims need is simulated once.
 */
export function check(
  claims: readonly Claim[],
  cast: Cast,
  options: CheckOptions,
): { ledger?: Ledger; diagnostics: readonly Diagnostic[] } {
  const table = new Table();
  const nominal = claims.map((claim) => table.cell(claim));
  const knockouts = claims.map((claim) =>
    knockoutSets(claim).map((effects) => ({ effects, cell: table.cell(claim, { knockout: effects }) })),
  );
  const rivals = claims.map((claim) =>
    options.rivals
      ? rivalChoices(claim, cast).map((choice) => ({ choice, cell: table.cell(claim, { rival: choice }) }))
      : [],
  );
  const runs = table.runs();
  const prepared = prepareArms(runs, cast);
  if (prepared.diagnostics.some((d) => d.severity === "error")) return { diagnostics: prepared.diagnostics };

  const sampled = [
    ...new Set(
      nominal.flatMap((cell) => [cell.arm, ...(cell.reference === undefined ? [] : [cell.reference])]),
    ),
  ];
  const total = runs.length + options.samples * sampled.length;
  let done = 0;
  const tick = <T>(value: T): T => {
    options.onProgress?.(++done, total);
    return value;
  };
  const values = runs.map((_, i) => tick(prepared.run(i)));
  const read = (
    cell: Cell,
    from: readonly (ReturnType<typeof prepared.run> | undefined)[],
  ): number | undefined => {
    const own = from[cell.arm]?.values[table.place(cell.arm, cell.claim)];
    if (cell.reference === undefined || own === undefined) return own;
    const other = from[cell.reference]?.values[table.place(cell.reference, cell.claim)];
    if (other === undefined) return undefined;
    const value = cell.claim.compare === "ratio" ? own / other : own - other;
    return Number.isFinite(value) ? value : undefined;
  };
  const held = claims.map(() => 0);
  const uncertain = uncertainParameters(prepared.systems, cast);
  for (let draw = 0; draw < options.samples; draw++) {
    const parameters = drawParameters(uncertain, options.seed, draw);
    const drawn: ReturnType<typeof prepared.run>[] = [];
    for (const arm of sampled) drawn[arm] = tick(prepared.run(arm, parameters));
    for (const [i, cell] of nominal.entries()) if (holds(cell.claim, read(cell, drawn))) held[i]! += 1;
  }
  const results = claims.map((claim, i): ClaimResult => {
    const value = read(nominal[i]!, values);
    const removals = knockouts[i]!.map(
      ({ effects, cell }): KnockoutResult => ({
        effect: effects.join(" + "),
        removes: removed(claim, value, read(cell, values)),
      }),
    );
    const together = removals.at(-1);
    const isCarried = carries(together);
    return {
      claim,
      value,
      passes: holds(claim, value) && isCarried,
      margin: marginOf(claim, value),
      probability: options.samples > 0 ? held[i]! / options.samples : undefined,
      samples: options.samples,
      knockouts: removals,
      rivals: rivals[i]!.map(({ choice, cell }) => {
        const rival = read(cell, values);
        return { hypothesis: choice[0], choice: choice[1], value: rival, holds: holds(claim, rival) };
      }),
      reason: reasonOf(claim, value, values[nominal[i]!.arm]!.status, together),
    };
  });
  return { ledger: { results, rows: rowsOf(claims, cast) }, diagnostics: prepared.diagnostics };
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
function removed(claim: Claim, value: number | undefined, without: number | undefined): number | undefined {
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

/** All arms that the claims need, each once, with all that is to be measured in it. */
class Table {
  private readonly list: {
    arm: Arm;
    duration: number;
    requests: Claim["measure"][];
    places: Map<string, number>;
  }[] = [];
  private readonly known = new Map<string, number>();

  cell(claim: Claim, change: { knockout?: readonly string[]; rival?: readonly [string, string] } = {}): Cell {
    const changed = (arm: Arm): Arm => ({
      ...arm,
      knockouts: [
        ...arm.knockouts,
        ...(change.knockout ?? []).map((effect) => ({ effect, gate: 0, place: claim.place })),
      ],
      hypotheses: change.rival
        ? [
            ...arm.hypotheses.filter((h) => h.name !== change.rival![0]),
            { name: change.rival[0], choice: change.rival[1], place: claim.place },
          ]
        : arm.hypotheses,
    });
    return {
      claim,
      arm: this.index(changed(claim.arm), claim),
      reference: claim.compare === "none" ? undefined : this.index(changed(claim.reference), claim),
    };
  }

  place(run: number, claim: Claim): number {
    return this.list[run]!.places.get(claim.measure.text)!;
  }

  runs(): ArmRun[] {
    return this.list.map(({ arm, duration, requests }) => ({ arm, duration, requests }));
  }

  private index(arm: Arm, claim: Claim): number {
    const bare = (items: readonly object[]) => items.map((item) => ({ ...item, place: undefined }));
    const key = JSON.stringify([
      claim.duration,
      arm.person,
      arm.care,
      bare(arm.treatment),
      bare(arm.knockouts),
      bare(arm.hypotheses),
      bare(arm.set),
    ]);
    let index = this.known.get(key);
    if (index === undefined) {
      index = this.list.push({ arm, duration: claim.duration, requests: [], places: new Map() }) - 1;
      this.known.set(key, index);
    }
    const run = this.list[index]!;
    if (!run.places.has(claim.measure.text))
      run.places.set(claim.measure.text, run.requests.push(claim.measure) - 1);
    return index;
  }
}
