// How is it packed? The explorer's page, the package for Node and bundlers, the reference of its library.
// Deliberately knows nothing of what a program does with them.
export { buildExplorer, weightOf } from "./explorer.ts";
export { givenPlugin, parserOnly } from "./given-modules.ts";
export { explorerLanguages, type LanguageFile, languagesIn } from "./languages.ts";
export { referencePage } from "./reference.ts";
export { shippedModelPlugin } from "./shipped-model.ts";
