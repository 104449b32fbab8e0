import type { Command } from "commander";
import { refusalToWrite, shownPath, version, writeResults } from "../files/index.ts";
import { hostHeaders, serve } from "./explore-serve.ts";
import { Failure } from "./failure.ts";
import { loadLibrary } from "./library.ts";
import { modelsOption, wholeNumber } from "./options.ts";

interface ExploreOptions {
  readonly build?: string;
  readonly port: number;
  readonly models?: string;
}

export function addExplore(program: Command): void {
  program
    .command("explore")
    .description(
      "the explorer: a page in which twelve weeks answer while a slider moves; served here, or written as static files",
    )
    .option("--build <dir>", "write the page as files that work from any host or folder, and end")
    .option("--port <n>", "port to serve at (0: any that is free)", wholeNumber, 5177)
    .addOption(modelsOption())
    .action(async ({ build, port, models }: ExploreOptions) => {
      const refusal = build === undefined ? undefined : refusalToWrite(build);
      if (refusal) throw new Failure(`${refusal}\nChoose another folder with --build.`);
      const library = loadLibrary(models);
      // Vite takes a while to load; other verbs need not wait for it.
      const { buildExplorer, weightOf } = await import("../build/index.ts");
      const files = await buildExplorer(library);
      const weight = weightOf(files);
      if (build !== undefined) {
        writeResults(build, new Map([...files, ["_headers", hostHeaders()]]), {
          page: "lull explorer",
          version: version(),
          model_hash: library.hash,
        });
        process.stdout.write(
          `The explorer is in ${shownPath(build)}: open ${shownPath(build)}/index.html, or put the folder on any web host.\nHosts that read a _headers file send the page's security headers; on others, set those that it lists.\nPage weight: ${weight}.\n`,
        );
        return;
      }
      const address = await serve(files, port);
      process.stdout.write(`The explorer is at ${address} (page weight: ${weight}). Ctrl+C ends it.\n`);
    });
}
