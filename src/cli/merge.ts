import type { Command } from "commander";
import { PartStore } from "../files/index.ts";
import { studies } from "../studies/index.ts";
import { checkAgain } from "./check.ts";
import { folderName, into } from "./destination.ts";
import { populationAgain } from "./population.ts";
import { searchAgain } from "./search.ts";
import { begunIn, finishKept, openStore, orFailure, PartsMissing, type RunAgain } from "./shares.ts";
import { studyAgain } from "./study.ts";
import type { TellOptions } from "./tell.ts";

/** Puts shards together and tells the result. */
export function addMerge(program: Command): void {
  program
    .command("merge")
    .description("merge the shards of a run and write the results")
    .argument("<dirs...>", "folders of the shards (one, when they wrote to the same)")
    .option("--out <dir>", "folder for the results (default: the first)", folderName)
    .option("--allow-failures", "take failed runs for a result: the exit code is 0 nonetheless")
    .option("--json", "print JSON")
    .action(async (folders: string[], options: TellOptions) => {
      const { asked } = begunIn(folders[0]!);
      const { plan, finish, where } = await begunAgain(asked);
      const first = folders[0]!;
      await into(
        { out: options.out ?? first, byDefault: first, question: where.question },
        async (folder) => {
          const stores = folders.map((path) => {
            begunIn(path);
            return orFailure(() => new PartStore(path, plan));
          });
          const store = openStore(folder.path, plan, { goesOn: true, question: folder.question });
          for (const other of stores)
            if (other.folder !== store.folder)
              for (const part of other.parts) if (!store.has(part)) orFailure(() => store.adopt(part, other));
          const { parts = 0 } = plan;
          const missing = Array.from({ length: parts }, (_, part) => part).filter((p) => !store.has(p));
          if (missing.length > 0) throw new PartsMissing(missing.length, parts, missing[0]);
          await finishKept(folder, () => finish(store, folder, options));
        },
      );
    });
}

/** What was begun, by what it says of how it was asked for. */
async function begunAgain(asked: unknown): Promise<RunAgain> {
  const said = Object(asked) as { readonly study?: string };
  if ("search" in said) return searchAgain(asked);
  if ("claims" in said) return checkAgain(asked);
  const study = studies.find(({ name }) => name === said.study);
  return study ? studyAgain(study, asked) : populationAgain(asked);
}
