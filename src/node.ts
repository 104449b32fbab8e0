// Lull as a library in Node: everything of "lull", and what needs a disk: `import { readFolder } from "lull/node"`.
export * from "./api/index.ts";
export { readFolder, writeResults } from "./files/index.ts";
