import type { Command } from "commander";
import { suggestion } from "../diagnostics/index.ts";
import { declaredLine, type Provenance, provenanceLine } from "../document/index.ts";
import { namesIn } from "../expressions/index.ts";
import { InputFiles } from "../files/index.ts";
import type { Library, Source } from "../language/index.ts";
import {
  type Entry,
  type Formula,
  type Model,
  type ParameterSource,
  resolveName,
  usersOf,
} from "../model/index.ts";
import { withAllRoutes } from "../pharmacology/index.ts";
import { joinWithDrugs, type Problem } from "../scenario/index.ts";
import type { ScenarioResult } from "../simulation/index.ts";
import { plain, present, recordTable } from "../text/index.ts";
import { prepareScenario, recordOf, runPrepared } from "./experiment.ts";
import { describePerson, explainPerson } from "./explain-person.ts";
import { describeThing, explainThing, sectionLines, sourceLine, thingNames } from "./explain-things.ts";
import { Failure, report } from "./failure.ts";
import { loadLibrary, withoutBorrowed } from "./library.ts";
import { addRunningOptions, type RunningOptions } from "./options.ts";
import { recordOfFiles } from "./record.ts";
import { printRecorded, terminalWidth } from "./terminal.ts";

/** What is known about one name; what `explain` prints and gives as JSON. */
export interface ExplainedName {
  readonly name: string;
  readonly kind: string;
  readonly about: string;
  readonly unit?: string;
  /** file:line of its declaration. */
  readonly declared: string;
  readonly equation?: string;
  readonly value?: number;
  readonly range?: readonly [number, number];
  readonly tier?: string;
  readonly note?: string;
  readonly reads: readonly string[];
  readonly used_by: readonly string[];
  readonly sources: readonly Source[];
  readonly rivals: readonly {
    readonly hypothesis: string;
    readonly choice: string;
    readonly change: string;
  }[];
}

interface ExplainOptions extends RunningOptions {
  readonly json?: boolean;
  readonly in: string;
}

const byDefault = "first-look";

export function addExplain(program: Command): void {
  addRunningOptions(program.command("explain"))
    .description(
      "a state, value, effect or parameter: its equation, unit, evidence, who uses it, its value in a run; or a claim, row, drug, person, module, hypothesis, source, population, scenario or care",
    )
    .argument("<name>", "full name, for example vta.serotonin_2c_brake")
    .option("--in <scenario>", "scenario whose run gives the values", byDefault)
    .option("--json", "print JSON")
    .action((name: string, options: ExplainOptions) => {
      const library = loadLibrary(options);
      const joined = (drugs: Library["drugs"]) =>
        joinWithDrugs(library.model, [...drugs.values()].map(withAllRoutes));
      // A small model of one's own has no sites for the drugs that it could borrow.
      const { value: model, diagnostics } =
        [joined(library.drugs), joined(withoutBorrowed(library).drugs)].find(({ value }) => value) ??
        joined(library.drugs);
      if (!model) {
        report(diagnostics, library.texts);
        throw new Failure("The models could not be joined.");
      }
      const inputs = new InputFiles();
      const declaredIn = () => recordOfFiles(name, library, inputs.list, { seed: options.seed });
      const tell = (explanation: object, words: string, record = declaredIn(), from = declaredLine(record)) =>
        printRecorded(options.json, explanation, words, record, from);
      const entry = model.entries.get(name);
      const person = library.people.get(name);
      if (!entry && person) {
        const explanation = explainPerson(person, model, library);
        tell(explanation, describePerson(explanation));
        return;
      }
      const thing = entry ? undefined : explainThing(name, library, inputs.read);
      if (thing) {
        tell(thing, describeThing(thing));
        return;
      }
      if (!entry) {
        const known =
          levelHint(name, library) ??
          suggestion(name, [...model.entries.keys(), ...library.people.keys(), ...thingNames(library)]) ??
          "`lull list variables`, `list effects` and `list parameters` show all names.";
        throw new Failure(`There is nothing named "${name}".\n${known}`);
      }
      const explanation = explain(entry, model, library);
      const run = entry.kind === "parameter" ? undefined : runOf(options, name);
      const values = valuesIn(run?.result, name);
      const words = describe(explanation);
      const all = { ...explanation, in: options.in, values };
      if (!run) tell(all, words);
      else if (values.length === 0) tell(all, words, run.provenance);
      else {
        const inRun = `In ${options.in}:\n${recordTable(values, terminalWidth())}`;
        tell(all, `${words}\n\n${inRun}`, run.provenance, provenanceLine(run.provenance));
      }
    });
}

/** Words for the level of a drug, which every drug has one of. */
function levelHint(name: string, { drugs }: Library): string | undefined {
  const [drug] = drugs.keys();
  if (!/^(plasma|serum|blood)?[ ._-]*(concentrations?|levels?)?$/i.test(name) || drug === undefined)
    return undefined;
  return `Each drug has a level of its own: \`lull explain plasma.${drug}\`, and so for those of \`lull list drugs\`.`;
}

/** The run that gives the values; none where the one by default cannot be run with models of one's own. */
function runOf(
  options: ExplainOptions,
  name: string,
): { readonly result?: ScenarioResult; readonly provenance: Provenance } | undefined {
  try {
    const prepared = prepareScenario(options.in, options);
    const { experiment } = prepared;
    const provenance = recordOf(prepared, options);
    const isIn = ({ system: { states, values } }: Problem) =>
      [...states, ...values].some((one) => one.name === name);
    if (!experiment.problems.some(isIn)) return { provenance };
    // Whole days of one variable are told, and no measure.
    const asked = { ...experiment, observations: [], scenario: { ...experiment.scenario, measures: [] } };
    const few = { sampleEvery: 1, whole: new Set([name]) };
    return { result: runPrepared({ ...prepared, experiment: asked }, options, few), provenance };
  } catch (error) {
    if (error instanceof Failure && options.models !== undefined && options.in === byDefault)
      return undefined;
    throw error;
  }
}

export function explain(entry: Entry, model: Model, library: Library): ExplainedName {
  const { source } = entry;
  const formula: Formula | undefined =
    entry.kind === "state"
      ? entry.source.rate
      : entry.kind === "parameter"
        ? undefined
        : entry.source.formula;
  const ids = entry.kind === "parameter" || entry.kind === "effect" ? entry.source.sources : [];
  const reads = formula
    ? namesIn(formula.expression).map((n) => resolveName(n, entry.module, model.entries) ?? n)
    : [];
  const text = library.texts.get(source.place.file);
  const line = text ? text.slice(0, source.place.start).split("\n").length : undefined;
  return {
    name: entry.name,
    kind: entry.kind,
    about: source.about,
    unit: entry.unit.text,
    declared: line ? `${source.place.file}:${line}` : source.place.file,
    ...(formula && {
      equation: `${entry.kind === "state" ? `d(${entry.name})/dt` : entry.name} = ${formula.text}`,
    }),
    ...(entry.kind === "parameter" ? parameterFacts(entry.source) : {}),
    reads,
    used_by: usersOf(entry.name, model),
    sources: ids.flatMap((id) => library.sources.get(id) ?? []),
    rivals: rivalsOf(entry.name, model),
  };
}

function parameterFacts({ value, range, tier, note }: ParameterSource) {
  return { value, range, tier, ...(note === undefined ? {} : { note }) };
}

function rivalsOf(name: string, model: Model): ExplainedName["rivals"] {
  return [...model.hypotheses].flatMap(([hypothesis, { choices }]) =>
    choices.flatMap((choice) => [
      ...choice.parameters
        .filter((p) => p.name === name)
        .map((p) => ({ hypothesis, choice: choice.name, change: String(p.value) })),
      ...choice.formulas
        .filter((f) => f.name === name)
        .map((f) => ({ hypothesis, choice: choice.name, change: f.formula.text })),
    ]),
  );
}

/** Four digits; what rounding errors leave of nothing is 0, which nothing with a unit is but 0. */
const shown = (value: number, unit: string) =>
  unit === "1" && Math.abs(value) < 1e-12 ? "0" : String(plain(value, 4));

function valuesIn(result: ScenarioResult | undefined, name: string): Record<string, string>[] {
  if (!result) return [];
  const days = [1, 7, 21, 56].filter((day) => day < result.duration);
  return result.arms.flatMap(({ label, trajectory }) => {
    const column = trajectory.columns.get(name);
    if (!column) return [];
    const at = (day: number) => {
      const i = trajectory.times.findIndex((t) => t >= day - 1e-9);
      return i < 0 ? "-" : shown(column.values[i]!, column.unit);
    };
    const baseline = trajectory.baseline.get(name);
    return [
      {
        arm: label,
        "drug-free": baseline === undefined ? "-" : shown(baseline, column.unit),
        ...Object.fromEntries(days.map((day) => [`day ${day}`, at(day)])),
        [`day ${result.duration}`]: at(result.duration),
      },
    ];
  });
}

function describe(e: ExplainedName): string {
  const unit = e.unit === "1" ? "no unit" : e.unit;
  const value = `${e.value} ${e.unit === "1" ? "" : e.unit} (plausible ${e.range?.join(" to ")}; tier: ${e.tier})`;
  const rivals = e.rivals.map((r) => `${r.hypothesis}=${r.choice}: ${r.change}`);
  return [
    `${e.name} (${e.kind}${unit ? `, ${unit}` : ""})`,
    `  ${e.about}`,
    `  declared in ${e.declared}`,
    ...sectionLines({
      Equation: present(e.equation),
      Value: e.value === undefined ? [] : present(value, e.note),
      Reads: present(e.reads.join(", ")),
      "Used by": present(e.used_by.join(", ")),
      "Rival hypotheses": rivals,
      Evidence: e.sources.map(sourceLine),
    }),
  ].join("\n");
}
