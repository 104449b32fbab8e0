import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { compile } from "../compile/index.ts";
import { didYouMean } from "../diagnostics/index.ts";
import type { Document, Provenance } from "../document/index.ts";
import { scenarioFiles, shownPath, writeFileWhole } from "../files/index.ts";
import { type ExportedArm, exportedArm } from "../interchange/index.ts";
import type { Library } from "../language/index.ts";
import { type Drug, withAllRoutes } from "../pharmacology/index.ts";
import { joinWithDrugs, type Problem } from "../scenario/index.ts";
import { armOf, modulesOf, sheetOfArm, sheetOfModules, tellEquations } from "../studies/index.ts";
import { listed, stem } from "../text/index.ts";
import { htmlText, jsonText, latexText, markdownText } from "../writers/index.ts";
import { type PreparedExperiment, prepareScenario, recordOf } from "./experiment.ts";
import { Failure, report } from "./failure.ts";
import { isPath, type LoadedLibrary, loadLibrary } from "./library.ts";
import { addRunningOptions, type RunningOptions } from "./options.ts";
import { recordOfFiles } from "./record.ts";
import { orFailure } from "./study-fault.ts";
import { withWarnings } from "./tell.ts";
import { printed } from "./terminal.ts";

/** Each format, by the ending of its files. */
const formats = { markdown: [".md"], latex: [".tex"], html: [".html", ".htm"] } as const;
type Format = keyof typeof formats;

interface EquationsOptions extends RunningOptions {
  readonly arm?: string;
  readonly to?: Format;
  readonly out?: string;
  readonly json?: boolean;
}

export function addEquations(program: Command): void {
  addRunningOptions(program.command("equations"))
    .description(
      "equations to read or to print, with every parameter, its unit, range and sources: of modules, drugs, the whole model, or an arm of a scenario with the numbers of its person",
    )
    .argument(
      "[names...]",
      "modules and drugs, or one scenario by name or path (default: all modules of the model)",
    )
    .option("--arm <label>", "the arm of the scenario (default: the first that takes a drug)")
    .addOption(
      new Option(
        "--to <format>",
        "what to write (default: by the ending of --out, else words for a terminal)",
      ).choices(Object.keys(formats)),
    )
    .option("--out <file>", "file to write (.md, .tex, .html); it must not be there yet", fileName)
    .option("--json", "print JSON")
    .action(async (names: string[], options: EquationsOptions) => {
      const to = formatOf(options);
      const { document, provenance } = await equationsAsked(names, options);
      if (options.out !== undefined) {
        writeFileWhole(options.out, written(document, provenance, to));
        process.stderr.write(`Written: ${shownPath(options.out)}\n`);
      }
      if (options.json) process.stdout.write(jsonText(document, provenance));
      else if (options.out === undefined) process.stdout.write(written(document, provenance, to));
    });
}

function fileName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("It is empty. It must name a file.");
  return text;
}

/** What is written: as asked for, else as the file's name ends. */
function formatOf({ to, out }: EquationsOptions): Format | undefined {
  if (out === undefined) return to;
  if (existsSync(out))
    throw new Failure(`${shownPath(out)} is there already.\nChoose another file with --out.`);
  const byName = Object.entries(formats).find(([, endings]) =>
    endings.some((end) => out.toLowerCase().endsWith(end)),
  );
  const format = to ?? (byName?.[0] as Format | undefined);
  if (format) return format;
  throw new Failure(
    `What is to be written does not follow from "${out}".\nEnd its name in .md, .tex or .html, or say --to markdown, latex or html.`,
    2,
  );
}

export function written(document: Document, provenance: Provenance, to: Format | undefined): string {
  if (to === "markdown") return markdownText(document, provenance);
  if (to === "latex") return latexText(document, provenance);
  if (to === "html") return htmlText(document, { chartScript: "", provenance });
  return printed(document, provenance);
}

interface EquationsDocument {
  readonly document: Document;
  readonly provenance: Provenance;
}

async function equationsAsked(
  names: readonly string[],
  options: EquationsOptions,
): Promise<EquationsDocument> {
  const library = loadLibrary(options);
  const [name] = names;
  const isKnown = (one: string) => isOfModel(one, library) || library.drugs.has(one);
  if (
    names.length === 1 &&
    !isKnown(name!) &&
    (isPath(name!) || scenarioFiles().some((file) => stem(file) === name))
  )
    return ofScenario(name!, options);
  const unknown = names.find((one) => !isKnown(one));
  if (unknown !== undefined) throw new Failure(unknownName(unknown, library));
  refuseChanges(options);
  return ofModules(names, library, options);
}

const isOfModel = (name: string, { model }: Library) => model.modules.some((module) => module.name === name);

function unknownName(name: string, { model, drugs }: Library): string {
  const modules = model.modules.map((module) => module.name);
  const module = modules.find((one) => name.startsWith(`${one}.`));
  return [
    `There is no module, drug or scenario "${name}".`,
    module
      ? `"lull equations ${module}" writes its module, "lull explain ${name}" tells of it alone.`
      : didYouMean(
          name,
          [...modules, ...drugs.keys(), ...scenarioFiles().map(stem)],
          `Modules: ${listed(modules)}. "lull list drugs" and "lull list scenarios" show the others.`,
        ),
  ].join("\n");
}

/** Modules are written as their files have them. */
function refuseChanges({
  set,
  knockout,
  hypothesis,
  treatment,
  person,
  duration,
  arm,
}: EquationsOptions): void {
  const given = { set, knockout, hypothesis, treatment, person, duration, arm };
  const flags = Object.entries(given).flatMap(([flag, value]) =>
    value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [`--${flag}`],
  );
  if (flags.length === 0) return;
  throw new Failure(
    `Modules and drugs are written as their files have them, without ${listed(flags)}.\nName a scenario for the equations of one of its arms: lull equations first-look ${flags[0]} ...`,
    2,
  );
}

function ofModules(
  names: readonly string[],
  library: LoadedLibrary,
  options: EquationsOptions,
): EquationsDocument {
  const drugs = names.flatMap((name): Drug[] => {
    const drug = library.drugs.get(name);
    return drug ? [withAllRoutes(drug)] : [];
  });
  const { value: model, diagnostics } = joinWithDrugs(library.model, drugs);
  report(diagnostics, library.texts);
  if (!model) throw new Failure("The models could not be joined.");
  const whole = library.model;
  const [drug] = library.drugs.keys();
  const title =
    names.length === 0
      ? whole.title
      : listed(names.map((name) => model.modules.find((module) => module.name === name)?.title ?? name));
  const lead =
    names.length === 0
      ? `${whole.about.trim()}${drug ? ` Drugs have equations of their own: lull equations ${drug}.` : ""}`
      : `Of the model ${whole.name}, as its files have it.`;
  const sheet = sheetOfModules(
    model,
    modulesOf(names, drugs, model, whole),
    { title, lead },
    library.sources,
  );
  const { seed, solver, rtol } = options;
  const subject = names.length === 0 ? whole.name : names.join(", ");
  return {
    document: tellEquations(sheet),
    provenance: recordOfFiles(subject, library, [], { seed, solver, rtol }),
  };
}

async function ofScenario(name: string, options: EquationsOptions): Promise<EquationsDocument> {
  const prepared = prepareScenario(name, options);
  const { experiment } = prepared;
  const arm = await orFailure(() => armOf(options.arm, experiment.scenario));
  const problem = experiment.problems.find(({ label }) => label === arm.label)!;
  const gathered = exportedArm(experiment, problem, compile(problem.system));
  if ("fault" in gathered) throw new Failure(gathered.fault);
  return equationsOf(prepared, problem, gathered.arm, options);
}

/** The equations of an arm as a document, with the record of its scenario. */
export function equationsOf(
  prepared: PreparedExperiment,
  problem: Problem,
  arm: ExportedArm,
  options: RunningOptions,
): EquationsDocument {
  const { experiment, library } = prepared;
  const provenance = recordOf(prepared, options);
  const document = tellEquations(sheetOfArm(experiment, problem, arm, library.sources));
  return { document: withWarnings(document, provenance), provenance };
}
