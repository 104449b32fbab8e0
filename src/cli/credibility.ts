import { type Command, Option } from "commander";
import { check, credibility, headlines } from "../analysis/index.ts";
import { refusalToWrite, shownPath, writeResults } from "../files/index.ts";
import { jsonCredibility, markdownCredibility } from "../report/index.ts";
import { Failure, report } from "./failure.ts";
import { loadLibrary } from "./library.ts";
import { modelsOption, positiveWhole } from "./options.ts";
import { progressOf } from "./progress.ts";

/** Claims whose measures people quote. */
const quoted = [
  "madrs-escitalopram-10-over-placebo",
  "blunting-persists",
  "odq-ssri-increment-week-8",
  "onset-in-weeks",
  "onset-of-dulling-itself",
];

interface CredibilityOptions {
  readonly draws: number;
  readonly people?: boolean;
  readonly rivals: boolean;
  readonly out?: string;
  readonly json?: boolean;
  readonly models?: string;
}

/** Progress of which the total is known only once it has begun. */
function progressLater(what: string): (done: number, total: number) => void {
  let tell: ((done: number) => void) | undefined;
  return (done, total) => {
    tell ??= progressOf(what, total);
    tell(done);
  };
}

export function addCredibility(program: Command): void {
  program
    .command("credibility")
    .description(
      "how far the model can be trusted, and for what: predictions against fits, evidence by tier, what headlines rest on",
    )
    .addOption(
      new Option("--draws <n>", "draws over the declared uncertainty for the headlines")
        .argParser(positiveWhole)
        .default(40),
    )
    .option("--people", "count the claims about populations as well, which takes some minutes more")
    .option("--no-rivals", "do not ask which rival accounts the published numbers prefer")
    .option("--out <dir>", "write the statement as Markdown and JSON into a folder")
    .option("--json", "print JSON")
    .addOption(modelsOption())
    .action((options: CredibilityOptions) => {
      const refusal = options.out ? refusalToWrite(options.out) : undefined;
      if (refusal) throw new Failure(`${refusal}\nChoose another folder with --out.`);
      const library = loadLibrary(options.models);
      const anchors = [...library.claims.values()].filter(
        (claim) => claim.kind !== "article" && (options.people || !claim.population),
      );
      const judged = check(anchors, library, { rivals: options.rivals, onProgress: progressLater("runs") });
      if (!judged.ledger) {
        report(judged.diagnostics, library.texts);
        throw new Failure("The claims could not be run.");
      }
      const asked = quoted.flatMap((id) => library.claims.get(id) ?? []);
      const found = credibility(
        library.model,
        judged.ledger,
        headlines(asked, library, options.draws, progressLater("draws")),
        options.draws,
      );
      const json = `${JSON.stringify(jsonCredibility(found), null, 2)}\n`;
      process.stdout.write(options.json ? json : markdownCredibility(found));
      if (!options.out) return;
      writeResults(
        options.out,
        new Map([
          ["credibility.md", markdownCredibility(found)],
          ["credibility.json", json],
        ]),
        { model: library.model.name, model_hash: library.hash, draws: options.draws },
      );
      process.stderr.write(`Statement: ${shownPath(options.out)}/credibility.md\n`);
    });
}
