import { refusal } from "../engine/index.ts";
import { amountUnit, entryData, type Library, parseYaml, readScenario, yamlText } from "../language/index.ts";
import type { RegimenEntry } from "../pharmacology/index.ts";
import { type Arm, prepare, type Scenario } from "../scenario/index.ts";
import { canonical, withoutMissing } from "../text/index.ts";
import { modelPage } from "./model-page.ts";
import { fileText, measuresFor, usualQuestion } from "./scenario-text.ts";
import {
  type Case,
  type DrugCourse,
  type ExplorerState,
  type FileWords,
  limits,
  type ScenarioKeys,
  type ValueOrProblem,
} from "./types.ts";
import { word } from "./words.ts";

export interface OpenedScenario extends Pick<ExplorerState, "current" | "kept" | "duration" | "file"> {
  /** What a visitor must know of it. */
  readonly says?: string | undefined;
}

interface RawArm {
  readonly label: string;
  readonly like?: string;
  readonly covariates?: ScenarioKeys;
  readonly changes?: readonly unknown[];
}

interface Raw {
  readonly arms: readonly RawArm[];
  readonly covariates?: ScenarioKeys;
  readonly measure?: ScenarioKeys;
  readonly plot?: readonly unknown[];
  readonly evidence?: readonly unknown[];
  readonly data?: unknown;
}

/**
 * A scenario file as cases: the first arm with a drug is the current one, the others are kept beside it. What the page has
 * no controls for comes along in the file's own keys; that all of it would be written back is made sure of here.
 *
 * @param beside texts of files that came with it, by name: tables of data
 */
export function openScenario(
  file: string,
  text: string,
  library: Library,
  beside: ReadonlyMap<string, string> = new Map(),
): ValueOrProblem<OpenedScenario> {
  const withoutData = missingData(file, text, beside);
  const source = withoutData?.text ?? text;
  const { value, diagnostics, texts } = readScenario(file, source, (path) => beside.get(path));
  if (!value) return { problem: refusal(diagnostics, texts).message };
  if (value.model !== undefined) return { problem: word("own model", { file }) };
  const { scenario } = value;
  const prepared = prepare(scenario, library);
  if (!prepared.value) return { problem: refusal(prepared.diagnostics, texts).message };
  const [shortest, longest] = limits.duration;
  if (scenario.duration < shortest || scenario.duration > longest)
    return { problem: word("run too long", { file, low: shortest, high: longest, n: scenario.duration }) };
  if (scenario.arms.length > limits.kept + 1)
    return { problem: word("too many arms", { file, most: limits.kept + 1, n: scenario.arms.length }) };
  const raw = parseYaml(file, text).parsed!.data as Raw;
  const settled = prepared.value.scenario.arms;
  const cases = scenario.arms.map((arm, i) => caseOf(arm, settled[i]!, alsoOf(arm.label, raw), library));
  const first = cases.findIndex((one) => one.courses.length > 0);
  const at = Math.max(0, first);
  const opened: OpenedScenario = withoutMissing({
    current: cases[at]!,
    kept: cases.filter((_, i) => i !== at),
    duration: scenario.duration,
    file: wordsOf(scenario, raw, at, library),
    says: withoutData?.says,
  });
  const lost = whatIsLost(settled, opened, library, beside);
  if (lost !== undefined) return { problem: word("cannot keep", { file, arm: lost }) };
  return { value: opened };
}

/** The text without tables of data that did not come with it, and how that is told; undefined where none is missing. */
function missingData(
  file: string,
  text: string,
  beside: ReadonlyMap<string, string>,
): { text: string; says: string } | undefined {
  const raw = parseYaml(file, text).parsed?.data as Partial<Raw> | null | undefined;
  if (typeof raw !== "object" || raw?.data === undefined) return undefined;
  const tables = Array.isArray(raw.data) ? raw.data : [raw.data];
  const names = tables.map((one) => String(typeof one === "string" ? one : one?.file));
  const missing = names.filter((name) => !beside.has(name));
  if (missing.length === 0) return undefined;
  const { data: _, ...rest } = raw;
  const all = missing.reduce((first, second) => word("and", { first, second }));
  const says = word("points beside", { file, tables: all });
  return { text: yamlText(rest), says };
}

function caseOf(arm: Arm, settled: Arm, also: ScenarioKeys, library: Library): Case {
  return withoutMissing({
    name: arm.label.slice(0, limits.name),
    people: arm.people?.map((person) => person.name) ?? [library.model.person],
    care: arm.care ?? library.model.care[0]?.name ?? "none",
    courses: arm.treatment.map((entry, i) => courseOf(entry, settled.treatment[i]!.drug)),
    gates: Object.fromEntries(arm.knockouts.map((k) => [k.effect, k.gate])),
    hypotheses: Object.fromEntries(arm.hypotheses.map((h) => [h.name, h.choice])),
    set: Object.fromEntries(arm.set.map((s) => [s.name, s.value])),
    also: unlessEmpty(also),
  });
}

function courseOf(entry: RegimenEntry, drug: string): DrugCourse {
  const { drug: product, dose: _, every: _every, from: _from, until: _until, ...others } = entryData(entry);
  const more = { ...(product === drug ? {} : { drug: product }), ...others };
  const unit = amountUnit(entry);
  const { until = Number.POSITIVE_INFINITY } = entry;
  return withoutMissing({
    ...{ drug, dose: entry.dose, every: entry.every, from: entry.from },
    until: Number.isFinite(until) ? until : undefined,
    unit: unit === "mg" ? undefined : unit,
    more: unlessEmpty(more),
  });
}

/** What an arm, or those that it is like, says that the page has no controls for. */
function alsoOf(label: string, raw: Raw): ScenarioKeys {
  const chain: RawArm[] = [];
  for (let at = raw.arms.find((arm) => arm.label === label); at; ) {
    chain.push(at);
    const { like } = at;
    at = like === undefined ? undefined : raw.arms.find((arm) => arm.label === like);
  }
  const covariates = Object.assign({}, raw.covariates, ...chain.reverse().map((arm) => arm.covariates));
  const changes = chain.findLast((arm) => arm.changes)?.changes;
  return withoutMissing({ covariates: unlessEmpty(covariates), changes });
}

const unlessEmpty = <T extends object>(one: T) => (Object.keys(one).length > 0 ? one : undefined);

/** What the file says beside its arms, where it is more than the page says by itself. */
function wordsOf(scenario: Scenario, raw: Raw, at: number, library: Library): FileWords | undefined {
  const page = modelPage(library);
  const { title, question, duration, seed } = scenario;
  const { measure = {}, plot = [], evidence, data } = raw;
  const isUsual =
    canonical(measure) === canonical(measuresFor(page, duration)) &&
    canonical(plot) === canonical(page.plot) &&
    question === usualQuestion(scenario.arms.length) &&
    (evidence ?? data ?? seed) === undefined;
  if (isUsual) return undefined;
  return withoutMissing({ title, question, duration, at, measure, plot, seed, evidence, data });
}

/** The label of an arm of which the page would not write all back that it says; undefined where nothing is lost. */
function whatIsLost(
  arms: readonly Arm[],
  opened: OpenedScenario,
  library: Library,
  beside: ReadonlyMap<string, string>,
): string | undefined {
  const { says: _, ...rest } = opened;
  const text = fileText(modelPage(library), { ...rest, logTime: false, main: "" }, "x");
  const source = missingData("back.yaml", text, beside)?.text ?? text;
  const back = readScenario("back.yaml", source, (path) => beside.get(path)).value;
  const again = back && prepare(back.scenario, library).value?.scenario.arms;
  return arms.find((arm) => {
    const twin = again?.find((one) => one.label === arm.label);
    return !twin || saidBy(twin, library) !== saidBy(arm, library);
  })?.label;
}

/** What an arm asks for, without where that is written. */
function saidBy(arm: Arm, { model }: Library): string {
  const plain = {
    ...arm,
    people: arm.people ?? [{ name: model.person }],
    care: arm.care ?? model.care[0]?.name,
  };
  const text = JSON.stringify(plain, (key, value) => {
    if (
      /place$/i.test(key) ||
      key === "product" ||
      key === "says" ||
      value === false ||
      value === Number.POSITIVE_INFINITY
    )
      return undefined;
    return value instanceof Map ? [...value] : value;
  });
  return canonical(JSON.parse(text));
}
