import type { Command } from "commander";
import { PartStore } from "../files/index.ts";
import { studies } from "../studies/index.ts";
import { askCheck, type CheckFlags } from "./check.ts";
import { folderName, into } from "./destination.ts";
import { againFrom } from "./kept-study.ts";
import { askPopulation, type PopulationOptions } from "./population.ts";
import { askSearch, type SearchCommand } from "./search.ts";
import { begunIn, finishKept, openStore, orFailure, PartsMissing, type RunAgain } from "./shares.ts";
import { askStudy, type StudyCommand } from "./study.ts";
import type { TellOptions } from "./tell.ts";

/** Puts shards together and tells the result. */
export function addMerge(program: Command): void {
  program
    .command("merge")
    .description("merge the shards of a run and write the results")
    .argument("<dirs...>", "folders of the shards (one, when they wrote to the same)")
    .option("--out <dir>", "folder for the results (default: the first)", folderName)
    .option("--allow-failures", "accept failed runs: the exit code is 0 all the same")
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

/** What was asked for as its plan holds it; under which key its name stands says what it is. */
interface Stored {
  readonly search?: string;
  readonly claims?: readonly string[];
  readonly scenario?: string;
  readonly study?: string;
  readonly name?: string;
  readonly options: SearchCommand & CheckFlags & PopulationOptions & StudyCommand;
  /** Left out where an earlier version began it. */
  readonly command?: readonly string[];
}

/** What was begun, asked for once more. */
async function begunAgain(asked: unknown): Promise<RunAgain> {
  const { search, claims, scenario, study, name, options, command } = asked as Stored;
  if (search !== undefined) return askSearch(search, options, command);
  if (claims !== undefined) return againFrom(askCheck(claims, options, command));
  const own = studies.find((one) => one.name === study);
  return own
    ? againFrom(await askStudy(own, name!, options, command))
    : askPopulation(scenario!, options, command);
}
