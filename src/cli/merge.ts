import type { Command } from "commander";
import { PartStore } from "../files/index.ts";
import { folderName, into } from "./destination.ts";
import { Failure } from "./failure.ts";
import { populationAgain } from "./population.ts";
import { searchAgain } from "./search.ts";
import { begunIn, finishKept, openStore, orFailure } from "./shares.ts";
import type { TellOptions } from "./tell.ts";

/** Puts shards together and tells the result. */
export function addMerge(program: Command): void {
  program
    .command("merge")
    .description("put the shards of a population or a search together and write its results")
    .argument("<dirs...>", "folders of the shards (one, when they wrote to the same)")
    .option("--out <dir>", "folder for the results (default: the first)", folderName)
    .option("--allow-failures", "take failed runs for a result: the exit code is 0 nonetheless")
    .option("--json", "print JSON")
    .action(async (folders: string[], options: TellOptions) => {
      const { asked } = begunIn(folders[0]!);
      const isSearch = typeof asked === "object" && asked !== null && "search" in asked;
      const { plan, finish, question } = isSearch ? searchAgain(asked) : populationAgain(asked);
      const first = folders[0]!;
      await into({ out: options.out ?? first, byDefault: first, question }, async (folder) => {
        const stores = folders.map((path) => {
          begunIn(path);
          return orFailure(() => new PartStore(path, plan));
        });
        const store = openStore(folder.path, plan, { goesOn: true, question: folder.question });
        for (const other of stores)
          for (let part = 0; part < plan.parts; part++)
            if (other.folder !== store.folder && other.has(part) && !store.has(part))
              orFailure(() => store.adopt(part, other));
        const missing = Array.from({ length: plan.parts }, (_, part) => part).filter((p) => !store.has(p));
        if (missing.length > 0)
          throw new Failure(
            `${missing.length} of ${plan.parts} parts are missing (the first is part ${missing[0]}).\nRun the shards that have not finished again, then merge again; what is there is kept.`,
          );
        await finishKept(folder, () => finish(store, folder, options));
      });
    });
}
