import { nameOfPeople, regimenWords, settleProducts } from "../pharmacology/index.ts";
import type { Cast } from "./cast.ts";
import type { Arm } from "./types.ts";

/** What was asked of one arm, in words and numbers, with nothing left to defaults. */
export interface ArmRecord {
  readonly label: string;
  /** The regimen in words; "no drug" where there is none. */
  readonly treatment: string;
  readonly person: string;
  readonly care: string;
  /** Values of parameters in their declared units. */
  readonly set: Readonly<Record<string, number>>;
  /** Gates of effects. */
  readonly knockout: Readonly<Record<string, number>>;
  /** Accounts of contested mechanisms. */
  readonly hypothesis: Readonly<Record<string, string>>;
}

export function armRecord(arm: Arm, { model, drugs }: Cast): ArmRecord {
  return {
    label: arm.label,
    treatment: regimenWords(settleProducts(arm.treatment, drugs).entries),
    person: nameOfPeople(arm.people?.map(({ name }) => name) ?? [model.person]),
    care: arm.care ?? model.care[0]?.name ?? "none",
    set: Object.fromEntries(arm.set.map(({ name, value }) => [name, value])),
    knockout: Object.fromEntries(arm.knockouts.map(({ effect, gate }) => [effect, gate])),
    hypothesis: Object.fromEntries(arm.hypotheses.map(({ name, choice }) => [name, choice])),
  };
}
