import {
  type Arm,
  type Claim,
  type ClaimPopulation,
  type ClaimStatistic,
  type Limits,
  onTop,
} from "../scenario/index.ts";
import { OwnFiles, readArm } from "./arms.ts";
import type { ClaimData } from "./claim-schema.ts";
import { readConditions, readLimits } from "./conditions.ts";
import type { Read } from "./document.ts";
import { readMeasure } from "./measure.ts";
import * as say from "./messages.ts";
import { readDuration } from "./quantities.ts";

/** A claim file as data; its arms are complete. Undefined when a measure cannot be read, which is reported. */
export function readClaim(read: Read<ClaimData>): Claim | undefined {
  const { data, diagnostics } = read;
  const place = read.at("claim");
  const own = new OwnFiles(read.file, () => undefined, new Map(), diagnostics);
  const { species } = data;
  const arm: Arm = { label: data.claim, place, species, ...readArm(read, data, [], own) };
  const other = readArm(read, data.reference ?? {}, ["reference"], own);
  const referenceTo = (first: Arm): Arm => ({
    label: `${data.claim} reference`,
    place,
    species,
    people: other.people ?? first.people,
    care: other.care ?? first.care,
    carePlace: other.carePlace ?? first.carePlace,
    treatment: other.treatment,
    knockouts: other.knockouts,
    hypotheses: other.hypotheses.length > 0 ? other.hypotheses : first.hypotheses,
    set: data.reference?.set ? other.set : first.set,
  });
  const control = data.control && readControl(read, data.control, arm, own);
  const compared = /^\s*(ratio|difference)_to_reference\s*\((.*)\)\s*$/s.exec(data.measure);
  const measure = readMeasure("value", compared?.[2] ?? data.measure, read.at("measure"), diagnostics);
  const compare = (compared?.[1] as "ratio" | "difference" | undefined) ?? "none";
  const population = readAsked(read);
  if (data.population && !population) return undefined;
  const { expect } = data;
  const [low, high] =
    "between" in expect
      ? expect.between
      : "above" in expect
        ? [expect.above, Number.POSITIVE_INFINITY]
        : [Number.NEGATIVE_INFINITY, expect.below];
  if (low > high) diagnostics.push(say.fallingLimits(low, high, read.at("expect", "between")));
  return (
    measure && {
      id: data.claim,
      row: data.row,
      says: data.says.trim(),
      contested: data.contested,
      note: data.note?.trim(),
      kind: data.kind ?? "article",
      population,
      arm,
      reference: referenceTo(arm),
      control: control && { says: data.control!.says, arm: control, reference: referenceTo(control) },
      duration: readDuration(data.duration, "duration", read.at("duration"), diagnostics),
      compare,
      measure: {
        ...measure,
        limits: limitsOf(population?.statistic, compare === "none" ? { low, high } : undefined),
      },
      expect: { low, high },
      carriedBy: data.carried_by ?? [],
      noEffect: data.no_effect ?? (compare === "ratio" ? 1 : compare === "difference" ? 0 : undefined),
      fails: data.fails?.trim(),
      fragile: data.fragile?.trim(),
      sources: data.sources ?? [],
      place,
      places: {
        row: read.at("row"),
        carriedBy: (data.carried_by ?? []).map((_, i) => read.at("carried_by", i)),
        sources: (data.sources ?? []).map((_, i) => read.at("sources", i)),
      },
    }
  );
}

/** What the measure of a claim is compared with, in one person or in each of many. */
const limitsOf = (statistic: ClaimStatistic | undefined, expected: Limits | undefined): Limits | undefined =>
  statistic ? (statistic.kind === "share" ? statistic : undefined) : expected;

/** The arm with what the control puts in its place. */
function readControl(
  read: Read<ClaimData>,
  data: NonNullable<ClaimData["control"]>,
  arm: Arm,
  own: OwnFiles,
): Arm {
  const { says: _, ...item } = data;
  const control = readArm(read, item, ["control"], own);
  return {
    ...arm,
    people: control.people ?? arm.people,
    care: control.care ?? arm.care,
    carePlace: control.carePlace ?? arm.carePlace,
    treatment: item.treatment ? control.treatment : arm.treatment,
    knockouts: item.knockout ? control.knockouts : arm.knockouts,
    hypotheses: onTop(arm.hypotheses, control.hypotheses, (h) => h.name),
    set: onTop(arm.set, control.set, (s) => s.name),
  };
}

/** Of whom a claim about people asks what. Undefined for a claim about one person, and after a fault. */
function readAsked(read: Read<ClaimData>): ClaimPopulation | undefined {
  const { diagnostics } = read;
  const { population, reference, among: asked } = read.data;
  if (!population) {
    if (asked) diagnostics.push(say.amongNobody(read.key("among")));
    if (reference?.among) diagnostics.push(say.amongNobody(read.key("reference", "among")));
    return undefined;
  }
  const statistic = readStatistic(read, population);
  const among = readConditions(read, ["among"], asked);
  const referenceAmong = reference?.among && readConditions(read, ["reference", "among"], reference.among);
  const { name, size } = population;
  return statistic && { name, size, statistic, among, referenceAmong, place: read.at("population", "name") };
}

function readStatistic(
  read: Read<ClaimData>,
  population: NonNullable<ClaimData["population"]>,
): ClaimStatistic | undefined {
  const { diagnostics } = read;
  switch (population.statistic) {
    case "share":
      return {
        kind: "share",
        ...readLimits(population, "population", read.at("population", "statistic"), diagnostics),
      };
    case "mean":
      return { kind: "mean" };
    case "correlation": {
      const second = readMeasure("with", population.with, read.at("population", "with"), diagnostics);
      return second && { kind: "correlation", with: second };
    }
  }
}
