import { shippedModels, writeFileWhole } from "../files/index.ts";
import { type FileKind, fileKinds, jsonSchema } from "../language/index.ts";

// Publishes the JSON Schemas of all kinds of file, so that an editor completes and checks them (`npm run schemas`).
for (const kind of Object.keys(fileKinds) as FileKind[]) {
  writeFileWhole(
    `${shippedModels}/schemas/${kind}.schema.json`,
    `${JSON.stringify(jsonSchema(kind), null, 2)}\n`,
  );
}
