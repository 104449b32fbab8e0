import { join } from "node:path";
import { packageRoot, writeFileWhole } from "../files/index.ts";
import { referencePage } from "./reference.ts";

// `npm run reference`: src/API.md from the comments of the library.

writeFileWhole(join(packageRoot, "src", "API.md"), referencePage());
