import type { Place, SourceTexts } from "../diagnostics/index.ts";
import { readDuration, readScenario, type ScenarioFile } from "../language/index.ts";
import { type Cast, type Overrides, override, prepare, type Scenario, withOwn } from "../scenario/index.ts";
import { LullFault, required } from "./fault.ts";
import type { LoadedModel, Texts } from "./model.ts";

/**
 * A scenario: the YAML text of a file, or the same as a plain object, with the keys that a file has (`duration`, `person`,
 * `arms`, `measure`, ...). In an object `scenario` and `question` may be left out.
 */
export type ScenarioInput = string | Readonly<Record<string, unknown>>;

/** Changes to every arm of a scenario. */
export interface Changes {
  /** Effects to switch off, or with a gate (0 off, 1 as it is): `["vta.serotonin_2c_brake"]` or `{"vta.serotonin_2c_brake": 0.5}`. */
  readonly knockout?: readonly string[] | Readonly<Record<string, number>>;
  /** Hypotheses about contested mechanisms: `{"raphe.firing_recovery": "slow_drive"}`. */
  readonly hypothesis?: Readonly<Record<string, string>>;
  /** Parameter values in their declared units: `{"raphe.coupling_time": 8}`. */
  readonly set?: Readonly<Record<string, number>>;
  /** Names of people that combine. */
  readonly person?: string | readonly string[];
  /** Length of the run, for example "16 weeks". */
  readonly duration?: string;
  /** Of missed and late doses. */
  readonly seed?: number;
  /** Texts of drug and person files that the scenario names by path. */
  readonly files?: Texts;
}

/** Texts that were read, and what they draw from. */
export interface AskedTexts {
  readonly cast: Cast;
  /** all, for messages */
  readonly texts: SourceTexts;
  /** those of the call itself */
  readonly own: ReadonlyMap<string, string>;
}

/** A scenario that was read and changed. */
export interface ScenarioRequest extends AskedTexts {
  readonly scenario: Scenario;
}

/** @throws LullFault */
export function askedOf(model: LoadedModel, input: ScenarioInput, changes: Changes = {}): ScenarioRequest {
  const files = changes.files instanceof Map ? changes.files : new Map(Object.entries(changes.files ?? {}));
  const read = readScenario("scenario.yaml", textOf(input), (path) => files.get(path));
  const file: ScenarioFile = required(read, read.texts);
  const { library } = model;
  const { knockout, hypothesis, set, person, duration, seed } = changes;
  const optionsText = JSON.stringify({ knockout, hypothesis, set, person, duration, seed });
  const texts = new Map([...library.texts, ...read.texts, ["options", optionsText] as const]);
  const cast = withOwn(library, file);
  // So that a fault in an option is shown like a fault in a file.
  const placeOf = (word: string): Place => {
    const start = Math.max(0, optionsText.indexOf(JSON.stringify(word)));
    return { file: "options", start, end: start + word.length + 2 };
  };
  const own = new Map([...files, ...read.texts]);
  return { scenario: override(file.scenario, overridesOf(changes, texts, placeOf)), cast, texts, own };
}

/** A scenario ready to be run. @throws LullFault */
export function experimentOf(model: LoadedModel, input: ScenarioInput, changes?: Changes) {
  const asked = askedOf(model, input, changes);
  const prepared = prepare(asked.scenario, asked.cast);
  return { asked, experiment: required(prepared, asked.texts), heard: prepared.diagnostics };
}

/** YAML includes JSON, so an object is written as that. */
export function textOf(input: ScenarioInput): string {
  return typeof input === "string"
    ? input
    : JSON.stringify({ scenario: "Scenario", question: "What happens?", ...input }, null, 1);
}

function overridesOf(changes: Changes, texts: SourceTexts, placeOf: (word: string) => Place): Overrides {
  const { knockout = [], hypothesis = {}, set = {}, person, duration, seed } = changes;
  const gates = Array.isArray(knockout)
    ? knockout.map((effect): [string, number] => [effect, 0])
    : Object.entries(knockout);
  for (const [effect, gate] of gates)
    if (!(gate >= 0 && gate <= 1))
      throw new Error(`invalid knockout: ${effect} at ${gate}; expected a gate between 0 and 1`);
  const people = typeof person === "string" ? [person] : person;
  const faults: LullFault["diagnostics"][number][] = [];
  const days =
    duration === undefined ? undefined : readDuration(duration, "duration", placeOf(duration), faults);
  if (faults.length > 0) throw new LullFault(faults, texts);
  return {
    knockouts: gates.map(([effect, gate]) => ({ effect, gate, place: placeOf(effect) })),
    hypotheses: Object.entries(hypothesis).map(([name, choice]) => ({ name, choice, place: placeOf(name) })),
    set: Object.entries(set).map(([name, value]) => ({ name, value, place: placeOf(name) })),
    ...(people ? { people: people.map((name) => ({ name, place: placeOf(name) })) } : {}),
    duration: days,
    seed,
  };
}
