import { type Checked, type Diagnostic, isUsable } from "../../diagnostics/index.ts";
import { moduleText, readLibrary, readScenario, yamlText } from "../../language/index.ts";
import { flatten } from "../../model/index.ts";
import { joinWithDrugs } from "../../scenario/index.ts";
import type { Conversion } from "../losses.ts";
import { withoutLongFormulas } from "./split.ts";
import { translateSbml } from "./translate.ts";
import type { SbmlModel } from "./types.ts";
import { unitFaults } from "./unit-check.ts";

/** Variables that the scenario of an imported model shows. */
const mostShown = 12;

export interface ImportedFolder {
  /** Of the model. */
  readonly name: string;
  /** Texts by path below the folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly conversions: readonly Conversion[];
  /** The unit that time is counted in: second, minute, hour, day or week. */
  readonly time: string;
}

/**
 * The files of a model folder that `run --models` takes: the module, the model that holds it, a scenario that runs it as
 * written, and the document itself. All of it is read back before it is given, so that what cannot be read is not written.
 *
 * @param source the document's text, with its file's name
 * @param duration length of the scenario, in the document's unit of time
 */
export function sbmlFolder(
  model: SbmlModel,
  source: { readonly file: string; readonly text: string },
  duration: number,
): Checked<ImportedFolder> {
  const translated = translateSbml(model);
  if (!translated.value) return { diagnostics: translated.diagnostics };
  const { symbols, conversions } = translated.value;
  const module = withoutLongFormulas(translated.value.module);
  const name =
    module.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "model";
  const variables = new Set([...module.states, ...module.values].map((one) => one.name));
  const shown = [...symbols.values()]
    .filter(({ kind }) => kind === "species")
    .map((symbol) => symbol.name)
    .concat([...symbols.values()].filter(({ kind }) => kind !== "species").map((symbol) => symbol.name))
    .filter((one) => variables.has(one))
    .slice(0, mostShown)
    .map((one) => `${module.name}.${one}`);
  const { title } = module;
  const time = module.time?.text ?? "second";
  const file = source.file.slice(source.file.lastIndexOf("/") + 1);
  const files = new Map([
    [
      "module.yaml",
      moduleText(module, [
        `From ${file} (SBML Level ${model.level} Version ${model.version}), which stands beside as source.xml.`,
      ]),
    ],
    [
      "model.yaml",
      yamlText({
        model: name,
        title,
        about: `Imported from ${file}.`,
        modules: ["module.yaml"],
        ...(shown.length > 0 && { groups: { main: { title, show: shown } } }),
      }),
    ],
    [
      "scenario.yaml",
      yamlText({
        scenario: title,
        question: "What does the model do as it is written?",
        duration: `${duration} ${time}s`,
        model: "model.yaml",
        arms: [{ label: "as written" }],
        ...(shown.length > 0 && { plot: ["main"] }),
      }),
    ],
    ["source.xml", source.text],
  ]);
  const diagnostics = [...readBack(files), ...unitFaults(model)];
  return { value: isUsable(diagnostics) ? { name, files, conversions, time } : undefined, diagnostics };
}

function readBack(files: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const library = readLibrary({
    model: "model.yaml",
    drugs: [],
    people: [],
    evidence: [],
    claims: [],
    read: (path) => files.get(path),
  });
  if (!library.value) return library.diagnostics;
  const joined = joinWithDrugs(library.value.model, []);
  const flat = joined.value && flatten(joined.value);
  const scenario = readScenario("scenario.yaml", files.get("scenario.yaml")!, (path) => files.get(path));
  return [
    ...library.diagnostics,
    ...joined.diagnostics,
    ...(flat?.diagnostics ?? []),
    ...scenario.diagnostics,
  ];
}
