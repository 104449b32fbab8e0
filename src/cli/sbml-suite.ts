import type { Command } from "commander";
import { fingerprint, InputFiles, readSuite } from "../files/index.ts";
import {
  judgeCase,
  readSettings,
  type SuiteOutcome,
  suiteTolerances,
  suiteTotals,
} from "../interchange/index.ts";
import { cell, counted, table } from "../text/index.ts";
import { Failure } from "./failure.ts";
import { recordOfFiles } from "./record.ts";
import { printRecorded } from "./terminal.ts";

export function addSbmlSuite(program: Command): void {
  program
    .command("sbml-suite")
    .description(
      "run a folder of semantic cases of the SBML Test Suite, and count what passes by tag and among cases in which anything moves",
    )
    .argument("<dir>", "folder with a folder for each case: NNNNN-sbml-lXvY.xml, -settings.txt, -results.csv")
    .option("--json", "print every case and the totals as JSON")
    .action((dir: string, { json }: { json?: boolean }) => {
      const started = performance.now();
      let told = started;
      const outcomes: SuiteOutcome[] = [];
      const inputs = new InputFiles();
      let atol = Number.POSITIVE_INFINITY;
      for (const one of readSuite(dir, inputs)) {
        outcomes.push(judgeCase(one));
        atol = Math.min(atol, suiteTolerances(readSettings(one.settings)).atol);
        if (performance.now() - told > 2000) {
          told = performance.now();
          process.stderr.write(`${outcomes.length} cases\n`);
        }
      }
      if (outcomes.length === 0)
        throw new Failure(
          `There are no cases in ${dir}: a case is a folder with settings, results and SBML.`,
        );
      const totals = suiteTotals(outcomes);
      const { list } = inputs;
      const hash = fingerprint(new Map(list.map(({ path, sha256 }) => [path, sha256])));
      const models = {
        model: { name: `${counted(outcomes.length, "case")} of SBML`, modules: [] },
        hash,
        inputs: list,
      };
      const { rtol } = suiteTolerances({ absolute: 0 });
      // The smallest absolute tolerance: each case has its own, a thousandth of what its settings allow.
      const record = recordOfFiles("sbml-suite", models, [], { rtol, atol });
      const cases = outcomes.map(({ case: name, status, reason }) => ({
        case: name,
        status,
        ...(reason && { reason }),
      }));
      printRecorded(json, { cases, totals }, report(outcomes, totals), record);
      if (totals.failed > 0)
        throw new Failure(json ? "" : `${totals.failed} of ${totals.cases} cases failed.`);
    });
}

function report(outcomes: readonly SuiteOutcome[], totals: ReturnType<typeof suiteTotals>): string {
  const rows = totals.byTag.map(({ tag, passed, failed, unsupported, moving, movingPassed }) => [
    tag,
    String(passed),
    String(failed),
    String(unsupported),
    `${movingPassed} of ${moving}`,
  ]);
  const troubles = outcomes
    .filter(({ status }) => status !== "passed")
    .map((one) => `${one.case} ${one.status}: ${one.reason}`);
  return [
    ...table(
      [["tag", "passed", "failed", "unsupported", "passed of those that move"], ...rows].map((row) =>
        row.map((text, i) => cell(text, i === 0 ? "left" : "right")),
      ),
    ),
    "",
    ...troubles,
    ...(troubles.length > 0 ? [""] : []),
    `${totals.passed} of ${totals.cases} cases pass, ${totals.failed} fail, ${totals.unsupported} are not supported.`,
    `Of the ${totals.moving} in which anything moves ${totals.movingPassed} pass.`,
  ].join("\n");
}
