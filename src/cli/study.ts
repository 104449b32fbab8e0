import { type Command, Option } from "commander";
import type { Provenance } from "../document/index.ts";
import type { ResultsFolder } from "../files/index.ts";
import type { Cast } from "../scenario/index.ts";
import { type AnyStudy, type Desk, StudyFault, type StudyOption } from "../studies/index.ts";
import { folderName, into, questionOf } from "./destination.ts";
import { prepareScenario, recordOfStudy } from "./experiment.ts";
import { Failure, report } from "./failure.ts";
import { type LoadedLibrary, loadLibrary } from "./library.ts";
import {
  addRunningOptions,
  anyNumber,
  collect,
  commandLineTexts,
  positiveWhole,
  type RunningOptions,
  wholeNumber,
} from "./options.ts";
import { withPools } from "./pools.ts";
import { progress } from "./progress.ts";
import { questionAsked, workersOption } from "./question.ts";
import { recordOfClaims } from "./record.ts";
import { type TellOptions, tellDocument } from "./tell.ts";

interface StudyCommand extends RunningOptions, TellOptions {
  readonly workers?: number;
}

/** The verb of a study: its options, its runs on several threads, and its result told. */
export function addStudy(program: Command, study: AnyStudy): void {
  const command = addRunningOptions(program.command(study.name))
    .description(study.about)
    .argument(study.argument.name, study.argument.about);
  for (const option of study.options) command.addOption(commanderOption(option));
  command
    .addOption(workersOption())
    .option("--out <dir>", `write ${study.writes} into a folder`, folderName)
    .option("--allow-failures", "take failed runs for a result: the exit code is 0 nonetheless")
    .option("--json", "print JSON")
    .action(async (name: string, options: StudyCommand) => {
      const { out } = options;
      if (!out) return runStudy(study, name, options);
      const own = Object.fromEntries(
        study.options.map(({ flags }) => {
          const key = new Option(flags).attributeName();
          return [key, (options as unknown as Record<string, unknown>)[key]];
        }),
      );
      const question = questionOf(study.name, name, options, own);
      await into({ out, byDefault: out, question }, (folder) => runStudy(study, name, options, folder));
    });
}

async function runStudy(
  study: AnyStudy,
  name: string,
  options: StudyCommand,
  folder?: ResultsFolder,
): Promise<void> {
  const { desk, found } = deskOf(options);
  const asked = await orFailure(() => study.ask(name, options, desk));
  const { cast, library, record } = found();
  const { result, diagnostics } = await withPools(options, (evaluator) =>
    orFailure(() =>
      study.run(asked, options, { cast, seed: options.seed, evaluator, onProgress: progress("runs") }),
    ),
  );
  report(diagnostics, new Map([...library.texts, ...commandLineTexts]));
  if (result === undefined) throw new Failure("It could not be run.");
  const { solver, rtol, set, knockout, hypothesis, person, treatment, duration } = options;
  const about = { asked: { solver, rtol, set, knockout, hypothesis, person, treatment, duration } };
  const names = { report: "report", data: study.file ?? study.name };
  await tellDocument(study.tell(result), options, names, record(), { about, folder });
}

const kinds = { count: positiveWhole, whole: wholeNumber, number: anyNumber } as const;

function commanderOption({
  flags,
  about,
  kind,
  choices,
  conflicts,
  isRequired,
  ...given
}: StudyOption): Option {
  const option = new Option(flags, about);
  if (kind === "list")
    option.argParser(collect).default([], given.default === undefined ? "none" : String(given.default));
  else if (kind !== undefined && kind !== "several") option.argParser(kinds[kind]);
  if (choices) option.choices(choices);
  if (given.default !== undefined && kind !== "list") option.default(given.default);
  if (conflicts) option.conflicts(conflicts);
  return isRequired ? option.makeOptionMandatory() : option;
}

/** What was found for a study: what can be simulated, and the record of it. */
interface Found {
  readonly cast: Cast;
  readonly library: LoadedLibrary;
  record(): Provenance;
}

/** A desk that reads files: the models alone, or with what a scenario brings. */
function deskOf(options: StudyCommand): { desk: Desk; found(): Found } {
  let read: Found | undefined;
  const found = () => {
    if (!read) throw new Error("invalid study: it asked for nothing; expected a question or a claim");
    return read;
  };
  return {
    desk: {
      question(scenario, question) {
        const prepared = prepareScenario(scenario, options);
        read = { ...prepared, record: () => recordOfStudy(prepared, options) };
        return questionAsked(prepared, question);
      },
      claim(id) {
        const library = loadLibrary(options.models);
        const claim = library.claims.get(id);
        if (claim) read = { cast: library, library, record: () => recordOfClaims([claim], library, options) };
        return { claim, library };
      },
    },
    found,
  };
}

/** What a study says of a fault, as the command line says it. */
async function orFailure<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StudyFault) throw new Failure(error.message, error.isUsage ? 2 : 1);
    throw error;
  }
}
