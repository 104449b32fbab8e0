import { type Command, Option } from "commander";
import { type Requirement, type RequireOptions, requireClaim, requireOutcome } from "../analysis/index.ts";
import { nearestNames } from "../diagnostics/index.ts";
import type { Provenance } from "../document/index.ts";
import { htmlRequirement, jsonRequirement, terminalRequirement } from "../report/index.ts";
import { patternOf } from "../text/index.ts";
import { type AnswerOptions, tellAnswer } from "./answer.ts";
import { folderName, questionOf } from "./destination.ts";
import { prepareScenario, recordOfStudy } from "./experiment.ts";
import { Failure, report } from "./failure.ts";
import { loadLibrary } from "./library.ts";
import { addRunningOptions, anyNumber, commandLineTexts } from "./options.ts";
import { withPools } from "./pools.ts";
import { questionAsked, workersOption } from "./question.ts";
import { recordOfClaims } from "./record.ts";
import { type Bounds, wishOf } from "./wish.ts";

interface RequireCommand extends AnswerOptions, Bounds {
  readonly measure?: string;
  readonly arm?: string;
  readonly against?: string;
  readonly parameters: readonly string[];
  readonly workers?: number;
}

export function addRequire(program: Command): void {
  addRunningOptions(program.command("require"))
    .description(
      "what would have to be true? The smallest changes of parameters, within their declared ranges, that make a failing claim or a wished outcome true",
    )
    .argument("<claim|scenario>", "id of a claim; or, with --measure, a scenario by path or name")
    .option("--measure <m>", "what is wished for: a measure of the scenario by name, or one written out")
    .option("--arm <label>", "the arm to look at (default: the first that takes a drug)")
    .option("--against <label>", "wish for a difference from this arm")
    .addOption(new Option("--at-least <x>", "the measure should be no less").argParser(anyNumber))
    .addOption(new Option("--at-most <x>", "the measure should be no more").argParser(anyNumber))
    .option("--between <bounds...>", "the measure should lie between two numbers")
    .addOption(
      new Option("--parameters <pattern>", 'move only these, for example "vta.*" (may be repeated)')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], "all"),
    )
    .addOption(workersOption())
    .option("--out <dir>", "write an HTML report and JSON into a folder", folderName)
    .option("--json", "print JSON")
    .action(async (name: string, options: RequireCommand) => {
      let isKnown = true;
      const { measure, arm, against, atLeast, atMost, between } = options;
      const question = questionOf("require", name, options, {
        measure,
        arm,
        against,
        atLeast,
        atMost,
        between,
      });
      await tellAnswer(options, question, async () => {
        const { requirement, provenance } =
          options.measure === undefined
            ? await ofClaim(name, options)
            : await ofScenario(name, options.measure, options);
        isKnown = requirement.nominal !== undefined;
        return {
          json: jsonRequirement(requirement),
          text: (width) => terminalRequirement(requirement, width),
          files: async (json, parts) =>
            new Map([
              ["report.html", htmlRequirement(requirement, parts)],
              ["requirement.json", json],
            ]),
          about: { question: name },
          provenance,
        };
      });
      if (!isKnown) throw new Failure("");
    });
}

type Asked = { requirement: Requirement; provenance: Provenance };

async function ofClaim(name: string, options: RequireCommand): Promise<Asked> {
  const library = loadLibrary(options.models);
  const claim = library.claims.get(name);
  if (!claim) {
    const near = nearestNames(name, library.claims.keys());
    throw new Failure(
      `There is no claim "${name}".\n${near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "`lull list claims` shows them all."} To ask for an outcome of a scenario, add --measure.`,
    );
  }
  const given = (["arm", "against", "atLeast", "atMost", "between"] as const).find(
    (key) => options[key] !== undefined,
  );
  if (given || options.set.length + options.knockout.length + options.hypothesis.length > 0 || options.person)
    throw new Failure(
      "A claim says itself what is simulated and expected; only --parameters, --models and --workers go with it.\nTo ask for another outcome, name a scenario and a --measure.",
    );
  if (claim.population)
    throw new Failure(
      `The claim "${name}" is about many people, not about one.\nAsk for an outcome of one person with a scenario and --measure.`,
    );
  const row = [...library.claims.values()].filter((other) => other.row === claim.row && !other.population);
  const { requirement, diagnostics } = await withPools(options, (evaluator) =>
    requireClaim(claim, row, library, optionsFor(options, evaluator)),
  );
  report(diagnostics, library.texts);
  return { requirement: sound(requirement, options), provenance: recordOfClaims([claim], library, options) };
}

async function ofScenario(name: string, measure: string, options: RequireCommand): Promise<Asked> {
  const wish = wishOf(options);
  const prepared = prepareScenario(name, options);
  const { library, cast } = prepared;
  const question = questionAsked(prepared, { ...options, measure });
  const { requirement, diagnostics } = await withPools(options, (evaluator) =>
    requireOutcome({ ...question, wish }, cast, optionsFor(options, evaluator)),
  );
  report(diagnostics, new Map([...library.texts, ...commandLineTexts]));
  return { requirement: sound(requirement, options), provenance: recordOfStudy(prepared, options) };
}

function optionsFor({ parameters }: RequireCommand, evaluator: RequireOptions["evaluator"]): RequireOptions {
  const patterns = parameters.map(patternOf);
  const started = performance.now();
  let last = started - 1000;
  return {
    evaluator,
    isWanted: (name) => patterns.length === 0 || patterns.some((p) => p.test(name)),
    onProgress: (runs) => {
      const now = performance.now();
      if (now - last < 2000) return;
      last = now;
      process.stderr.write(`${runs} runs, ${Math.round(runs / ((now - started) / 1000))} a second\n`);
    },
  };
}

function sound(requirement: Requirement | undefined, { parameters }: RequireCommand): Requirement {
  if (!requirement) throw new Failure("It could not be run.");
  if (requirement.parameters === 0)
    throw new Failure(
      `No uncertain parameter is called ${parameters.join(" or ")}.\n\`lull list parameters\` shows them all; * stands for any characters.`,
    );
  return requirement;
}
