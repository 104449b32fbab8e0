import { libraryToText } from "../engine/index.ts";
import { libraryFiles, packageRoot } from "../files/index.ts";
import { readLibrary } from "../language/index.ts";

/** The shipped models, read and checked, as the text that `loadModel` takes its library from. */
export function shippedModelText(): string {
  const { value, diagnostics } = readLibrary(libraryFiles(`${packageRoot}/models`));
  if (!value) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return libraryToText(value);
}

/** The shipped models as a JavaScript module. */
export const shippedModelModule = () => `export default ${JSON.stringify(shippedModelText())};\n`;

const id = "#shipped-model";

/** For vite and vitest: gives the models as they are in the checkout, where the package has a file made by `npm run build`. */
export const shippedModelPlugin = {
  name: "lull-shipped-model",
  enforce: "pre" as const,
  resolveId: (source: string) => (source === id ? `\0${id}` : undefined),
  load: (module: string) => (module === `\0${id}` ? shippedModelModule() : undefined),
};
