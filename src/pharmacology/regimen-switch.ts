import type { Diagnostic } from "../diagnostics/index.ts";
import * as say from "./regimen-messages.ts";
import type { RegimenEntry, Replacement } from "./regimen-types.ts";

/** An entry with its start and end settled: what it replaces is cut short, what replaces it decides how it ends. */
export interface Course extends RegimenEntry {
  /** days over which the dose rises while the drug it replaces goes down */
  readonly rise?: number | undefined;
  /** Its taper is half of a cross-taper. */
  readonly isCrossed?: boolean | undefined;
}

/** Settles the switches of a treatment: direct, with a washout, or with a cross-taper, in the order written. */
export function settleSwitches(entries: readonly RegimenEntry[]): {
  courses: Course[];
  diagnostics: Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const courses: Course[] = [];
  for (const entry of entries) {
    const { replaces } = entry;
    if (!replaces) {
      courses.push(entry);
      continue;
    }
    const found = courses.some((course) => course.drug === replaces.drug && course.from < entry.from);
    const taken = courses.map((course) => course.drug);
    if (!found) diagnostics.push(say.nothingToReplace(replaces.drug, entry.from, replaces.place, taken));
    for (const [i, course] of courses.entries()) {
      if (course.drug !== replaces.drug) continue;
      if (course.from >= entry.from)
        diagnostics.push(say.startsAfterReplaced(course.drug, entry.from, course.place, replaces.place));
      else if ((course.until ?? Number.POSITIVE_INFINITY) >= entry.from)
        courses[i] = ended(course, entry.from, replaces);
    }
    courses.push(started(entry, replaces));
  }
  return { courses, diagnostics };
}

function ended(course: Course, day: number, { crossTaper, place }: Replacement): Course {
  if (crossTaper === undefined) return { ...course, until: day, taper: undefined };
  const shape = course.taper?.shape ?? "linear";
  return {
    ...course,
    until: day,
    taper: { shape, steps: course.taper?.steps, over: crossTaper, place },
    isCrossed: true,
  };
}

function started(entry: RegimenEntry, { washout = 0, crossTaper }: Replacement): Course {
  const rise = entry.titrate || entry.loading ? undefined : crossTaper;
  return { ...entry, from: entry.from + washout, rise };
}
