import { type Command, Option } from "commander";
import {
  type Attribution,
  attribute,
  type Grouping,
  groupings,
  type MissingValues,
} from "../analysis/index.ts";
import { attributionFigures } from "../charts/index.ts";
import { figureFiles } from "../files/index.ts";
import { htmlAttribution, jsonAttribution, terminalAttribution } from "../report/index.ts";
import { type MeasureRequest, measures } from "../scenario/index.ts";
import { type AnswerOptions, tellAnswer } from "./answer.ts";
import { type Prepared, prepareScenario, recordOf } from "./experiment.ts";
import { Failure, report } from "./failure.ts";
import { addRunningOptions, commandLineTexts, positiveWhole } from "./options.ts";
import { withPools } from "./pools.ts";
import { progressOf } from "./progress.ts";
import { addQuestionOptions, type QuestionOptions, questionAsked, workersOption } from "./question.ts";

interface WhyCommand extends AnswerOptions, QuestionOptions {
  readonly by: Grouping;
  readonly overTime?: boolean;
  readonly systems?: boolean;
  readonly samples: number;
  readonly workers?: number;
}

export function addWhy(program: Command): void {
  addQuestionOptions(addRunningOptions(program.command("why")))
    .description(
      "which mechanisms carry a measure, or the difference of it between two arms; shares sum to it",
    )
    .option("--over-time", "also attribute the measured quantity week by week")
    .addOption(
      new Option(
        "--by <groups>",
        "system: systems first, then the effects in them; effect: all effects alike",
      )
        .choices(groupings)
        .default("system"),
    )
    .addOption(
      new Option(
        "--systems",
        "systems only, without looking for the effects in them, which is quicker",
      ).conflicts("by"),
    )
    .addOption(
      new Option("--samples <n>", "pairs of random orders where shares cannot be computed exactly")
        .argParser(positiveWhole)
        .default(16),
    )
    .addOption(workersOption())
    .option("--out <dir>", "write plots over time, JSON and an HTML report into a folder")
    .option("--json", "print JSON")
    .action((name: string, options: WhyCommand) =>
      tellAnswer(options, async () => {
        const { attribution, prepared } = await attributionOf(name, options);
        return {
          json: jsonAttribution(attribution),
          text: (width) => terminalAttribution(attribution, width),
          files: async (json, parts) =>
            new Map([
              ...(await figureFiles(attributionFigures(attribution), parts.line)),
              ["why.json", json],
              ["report.html", htmlAttribution(attribution, parts)],
            ]),
          about: { measure: attribution.measure, arm: attribution.arm },
          provenance: recordOf(prepared, options),
        };
      }),
    );
}

async function attributionOf(
  name: string,
  options: WhyCommand,
): Promise<{ attribution: Attribution; prepared: Prepared }> {
  const prepared = prepareScenario(name, options);
  const { library, cast } = prepared;
  const question = questionAsked(prepared, options);
  const tell = new Map<number, (done: number) => void>();
  const { attribution, missing, diagnostics } = await withPools(options, (evaluator) =>
    attribute(question, cast, {
      by: options.by,
      isOverTime: options.overTime === true || options.out !== undefined,
      seed: options.seed,
      samples: options.samples,
      isDeep: options.systems !== true,
      evaluator,
      onProgress: (done, total) => {
        if (!tell.has(total)) tell.set(total, progressOf("runs", total, done));
        tell.get(total)!(done);
      },
    }),
  );
  report(diagnostics, new Map([...library.texts, ...commandLineTexts]));
  if (missing) throw new Failure(missingText(question.measure, missing));
  if (!attribution) throw new Failure("The scenario could not be run.");
  return { attribution, prepared };
}

function missingText(measure: MeasureRequest, { tried, missing, off, status }: MissingValues): string {
  const where =
    off.length === 0
      ? "even with every mechanism on"
      : `in ${missing} of the ${tried} combinations that were tried, the first of them with ${off.join(", ")} off`;
  if (status)
    return `A run did not reach its end, ${where}: ${status.message}\nTry a smaller --rtol, or keep those effects on by looking at other arms.`;
  const { missing: reason } = measures[measure.function];
  const why = `${reason?.why ?? "it has no value"} there`;
  return [
    `${measure.text} has no value ${where} (${why}), so it cannot be attributed to mechanisms.`,
    `Ask for a measure that always has one: --measure "at(${measure.variable}, end)", or the mean over a time in which it differs.`,
  ].join("\n");
}
