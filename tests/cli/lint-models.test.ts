import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addLint } from "../../src/cli/lint.ts";
import { packageRoot } from "../../src/files/index.ts";
import { here, inTemporaryFolder, lull, write } from "../support/cli.ts";

describe("`lull lint` of a folder of models", () => {
  const withModule = (edit: (text: string) => string, ...expected: RegExp[]) =>
    inTemporaryFolder(async (folder) => {
      const vta = edit(
        readFileSync(join(packageRoot, "models/emotional-blunting/dopamine/vta.yaml"), "utf8"),
      );
      const base = join(folder, "models");
      for (const path of readdirSync(join(packageRoot, "models/emotional-blunting"), {
        recursive: true,
        encoding: "utf8",
      })) {
        const from = join(packageRoot, "models/emotional-blunting", path);
        if (statSync(from).isDirectory()) continue;
        mkdirSync(join(base, "m", path, ".."), { recursive: true });
        write(base, join("m", path), path.endsWith("vta.yaml") ? vta : readFileSync(from, "utf8"));
      }
      const { code, stderr } = await here(addLint, ["lint", base]);
      for (const message of expected) expect(stderr).toMatch(message);
      expect(code).toBe(1);
    });

  it("shows where a formula, a unit, a name, a baseline or a cycle is wrong", async () => {
    const about = "about: One line.";
    await withModule(
      (t) => t.replace("signal.ht2c_vta", "signal.ht2c_vat"),
      /vta\.yaml:\d+:\d+ {2}error\[unknown-name\]/,
      /signal\.ht2c_vta/,
    );
    await withModule(
      (t) => t.replace("effects:", `effects:\n  bad: {formula: "2", ${about}}`),
      /effect-baseline/,
      /must be 1/,
    );
    await withModule(
      (t) =>
        t.replace(
          "values:",
          `values:\n  loop_a: {unit: "1", formula: loop_b, ${about}}\n  loop_b: {unit: "1", formula: loop_a, ${about}}`,
        ),
      /cyclic-value/,
      /vta\.loop_a -> vta\.loop_b -> vta\.loop_a/,
    );
    await withModule(
      (t) => t.replace("values:", `values:\n  late: {unit: day, formula: "firing", ${about}}`),
      /unit-mismatch/,
      /dimensionless/,
    );
    await withModule(
      (t) =>
        t.replace(
          "values:",
          `values:\n  evil: {unit: "1", formula: "constructor.constructor('return process')()", ${about}}`,
        ),
      /formula-character/,
    );
    await withModule(
      (t) => t.replace("values:", `values:\n  evil: {unit: "1", formula: "process.exit(1)", ${about}}`),
      /formula-function/,
    );
    await withModule((t) => t.replace(/^module: vta$/m, "module: vtaa"), /unknown-name/, /no module "vta"/);
    await withModule(() => "module: [", /not-yaml/);
  });

  it("says when a module file of the list is missing", () => {
    inTemporaryFolder((folder) => {
      mkdirSync(join(folder, "m"));
      const model = readFileSync(join(packageRoot, "models/emotional-blunting/model.yaml"), "utf8");
      write(join(folder, "m"), "model.yaml", model);
      const { code, stderr } = lull(["lint", "m"], folder);
      expect(code).toBe(1);
      expect(stderr).toMatch(/m\/model\.yaml:\d+:\d+ {2}error\[missing-file\]/);
    });
  });

  it("finds nothing wrong in what is shipped", () => {
    const { code, stdout } = lull(["lint"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/checked, no errors/);
  });
});
