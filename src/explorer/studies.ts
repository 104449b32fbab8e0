import { check } from "../analysis/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import { Refusal, refusal } from "../engine/index.ts";
import { type Library, readScenario } from "../language/index.ts";
import { type EvaluateMany, evaluateHere, type PreparedArms } from "../runs/index.ts";
import { requestFor, type Scenario } from "../scenario/index.ts";
import { attribute, populationBand, sensitivity } from "../studies/index.ts";
import type { ClaimVerdict, StudyAnswer, StudyQuestion } from "./study-types.ts";
import { word } from "./words.ts";

/** Says that nobody waits for the answer any more. */
export class Abandoned extends Error {}

/** Small enough for a visitor who waits; the command line takes more. */
const sizes = { exact: 2 ** 9, orders: 24, sobol: 24, subjects: 60 } as const;

/**
 * Answers one question. Between chunks of runs it breathes, so that a message can arrive; when `isAbandoned` then says
 * so, it ends with {@link Abandoned}.
 * @throws Refusal when the text cannot be run
 */
export async function study(
  question: StudyQuestion,
  library: Library,
  isAbandoned: () => boolean,
  onProgress: (done: number, total: number) => void,
): Promise<StudyAnswer> {
  const evaluator = (prepared: PreparedArms) => unlessAbandoned(evaluateHere(prepared), isAbandoned);
  const options = { seed: 0, evaluator, onProgress };
  if (question.kind === "claims") {
    const claims = question.ids.flatMap((id) => library.claims.get(id) ?? []);
    return { kind: "claims", verdicts: await verdictsOf(claims, library, isAbandoned, onProgress) };
  }
  const { scenario, unusable } = read(question.text);
  const arm = scenario.arms[0]!;
  const { duration } = scenario;
  const about = {
    title: scenario.title,
    person: (arm.people ?? []).map((p) => p.name).join(" + "),
    arm,
    duration,
    measure: atEnd(question.variable, scenario),
  };
  if (question.kind === "why") {
    const { result, missing, diagnostics } = await attribute(about, library, {
      ...options,
      by: "system",
      isOverTime: true,
      isDeep: false,
      mostExact: sizes.exact,
      samples: sizes.orders,
    });
    if (missing) throw new Refusal(missing.status?.message ?? word("no value"));
    return { kind: "why", attribution: result ?? unusable(diagnostics) };
  }
  if (question.kind === "rests") {
    const { result, diagnostics } = await sensitivity(about, library, {
      ...options,
      method: "sobol",
      size: sizes.sobol,
    });
    return { kind: "rests", sensitivity: result ?? unusable(diagnostics) };
  }
  const population = [...library.populations.values()][0];
  if (!population) throw new Refusal(word("no population"));
  const request = { arm, duration, variable: question.variable, population, size: sizes.subjects, seed: 0 };
  const { band, diagnostics } = await populationBand(request, library, options);
  return { kind: "band", band: band ?? unusable(diagnostics) };
}

/** Claims one after the other: each shares no arm worth the wait for all. */
async function verdictsOf(
  claims: readonly NonNullable<ReturnType<Library["claims"]["get"]>>[],
  library: Library,
  isAbandoned: () => boolean,
  onProgress: (done: number, total: number) => void,
): Promise<ClaimVerdict[]> {
  const verdicts: ClaimVerdict[] = [];
  for (const [i, claim] of claims.entries()) {
    onProgress(i, claims.length);
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (isAbandoned()) throw new Abandoned();
    // How many people feel it takes a population; the command line has the time.
    if (claim.population) continue;
    const result = check([claim], library, { rivals: false }).ledger?.results[0];
    if (result) verdicts.push({ id: claim.id, passes: result.passes, reason: result.reason });
  }
  return verdicts;
}

function unlessAbandoned(evaluate: EvaluateMany, isAbandoned: () => boolean): EvaluateMany {
  return async function* (tasks, options) {
    for await (const row of evaluate(tasks, options)) {
      if (isAbandoned()) throw new Abandoned();
      yield row;
    }
  };
}

function read(text: string): {
  scenario: Scenario;
  unusable: (diagnostics: readonly Diagnostic[]) => never;
} {
  const { value, diagnostics, texts } = readScenario("explorer.yaml", text);
  if (!value) throw refusal(diagnostics, texts);
  return {
    scenario: value.scenario,
    unusable: (found) => {
      throw refusal(found, texts);
    },
  };
}

const atEnd = (variable: string, { place }: Scenario) =>
  requestFor("at", variable, [Number.POSITIVE_INFINITY], { place, named: variable });
