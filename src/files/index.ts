// Where do bytes come from? The only folder that touches the disk: texts in, results out, pictures drawn to files.
// Deliberately knows nothing of what the texts say.

export {
  readBytes,
  readTextFile,
  refusalToFill,
  refusalToWrite,
  shownPath,
  writeFileWhole,
  writeFolderWhole,
  writePiecesWhole,
  writeResults,
  yamlFiles,
} from "./disk.ts";
export { readFolder } from "./folder.ts";
export { layoutGraph, renderGraph } from "./graph.ts";
export { allInputs, InputFiles, sha256Of } from "./inputs.ts";
export {
  batchFolder,
  hasParts,
  isBeingBegun,
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
  packageRoot,
  scenarioFiles,
  searchFiles,
  shippedModels,
  shippedScenarios,
  shippedSearches,
  version,
} from "./project.ts";
export { figureFiles, renderChart, renderFigure } from "./render.ts";
export { readSuite } from "./suite.ts";
