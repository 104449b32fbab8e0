import type { ArmChange } from "../scenario/index.ts";
import { readCovariates } from "./covariates.ts";
import type { Read } from "./document.ts";
import * as say from "./messages.ts";
import type { OwnFiles } from "./own-files.ts";
import { readDuration, readTime } from "./quantities.ts";
import type { ArmData } from "./scenario-schema.ts";

/** What an arm changes during the run; `path` is where the list stands. */
export function readChanges(
  read: Read<unknown>,
  changes: ArmData["changes"],
  path: readonly PropertyKey[],
  own: OwnFiles,
): ArmChange[] | undefined {
  const { diagnostics } = read;
  return changes?.map((item, i): ArmChange => {
    const here = [...path, i];
    const values = (key: "set" | "scale") =>
      Object.entries(item[key] ?? {}).map(([name, value]) => {
        const place = read.key(...here, key, name);
        if (key === "scale" && value < 0) diagnostics.push(say.negativeFactor(name, value, place));
        return { name, value, place };
      });
    const place = read.at(...here, "at");
    if (!item.set && !item.scale && item.person === undefined && !item.covariates)
      diagnostics.push(say.changesNothing(place));
    return {
      at: readTime(item.at, place, diagnostics),
      set: values("set"),
      scale: values("scale"),
      people: own.peopleOf(item.person, read, [...here, "person"]),
      covariates: readCovariates(read, item.covariates, [...here, "covariates"]),
      halfLife:
        item.half_life === undefined
          ? undefined
          : readDuration(item.half_life, "half-life", read.at(...here, "half_life"), diagnostics),
      place,
    };
  });
}
