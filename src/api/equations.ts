import { compile } from "../compile/index.ts";
import { exportedArm } from "../interchange/index.ts";
import { withAllRoutes } from "../pharmacology/index.ts";
import { joinWithDrugs } from "../scenario/index.ts";
import { armOf, modulesOf, sheetOfArm, sheetOfModules, tellEquations } from "../studies/index.ts";
import { htmlText, latexText, markdownText } from "../writers/index.ts";
import { required } from "./fault.ts";
import { orFault } from "./finding.ts";
import type { LoadedModel } from "./model.ts";
import { declaredBy, provenanceOf } from "./record.ts";
import { type Changes, experimentOf, type ScenarioInput } from "./scenario.ts";
import { checkSettings } from "./settings.ts";

/** Settings of `equations`. */
export interface EquationsSettings extends Changes {
  /** Names of modules and drugs; absent and without a scenario: all modules of the model. */
  readonly of?: readonly string[];
  /** A scenario, for the equations of one of its arms with its person's numbers. */
  readonly scenario?: ScenarioInput;
  /** Label of the arm; default: the first that takes a drug. */
  readonly arm?: string;
  /** Default "markdown". */
  readonly to?: "markdown" | "latex" | "html";
}

/**
 * Equations to read or to print, with every parameter, its unit, range, tier and sources. It is what `lull equations` does;
 * the record stands with them.
 *
 * @throws LullFault when the scenario is faulty, Error when there is no module, drug or arm of a name
 * @example
 * const text = await equations(loadModel(), { of: ["vta"], to: "latex" });
 */
export async function equations(model: LoadedModel, settings: EquationsSettings = {}): Promise<string> {
  checkSettings("equations", settings);
  const { of = [], scenario, to = "markdown" } = settings;
  const { sheet, provenance } =
    scenario === undefined
      ? { sheet: modulesSheet(model, of), provenance: declaredBy("equations", model, settings) }
      : await orFault(() => armSheet(model, scenario, settings));
  const document = tellEquations(sheet);
  if (to === "html") return htmlText(document, { chartScript: "", provenance });
  return to === "latex" ? latexText(document, provenance) : markdownText(document, provenance);
}

function modulesSheet({ library }: LoadedModel, of: readonly string[]) {
  const { drugs, model, sources, texts } = library;
  const known = [...model.modules.map(({ name }) => name), ...drugs.keys()];
  const unknown = of.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`invalid of: ${unknown}; expected names of modules or drugs`);
  const taken = of.flatMap((name) => drugs.get(name) ?? []).map(withAllRoutes);
  const joined = required(joinWithDrugs(model, taken), texts);
  return sheetOfModules(
    joined,
    modulesOf(of, taken, joined, model),
    { title: model.title, lead: model.about },
    sources,
  );
}

function armSheet(model: LoadedModel, input: ScenarioInput, settings: EquationsSettings) {
  // The scenario is told by the hash of its text.
  const { of: _, scenario: __, to: ___, arm: label, ...changes } = settings;
  const called = { arm: label, ...changes };
  const { asked, experiment } = experimentOf(model, input, settings);
  const arm = armOf(label, asked.scenario);
  const problem = experiment.problems.find((one) => one.label === arm.label)!;
  const gathered = exportedArm(experiment, problem, compile(problem.system));
  if ("fault" in gathered) throw new Error(gathered.fault);
  const { problems } = experiment;
  return {
    sheet: sheetOfArm(experiment, problem, gathered.arm, model.library.sources),
    provenance: provenanceOf({ name: "equations", model, asked, settings: called, problems }),
  };
}
