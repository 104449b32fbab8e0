import type { Diagnostic } from "../diagnostics/index.ts";
import type { Arm, Claim } from "../scenario/index.ts";
import { OwnFiles, readArm } from "./arms.ts";
import type { Read } from "./document.ts";
import { readMeasure } from "./measure.ts";
import { readDuration } from "./quantities.ts";
import type { ClaimData } from "./schemas.ts";

/** A claim file as data; its arms are complete. Undefined when the measure cannot be read, which is reported. */
export function readClaim(read: Read<ClaimData>, diagnostics: Diagnostic[]): Claim | undefined {
  const { data } = read;
  const place = read.at("claim");
  const own = new OwnFiles(read.file, () => undefined, new Map(), diagnostics);
  const arm: Arm = { label: data.claim, place, ...readArm(read, data, [], own, diagnostics) };
  const other = readArm(read, data.reference ?? {}, ["reference"], own, diagnostics);
  const reference: Arm = {
    label: `${data.claim} reference`,
    place,
    people: other.people ?? arm.people,
    care: other.care ?? arm.care,
    treatment: other.treatment,
    knockouts: other.knockouts,
    hypotheses: other.hypotheses.length > 0 ? other.hypotheses : arm.hypotheses,
    set: data.reference?.set ? other.set : arm.set,
  };
  const compared = /^\s*(ratio|difference)_to_reference\s*\((.*)\)\s*$/s.exec(data.measure);
  const measure = readMeasure("value", compared?.[2] ?? data.measure, read.at("measure"), diagnostics);
  const compare = (compared?.[1] as "ratio" | "difference" | undefined) ?? "none";
  const { expect } = data;
  const [low, high] =
    "between" in expect
      ? expect.between
      : "above" in expect
        ? [expect.above, Number.POSITIVE_INFINITY]
        : [Number.NEGATIVE_INFINITY, expect.below];
  return (
    measure && {
      id: data.claim,
      row: data.row,
      says: data.says.trim(),
      contested: data.contested,
      note: data.note?.trim(),
      kind: data.kind ?? "article",
      population: data.population && { ...data.population, place: read.at("population", "name") },
      arm,
      reference,
      duration: readDuration(data.duration, "duration", read.at("duration"), diagnostics),
      compare,
      measure,
      expect: { low, high },
      carriedBy: data.carried_by ?? [],
      noEffect: data.no_effect ?? (compare === "ratio" ? 1 : compare === "difference" ? 0 : undefined),
      fails: data.fails?.trim(),
      fragile: data.fragile?.trim(),
      sources: data.sources ?? [],
      place,
    }
  );
}
