import type { RegimenEntry } from "../../pharmacology/index.ts";
import { withoutExponent as n, withoutMissing } from "../../text/index.ts";
import type { RegimenStepData } from "./schema.ts";

/** What amounts of an entry are counted in. */
export function amountUnit({ isPerKg, isMolar, product }: RegimenEntry): "mg" | "mg/kg" | "umol" | "drops" {
  if (product?.isDrops) return "drops";
  if (isPerKg) return "mg/kg";
  return isMolar ? "umol" : "mg";
}

/** An entry in the keys of a scenario file, which read back as the same entry; a sentence comes out as keys too. */
export function entryData(entry: RegimenEntry): RegimenStepData {
  const { drug, every, from, until, product, split, loading, titrate, taper, replaces, late } = entry;
  const unit = amountUnit(entry);
  const amount = (value: number) => `${n(value)} ${unit}`;
  // Beside a number of drops, other amounts are masses.
  const other = (value: number) => `${n(value)} ${unit === "drops" ? "mg" : unit}`;
  const texts = (selectors: RegimenEntry["miss"]) => selectors?.map(({ text }) => text);
  return withoutMissing({
    drug: product?.name ?? drug,
    dose: amount(entry.dose),
    form: product && product.words.length > 0 ? product.words.join(" ") : undefined,
    food: entry.food && (entry.food.isFed ? ("with" as const) : ("without" as const)),
    every: days(every),
    from: from === 0 ? undefined : day(from),
    until: until === undefined ? undefined : until === Number.POSITIVE_INFINITY ? "end" : day(until),
    route: entry.route,
    duration: entry.infusion && "over" in entry.infusion ? days(entry.infusion.over) : undefined,
    rate: entry.infusion && "rate" in entry.infusion ? `${n(entry.infusion.rate)} mg/day` : undefined,
    split: split && (split.shares ? { at: split.at.map(day), shares: [...split.shares] } : split.at.map(day)),
    loading: loading && { dose: other(loading.dose), for: days(loading.days) },
    titrate: titrate && { to: other(titrate.to), by: other(titrate.by), every: days(titrate.every) },
    taper: taper && { over: days(taper.over), shape: taper.shape, ...withoutMissing({ steps: taper.steps }) },
    round_to: roundingText(entry.rounding),
    replaces: replaces?.drug,
    cross_taper: replaces?.crossTaper === undefined ? undefined : days(replaces.crossTaper),
    washout: replaces?.washout === undefined ? undefined : days(replaces.washout),
    pause: texts(entry.pause),
    miss: texts(entry.miss),
    late: late && { by: days(late.by), on: late.on.map(({ text }) => text) },
  });
}

const days = (value: number) => `${n(value)} ${value === 1 ? "day" : "days"}`;
const day = (value: number) => `day ${n(value)}`;

function roundingText(rounding: RegimenEntry["rounding"]): string | undefined {
  if (!rounding) return undefined;
  if (rounding.kind === "multiples") return `${n(rounding.of)} mg`;
  return rounding.parts === 1 ? "tablets" : "half tablets";
}
