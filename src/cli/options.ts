import { type Command, InvalidArgumentError, Option } from "commander";
import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { readTextFile } from "../files/index.ts";
import { openAs, personSchema, readDuration, readPerson, readShortNotation } from "../language/index.ts";
import type { AddedArm, Overrides } from "../scenario/index.ts";
import { defaults } from "../simulation/index.ts";
import { solvers } from "../solvers/index.ts";

/** What the command line was, so that a fault in it can be shown like a fault in a file. */
const commandLine = process.argv.slice(2).join(" ");
const readTexts = new Map([["command line", commandLine]]);
export const commandLineTexts: ReadonlyMap<string, string> = readTexts;

/** Where a text stands on the command line. */
export function placeOf(text: string): Place {
  const start = Math.max(0, commandLine.indexOf(text));
  return { file: "command line", start, end: start + text.length };
}

/** Options that every verb which simulates takes. */
export interface RunningOptions {
  readonly set: readonly string[];
  readonly knockout: readonly string[];
  readonly hypothesis: readonly string[];
  readonly person?: string;
  readonly treatment?: readonly string[];
  readonly duration?: string;
  readonly seed: number;
  /** A seed of the scenario's own gives way to one that was asked for, even to 0. */
  readonly isSeedGiven?: boolean;
  readonly solver?: string;
  readonly rtol?: number;
  readonly models?: string;
  readonly with?: readonly string[];
}

export const workersOption = () =>
  new Option("--workers <n>", "worker threads; 0 for none but this one (default: one per core)").argParser(
    wholeNumber,
  );

export const modelsOption = () =>
  new Option(
    "--models <dir>",
    "folder of models to use instead of the shipped one; git:COMMIT for the shipped one as of a commit, git:COMMIT:DIR for another folder",
  );

export const withOption = () =>
  repeatable(
    "--with <path>",
    "add a file or folder of your own: modules, drugs, people, populations, claims, evidence (may be repeated)",
    "none",
  );

/** For an option that may be repeated: its values in the order given. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** An option that may be repeated; `otherwise` says what holds where it is not given. */
export const repeatable = (flags: string, about: string, otherwise: string): Option =>
  new Option(flags, about).argParser(collect).default([], otherwise);

export function addRunningOptions(command: Command): Command {
  return command
    .hook("preAction", (_, called) => {
      called.setOptionValue("isSeedGiven", called.getOptionValueSource("seed") === "cli");
    })
    .addOption(
      repeatable(
        "--set <name=value>",
        "set a parameter in every arm, in its declared unit, or all that a person file sets (may be repeated)",
        "none",
      ),
    )
    .addOption(
      repeatable(
        "--knockout <effect[=gate]>",
        "remove an effect in every arm, or keep the given part of it, 0 to 1 (may be repeated)",
        "none",
      ),
    )
    .addOption(
      repeatable(
        "--hypothesis <name=choice>",
        "take a rival hypothesis of a contested mechanism (may be repeated)",
        "the model's own",
      ),
    )
    .option(
      "--person <names>",
      "run every arm in this person, by name or by path; join several with commas to combine them (default: the scenario's)",
    )
    .addOption(
      repeatable(
        "--treatment <words>",
        'add an arm, for example "escitalopram 10 mg daily for 2 weeks then 20 mg until week 12"; a label may stand before it: "fast: ..." (may be repeated)',
        "none",
      ),
    )
    .option("--duration <time>", 'length of the run, for example "16 weeks" (default: the scenario\'s)')
    .addOption(
      new Option("--seed <n>", "seed of all random draws")
        .argParser(wholeNumber)
        .default(0, "the scenario's, else 0"),
    )
    .addOption(
      new Option("--solver <name>", `integrator (default: ${defaults.solver})`).choices(
        solvers.map((s) => s.name),
      ),
    )
    .option("--rtol <x>", `relative tolerance (default: ${defaults.rtol.toExponential()})`, tolerance)
    .addOption(modelsOption())
    .addOption(withOption());
}

export function anyNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value))
    throw new InvalidArgumentError(`"${text}" is not a number.`);
  return value;
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** Of subjects, samples and the like: more would run for years. */
const mostAsked = 1_000_000_000;

export function positiveWhole(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError("It must be a whole number above 0.");
  if (Number(text) > mostAsked) throw new InvalidArgumentError(`It must be at most ${mostAsked}.`);
  return Number(text);
}

function tolerance(text: string): number {
  const value = Number(text);
  if (!(value >= 1e-13 && value <= 0.1))
    throw new InvalidArgumentError("It must be a number between 1e-13 and 0.1.");
  return value;
}

export function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}

/** @param nameOf the name of a person that is given by the path of a file */
function peopleOf(text: string | undefined, nameOf: (name: string) => string): Overrides["people"] {
  const names = text?.split(",").map((name) => name.trim());
  if (names?.includes(""))
    throw new InvalidArgumentError(
      `"${text}" needs names between its commas, for example --person depressed-adult,cyp2c19-poor.`,
    );
  return names?.map((name) => ({ name: nameOf(name), place: placeOf(name) }));
}

/** The arm of a `--treatment`: its name, where one stands before a colon, else its own words. */
function addedArm(text: string, diagnostics: Diagnostic[]): AddedArm {
  const named = /^([^:]+):\s+(?=\S)/.exec(text);
  const start = placeOf(text).start + (named?.[0].length ?? 0);
  const placed = (from: number, to: number) => ({
    file: "command line",
    start: start + from,
    end: start + to,
  });
  const words = text.slice(named?.[0].length ?? 0);
  return {
    label: (named?.[1] ?? words).trim(),
    treatment: readShortNotation(words, placed, diagnostics),
    place: placeOf(text),
  };
}

/** What a person file sets, as if each value had been written on the command line. */
function settingsIn(path: string, diagnostics: Diagnostic[]): Overrides["set"] {
  const text = readTextFile(path);
  if (text === undefined) throw new InvalidArgumentError(`There is no file "${path}".`);
  readTexts.set(path, text);
  const read = openAs(path, text, personSchema, "person", diagnostics);
  return read ? readPerson(read).set : [];
}

/** The changes that the options ask for; what cannot be read is reported at its place in the command line. */
export function overridesOf(
  options: RunningOptions,
  diagnostics: Diagnostic[],
  personOf = (name: string) => name,
): Overrides {
  const given = new Map<string, string>();
  const split = (text: string): [string, string | undefined] => {
    const at = text.indexOf("=");
    const name = at < 0 ? text : text.slice(0, at).trim();
    const before = given.get(name);
    if (before !== undefined)
      throw new InvalidArgumentError(`"${before}" and "${text}" set the same thing. Keep one of the two.`);
    given.set(name, text);
    return [name, at < 0 ? undefined : text.slice(at + 1).trim()];
  };
  const number = (text: string, value: string | undefined, example: string): number => {
    if (value === undefined || value === "" || !Number.isFinite(Number(value))) {
      throw new InvalidArgumentError(`"${text}" needs a number after "=", for example ${example}.`);
    }
    return Number(value);
  };
  return {
    set: options.set.flatMap((text) => {
      if (/\.ya?ml$/i.test(text)) return settingsIn(text, diagnostics);
      const [name, value] = split(text);
      return {
        name,
        value: number(text, value, `--set ${name || "raphe.coupling_time"}=6`),
        place: placeOf(text),
      };
    }),
    knockouts: options.knockout.map((text) => {
      const [effect, value] = split(text);
      const gate = value === undefined ? 0 : number(text, value, `--knockout ${effect}=0.5`);
      if (gate < 0 || gate > 1)
        throw new InvalidArgumentError(`The gate in "${text}" must lie between 0 and 1.`);
      return { effect, gate, place: placeOf(text) };
    }),
    hypotheses: options.hypothesis.map((text) => {
      const [name, choice] = split(text);
      if (!choice)
        throw new InvalidArgumentError(
          `"${text}" needs a choice after "=", for example --hypothesis raphe.firing_recovery=slow_drive.`,
        );
      return { name, choice, place: placeOf(text) };
    }),
    people: peopleOf(options.person, personOf),
    treatments: (options.treatment ?? []).map((text) => addedArm(text, diagnostics)),
    duration:
      options.duration === undefined
        ? undefined
        : readDuration(options.duration, "duration", placeOf(options.duration), diagnostics),
    seed: options.isSeedGiven ? options.seed : undefined,
  };
}
