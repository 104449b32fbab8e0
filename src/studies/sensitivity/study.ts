import { type Command, Option } from "commander";
import { defaultSize, type Sensitivity, sensitivity, sensitivityMethods } from "../analysis/index.ts";
import { sensitivityFigures } from "../charts/index.ts";
import { nearestNames } from "../diagnostics/index.ts";
import { type Content, figureFiles } from "../files/index.ts";
import { sensitivityColumns, sensitivityCsv } from "../interchange/index.ts";
import { htmlSensitivity, jsonSensitivity, terminalSensitivity } from "../report/index.ts";
import { patternOf } from "../text/index.ts";
import { type AnswerOptions, tellAnswer } from "./answer.ts";
import { folderName, questionOf } from "./destination.ts";
import { type Prepared, prepareScenario, recordOfStudy } from "./experiment.ts";
import { Failure, report } from "./failure.ts";
import { addRunningOptions, commandLineTexts, positiveWhole } from "./options.ts";
import { withPools } from "./pools.ts";
import { progressOf } from "./progress.ts";
import { addQuestionOptions, type QuestionOptions, questionAsked, workersOption } from "./question.ts";
import { csvFiles } from "./result-table.ts";

interface SensitivityCommand extends AnswerOptions, QuestionOptions {
  readonly method: (typeof sensitivityMethods)[number];
  readonly size?: number;
  readonly parameters: readonly string[];
  readonly workers?: number;
}

export function addSensitivity(program: Command): void {
  addQuestionOptions(addRunningOptions(program.command("sensitivity")))
    .description(
      "how much a measure depends on each uncertain parameter, and how much of it rests on assumed numbers",
    )
    .addOption(
      new Option(
        "--method <name>",
        "sobol: shares of the variance, by parameter and tier of evidence; morris: screening; local: slopes over time",
      )
        .choices(sensitivityMethods)
        .default("sobol"),
    )
    .addOption(
      new Option(
        "--size <n>",
        `rows of the Sobol sample (default ${defaultSize.sobol}), or trajectories of the screening (default ${defaultSize.morris})`,
      ).argParser(positiveWhole),
    )
    .addOption(
      new Option("--parameters <pattern>", 'vary only these, for example "vta.*" (may be repeated)')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], "all"),
    )
    .addOption(workersOption())
    .option("--out <dir>", "write plots, CSV, JSON and an HTML report into a folder", folderName)
    .option("--json", "print JSON")
    .action((name: string, options: SensitivityCommand) =>
      tellAnswer(
        options,
        questionOf("sensitivity", name, options, {
          measure: options.measure,
          arm: options.arm,
          against: options.against,
        }),
        async () => {
          const { study, prepared } = await studyOf(name, options);
          return {
            json: jsonSensitivity(study),
            text: (width) => terminalSensitivity(study, width),
            files: async (json, parts) =>
              new Map<string, Content>([
                ...(await figureFiles(sensitivityFigures(study), parts.line)),
                ...csvFiles("sensitivity.csv", sensitivityCsv(study), sensitivityColumns, parts.provenance),
                ["sensitivity.json", json],
                ["report.html", htmlSensitivity(study, parts)],
              ]),
            about: { measure: study.subject.measure, arm: study.subject.arm },
            provenance: recordOfStudy(prepared, options),
          };
        },
      ),
    );
}

async function studyOf(
  name: string,
  options: SensitivityCommand,
): Promise<{ study: Sensitivity; prepared: Prepared }> {
  const prepared = prepareScenario(name, options);
  const { library, cast } = prepared;
  const question = questionAsked(prepared, options);
  const patterns = options.parameters.map(patternOf);
  let tell: { total: number; say: (done: number) => void } | undefined;
  const { sensitivity: study, diagnostics } = await withPools(options, (evaluator) =>
    sensitivity(question, cast, {
      method: options.method,
      size: options.size,
      seed: options.seed,
      evaluator,
      isWanted: (parameter) => patterns.length === 0 || patterns.some((p) => p.test(parameter)),
      onProgress: (done, total) => {
        if (tell?.total !== total) tell = { total, say: progressOf("runs", total) };
        tell.say(done);
      },
    }),
  );
  report(diagnostics, new Map([...library.texts, ...commandLineTexts]));
  if (!study) throw new Failure("The scenario could not be run.");
  if (study.subject.factors.length === 0) {
    const names = [...prepared.experiment.model.entries.values()]
      .filter((e) => e.kind === "parameter")
      .map((e) => e.name);
    const near = options.parameters.flatMap((p) => nearestNames(p, names));
    throw new Failure(
      `No uncertain parameter is called ${options.parameters.join(" or ") || "anything"}.\n${near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "`lull list parameters` shows them all; * stands for any characters."}`,
    );
  }
  return { study, prepared };
}
