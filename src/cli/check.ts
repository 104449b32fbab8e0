import { dirname } from "node:path";
import type { Command } from "commander";
import { checkWith, countHolding, type Ledger, withProbabilities } from "../analysis/index.ts";
import { type Diagnostic, didYouMean } from "../diagnostics/index.ts";
import { readTextFile, shippedModels, shownPath, yamlFiles } from "../files/index.ts";
import { kindOf, parseYaml } from "../language/index.ts";
import { type Evaluator, studyTolerance } from "../runs/index.ts";
import type { Claim } from "../scenario/index.ts";
import { tellClaims } from "../studies/index.ts";
import { folderName, into, questionOf } from "./destination.ts";
import { Failure, report } from "./failure.ts";
import type { RunStore } from "./kept-runs.ts";
import { isKeptIn, type KeptStudy, keepOrShare } from "./kept-study.ts";
import {
  filesToJoin,
  isJoined,
  isPath,
  type LibraryOptions,
  type LoadedLibrary,
  loadLibrary,
  withOwnFiles,
} from "./library.ts";
import { modelsOption, wholeNumber, withOption } from "./options.ts";
import { withPools } from "./pools.ts";
import { progress } from "./progress.ts";
import { recordOfClaims, thisCommand } from "./record.ts";
import { addPartOptions, modelOf, type PartOptions, settingsOf, withoutPlaces } from "./shares.ts";
import { type TellOptions, tellDocument } from "./tell.ts";

export interface CheckFlags extends PartOptions, TellOptions, LibraryOptions {
  readonly samples: number;
  readonly seed: number;
  readonly rivals: boolean;
}

/** @param act what to do with what is asked; another one only looks at it */
export function addCheck(program: Command, act: typeof runCheck = runCheck): void {
  const command = program
    .command("check")
    .description("run claims: does the model do what the article says, and do the named mechanisms carry it?")
    .argument("[claims...]", "ids of claims or rows, or paths of claim files (default: all that are shipped)")
    .option("--samples <n>", "draws over the declared uncertainty, for a probability", wholeNumber, 0)
    .option("--seed <n>", "seed of the draws", wholeNumber, 0)
    .option("--no-rivals", "do not judge the claims under rival hypotheses")
    .option("--out <dir>", "also write the ledger as HTML and Markdown into a folder", folderName)
    .option("--json", "print JSON")
    .addOption(modelsOption())
    .addOption(withOption());
  addPartOptions(command).action(act);
}

async function runCheck(names: readonly string[], options: CheckFlags): Promise<void> {
  const asked = askCheck(names, options);
  if (!isKeptIn(options)) await asked.answer(options);
  else if (options.samples > 0 || !options.out) await keepOrShare(asked, options);
  else await into(asked.where, (folder) => asked.answer(options, { folder }));
}

/** @param command what is recorded as the command; absent: this process's */
export function askCheck(
  names: readonly string[],
  options: CheckFlags,
  command: readonly string[] = thisCommand(),
): KeptStudy {
  const own = ownFiles(names);
  const library = withOwnFiles(loadLibrary(options), own.texts, own.inputs);
  const claims = chosenClaims(names, library);
  const { samples, seed, rivals, models } = options;
  const describes = {
    claims: withoutPlaces(claims),
    ...modelOf(library),
    samples,
    seed,
    rivals,
    rtol: studyTolerance,
    // Parts are kept by number: those of an earlier order of runs are not taken for these.
    order: "arms that share a run, one after the other",
  };
  return {
    plan: { describes, asked: { claims: names, options: settingsOf(options), command } },
    where: {
      out: options.out,
      byDefault: "out/claims",
      question: questionOf("check", "claims", { models, with: options.with }, { claims: [...names].sort() }),
    },
    answer: async (told, where) => {
      const ledger = await judge(
        claims,
        library,
        { ...options, workers: told.workers ?? options.workers },
        where?.kept,
      );
      const record = recordOfClaims(claims, library, options, command);
      const about = { samples, ...(where?.kept ? { plan: where.kept.plan } : {}) };
      const { folder, kept } = where ?? {};
      const place = { about, folder, isKept: kept !== undefined };
      await tellDocument(tellClaims(ledger), told, { report: "ledger", data: "ledger" }, record, place);
      // Below the ledger, which stands for all claims but those that are at fault.
      report(ledger.diagnostics, library.texts);
      // A failing claim whose reason is on record is a result; one without is a fault.
      const unexplained = ledger.results.filter((r) => !r.passes && !r.claim.fails).map((r) => r.claim.id);
      if (unexplained.length > 0)
        throw new Failure(`Claims that fail without a reason on record: ${unexplained.join(", ")}`);
    },
  };
}

type JudgedClaims = Ledger & { readonly diagnostics: readonly Diagnostic[] };

/** Judges claims, and counts in how many draws they hold where draws are asked for. */
async function judge(
  claims: readonly Claim[],
  library: LoadedLibrary,
  { samples, seed, workers, rivals }: CheckFlags,
  kept?: RunStore,
): Promise<JudgedClaims> {
  const through = kept && ((evaluator: Evaluator) => kept.evaluateWith(evaluator));
  // A few claims are judged before further threads have begun.
  const isMany = claims.length > 8 || claims.some((claim) => claim.population);
  const { ledger, diagnostics } = await withPools(
    { workers: isMany ? workers : 0 },
    (evaluator) => checkWith(evaluator, claims, library, { rivals, onProgress: progress("runs") }),
    through,
  );
  if (!ledger) {
    report(diagnostics, library.texts);
    throw new Failure("The claims could not be run.");
  }
  if (samples === 0) return { ...ledger, diagnostics };
  // The same whatever the number of workers.
  const held = await withPools(
    { workers },
    (evaluator) => countHolding(claims, library, { samples, seed, evaluator, onProgress: progress("draws") }),
    through,
  );
  return { ...withProbabilities(ledger, held, samples), diagnostics };
}

/** The claim files among the names, and what stands beside them: the mechanism that a claim is about. */
function ownFiles(names: readonly string[]): ReturnType<typeof filesToJoin> {
  const paths = names.filter(isPath);
  for (const path of paths)
    if (readTextFile(path) === undefined) throw new Failure(`There is no file "${path}".`);
  const own = paths.filter((path) => !shownPath(path).startsWith(`${shippedModels}/`));
  const beside = own.flatMap((path) => {
    const folder = dirname(path);
    return yamlFiles(folder).filter((file) => dirname(file) === folder && canJoin(file));
  });
  return filesToJoin([...new Set([...paths, ...beside].map(shownPath))]);
}

const canJoin = (file: string) => {
  const { parsed } = parseYaml(file, readTextFile(file) ?? "");
  return parsed !== undefined && isJoined(kindOf(parsed));
};

/** Claims by id or by the path of their file, or all claims of a row. */
function chosenClaims(names: readonly string[], { claims, model }: LoadedLibrary): Claim[] {
  const all = [...claims.values()];
  if (names.length === 0) return all;
  const rows = new Set([...model.rows.map((row) => row.id), ...all.map((claim) => claim.row)]);
  return names.flatMap((name) => {
    const file = isPath(name) ? shownPath(name) : undefined;
    const own = all.filter((claim) =>
      file === undefined ? claim.id === name || claim.row === name : claim.place.file === file,
    );
    if (own.length > 0) return own;
    if (file !== undefined)
      throw new Failure(`There is no claim in "${name}".\nIt starts with claim: and an id.`);
    if (rows.has(name)) throw new Failure(`The row "${name}" has no claim.`);
    throw new Failure(
      `There is no claim or row "${name}".\n${didYouMean(name, [...claims.keys(), ...rows], "`lull list claims` shows them all.")}`,
    );
  });
}
