import {
  type Checked,
  type Diagnostic,
  isUsable,
  type Place,
  type SourceTexts,
} from "../diagnostics/index.ts";
import type { Drug, Person } from "../pharmacology/index.ts";
import {
  measures,
  type Objective,
  type ObjectiveQuantity,
  type SearchPlan,
  type TriedHypothesis,
} from "../scenario/index.ts";
import { stem } from "../text/index.ts";
import { OwnFiles, type ReadText } from "./arms.ts";
import { readConditions } from "./conditions.ts";
import { openAs, type Read } from "./document.ts";
import { otherKind } from "./library.ts";
import { readMeasure } from "./measure.ts";
import { readDuration, readTime } from "./quantities.ts";
import * as say from "./search-messages.ts";
import { type SearchData, searchSchema } from "./search-schema.ts";
import { readStrategies } from "./strategies.ts";

/** A search with the drug and person files that it or its scenarios name by path. */
export interface SearchFile {
  readonly plan: SearchPlan;
  readonly drugs: readonly Drug[];
  readonly people: readonly Person[];
}

/** A search file as data: every strategy is an arm with everything written out. */
export function readSearch(
  file: string,
  text: string,
  readText: ReadText = () => undefined,
): Checked<SearchFile> & { texts: SourceTexts } {
  const texts = new Map([[file, text]]);
  const diagnostics: Diagnostic[] = [];
  const read = openAs(file, text, searchSchema, "search", diagnostics);
  if (!read) {
    const other = otherKind(file, text, "search");
    return { diagnostics: other ? [other] : diagnostics, texts };
  }
  const { data } = read;
  const own = new OwnFiles(file, readText, texts, diagnostics);
  const duration = readDuration(data.duration, "duration", read.at("duration"), diagnostics);
  const { strategies, drugs, people } = readStrategies(read, own, readText, texts);
  const labels = strategies.map((s) => s.label);
  if (!labels.includes(data.reference))
    diagnostics.push(say.unknownStrategy(data.reference, read.at("reference"), labels));
  const names = Object.keys(data.objectives);
  if (names.length === 0) diagnostics.push(say.noObjectives(read.key("objectives")));
  const plan: SearchPlan = {
    id: stem(file),
    title: data.search,
    question: data.question.trim(),
    duration,
    population:
      data.population === undefined ? undefined : { name: data.population, place: read.at("population") },
    people: data.people ?? 100,
    seed: data.seed ?? 0,
    among: readConditions(read, ["among"], data.among),
    reference: { label: data.reference, place: read.at("reference") },
    strategies: strategies.map(({ arm, ...s }) => {
      const carePlace = arm.carePlace ?? (data.care === undefined ? undefined : read.at("care"));
      return { ...s, arm: { ...arm, care: arm.care ?? data.care, carePlace } };
    }),
    objectives: names.flatMap((name) => objectiveOf(read, name, duration) ?? []),
    hypotheses: hypothesesOf(read),
    combinations: data.combinations ?? 8,
    tie: data.tie ?? 0.25,
    place: read.at("search"),
  };
  const value = {
    plan,
    drugs: [...drugs, ...own.drugs.values()],
    people: [...people, ...own.people.values()],
  };
  return { value: isUsable(diagnostics) ? value : undefined, diagnostics, texts };
}

function objectiveOf(read: Read<SearchData>, name: string, duration: number): Objective | undefined {
  const { diagnostics } = read;
  const item = read.data.objectives[name]!;
  const place = read.key("objectives", name);
  const given = (["measure", "largest_fall", "tablets"] as const).filter((key) => item[key] !== undefined);
  if (given.length !== 1) {
    diagnostics.push(say.oneOutcome(name, place));
    return undefined;
  }
  const outcome = outcomeOf(read, name, duration);
  return (
    outcome && {
      name,
      outcome,
      isLowerBetter: item.better === "lower",
      step: item.step,
      says: item.says,
      place,
    }
  );
}

function outcomeOf(read: Read<SearchData>, name: string, duration: number): ObjectiveQuantity | undefined {
  const { diagnostics } = read;
  const { measure, largest_fall: fall, tablets } = read.data.objectives[name]!;
  const path = ["objectives", name];
  const dayAt = (text: string | number, at: readonly string[]): number => {
    const place = read.at(...path, ...at);
    const day = readTime(text, place, diagnostics);
    if (!(day >= 0 && day < duration)) diagnostics.push(say.afterEnd(`"${text}"`, place));
    return day;
  };
  if (measure !== undefined) {
    const place = read.at(...path, "measure");
    const asked = readMeasure(name, measure, place, diagnostics);
    if (asked && measures[asked.function].missing) diagnostics.push(say.neverReached(asked.text, place));
    return asked && { kind: "measure", measure: asked };
  }
  if (fall) {
    const place = read.at(...path, "largest_fall", "of");
    if (!/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/.test(fall.of)) diagnostics.push(say.badVariable(fall.of, place));
    const at = read.at(...path, "largest_fall", "within");
    const within = readDuration(fall.within, "within", at, diagnostics);
    const from = dayAt(fall.from, ["largest_fall", "from"]);
    if (from + within > duration) diagnostics.push(say.afterEnd("The window", at));
    return { kind: "largest_fall", variable: fall.of, within, from, place };
  }
  const place: Place = read.key(...path, "tablets");
  return { kind: "tablets", from: dayAt(tablets!.from, ["tablets", "from"]), place };
}

function hypothesesOf(read: Read<SearchData>): SearchPlan["hypotheses"] {
  const { hypotheses = "all" } = read.data;
  if (typeof hypotheses === "string") return hypotheses;
  if (Array.isArray(hypotheses))
    return hypotheses.map((name, i): TriedHypothesis => ({ name, place: read.at("hypotheses", i) }));
  return Object.entries(hypotheses).map(
    ([name, shares]): TriedHypothesis => ({
      name,
      shares: Object.entries(shares).map(([choice, share]) => ({
        choice,
        share,
        place: read.key("hypotheses", name, choice),
      })),
      place: read.key("hypotheses", name),
    }),
  );
}
