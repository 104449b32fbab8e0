import { daytimes } from "./daytimes.ts";
import { lengthText } from "./regimen-messages.ts";
import type { DaySelector, Infusion, RegimenEntry } from "./regimen-types.ts";

/** More entries than this are counted and not all told: an event table may have thousands. */
const toldEntries = 12;

/**
 * A treatment in words, as the notation of scenarios writes it wherever that has words for it: `escitalopram 5 mg daily
 * until week 12 tapering over 4 weeks plus bupropion 150 mg daily from week 8`. Without entries "no drug".
 */
export function regimenWords(entries: readonly RegimenEntry[]): string {
  if (entries.length === 0) return "no drug";
  const told = entries.slice(0, toldEntries).map(entryWords).join(" plus ");
  const rest = entries.length - toldEntries;
  return rest > 0 ? `${told} plus ${rest} more entries` : told;
}

function entryWords(entry: RegimenEntry): string {
  const { drug, every, from, until, split, loading, titrate, taper, rounding, replaces, late } = entry;
  const { product, taken, food, route, infusion, weight, isPerKg, molar, isMolar } = entry;
  // As it was written; what that is in the milligrams of the drug's file stands at the end.
  const unit = product?.isDrops
    ? "drops"
    : isMolar || molar !== undefined
      ? "umol"
      : weight === undefined && !isPerKg
        ? "mg"
        : "mg/kg";
  const mg = (amount: number) =>
    `${Number((amount / (taken?.factor ?? 1) / (weight ?? molar ?? 1)).toPrecision(12))} ${unit}`;
  const name = product?.name ?? drug;
  const words = [
    split ? splitWords(name, entry, mg) : `${name} ${mg(entry.dose)}`,
    ...(product?.words ?? []),
    (!split || (every !== 1 && split.at.every(isDaytime))) && rhythmText(every),
    route && "iv",
    infusion && infusionText(infusion),
    food && (food.isFed ? "with food" : "without food"),
    from > 0 && `from ${timeText(from)}`,
    until !== undefined && Number.isFinite(until) && `until ${timeText(until)}`,
    replaces && `in place of ${replaces.drug}`,
    replaces?.crossTaper !== undefined && `with a cross-taper over ${lengthText(replaces.crossTaper)}`,
    replaces?.washout !== undefined && `after ${lengthText(replaces.washout)} washout`,
    loading && `starting with ${mg(loading.dose)} for ${lengthText(loading.days)}`,
    titrate && `titrating to ${mg(titrate.to)} by ${mg(titrate.by)} every ${lengthText(titrate.every)}`,
    entry.miss && `missing ${daysText(entry.miss)}`,
    entry.pause && `pausing ${daysText(entry.pause)}`,
    late && `late by ${lengthText(late.by)} on ${daysText(late.on)}`,
    entry.isSteady && "at steady state of the same doses",
    taper &&
      `tapering ${taper.shape === "hyperbolic" ? "hyperbolically " : ""}over ${lengthText(taper.over)}`,
    taper?.steps !== undefined && `in ${taper.steps} steps`,
    rounding && roundingText(rounding),
    weight !== undefined && `(in ${weight} kg)`,
    taken?.says && `(taken as ${taken.says})`,
  ];
  return words.filter(Boolean).join(" ");
}

/** "10 mg in the morning and 5 mg at night"; without names for its times, "20 mg daily in 2 parts at hour 0, hour 6". */
function splitWords(
  name: string,
  { dose, every, split }: RegimenEntry,
  mg: (amount: number) => string,
): string {
  const { at, shares } = split!;
  const amountOf = (i: number) => dose * (shares?.[i] ?? 1 / at.length);
  const times = at.map((day) => daytimes.find((time) => time.at === day)?.words);
  if (times.some((time) => time === undefined))
    return `${name} ${mg(dose)} ${rhythmText(every)} in ${at.length} ${shares ? "unequal " : ""}parts at ${at.map((day) => `hour ${hours(day)}`).join(", ")}`;
  if (!shares) return `${name} ${mg(amountOf(0))} ${times.join(" and ")}`;
  return `${name} ${at.map((_, i) => `${mg(amountOf(i))} ${times[i]}`).join(" and ")}`;
}

const infusionText = (infusion: Infusion) =>
  "over" in infusion
    ? `over ${lengthText(infusion.over)}`
    : `at ${Number((infusion.rate / 24).toPrecision(12))} mg/hour`;

const isDaytime = (day: number) => daytimes.some((time) => time.at === day);

const rhythms: ReadonlyMap<number, string> = new Map([
  [1, "daily"],
  [2, "every other day"],
  [7, "weekly"],
  [1 / 2, "twice daily"],
  [1 / 3, "three times daily"],
  [1 / 4, "four times daily"],
]);

const rhythmText = (every: number) => rhythms.get(every) ?? `every ${lengthText(every)}`;
const daysText = (selectors: readonly DaySelector[]) => selectors.map(({ text }) => text).join(" and ");

/** "week 12", "day 3", "hour 6". */
function timeText(time: number): string {
  if (time > 0 && Number.isInteger(time / 7)) return `week ${time / 7}`;
  return time > 0 && time < 1 ? `hour ${hours(time)}` : `day ${Number(time.toPrecision(12))}`;
}

const hours = (days: number) => Number((days * 24).toPrecision(12));

function roundingText(rounding: NonNullable<RegimenEntry["rounding"]>): string {
  if (rounding.kind === "multiples") return `in steps of ${rounding.of} mg`;
  return rounding.parts === 1 ? "in tablets" : "in half tablets";
}
