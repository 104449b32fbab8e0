// How is it written down? YAML texts to modules, models, drugs, people, evidence, claims and scenarios, with source positions.
// Deliberately knows nothing of disks, solvers or what the numbers mean; texts are handed in.
export { openAs, parseYaml, type Read, readAs } from "./document.ts";
export { extendLibrary } from "./extend-library.ts";
export {
  kindOf,
  type Library,
  type LibraryFiles,
  type ReadLibrary,
  readLibrary,
  type Source,
  unclearKind,
} from "./library.ts";
export { readMeasure } from "./measure.ts";
export { alsoDefined, claimFileName } from "./messages.ts";
export type { ReadText } from "./own-files.ts";
export { resolvePath } from "./paths.ts";
export { readPerson } from "./person.ts";
export { personSchema } from "./person-schema.ts";
export { readDuration } from "./quantities.ts";
export { readScenario, type ScenarioFile } from "./scenario.ts";
export { type FileKind, fileKinds, jsonSchema } from "./schemas.ts";
export { readSearch } from "./search.ts";
export { readShortNotation } from "./treatment/short-notation.ts";
export { amountUnit, entryData } from "./treatment/write-entry.ts";
export { moduleText, yamlText } from "./write-module.ts";
