import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkFolder } from "../../src/cli/library.ts";
import { inTemporaryFolder, write } from "../support/cli.ts";

describe("a folder of models that is none", () => {
  it("is told with what may be meant", () => {
    inTemporaryFolder((folder) => {
      const drug = write(folder, "calmol.yaml", "drug: calmol\n");
      expect(() => checkFolder(join(folder, "none"))).toThrow(/There is no folder ".*none"/);
      expect(() => checkFolder(drug)).toThrow(/is a file, and --models takes a folder: --with joins/);
      expect(() => checkFolder(folder)).toThrow(/has no model\.yaml.*\n.*write --with /);
      mkdirSync(join(folder, "empty"));
      expect(() => checkFolder(join(folder, "empty"))).toThrow(/no YAML files at all/);
      write(folder, "model.yaml", "model: mine\n");
      expect(() => checkFolder(folder)).not.toThrow();
    });
  });
});
