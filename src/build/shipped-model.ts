import { fingerprintOf, type InputFile, sha256OfText } from "../document/index.ts";
import { libraryToText } from "../engine/index.ts";
import { libraryFiles, packageRoot, version } from "../files/index.ts";
import { readLibrary } from "../language/index.ts";

/** The shipped models, read and checked, as the text that `loadModel` takes its library from, and what they were made of. */
function shippedModel() {
  const folder = `${packageRoot}/models`;
  const { value, diagnostics } = readLibrary(libraryFiles(folder));
  if (!value) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  const inputs = [...value.texts].map(
    ([path, text]): InputFile => ({
      path: path.slice(path.lastIndexOf("models/")),
      sha256: sha256OfText(text),
      isShipped: true,
    }),
  );
  return {
    text: libraryToText(value),
    origin: { lull: version(), modelHash: fingerprintOf(value.texts), inputs },
  };
}

/** The shipped models as a JavaScript module. */
export function shippedModelModule(): string {
  const { text, origin } = shippedModel();
  return `export default ${JSON.stringify(text)};\nexport const origin = ${JSON.stringify(origin)};\n`;
}

const id = "#shipped-model";

/** For vite and vitest: gives the models as they are in the checkout, where the package has a file made by `npm run build`. */
export const shippedModelPlugin = {
  name: "lull-shipped-model",
  enforce: "pre" as const,
  resolveId: (source: string) => (source === id ? `\0${id}` : undefined),
  load: (module: string) => (module === `\0${id}` ? shippedModelModule() : undefined),
};
