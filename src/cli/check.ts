import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { checkWith, countHolding, withProbabilities } from "../analysis/index.ts";
import { nearestNames } from "../diagnostics/index.ts";
import { type InputFile, provenanceLine, recordJson } from "../document/index.ts";
import { InputFiles, type ResultsFolder, shownPath } from "../files/index.ts";
import { htmlLedger, jsonLedger, markdownLedger, terminalLedger } from "../report/index.ts";
import type { Claim } from "../scenario/index.ts";
import { folderName, into, questionOf, writeInto } from "./destination.ts";
import { Failure, report } from "./failure.ts";
import { type LoadedLibrary, loadLibrary, withOwnFiles } from "./library.ts";
import { modelsOption, wholeNumber } from "./options.ts";
import { withPools } from "./pools.ts";
import { recordOfClaims } from "./record.ts";
import { jsonText } from "./result-table.ts";

interface CheckOptions {
  readonly samples: number;
  readonly seed: number;
  readonly workers: number;
  readonly rivals: boolean;
  readonly json?: boolean;
  readonly out?: string;
  readonly models?: string;
}

export function addCheck(program: Command): void {
  program
    .command("check")
    .description("run claims: does the model do what the article says, and do the named mechanisms carry it?")
    .argument("[claims...]", "ids of claims or rows, or paths of claim files (default: all that are shipped)")
    .addOption(
      new Option("--samples <n>", "draws over the declared uncertainty, for a probability")
        .argParser(wholeNumber)
        .default(0),
    )
    .addOption(new Option("--seed <n>", "seed of the draws").argParser(wholeNumber).default(0))
    .addOption(
      new Option("--workers <n>", "threads for the draws")
        .argParser(wholeNumber)
        .default(availableParallelism(), "one a core"),
    )
    .option("--no-rivals", "do not judge the claims under rival accounts")
    .option("--out <dir>", "also write the ledger as HTML and Markdown into a folder", folderName)
    .option("--json", "print JSON")
    .addOption(modelsOption())
    .action(async (names: string[], options: CheckOptions) => {
      const { out, models } = options;
      if (!out) return run(names, options);
      const question = questionOf("check", "claims", { models }, { claims: [...names].sort() });
      await into({ out, byDefault: out, question }, (folder) => run(names, options, folder));
    });
}

/** Judges the claims, says what was found, and writes it where there is a folder for it. */
async function run(names: readonly string[], options: CheckOptions, folder?: ResultsFolder): Promise<void> {
  const own = ownFiles(names);
  const library = withOwnFiles(loadLibrary(options.models), own.texts, own.inputs);
  const claims = chosenClaims(names, library);
  // A few claims are judged before further threads have begun.
  const isMany = claims.length > 8 || claims.some((claim) => claim.population);
  const judged = await withPools({ workers: isMany ? options.workers : 0 }, (evaluator) =>
    checkWith(evaluator, claims, library, { rivals: options.rivals, onProgress: progress("runs") }),
  );
  if (!judged.ledger) {
    report(judged.diagnostics, library.texts);
    throw new Failure("The claims could not be run.");
  }
  const ledger =
    options.samples > 0
      ? withProbabilities(judged.ledger, await drawAll(claims, library, options), options.samples)
      : judged.ledger;
  const provenance = recordOfClaims(claims, library, options);
  const record = recordJson(provenance);
  const json = jsonText({ ...jsonLedger(ledger), manifest: record });
  process.stdout.write(
    options.json ? json : `${terminalLedger(ledger, process.stdout.columns)}${provenanceLine(provenance)}\n`,
  );
  if (folder) {
    const files = new Map([
      ["ledger.html", htmlLedger(ledger, provenance)],
      ["ledger.md", markdownLedger(ledger, provenance)],
      ["ledger.json", json],
    ]);
    writeInto(folder, files, { ...record, samples: options.samples });
    process.stderr.write(`Ledger: ${shownPath(folder.path)}/ledger.html\n`);
  }
  // Below the ledger, which stands for all claims but those that are at fault.
  report(judged.diagnostics, library.texts);
  // A failing claim whose reason is on record is a result; one without is a fault.
  const unexplained = ledger.results.filter((r) => !r.passes && !r.claim.fails).map((r) => r.claim.id);
  if (unexplained.length > 0)
    throw new Failure(`Claims that fail without a reason on record: ${unexplained.join(", ")}`);
}

const isPath = (name: string) => /\.ya?ml$/i.test(name);

/** The texts of the files among the names. */
function ownFiles(names: readonly string[]): { texts: Map<string, string>; inputs: InputFile[] } {
  const inputs = new InputFiles();
  const texts = names.filter(isPath).map((path): [string, string] => {
    const text = inputs.read(shownPath(path));
    if (text === undefined) throw new Failure(`There is no file "${path}".`);
    return [shownPath(path), text];
  });
  return { texts: new Map(texts), inputs: inputs.list };
}

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
    const near = nearestNames(name, [...claims.keys(), ...rows]);
    throw new Failure(
      `There is no claim or row "${name}".\n${near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "`lull list claims` shows them all."}`,
    );
  });
}

/** Says on stderr how far it is, at most twice a second and only after the first second. */
function progress(what: string): (done: number, total: number) => void {
  const started = performance.now();
  let last = started + 500;
  return (done, total) => {
    const now = performance.now();
    if (now - last < 500 || done === total) return;
    last = now;
    const left = ((now - started) / done) * (total - done);
    process.stderr.write(`${done} of ${total} ${what}, about ${Math.ceil(left / 1000)} s left\n`);
  };
}

/** Counts how often each claim holds, over all draws; the same whatever the number of workers. */
const drawAll = (
  claims: readonly Claim[],
  library: LoadedLibrary,
  { samples, seed, workers }: CheckOptions,
): Promise<number[]> =>
  withPools({ workers }, (evaluator) =>
    countHolding(claims, library, { samples, seed, evaluator, onProgress: progress("draws") }),
  );
