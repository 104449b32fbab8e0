import { onTopOf } from "../pharmacology/index.ts";
import { type Arm, onTop } from "../scenario/index.ts";
import { readChanges } from "./changes.ts";
import { readCovariates } from "./covariates.ts";
import type { Read } from "./document.ts";
import * as say from "./messages.ts";
import type { OwnFiles } from "./own-files.ts";
import type { ArmData, ScenarioArmData } from "./scenario-schema.ts";
import { subjectsOf } from "./treatment/event-table.ts";
import { readTreatment } from "./treatment/treatment.ts";

export { OwnFiles, type ReadText } from "./own-files.ts";

/** The arms of a scenario, `like` resolved. */
export function readArms(read: Read<unknown>, data: readonly ScenarioArmData[], own: OwnFiles): Arm[] {
  const { diagnostics } = read;
  const done: Arm[] = [];
  for (const [i, written] of data.entries())
    for (const item of bySubject(read, written, ["arms", i], own)) {
      const place = read.at("arms", i, "label");
      const twin = done.find((arm) => arm.label === item.label);
      if (twin) diagnostics.push(say.duplicate("arm", item.label, place, twin.place));
      done.push({
        ...readArmLike(read, item, ["arms", i], done, own),
        label: item.label,
        place,
      });
    }
  return done;
}

/** An arm whose event table asks for `id: each` is one for each subject of the table, named after it. */
function bySubject(
  read: Read<unknown>,
  item: ScenarioArmData,
  path: readonly PropertyKey[],
  own: OwnFiles,
): ScenarioArmData[] {
  const { diagnostics } = read;
  const { treatment } = item;
  if (typeof treatment !== "object" || Array.isArray(treatment) || treatment.id !== "each") return [item];
  const file = own.plain(treatment.events, read.at(...path, "treatment", "events"));
  if (!file) return [];
  const ids = subjectsOf(file.text);
  if (ids.length === 0) diagnostics.push(say.noSubjects(file.path, read.at(...path, "treatment", "id")));
  return ids.map((id) => ({ ...item, label: `${item.label} ${id}`, treatment: { ...treatment, id } }));
}

/** An arm that may start from one of those above it; `path` is where it stands in its file. */
export function readArmLike(
  read: Read<unknown>,
  item: Omit<ScenarioArmData, "label">,
  path: readonly PropertyKey[],
  above: readonly Arm[],
  own: OwnFiles,
): Omit<Arm, "label" | "place"> {
  const { diagnostics } = read;
  const like = item.like === undefined ? undefined : above.find((arm) => arm.label === item.like);
  const labels = above.map((arm) => arm.label);
  if (item.like !== undefined && !like)
    diagnostics.push(say.unknownArm(item.like, read.at(...path, "like"), labels));
  const arm = readArm(read, item, path, own);
  return {
    people: arm.people ?? like?.people,
    covariates: arm.covariates || like?.covariates ? onTopOf(arm.covariates, like?.covariates) : undefined,
    care: arm.care ?? like?.care,
    carePlace: arm.carePlace ?? like?.carePlace,
    treatment: [
      ...(item.treatment ? arm.treatment : (like?.treatment ?? [])),
      ...(item.add ? readTreatment(read, item.add, [...path, "add"], own) : []),
    ],
    changes: arm.changes ?? like?.changes,
    knockouts: onTop(like?.knockouts ?? [], arm.knockouts, (k) => k.effect),
    hypotheses: onTop(like?.hypotheses ?? [], arm.hypotheses, (h) => h.name),
    set: onTop(like?.set ?? [], arm.set, (s) => s.name),
  };
}

/** What an arm says of itself; `path` is where it stands in its file. */
export function readArm(
  read: Read<unknown>,
  item: ArmData,
  path: readonly PropertyKey[],
  own: OwnFiles,
): Omit<Arm, "label" | "place"> {
  const knockout = item.knockout ?? [];
  return {
    people: own.peopleOf(item.person, read, [...path, "person"]),
    covariates: readCovariates(read, item.covariates, [...path, "covariates"]),
    care: item.care,
    carePlace: item.care === undefined ? undefined : read.at(...path, "care"),
    treatment: item.treatment ? readTreatment(read, item.treatment, [...path, "treatment"], own) : [],
    changes: readChanges(read, item.changes, [...path, "changes"], own),
    knockouts: Array.isArray(knockout)
      ? knockout.map((effect, k) => ({ effect, gate: 0, place: read.at(...path, "knockout", k) }))
      : Object.entries(knockout).map(([effect, gate]) => ({
          effect,
          gate,
          place: read.key(...path, "knockout", effect),
        })),
    hypotheses: Object.entries(item.hypothesis ?? {}).map(([name, choice]) => ({
      name,
      choice,
      place: read.key(...path, "hypothesis", name),
    })),
    set: Object.entries(item.set ?? {}).map(([name, value]) => ({
      name,
      value,
      place: read.key(...path, "set", name),
    })),
  };
}
