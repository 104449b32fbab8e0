import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pathFrom } from "../../src/files/disk.ts";
import {
  commitOf,
  fingerprint,
  InputFiles,
  libraryFiles,
  packageRoot,
  pin,
  pinned,
  readBytes,
  readTextFile,
  yamlFiles,
} from "../../src/files/index.ts";
import { type LibraryFiles, readLibrary } from "../../src/language/index.ts";
import { inTemporaryFolder, write } from "../support/cli.ts";
import { commit, git, hasGit } from "../support/git.ts";

const model = "notebooks/models/two-baths";
const second = "second_time: {value: 14";

/** A repository whose first commit has the two baths with 14 days, whose second has 20, and whose third lacks them. */
function withHistory<T>(use: (folder: string, hashes: readonly string[]) => T): T {
  return inTemporaryFolder((folder) => {
    git(folder, "init", "--quiet", "--initial-branch", "main");
    const mine = join(folder, "my baths");
    cpSync(join(packageRoot, model), mine, { recursive: true });
    const first = commit(folder, "Two baths");
    const text = readTextFile(join(mine, "baths.yaml"))!;
    write(mine, "baths.yaml", text.replace(second, "second_time: {value: 20"));
    git(folder, "tag", "slow");
    const then = commit(folder, "The second bath fills more slowly");
    rmSync(mine, { recursive: true });
    write(folder, "notes.yaml", "notes: none\n");
    return use(folder, [first, then, commit(folder, "Away with it")]);
  });
}

describe.skipIf(!hasGit)("the models of a commit", () => {
  it("are read as they were, by hash, tag or distance, also where they are gone since", () => {
    withHistory((folder, [first, then]) => {
      const mine = join(folder, "my baths");
      const before = libraryFiles(`git:HEAD~2:${mine}`);
      expect(before.model).toBe(`git:${first}:${mine}/model.yaml`);
      const { partial } = readLibrary({ ...before, drugs: [], people: [], populations: [], evidence: [] });
      expect(partial!.model.modules.map(({ place }) => place.file)).toEqual([
        `git:${first}:${mine}/baths.yaml`,
      ]);
      const time = ({ model, read }: LibraryFiles) =>
        /second_time: \{value: (\d+)/.exec(read(model.replace("model.yaml", "baths.yaml"))!)![1];
      expect(time(before)).toBe("14");
      expect(time(libraryFiles(`git:${then}:${mine}`))).toBe("20");
      expect(time(libraryFiles(`git:slow:${mine}/`))).toBe("14");
    });
  });

  it("have their commit's hash in their paths, and its day and subject beside it", () => {
    withHistory((folder, [, then]) => {
      const fixed = pin(`git:main~1:${folder}/my baths`, "models");
      expect(fixed).toBe(`git:${then}:${folder}/my baths`);
      expect(pinned(`git:main~1:${folder}/my baths`)).toBe(fixed);
      expect(pin(fixed, "models")).toBe(fixed);
      expect(commitOf(fixed)).toMatchObject({
        name: "main~1",
        hash: then,
        date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        subject: "The second bath fills more slowly",
      });
      // Without a folder the one that stands beside is meant, on disk or in another commit.
      expect(pin("git:main~1", `${folder}/my baths`)).toBe(fixed);
      expect(pin("git:main~1", `git:main:${folder}/my baths`)).toBe(fixed);
    });
  });

  it("are the same as those on disk, to the byte and to the fingerprint, and each file is an input of its own", () => {
    inTemporaryFolder((folder) => {
      git(folder, "init", "--quiet");
      cpSync(join(packageRoot, model), join(folder, "baths"), { recursive: true });
      const hash = commit(folder, "Baths");
      const onDisk = yamlFiles(join(folder, "baths"));
      const then = yamlFiles(`git:${hash}:${folder}/baths`);
      expect(then.map((path) => path.slice(`git:${hash}:`.length))).toEqual(onDisk);
      expect(then.map((path) => readBytes(path))).toEqual(onDisk.map((path) => readBytes(path)));
      // One that was not listed before, too, and one from another place.
      expect(readBytes(`git:HEAD:${folder}/baths/model.yaml`)).toEqual(
        readBytes(`${folder}/baths/model.yaml`),
      );
      expect(pathFrom(folder, `git:${hash}:baths`)).toBe(`git:${hash}:${folder}/baths`);
      expect(readBytes(`git:${hash}:${folder}/baths/none.yaml`)).toBeUndefined();
      const inputs = new InputFiles();
      const texts = (paths: string[]) => new Map(paths.map((path) => [path, inputs.read(path)!]));
      expect(fingerprint(texts(then))).toBe(fingerprint(texts(onDisk)));
      expect(inputs.list).toHaveLength(2 * onDisk.length);
      expect(inputs.list.some(({ isShipped }) => isShipped)).toBe(false);
    });
  });

  it("are missed with a sentence that says what to do", () => {
    withHistory((folder) => {
      const said = (path: string) => {
        try {
          libraryFiles(path);
        } catch (error) {
          return (error as Error).message;
        }
        throw new Error(`${path} was read`);
      };
      const mine = join(folder, "my baths");
      expect(said("git:")).toMatch(/names no commit\.\nWrite git:COMMIT or git:COMMIT:FOLDER/);
      expect(said("git:--help")).toMatch(/names no commit/);
      expect(said(`git:HEAD~3:${mine}`)).toMatch(/has no commit "HEAD~3"\.\n`git log --oneline -- .*` lists/);
      expect(said(`git:HEAD:${mine}`)).toMatch(
        /The commit "HEAD" has no model.yaml in .*\nIt has none in any other/,
      );
      expect(said(`git:HEAD~1:${folder}/baths`)).toMatch(
        /It has one in ".*my baths": name it, as in git:HEAD~1:/,
      );
      git(folder, "clone", "--quiet", "--depth", "1", `file://${folder}`, `${folder}/shallow`);
      expect(said(`git:HEAD~1:${folder}/shallow`)).toMatch(/without its history: `git fetch --unshallow`/);
    });
    inTemporaryFolder((folder) => {
      expect(() => libraryFiles(`git:HEAD:${folder}`)).toThrow(
        /lies in no git repository .*no commit "HEAD"/,
      );
    });
  });
});
