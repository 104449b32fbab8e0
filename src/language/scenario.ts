import { type Checked, type Diagnostic, isUsable, type SourceTexts } from "../diagnostics/index.ts";
import { type Drug, onTopOf, type Person } from "../pharmacology/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { stem } from "../text/index.ts";
import { OwnFiles, type ReadText, readArms } from "./arms.ts";
import { readCovariates } from "./covariates.ts";
import { readDataTables } from "./data.ts";
import { openAs } from "./document.ts";
import { otherKind } from "./library.ts";
import { readMeasure } from "./measure.ts";
import { readDuration } from "./quantities.ts";
import { scenarioSchema } from "./scenario-schema.ts";

/** A scenario with the drug and person files that it names by path. */
export interface ScenarioFile {
  readonly scenario: Scenario;
  readonly drugs: readonly Drug[];
  readonly people: readonly Person[];
  /** Path of the scenario's own model file, when it names one. */
  readonly model?: string | undefined;
}

/**
 * A scenario file as data; `like` is resolved, every arm is complete. A drug, person or model may be named by a path
 * that ends in .yaml, relative to the scenario; those files are read too.
 */
export function readScenario(
  file: string,
  text: string,
  readText: ReadText = () => undefined,
): Checked<ScenarioFile> & { texts: SourceTexts } {
  const texts = new Map([[file, text]]);
  const diagnostics: Diagnostic[] = [];
  const read = openAs(file, text, scenarioSchema, "scenario", diagnostics);
  if (!read) {
    const other = otherKind(file, text, "scenario");
    return { diagnostics: other ? [other] : diagnostics, texts };
  }
  const { data } = read;
  const own = new OwnFiles(file, readText, texts, diagnostics);
  const duration = readDuration(data.duration, "duration", read.at("duration"), diagnostics);
  const people = own.peopleOf(data.person, read, ["person"]);
  const covariates = readCovariates(read, data.covariates, ["covariates"]);
  const arms = readArms(read, data.arms, own);
  const scenario: Scenario = {
    id: stem(file),
    title: data.scenario,
    question: data.question.trim(),
    duration,
    seed: data.seed,
    arms: arms.map((arm) => ({
      ...arm,
      people: arm.people ?? people,
      covariates: arm.covariates || covariates ? onTopOf(arm.covariates, covariates) : undefined,
      care: arm.care ?? data.care,
      carePlace: arm.carePlace ?? (data.care === undefined ? undefined : read.at("care")),
    })),
    measures: Object.entries(data.measure ?? {}).flatMap(
      ([name, request]) => readMeasure(name, request, read.at("measure", name), diagnostics) ?? [],
    ),
    plots: (data.plot ?? []).map((plot, i) => {
      const place = read.at("plot", i);
      return typeof plot === "string"
        ? { kind: "group", group: plot, place }
        : { kind: "variables", ...plot, place };
    }),
    evidence: data.evidence?.map((item, i) => ({ ...item, place: read.at("evidence", i, "source") })),
    ...(data.data === undefined ? {} : { data: readDataTables(read, data.data, own) }),
    place: read.at("scenario"),
  };
  const value = {
    scenario,
    drugs: [...own.drugs.values()],
    people: [...own.people.values()],
    model: data.model && own.path(data.model),
  };
  return { value: isUsable(diagnostics) ? value : undefined, diagnostics, texts };
}
