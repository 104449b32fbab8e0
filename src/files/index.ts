// Where do bytes come from? The only folder that touches the disk: texts in, results out, pictures drawn to files.
// Deliberately knows nothing of what the texts say.

export { Cache } from "./cache.ts";
export { CommitFault, commitOf, isInCommit, pin, pinned } from "./commit.ts";
export { pathFrom, readBytes, readTextFile, shownPath, yamlFiles } from "./disk.ts";
export { type Content, writeFileWhole, writeNewFile } from "./disk-writer.ts";
export { refusalToFill, writeFolderWhole } from "./fill.ts";
export { readFolder } from "./folder.ts";
export { FolderFault } from "./folder-place.ts";
export { layoutGraph, renderGraph } from "./graph.ts";
export { sha256Of, sha256OfFile } from "./hash.ts";
export { InputFiles } from "./inputs.ts";
export { manifestIn, marker, type ResultsManifest } from "./manifest.ts";
export { type NumberFile, type NumberFileOptions, openNumberFile } from "./number-file.ts";
export {
  batchFolder,
  forgetPlan,
  hasParts,
  type PartRow,
  PartStore,
  PartsFault,
  planHash,
  planIn,
} from "./parts.ts";
export {
  chartScript,
  fingerprint,
  libraryFiles,
  modelWords,
  packageRoot,
  scenarioFiles,
  searchFiles,
  shippedModels,
  shippedScenarios,
  version,
} from "./project.ts";
export { figureFiles, type PictureFormat, type PictureOptions, renderFigure } from "./render.ts";
export { ResultsFolder, refusalToWrite, writeResults } from "./results.ts";
export { readSuite } from "./suite.ts";
