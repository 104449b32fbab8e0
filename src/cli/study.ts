import { relative, sep } from "node:path";
import { type Command, Option } from "commander";
import type { Diagnostic } from "../diagnostics/index.ts";
import { allInputs, type Provenance, recordJson, withOrigin } from "../document/index.ts";
import { commitOf, pin, shippedModels } from "../files/index.ts";
import { RunNotes, studyTolerance } from "../runs/index.ts";
import type { Cast } from "../scenario/index.ts";
import {
  type AnyStudy,
  questionOf as questionIn,
  type StudyLookup,
  type StudyOption,
  warnings,
} from "../studies/index.ts";
import { stem } from "../text/index.ts";
import { folderName, into, questionOf, writeInto } from "./destination.ts";
import { prepareScenario, recordOfStudy } from "./experiment.ts";
import { Failure, NoResult, report } from "./failure.ts";
import { isKeptIn, type KeptStudy, keepOrShare } from "./kept-study.ts";
import { type LoadedLibrary, loadLibrary } from "./library.ts";
import {
  addRunningOptions,
  anyNumber,
  collect,
  commandLineTexts,
  placeOf,
  positiveWhole,
  type RunningOptions,
  wholeNumber,
  workersOption,
} from "./options.ts";
import { withPools } from "./pools.ts";
import { progress } from "./progress.ts";
import { recordOfClaims, thisCommand } from "./record.ts";
import {
  addPartOptions,
  allowFailuresOption,
  modelOf,
  ownOf,
  type PartOptions,
  resumeOption,
  settingsOf,
  withoutPlaces,
} from "./shares.ts";
import { orFailure } from "./study-fault.ts";
import { type TellOptions, tellDocument } from "./tell.ts";

export interface StudyCommand extends RunningOptions, TellOptions, Partial<PartOptions> {}

/**
 * The verb of a study: its options, its runs on several threads, and its result told.
 *
 * @param act what to do with what is asked; another one only looks at it
 */
export function addStudy(program: Command, study: AnyStudy, act: typeof runStudy = runStudy): void {
  const command = addRunningOptions(program.command(study.name))
    .description(study.about)
    .argument(study.argument.name, study.argument.about);
  if (study.other) command.argument(study.other.name, study.other.about);
  for (const option of study.options) command.addOption(commanderOption(option));
  if (study.kept === "in rounds") addPartOptions(command);
  else if (study.kept) command.addOption(workersOption()).addOption(resumeOption());
  else command.addOption(workersOption());
  command
    .addOption(allowFailuresOption())
    .option("--out <dir>", `write ${study.writes} into a folder`, folderName)
    .option("--json", "print JSON")
    .action((name: string, ...rest: unknown[]) => {
      const [other, options] = study.other ? rest : [undefined, rest[0]];
      return act(study, name, { ...(options as StudyCommand), ...(other === undefined ? {} : { other }) });
    });
}

async function runStudy(study: AnyStudy, name: string, options: StudyCommand): Promise<void> {
  refuseChanges(study, options);
  const asked = await askStudy(study, name, options);
  if (!isKeptIn(options)) return asked.answer(options);
  if (study.kept) return keepOrShare(asked, options);
  await into(asked.where, (folder) => asked.answer(options, { folder }));
}

/** The folder that a study's result is handed on in, where one is asked for. */
const folderFor = ({ handsOn }: AnyStudy, options: StudyCommand): string | undefined =>
  handsOn && (options as unknown as Record<string, string | undefined>)[handsOn.option];

/** What is handed on names the scenario's file, so that what the command line changes would be lost. */
function refuseChanges(study: AnyStudy, options: StudyCommand): void {
  if (folderFor(study, options) === undefined) return;
  const { set, knockout, hypothesis, treatment, person, duration } = options;
  if ([set, knockout, hypothesis, treatment].every((one) => !one?.length) && !person && !duration) return;
  throw new Failure(
    `${study.handsOn!.flag} names the scenario's file as the model, and what the command line changes is not in it.\nWrite the changes into the scenario.`,
    2,
  );
}

/** @param command what is recorded as the command; absent: this process's */
export async function askStudy(
  study: AnyStudy,
  name: string,
  options: StudyCommand,
  command: readonly string[] = thisCommand(),
): Promise<KeptStudy> {
  const { lookup, found } = lookupOf(options, command);
  const asked = await orFailure(() => study.ask(name, options, lookup));
  const { cast, library, record, warned = [] } = found();
  const keys = study.options.map(({ flags }) => new Option(flags).attributeName());
  const own = Object.fromEntries(
    [...keys, ...(study.other ? ["other"] : [])].map((key) => [
      key,
      (options as unknown as Record<string, unknown>)[key],
    ]),
  );
  const { solver, rtol, set, knockout, hypothesis, person, treatment, duration, seed } = options;
  return {
    get plan() {
      const describes = {
        study: study.name,
        ...modelOf(library),
        asked: withoutPlaces(study.describe ? study.describe(asked) : asked),
        ...ownOf(cast, library),
        ...own,
        seed,
        solver,
        rtol: rtol ?? studyTolerance,
      };
      return { describes, asked: { study: study.name, name, options: settingsOf(options), command } };
    },
    where: {
      out: options.out,
      byDefault: `out/${stem(name)}-${study.name}`,
      question: questionOf(study.name, name, options, own),
    },
    isByTask: study.kept === "by task",
    async answer(told, { folder, kept } = {}) {
      const notes = new RunNotes();
      const { result, diagnostics } = await withPools(
        { workers: told.workers, solver, rtol },
        (evaluateIn) => {
          const evaluator: typeof evaluateIn = (prepared) => notes.of(evaluateIn(prepared));
          return orFailure(() =>
            study.run(asked, options, {
              cast,
              seed,
              evaluator,
              numerics: { solver, rtol: rtol ?? studyTolerance },
              onProgress: progress("runs"),
            }),
          );
        },
        kept && ((evaluator) => kept.evaluateWith(evaluator)),
      );
      report(diagnostics, new Map([...library.texts, ...commandLineTexts]), "", warned);
      if (result === undefined) throw new NoResult("It could not be run.");
      const about = {
        asked: { solver, rtol, set, knockout, hypothesis, person, treatment, duration },
        ...(kept ? { plan: kept.plan } : {}),
      };
      const handedTo = folderFor(study, options);
      if (handedTo !== undefined) {
        const locate = (path: string) => relative(handedTo, path).split(sep).join("/");
        const files = await orFailure(() => study.handsOn!.files(asked, result, locate));
        const marked = new Map([...files].map(([file, text]) => [file, withOrigin(file, text, record())]));
        const question = questionOf(`${study.name} ${study.handsOn!.flag}`, name, options, own);
        await into(
          { out: handedTo, byDefault: handedTo, question },
          async (handed) => writeInto(handed, marked, { ...about, ...recordJson(record()) }),
          { option: study.handsOn!.flag },
        );
        process.stderr.write(`Written: ${handedTo}\n`);
      }
      const names = { report: "report", data: study.file ?? study.name };
      const isKept = kept !== undefined;
      const document = study.tell(result);
      const noted = { ...document, notes: [...document.notes, ...warnings(notes.texts)] };
      await tellDocument(noted, told, names, record(), { about, folder, isKept });
    },
  };
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
  const option = new Option(flags, isRequired ? `${about} (required)` : about);
  if (kind === "list") {
    option.argParser(collect);
    if (!isRequired) option.default([], given.default === undefined ? "none" : String(given.default));
  } else if (kind !== undefined && kind !== "several") option.argParser(kinds[kind]);
  if (choices) option.choices(choices);
  if (given.default !== undefined && kind !== "list") option.default(given.default);
  if (conflicts) option.conflicts(conflicts);
  return isRequired ? option.makeOptionMandatory() : option;
}

/** What was found for a study: what can be simulated, and the record of it. */
interface StudyInput {
  readonly cast: Cast;
  readonly library: LoadedLibrary;
  /** Warnings that have been printed. */
  readonly warned?: readonly Diagnostic[];
  record(): Provenance;
}

/** What a folder of models is called: of a commit not by what it was named by, which may be another one tomorrow. */
function modelsWords(folder: string | undefined): { readonly name: string; readonly commit?: string } {
  const commit = folder === undefined ? undefined : commitOf(folder);
  if (!commit) return { name: folder ?? "shipped models" };
  const { hash, date, subject } = commit;
  const short = subject.length > 60 ? `${subject.slice(0, 57)}...` : subject;
  return { name: `commit ${hash}`, commit: `${hash}, ${date}: ${short}` };
}

/** A lookup that reads files: the models alone, or with what a scenario brings. */
function lookupOf(
  options: StudyCommand,
  command: readonly string[],
): { lookup: StudyLookup; found(): StudyInput } {
  let read: StudyInput | undefined;
  const found = () => {
    if (!read) throw new Error("invalid study: it asked for nothing; expected a question or a claim");
    return read;
  };
  return {
    lookup: {
      question(scenario, question) {
        const prepared = prepareScenario(scenario, options);
        read = { ...prepared, record: () => recordOfStudy(prepared, options, command) };
        return questionIn(prepared.experiment, prepared.cast, question, placeOf);
      },
      scenarios(names, models) {
        const { models: given, ...others } = options;
        const all = names.map((name, i) => {
          const asked = models ? models[i] : given;
          const folder = asked === undefined ? undefined : pin(asked, given ?? shippedModels);
          const prepared = prepareScenario(
            name,
            folder === undefined ? others : { ...others, models: folder },
          );
          return { ...prepared, models: modelsWords(folder) };
        });
        const [first] = all;
        read = {
          ...first!,
          warned: all.flatMap((one) => one.warned),
          record: () => {
            const record = recordOfStudy(first!, options, command);
            const others = all.flatMap(({ inputs, library }) => [inputs, library.inputs]);
            return { ...record, inputs: allInputs(record.inputs, ...others) };
          },
        };
        return all.map((one) => ({ ...one, hash: one.library.hash }));
      },
      claim(id) {
        const library = loadLibrary(options);
        const claim = library.claims.get(id);
        if (claim)
          read = { cast: library, library, record: () => recordOfClaims([claim], library, options, command) };
        return { claim, library };
      },
    },
    found,
  };
}
