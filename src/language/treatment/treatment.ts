import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import type { RegimenEntry, Replacement, Taper } from "../../pharmacology/index.ts";
import type { Read } from "../document.ts";
import type { OwnFiles } from "../own-files.ts";
import { type AmountKind, readAmount, readDuration, readMassFlow, readTime } from "../quantities.ts";
import { readDays } from "./days.ts";
import { readEventTable } from "./event-table.ts";
import * as say from "./messages.ts";
import { readRounding } from "./rounding.ts";
import type { RegimenStepData, TreatmentData } from "./schema.ts";
import { readShortNotation } from "./short-notation.ts";

/** A treatment in any of its forms: a sentence, entries (each a sentence or a mapping), or an event table. */
export function readTreatment(
  read: Read<unknown>,
  data: TreatmentData,
  path: readonly PropertyKey[],
  own: OwnFiles,
): RegimenEntry[] {
  const { diagnostics } = read;
  const sentence = (text: string, at: readonly PropertyKey[]) =>
    readShortNotation(text, placesIn(read, at), diagnostics, own);
  if (typeof data === "string") return sentence(data, path);
  if (!Array.isArray(data)) return readEventTable(read, data, path, own);
  return data.flatMap((item, i) =>
    typeof item === "string" ? sentence(item, [...path, i]) : [readStep(read, item, [...path, i], own)],
  );
}

/** Where a stretch of a text value stands in its file. */
function placesIn(read: Read<unknown>, path: readonly PropertyKey[]): (start: number, end: number) => Place {
  const offsets = read.offsets(...path);
  const whole = read.at(...path);
  return (start, end) => {
    const from = offsets?.[start];
    const last = offsets?.[Math.max(start, end - 1)];
    if (from === undefined || last === undefined) return whole;
    return { file: read.file, start: from, end: last + 1 };
  };
}

function readStep(
  read: Read<unknown>,
  step: RegimenStepData,
  path: readonly PropertyKey[],
  own: OwnFiles,
): RegimenEntry {
  const { diagnostics } = read;
  const at = (...key: PropertyKey[]) => read.at(...path, ...key);
  const length = (text: string | number, what: string, ...key: PropertyKey[]) =>
    readDuration(text, what, at(...key), diagnostics);
  const kinds = new Set<AmountKind>();
  const mass = (text: string | number, what: string, ...key: PropertyKey[]) => {
    const { value, kind } = readAmount(text, what, at(...key), diagnostics);
    kinds.add(kind);
    return value;
  };
  const days = (key: "miss" | "pause", ...more: PropertyKey[]) => {
    const texts = step[key];
    const placeOf = (i: number | undefined) => at(key, ...more, ...(i === undefined ? [] : [i]));
    return texts === undefined ? undefined : readDays(texts, placeOf, diagnostics);
  };
  const every = length(step.every, "interval between doses", "every");
  const { split, loading, titrate, taper, late } = step;
  const entry: RegimenEntry = {
    drug: own.drug(step.drug, at("drug")),
    dose: /^\s*\d+(\.\d+)?\s+drops?\s*$/.test(String(step.dose))
      ? Number.parseFloat(String(step.dose))
      : mass(step.dose, "dose", "dose"),
    every,
    from: step.from === undefined ? 0 : readStart(step.from, at("from"), diagnostics),
    until: step.until === undefined ? undefined : readTime(step.until, at("until"), diagnostics),
    place: at("drug"),
    ...productOf(step, at),
    ...readRoute(step, at, diagnostics),
    untilPlace: step.until === undefined ? undefined : at("until"),
    split: split === undefined ? undefined : readSplit(split, every, read, path),
    loading:
      loading === undefined
        ? undefined
        : typeof loading === "object"
          ? {
              dose: mass(loading.dose, "loading dose", "loading", "dose"),
              days: length(loading.for, "length of loading", "loading", "for"),
              place: at("loading", "dose"),
            }
          : { dose: mass(loading, "loading dose", "loading"), days: every, place: at("loading") },
    titrate: titrate && {
      to: mass(titrate.to, "dose", "titrate", "to"),
      by: mass(titrate.by, "step of the dose", "titrate", "by"),
      every: length(titrate.every, "length of a step", "titrate", "every"),
      place: at("titrate", "to"),
    },
    taper: taper === undefined ? undefined : readTaper(taper, length, at),
    rounding: readRounding(step.round_to, at("round_to"), diagnostics),
    replaces: readReplacement(step, length, at, own, diagnostics),
    pause: days("pause"),
    miss: days("miss"),
    late: late && {
      by: length(late.by, "delay", "late", "by"),
      on: readDays(late.on, (i) => at("late", "on", ...(i === undefined ? [] : [i])), diagnostics),
      place: at("late", "by"),
    },
  };
  if (kinds.size > 1) diagnostics.push(say.someByWeight(at("dose")));
  if (kinds.has("mg/kg")) return { ...entry, isPerKg: true };
  return kinds.has("umol") ? { ...entry, isMolar: true } : entry;
}

/** How a dose comes into the body: into a vein with `route: iv`, at once or over a time or at a rate. */
function readRoute(
  { route, duration, rate }: RegimenStepData,
  at: At,
  diagnostics: Diagnostic[],
): Pick<RegimenEntry, "route" | "infusion"> {
  const key = duration !== undefined ? "duration" : rate !== undefined ? "rate" : undefined;
  if (key === undefined) return route === "iv" ? { route } : {};
  if (route !== "iv") diagnostics.push(say.onlyIntoAVein(key, at(key)));
  if (duration !== undefined && rate !== undefined) diagnostics.push(say.twice("how it flows", at("rate")));
  return {
    route: "iv",
    infusion: {
      ...(duration !== undefined
        ? { over: readDuration(duration, "length of the infusion", at(key), diagnostics) }
        : { rate: readMassFlow(rate!, at(key), diagnostics) }),
      place: at(key),
    },
  };
}

/** A number of equal parts, their times, or times with shares. */
function readSplit(
  split: NonNullable<RegimenStepData["split"]>,
  every: number,
  read: Read<unknown>,
  path: readonly PropertyKey[],
): RegimenEntry["split"] {
  const { diagnostics } = read;
  const place = read.key(...path, "split");
  if (typeof split === "number")
    return { at: Array.from({ length: split }, (_, i) => (i * every) / split), place };
  const isEven = Array.isArray(split);
  const [times, shares] = isEven ? [split, undefined] : [split.at, split.shares];
  const timePath = isEven ? [...path, "split"] : [...path, "split", "at"];
  if (shares && shares.length !== times.length)
    diagnostics.push(say.sharesForTimes(shares.length, times.length, read.at(...path, "split", "shares")));
  const sum = shares?.reduce((total, share) => total + share, 0) ?? 1;
  const parts = times
    .map((time, i) => ({
      at: readTime(time, read.at(...timePath, i), diagnostics),
      share: (shares?.[i] ?? 0) / sum,
    }))
    .sort((a, b) => a.at - b.at);
  return {
    at: parts.map((part) => part.at),
    ...(shares ? { shares: parts.map((part) => part.share) } : {}),
    place,
  };
}

/** What an entry says of the product. */
function productOf({ drug, form, food, dose }: RegimenStepData, at: At): Partial<RegimenEntry> {
  const isDrops = /\bdrops?$/.test(String(dose));
  const name = drug.trim();
  const words = form?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const isSaid = words.length > 0 || isDrops || /\s/.test(name);
  return {
    ...(isSaid && !isFile(name)
      ? { product: { name, words, isDrops, place: at(form === undefined ? "drug" : "form") } }
      : {}),
    ...(food === undefined ? {} : { food: { isFed: food === "with", place: at("food") } }),
  };
}

const isFile = (name: string) => /\.ya?ml$/i.test(name);

type At = (...key: PropertyKey[]) => Place;
type Length = (text: string | number, what: string, ...key: PropertyKey[]) => number;

function readTaper(taper: NonNullable<RegimenStepData["taper"]>, length: Length, at: At): Taper {
  if (typeof taper !== "object")
    return { over: length(taper, "length of the taper", "taper"), shape: "linear", place: at("taper") };
  return {
    over: length(taper.over, "length of the taper", "taper", "over"),
    shape: taper.shape ?? "linear",
    steps: taper.steps,
    place: at("taper", "over"),
  };
}

function readReplacement(
  step: RegimenStepData,
  length: Length,
  at: At,
  own: OwnFiles,
  diagnostics: Diagnostic[],
): Replacement | undefined {
  const { replaces, cross_taper: cross, washout } = step;
  if (replaces === undefined) {
    if (cross !== undefined) diagnostics.push(say.needsReplaces("cross_taper", at("cross_taper")));
    if (washout !== undefined) diagnostics.push(say.needsReplaces("washout", at("washout")));
    return undefined;
  }
  if (cross !== undefined && washout !== undefined) diagnostics.push(say.bothWays(at("washout")));
  return {
    drug: own.drug(replaces, at("replaces")),
    crossTaper: cross === undefined ? undefined : length(cross, "cross-taper", "cross_taper"),
    washout: washout === undefined ? undefined : length(washout, "washout", "washout"),
    place: at("replaces"),
  };
}

/** The start of an entry: a time, but not the end of the run, when nothing can begin any more. */
function readStart(text: string | number, place: Place, diagnostics: Diagnostic[]): number {
  const days = readTime(text, place, diagnostics);
  if (days === Number.POSITIVE_INFINITY) diagnostics.push(say.startsAtEnd(place));
  return days;
}
