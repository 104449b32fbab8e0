// Lull as a library, for Node and browsers alike: `import { loadModel, simulate } from "lull"`.
export * from "./api/index.ts";
