import type { Diagnostic, Place } from "../diagnostics/index.ts";
import type { Criterion, Limits } from "../scenario/index.ts";
import type { Read } from "./document.ts";
import { readMeasure } from "./measure.ts";
import * as say from "./messages.ts";
import { missingKey } from "./shape-messages.ts";

interface LimitsData {
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly between?: readonly [number, number] | undefined;
}

interface ConditionData extends LimitsData {
  readonly measure: string;
  readonly says?: string | undefined;
  readonly sources?: readonly string[] | undefined;
}

/** Limits of which at least one is wanted; `name` is what they belong to. */
export function readLimits(data: LimitsData, name: string, place: Place, diagnostics: Diagnostic[]): Limits {
  const low = data.between?.[0] ?? data.above ?? Number.NEGATIVE_INFINITY;
  const high = data.between?.[1] ?? data.below ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(low) && !Number.isFinite(high)) diagnostics.push(missingKey("above", name, place));
  if (low > high) diagnostics.push(say.fallingLimits(low, high, place));
  return { low, high };
}

/** Conditions by name, which stand at a path of a file. One whose measure cannot be read is reported and left out. */
export function readConditions(
  read: Read<unknown>,
  path: readonly string[],
  data: Readonly<Record<string, ConditionData>> | undefined,
): Criterion[] {
  const { diagnostics } = read;
  return Object.entries(data ?? {}).flatMap(([name, item]): Criterion[] => {
    const own = [...path, name];
    const place = read.key(...own);
    const measure = readMeasure(name, item.measure, read.at(...own, "measure"), diagnostics);
    const limits = readLimits(item, own.join("."), place, diagnostics);
    return measure
      ? [
          {
            name,
            measure: { ...measure, limits },
            ...limits,
            says: item.says,
            sources: item.sources ?? [],
            place,
          },
        ]
      : [];
  });
}
