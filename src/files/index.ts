// Where do bytes come from? The only folder that touches the disk: texts in, results out, pictures drawn to files.
// Deliberately knows nothing of what the texts say.
export { readTextFile, refusalToWrite, shownPath, writeFileWhole, writeResults, yamlFiles } from "./disk.ts";
export { renderGraph } from "./graph.ts";
export {
  chartScript,
  fingerprint,
  libraryFiles,
  packageRoot,
  shippedModels,
  shippedScenarios,
  version,
} from "./project.ts";
export { renderChart, renderFigure } from "./render.ts";
