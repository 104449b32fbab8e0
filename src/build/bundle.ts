import { join } from "node:path";
import { build, type InlineConfig } from "vite";
import { packageRoot } from "../files/index.ts";
import { givenPlugin, parserOnly } from "./given-modules.ts";
import { explorerLanguages } from "./languages.ts";

const source = join(packageRoot, "src", "explorer");

/** What a page is told when it is written, and reads when it is opened. */
const given = new Map([
  ["virtual:lull-library", "export default self.lullGiven.library;"],
  ["virtual:lull-circuit", "export default self.lullGiven.circuit;"],
  ["virtual:lull-maker", "export default self.lullGiven.maker;"],
  ["virtual:lull-opening", "export default self.lullGiven.opening;"],
  ["virtual:lull-words", "export default self.lullGiven.words;"],
  ...explorerLanguages(),
  parserOnly,
]);

/** Bundles the page and its worker from their sources, which takes Vite, a tool for development. */
export async function bundleExplorer(): Promise<Map<string, string>> {
  return new Map([
    ...(await bundle("worker.ts", "worker.js", given)),
    ...(await bundle("first.ts", "first.js", given)),
    ...(await bundle("page/main.tsx", "explorer.js", given)),
  ]);
}

async function bundle(
  input: string,
  output: string,
  given: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const config: InlineConfig = {
    configFile: false,
    root: source,
    logLevel: "error",
    plugins: [givenPlugin(given)],
    // Said here too, since an installed package has no tsconfig.json.
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: join(source, input),
        output: {
          format: "iife",
          entryFileNames: output,
          assetFileNames: "explorer.[ext]",
          name: "lullExplorer",
        },
      },
    },
  };
  const result = await build(config);
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((r) => ("output" in r ? r.output : []));
  return new Map(
    outputs.map((file) => [
      file.fileName,
      file.type === "chunk" ? file.code : Buffer.from(file.source).toString("utf8"),
    ]),
  );
}
