import { refusal } from "../engine/index.ts";
import { type Library, readScenario } from "../language/index.ts";
import { type Arm, prepare } from "../scenario/index.ts";
import { type Case, type Course, type ExplorerState, limits, type Outcome } from "./types.ts";

/** What the page can show of a treatment entry; anything else would be lost, so it is refused. */
const shownKeys = new Set([
  "drug",
  "dose",
  "every",
  "from",
  "until",
  "place",
  "untilPlace",
  "product",
  "taken",
]);

type Opened = Pick<ExplorerState, "current" | "kept" | "duration">;

/** A scenario file as cases: the first arm with a drug is the current one, the others are kept beside it. */
export function openScenario(file: string, text: string, library: Library): Outcome<Opened> {
  const { value, diagnostics, texts } = readScenario(file, text);
  if (!value) return { problem: refusal(diagnostics, texts).message };
  if (value.model !== undefined)
    return { problem: `${file} brings its own model, which this page cannot read; use the command line.` };
  const { scenario } = value;
  const prepared = prepare(scenario, library);
  if (!prepared.value) return { problem: refusal(prepared.diagnostics, texts).message };
  const [shortest, longest] = limits.duration;
  if (scenario.duration < shortest || scenario.duration > longest)
    return {
      problem: `This page shows runs of ${shortest} to ${longest} days; ${file} asks for ${scenario.duration}.`,
    };
  if (scenario.arms.length > limits.kept + 1)
    return { problem: `This page shows up to ${limits.kept + 1} arms; ${file} has ${scenario.arms.length}.` };
  const cases: Case[] = [];
  for (const arm of prepared.value.scenario.arms) {
    const one = caseOf(arm, library);
    if ("problem" in one) return { problem: `${file}, arm "${arm.label}": ${one.problem}` };
    cases.push(one.value);
  }
  const first = Math.max(
    0,
    cases.findIndex((one) => one.courses.length > 0),
  );
  return {
    value: {
      current: cases[first]!,
      kept: cases.filter((_, i) => i !== first),
      duration: scenario.duration,
    },
  };
}

function caseOf(arm: Arm, library: Library): Outcome<Case> {
  const courses: Course[] = [];
  if (arm.treatment.length > limits.courses)
    return {
      problem: `it has more than ${limits.courses} treatment entries, which is more than this page shows.`,
    };
  for (const entry of arm.treatment) {
    const other = Object.entries(entry).find(
      ([key, v]) => v !== undefined && v !== false && !shownKeys.has(key),
    );
    if (other)
      return { problem: `this page cannot show "${other[0]}" of a treatment; use the command line.` };
    const { drug, dose, every, from, until } = entry;
    courses.push({ drug, dose, every, from, ...(until === undefined ? {} : { until }) });
  }
  return {
    value: {
      name: arm.label.slice(0, 80),
      people: arm.people?.map((person) => person.name) ?? [library.model.person],
      care: arm.care ?? library.model.care[0]?.name ?? "none",
      courses,
      gates: Object.fromEntries(arm.knockouts.map((k) => [k.effect, k.gate])),
      accounts: Object.fromEntries(arm.hypotheses.map((h) => [h.name, h.choice])),
      set: Object.fromEntries(arm.set.map((s) => [s.name, s.value])),
    },
  };
}
