import type { Command } from "commander";
import { modelWords, shownPath, version } from "../files/index.ts";
import { folderName, into, questionOf, writeInto } from "./destination.ts";
import { hostHeaders, serve } from "./explore-serve.ts";
import { type LibraryOptions, loadLibrary } from "./library.ts";
import { modelsOption, wholeNumber, withOption } from "./options.ts";

interface ExploreOptions extends LibraryOptions {
  readonly build?: string;
  readonly port: number;
}

export function addExplore(program: Command): void {
  program
    .command("explore")
    .description(
      "the explorer: a page in which twelve weeks answer while a slider moves; served here, or written as static files",
    )
    .option(
      "--build <dir>",
      "write the page as static files, which work from any host or folder, and exit",
      folderName,
    )
    .option("--port <n>", "port to serve at (0: any that is free)", wholeNumber, 5177)
    .addOption(modelsOption())
    .addOption(withOption())
    .action(async (options: ExploreOptions) => {
      const { build, port } = options;
      if (build !== undefined) {
        const question = questionOf("explore", "page", {});
        await into(
          { out: build, byDefault: build, question },
          async (folder) => {
            const { files, weight, library } = await pageOf(options);
            const all = new Map([...files, ["_headers", hostHeaders()]]);
            writeInto(folder, all, { page: "lull explorer", version: version(), model_hash: library.hash });
            process.stdout.write(
              `The explorer is in ${shownPath(build)}: open ${shownPath(build)}/index.html, or put the folder on any web host.\nHosts that read a _headers file send the page's security headers; on others, set those that it lists.\nPage weight: ${weight}.\n`,
            );
          },
          { option: "--build" },
        );
        return;
      }
      const { files, weight } = await pageOf(options);
      const address = await serve(files, port);
      process.stdout.write(`The explorer is at ${address} (page weight: ${weight}). Ctrl+C ends it.\n`);
    });
}

async function pageOf(options: LibraryOptions) {
  const library = loadLibrary(options);
  // Vite takes a while to load; other verbs need not wait for it.
  const { buildExplorer, weightOf } = await import("../build/index.ts");
  const files = await buildExplorer(library, modelWords(options.models));
  return { files, weight: weightOf(files), library };
}
