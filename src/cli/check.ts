import { type Command, Option } from "commander";
import { check } from "../analysis/index.ts";
import { nearestNames } from "../diagnostics/index.ts";
import { refusalToWrite, shownPath, writeResults } from "../files/index.ts";
import { htmlLedger, jsonLedger, markdownLedger, terminalLedger } from "../report/index.ts";
import type { Claim } from "../scenario/index.ts";
import { Failure, report } from "./failure.ts";
import { type LoadedLibrary, loadLibrary } from "./library.ts";
import { modelsOption, wholeNumber } from "./options.ts";

interface CheckOptions {
  readonly samples: number;
  readonly seed: number;
  readonly rivals: boolean;
  readonly json?: boolean;
  readonly out?: string;
  readonly models?: string;
}

export function addCheck(program: Command): void {
  program
    .command("check")
    .description("run claims: does the model do what the article says, and do the named mechanisms carry it?")
    .argument("[claims...]", "ids of claims or rows (default: all)")
    .addOption(
      new Option("--samples <n>", "draws over the declared uncertainty, for a probability")
        .argParser(wholeNumber)
        .default(0),
    )
    .addOption(new Option("--seed <n>", "seed of the draws").argParser(wholeNumber).default(0))
    .option("--no-rivals", "do not judge the claims under rival accounts")
    .option("--out <dir>", "also write the ledger as HTML and Markdown into a folder")
    .option("--json", "print JSON")
    .addOption(modelsOption())
    .action((names: string[], options: CheckOptions) => {
      const library = loadLibrary(options.models);
      const refusal = options.out ? refusalToWrite(options.out) : undefined;
      if (refusal) throw new Failure(`${refusal}\nChoose another folder with --out.`);
      const { ledger, diagnostics } = check(chosenClaims(names, library), library, {
        ...options,
        onProgress: progress(),
      });
      report(diagnostics, library.texts);
      if (!ledger) throw new Failure("The claims could not be run.");
      process.stdout.write(
        options.json
          ? `${JSON.stringify(jsonLedger(ledger), null, 2)}\n`
          : terminalLedger(ledger, process.stdout.columns),
      );
      if (options.out) {
        const files = new Map([
          ["ledger.html", htmlLedger(ledger)],
          ["ledger.md", markdownLedger(ledger)],
          ["ledger.json", `${JSON.stringify(jsonLedger(ledger), null, 2)}\n`],
        ]);
        writeResults(options.out, files, {
          model: library.model.name,
          model_hash: library.hash,
          samples: options.samples,
          seed: options.seed,
        });
        process.stderr.write(`Ledger: ${shownPath(options.out)}/ledger.html\n`);
      }
      const failing = ledger.results.filter((r) => !r.passes).length;
      if (failing > 0) throw new Failure("");
    });
}

/** Claims by id, or all claims of a row. */
function chosenClaims(names: readonly string[], { claims, model }: LoadedLibrary): Claim[] {
  const all = [...claims.values()];
  if (names.length === 0) return all;
  const rows = new Set([...model.rows.map((row) => row.id), ...all.map((claim) => claim.row)]);
  return names.flatMap((name) => {
    const own = all.filter((claim) => claim.id === name || claim.row === name);
    if (own.length > 0) return own;
    if (rows.has(name)) throw new Failure(`The row "${name}" has no claim.`);
    const near = nearestNames(name, [...claims.keys(), ...rows]);
    throw new Failure(
      `There is no claim or row "${name}".\n${near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "`lull list claims` shows them all."}`,
    );
  });
}

/** Says on stderr how far it is, at most twice a second and only after the first second. */
function progress(): (done: number, total: number) => void {
  const started = performance.now();
  let last = started + 500;
  return (done, total) => {
    const now = performance.now();
    if (now - last < 500 || done === total) return;
    last = now;
    const left = ((now - started) / done) * (total - done);
    process.stderr.write(`${done} of ${total} runs, about ${Math.ceil(left / 1000)} s left\n`);
  };
}
