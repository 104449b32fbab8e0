import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkFolder } from "../../src/cli/library.ts";
import { askPopulation } from "../../src/cli/population.ts";
import { askSearch } from "../../src/cli/search.ts";
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

describe("a model without a population of its own", () => {
  it("is told once that the shipped one speaks of what it has not, and what to do", () => {
    inTemporaryFolder((folder) => {
      mkdirSync(join(folder, "models/people"), { recursive: true });
      const models = join(folder, "models");
      write(
        models,
        "model.yaml",
        "model: tiny\ntitle: T\nabout: A.\nmodules: [m.yaml]\nperson: anybody\ncare: {none: {}}\n",
      );
      write(
        models,
        "m.yaml",
        'module: m\ntitle: M\nabout: A.\nparameters:\n  k: {value: 1, unit: 1/day, range: [0.5, 2], tier: assumed, about: Fade.}\nstates:\n  x: {unit: "1", initial: 0, rate: "-k * x", about: X.}\n',
      );
      write(models, "people/anybody.yaml", "person: anybody\ntitle: Anybody\nabout: A.\nset: {}\n");
      const run = write(
        folder,
        "run.yaml",
        'scenario: R\nquestion: q\nduration: 2 days\nperson: anybody\narms: [{label: a}]\nmeasure: {x: "at(m.x, day 1)"}\n',
      );
      const search = write(
        folder,
        "search.yaml",
        'search: S\nquestion: q\nduration: 2 days\npeople: 2\nreference: a\nstrategies: [{label: a}, {label: b, set: {m.k: 2}}]\nobjectives: {x: {measure: "at(m.x, day 1)", better: lower, step: 0.1}}\n',
      );
      const options = { models, set: [], knockout: [], hypothesis: [], seed: 0, size: 4, only: [] } as never;
      const told = /^tiny has no population of its own.*depressed-adults.*\nDescribe its people/;
      expect(() => askPopulation(run, options)).toThrow(told);
      expect(() => askSearch(search, options)).toThrow(told);
    });
  });
});
