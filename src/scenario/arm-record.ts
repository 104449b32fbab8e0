import { byWeight, regimenWords, settleProducts } from "../pharmacology/index.ts";
import type { Cast } from "./cast.ts";
import { askedWords } from "./changes.ts";
import { bodyOf, personWords } from "./problem.ts";
import type { Arm } from "./types.ts";

/** What was asked of one arm, in words and numbers. */
export interface ArmRecord {
  readonly label: string;
  /** The regimen in words; "no drug" where there is none. */
  readonly treatment: string;
  readonly person: string;
  readonly care: string;
  /** Values of parameters in their declared units. */
  readonly set: Readonly<Record<string, number>>;
  /** What changes during the run, in words; absent: nothing. */
  readonly changes?: readonly string[] | undefined;
  /** Gates of effects. */
  readonly knockout: Readonly<Record<string, number>>;
  /** Hypotheses about contested mechanisms that the arm names; the others are the model's defaults. */
  readonly hypothesis: Readonly<Record<string, string>>;
}

export function armRecord(arm: Arm, cast: Cast): ArmRecord {
  const { model, drugs } = cast;
  const body = bodyOf(arm, cast);
  const { entries } = byWeight(arm.treatment, body.weight?.value);
  return {
    label: arm.label,
    treatment: regimenWords(settleProducts(entries, drugs).entries),
    person: personWords(arm.people ?? [{ name: model.person, place: arm.place }], body),
    care: arm.care ?? model.care[0]?.name ?? "none",
    set: Object.fromEntries(arm.set.map(({ name, value }) => [name, value])),
    ...(arm.changes ? { changes: arm.changes.map(askedWords) } : {}),
    knockout: Object.fromEntries(arm.knockouts.map(({ effect, gate }) => [effect, gate])),
    hypothesis: Object.fromEntries(arm.hypotheses.map(({ name, choice }) => [name, choice])),
  };
}
