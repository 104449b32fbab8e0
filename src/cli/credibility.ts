import type { Command } from "commander";
import { checkWith, credibility, headlines } from "../analysis/index.ts";
import type { ResultsFolder } from "../files/index.ts";
import { tellCredibility } from "../studies/index.ts";
import { folderName, into, questionOf } from "./destination.ts";
import { Failure, report } from "./failure.ts";
import { type LibraryOptions, loadLibrary } from "./library.ts";
import { modelsOption, positiveWhole, withOption, workersOption } from "./options.ts";
import { withPools } from "./pools.ts";
import { progress } from "./progress.ts";
import { recordOfClaims } from "./record.ts";
import { type TellOptions, tellDocument } from "./tell.ts";

interface CredibilityOptions extends TellOptions, LibraryOptions {
  readonly draws: number;
  readonly workers?: number;
  readonly people?: boolean;
  readonly rivals: boolean;
}

export function addCredibility(program: Command): void {
  program
    .command("credibility")
    .description(
      "how far the model can be trusted, and for what: predictions against fits, evidence by tier, what headlines rest on",
    )
    .option("--draws <n>", "draws over the declared uncertainty for the headlines", positiveWhole, 40)
    .option("--people", "count the claims about populations as well, which takes a few minutes more")
    .option("--no-rivals", "do not ask which rival hypotheses the published numbers prefer")
    .addOption(workersOption())
    .option("--out <dir>", "write the statement into a folder", folderName)
    .option("--json", "print JSON")
    .addOption(modelsOption())
    .addOption(withOption())
    .action(async (options: CredibilityOptions) => {
      const { out, draws } = options;
      if (!out) return run(options);
      const question = questionOf("credibility", "claims", options, { draws });
      await into({ out, byDefault: out, question }, (folder) => run(options, folder));
    });
}

async function run(options: CredibilityOptions, folder?: ResultsFolder): Promise<void> {
  const { draws, rivals, people } = options;
  const library = loadLibrary(options);
  const anchors = [...library.claims.values()].filter(
    (claim) => claim.kind !== "article" && (people || !claim.population),
  );
  const { ledger, diagnostics } = await withPools(options, (evaluator) =>
    checkWith(evaluator, anchors, library, { rivals, onProgress: progress("runs") }),
  );
  if (!ledger) {
    report(diagnostics, library.texts);
    throw new Failure("The claims could not be run.");
  }
  const asked = (library.model.quoted ?? []).flatMap((id) => library.claims.get(id) ?? []);
  // A few hundred runs end before further threads have begun.
  const workers = draws * asked.length > 1000 ? options.workers : 0;
  const told = await withPools({ workers }, (evaluator) =>
    headlines(asked, library, { draws, evaluator, onProgress: progress("draws") }),
  );
  const found = credibility(library.model, ledger, told, draws);
  const names = { report: "credibility", data: "credibility" };
  await tellDocument(
    tellCredibility(found),
    options,
    names,
    recordOfClaims(anchors, library, { seed: 0, solver: undefined, rtol: undefined }),
    { folder },
  );
  const { failed } = found;
  if (failed)
    throw new Failure(
      `The runs of ${failed.count} of ${failed.of} claims failed, so what is told says little of the model: mend it first.`,
    );
}
