// How is it packed? The package's files for Node and bundlers, and the reference of its library.
// Deliberately knows nothing of what a program does with them.
export { referencePage } from "./reference.ts";
export { shippedModelPlugin, shippedModelText } from "./shipped-model.ts";
