import { parentPort } from "node:worker_threads";
import { claimFaults } from "../../src/analysis/index.ts";
import { checkModels } from "../../src/cli/lint-models.ts";
import { type Diagnostic, isUsable, renderDiagnostics } from "../../src/diagnostics/index.ts";
import { readTextFile } from "../../src/files/index.ts";
import { compilePetab, lossReport, readPetab, readSbml, sbmlFolder } from "../../src/interchange/index.ts";
import { type LibraryFiles, readLibrary, readScenario, readSearch } from "../../src/language/index.ts";
import { prepare, withOwn } from "../../src/scenario/index.ts";
import { runScenario, type ScenarioResult } from "../../src/simulation/index.ts";
import { prepareSearch, tellRun } from "../../src/studies/index.ts";
import { terminalText } from "../../src/writers/index.ts";
import { provenance } from "../support/result.ts";
import type { Seed } from "./seeds.ts";

// What Lull says to files, and what is wrong with that. Runs in a thread, so that it can be stopped.

type Files = Readonly<Record<string, string>>;

/** What was said: diagnostics with the texts they point into, and whatever else a user would read. */
interface Said {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
  readonly printed: readonly string[];
  /** Something came out; otherwise an error has to say why nothing did. */
  readonly isDone: boolean;
}

const textIn = (files: Files) => (path: string) => (Object.hasOwn(files, path) ? files[path] : undefined);

/** Runs are followed this long, in days; a longer one may take its time. */
const longest = 30;

const libraryOf = (files: Files): LibraryFiles => ({
  model: "model.yaml",
  drugs: ["calmol.yaml"],
  people: ["adult.yaml"],
  populations: files["population.yaml"] === undefined ? [] : ["population.yaml"],
  evidence: files["evidence.yaml"] === undefined ? [] : ["evidence.yaml"],
  claims: files["claim.yaml"] === undefined ? [] : ["claim.yaml"],
  read: textIn(files),
});

const readers: Record<Seed["reader"], (files: Files) => Said> = { models, sbml, petab };

function models(files: Files): Said {
  const { value, partial, diagnostics: found, texts: read } = readLibrary(libraryOf(files));
  const diagnostics = [...found];
  const texts = new Map([...Object.entries(files), ...read]);
  const printed: string[] = [];
  if (partial) diagnostics.push(...checkModels(partial, found));
  if (value) diagnostics.push(...claimFaults([...value.claims.values()], value));
  const own = textIn(files);
  const scenario = readScenario("scenario.yaml", files["scenario.yaml"]!, own);
  const search = readSearch("search.yaml", files["search.yaml"]!, own);
  diagnostics.push(...scenario.diagnostics, ...search.diagnostics);
  if (value && search.value)
    diagnostics.push(...prepareSearch(search.value.plan, withOwn(value, search.value)).diagnostics);
  const asked = value && scenario.value && prepare(scenario.value.scenario, withOwn(value, scenario.value));
  diagnostics.push(...(asked?.diagnostics ?? []));
  if (asked?.value && isUsable(diagnostics) && asked.value.scenario.duration <= longest) {
    const result = runScenario(asked.value, { modelName: "small", modelHash: "", version: "fuzz" });
    printed.push(terminalText(tellRun(result), { provenance }), ...soundness(result));
  }
  return { diagnostics, texts, printed, isDone: isUsable(diagnostics) };
}

function sbml(files: Files): Said {
  const text = files["model.xml"]!;
  const read = readSbml("model.xml", text);
  const made = read.value && sbmlFolder(read.value, { file: "model.xml", text: read.text ?? text }, 3);
  const diagnostics = [...read.diagnostics, ...(made?.diagnostics ?? [])];
  const written = made?.value?.files ?? new Map<string, string>();
  const texts = new Map([["model.xml", read.text ?? text], ...written]);
  const printed = made?.value ? [lossReport(made.value.conversions, text)] : [];
  return { diagnostics, texts, printed, isDone: made?.value !== undefined };
}

function petab(files: Files): Said {
  const texts = new Map(Object.entries(files));
  const { value: problem, diagnostics: found } = readPetab(
    "problem.yaml",
    files["problem.yaml"]!,
    textIn(files),
  );
  const diagnostics = [...found];
  if (!problem) return { diagnostics, texts, printed: [], isDone: false };
  const documents = problem.models.flatMap(({ id, file, language }) => {
    const text = textIn(files)(file);
    const read = text === undefined || language !== "sbml" ? undefined : readSbml(file, text);
    diagnostics.push(...(read?.diagnostics ?? []));
    return read?.value ? [[id, read.value] as const] : [];
  });
  if (!isUsable(diagnostics) || documents.length < problem.models.length)
    return { diagnostics, texts, printed: [], isDone: true };
  const byId = new Map(documents);
  const { program, diagnostics: last } = compilePetab(problem, (id) => ({
    language: "sbml",
    model: byId.get(id)!,
  }));
  diagnostics.push(...last);
  const isShort = problem.measurements.every(({ time }) => !Number.isFinite(time) || time <= longest);
  if (program && isShort) program.evaluate();
  return { diagnostics, texts, printed: [], isDone: program !== undefined };
}

/** Runs that claim to have ended well but whose measures are no numbers. */
const soundness = ({ arms }: ScenarioResult): string[] =>
  arms.flatMap(({ label, trajectory, measures }) =>
    measures.flatMap(({ request, value }) =>
      trajectory.status.kind === "success" && value !== undefined && !Number.isFinite(value)
        ? [`${label}: ${request.name} is ${value}, undefined`]
        : [],
    ),
  );

/** What must not be read anywhere, unless it stands in a file, in one way or another. */
const unspeakable = [
  { word: "NaN", unless: /nan/i },
  { word: "undefined", unless: /undefined/i },
  { word: "[object ", unless: /\[object /i },
  { word: "Infinity", unless: /infinity|\.inf|e\+?\d{3}/i },
  { word: "    at ", unless: / at /i },
];

/** What is wrong with what was said; nothing, where all is well. */
export function faultsOf(reader: Seed["reader"], files: Files): string[] {
  let said: Said;
  try {
    said = readers[reader](files);
  } catch (error) {
    return [`threw ${(error as Error)?.stack ?? String(error)}`];
  }
  const { diagnostics, texts, printed, isDone } = said;
  const faults: string[] = [];
  const input = Object.values(files).join("\n");
  const read = [renderDiagnostics(diagnostics, texts), ...printed];
  for (const { word, unless } of unspeakable)
    for (const text of read)
      if (!unless.test(input) && text.includes(word))
        faults.push(
          `says ${word.trim()}: ${text.slice(Math.max(0, text.indexOf(word) - 200)).slice(0, 400)}`,
        );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  for (const text of read)
    if (control.test(text))
      faults.push(`prints a control character: ${JSON.stringify(control.exec(text)![0])}`);
  for (const { severity, place, code, message } of diagnostics) {
    if (!place) {
      if (severity === "error") faults.push(`has no place: ${code} ${message}`);
      continue;
    }
    const length = texts.get(place.file)?.length;
    if (length === undefined) {
      if (readTextFile(place.file) === undefined)
        faults.push(`points into no file: ${place.file}: ${message}`);
    } else if (!(place.start >= 0 && place.start < place.end && place.end <= length + 1))
      faults.push(`points outside the text: ${place.start} to ${place.end} of ${length}: ${code} ${message}`);
  }
  if (!isDone && isUsable(diagnostics)) faults.push("gives nothing and does not say why");
  return faults;
}

parentPort?.on("message", ({ reader, files }: { reader: Seed["reader"]; files: Files }) =>
  parentPort!.postMessage(faultsOf(reader, files)),
);
