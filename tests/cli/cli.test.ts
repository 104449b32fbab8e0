import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addDoctor } from "../../src/cli/doctor.ts";
import { packageRoot } from "../../src/files/index.ts";
import { firstLine, here, lull } from "../support/cli.ts";

describe("`lull`", () => {
  it("explains a missing file, a folder in place of a file, an unknown verb and an unknown option", () => {
    for (const [args, message] of [
      [["run", "first-lok"], /Did you mean .*first-look/],
      [["run", packageRoot], /There is no scenario/],
      [["rnu"], /Did you mean run/],
      [["run", "first-look", "--knokout", "x"], /Did you mean --knockout/],
      [["run", "first-look", "--knockout", "vta.brake"], /command line:1:\d+ {2}error\[unknown-effect\]/],
      [["run", "first-look", "--rtol", "0"], /between/],
      [["run", "first-look", "--set", "raphe.coupling_time"], /needs a number/],
      [
        ["run", "first-look", "--set", "raphe.coupling_time=5", "--set", "raphe.coupling_time=6"],
        /"raphe\.coupling_time=5" and "raphe\.coupling_time=6" set the same thing/,
      ],
      [["run", "first-look", "--set", "raphe.coupling_tme=3"], /raphe\.coupling_time/],
      [["explain", "vta.fring"], /Did you mean "vta.firing"/],
      [["list", "efects"], /Did you mean "effects"/],
      [["lint", "no-such-folder"], /no YAML file/],
    ] as const) {
      const { code, stderr, stdout } = lull(args);
      expect(stderr, args.join(" ")).toMatch(message);
      expect(stderr).not.toContain("    at ");
      expect(stdout).toBe("");
      expect(code).toBeGreaterThan(0);
    }
  });

  it("--help of every verb exits with 0 and shows its options", () => {
    for (const verb of ["run", "lint", "list", "explain", "doctor"]) {
      const { code, stdout } = lull([verb, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/--json/);
    }
  });
});

describe("`lull doctor`", () => {
  it("doctor tests itself and finds all ways of computing in agreement", () => {
    const { code, stdout } = lull(["doctor", "--json"]);
    expect(code).toBe(0);
    const { checks, manifest } = JSON.parse(stdout);
    expect(checks.length).toBeGreaterThan(5);
    expect(checks.filter((c: { ok: boolean }) => !c.ok)).toEqual([]);
    expect(manifest).toMatchObject({ model: "emotional-blunting", command: "lull doctor" });
  });
});

describe("`lull doctor` of a model that no shipped scenario goes with", () => {
  it.each(["two-baths", "ring"])("examines it as it stands: %s", async (name) => {
    const models = join(packageRoot, "notebooks/models", name);
    const { code, stdout } = await here(addDoctor, ["doctor", "--models", models, "--draws", "5", "--json"]);
    expect(code).toBe(0);
    const { checks, manifest } = JSON.parse(stdout);
    expect(checks.map((c: { check: string }) => c.check)).toEqual(
      expect.arrayContaining([
        "odex on wasm",
        "rodas5p on interpreter",
        "5 random parameter sets",
        "drawing",
      ]),
    );
    expect(checks.filter((c: { ok: boolean }) => !c.ok)).toEqual([]);
    expect(manifest).toMatchObject({ model: name, arms: [{ label: "as it stands" }] });
  });
});

describe("`lull` before a reader that stops early", () => {
  it("ends without a word", () => {
    const { stdout, stderr } = firstLine(["list", "parameters"]);
    expect(stdout).toMatch(/^name/);
    expect(stderr).toBe("");
  });
});
