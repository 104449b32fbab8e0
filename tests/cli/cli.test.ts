import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addExplain } from "../../src/cli/explain.ts";
import { addLint } from "../../src/cli/lint.ts";
import { addRun } from "../../src/cli/run.ts";
import { packageRoot } from "../../src/files/index.ts";
import { firstLine, here, inTemporaryFolder, lull, printing, write } from "../support/cli.ts";

const scenario = (arm: string, rest = "") => `scenario: Mine
question: What happens?
duration: 2 weeks
person: depressed-adult
arms:
  - ${arm}
measure: {occupancy: "at(sert.occupancy, week 1)"}
plot: [blunting]
${rest}`;

const good = scenario(
  "{label: drug, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}",
);

/** Runs a faulty scenario and expects its message, an exit code, and no files. */
async function refuses(text: string, ...expected: (string | RegExp)[]): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const args = ["run", write(folder, "mine.yaml", text), "--out", join(folder, "out")];
    const { code, stdout, stderr } = await here(addRun, args);
    for (const message of expected) expect(stderr).toMatch(message);
    expect(stderr).not.toContain("    at ");
    expect(code).not.toBe(0);
    expect(stdout).toBe("");
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
}

describe("`lull run`", () => {
  it("prints the JSON shape that scripts rely on, and writes plots, table, report and manifest", () => {
    inTemporaryFolder((folder) => {
      const { code, stdout } = lull(
        ["run", write(folder, "mine.yaml", good), "--json", "--seed", "7"],
        folder,
      );
      expect(code).toBe(0);
      const json = JSON.parse(stdout);
      expect(Object.keys(json)).toEqual(expect.arrayContaining(["scenario", "arms", "manifest"]));
      const [arm] = json.arms;
      expect(arm.label).toBe("drug");
      expect(arm.measures.occupancy).toEqual({ value: expect.closeTo(0.75, 1), unit: "1" });
      expect(arm.doses).toMatchObject({ asked: 14, delivered: 14, amount_mg: 140 });
      expect(json.manifest).toMatchObject({
        model: "emotional-blunting",
        solver: "rodas5p",
        rtol: 1e-6,
        seed: 7,
        overrides: [],
      });
      expect(json.manifest.model_hash).toMatch(/^[0-9a-f]{16}$/);
      const out = join(folder, "out/mine");
      expect(readdirSync(out).sort()).toEqual([
        "blunting.png",
        "blunting.svg",
        "doses.csv",
        "doses.csv-metadata.json",
        "doses.parquet",
        "manifest.json",
        "report.html",
        "report.md",
        "results.csv",
        "results.csv-metadata.json",
        "results.parquet",
        "run.json",
      ]);
      expect(readFileSync(join(out, "results.csv"), "utf8").split("\n")[0]).toBe(
        "scenario,arm,time_day,variable,value,unit",
      );
      expect(readFileSync(join(out, "report.html"), "utf8")).not.toMatch(/(src|href)="https?:/);
    });
  });

  it("gives the same bytes again", () => {
    inTemporaryFolder((folder) => {
      const path = write(folder, "mine.yaml", good);
      const run = (out: string) => {
        lull(["run", path, "--out", join(folder, out)], folder);
        return ["results.csv", "blunting.svg", "report.html"].map((name) =>
          readFileSync(join(folder, out, name), "utf8"),
        );
      };
      expect(run("a")).toEqual(run("b"));
    });
  });

  it("--knockout, --hypothesis, --set and --person change the run and are recorded", () => {
    inTemporaryFolder((folder) => {
      const args = [
        "--knockout",
        "sert.reuptake_block",
        "--hypothesis",
        "raphe.firing_recovery=slow_drive",
        "--set",
        "escitalopram.clearance=40",
        "--person",
        "healthy-adult",
      ];
      const { code, stdout } = lull(
        ["run", write(folder, "mine.yaml", good), "--json", "--no-files", ...args],
        folder,
      );
      expect(code).toBe(0);
      const { arms, manifest } = JSON.parse(stdout);
      expect(arms[0].measures.occupancy.value).toBeLessThan(0.7);
      expect(manifest.overrides).toHaveLength(3);
      expect(existsSync(join(folder, "out"))).toBe(false);
    });
  });

  it("leaves a folder alone that holds files it did not make", () => {
    inTemporaryFolder((folder) => {
      const out = join(folder, "thesis");
      mkdirSync(out);
      write(out, "chapter.txt", "words");
      const { code, stderr } = lull(["run", write(folder, "mine.yaml", good), "--out", out], folder);
      expect(code).not.toBe(0);
      expect(stderr).toMatch(/not results of an earlier run/);
      expect(readdirSync(out)).toEqual(["chapter.txt"]);
    });
  });

  it("refuses a folder with another program's manifest, and a name that is empty", () => {
    inTemporaryFolder((folder) => {
      const path = write(folder, "mine.yaml", good);
      const app = join(folder, "app");
      mkdirSync(app);
      write(app, "manifest.json", '{"name": "An app", "icons": []}');
      write(app, "report.html", "<p>mine</p>");
      for (const [args, message] of [
        [["run", path, "--out", app], /app holds a manifest\.json that Lull did not write/],
        [["explore", "--build", app], /did not write[\s\S]*--build/],
        [["run", path, "--out", ""], /It is empty/],
        [["explore", "--build", ""], /It is empty/],
      ] as const) {
        const { code, stderr, stdout } = lull(args, folder);
        expect(stderr).toMatch(message);
        expect(stdout).toBe("");
        expect(code).toBeGreaterThan(0);
      }
      expect(readFileSync(join(app, "report.html"), "utf8")).toBe("<p>mine</p>");
      expect(readdirSync(folder).sort()).toEqual(["app", "mine.yaml"]);
    });
  });

  it("writes other questions beside each other, and takes away what it does not write again", () => {
    inTemporaryFolder((folder) => {
      const path = write(folder, "mine.yaml", good);
      expect(lull(["run", path], folder).code).toBe(0);
      write(join(folder, "out/mine"), "notes.txt", "mine");
      const other = lull(["run", path, "--set", "raphe.coupling_time=8"], folder);
      expect(other.stderr).toContain("out/mine holds something else, so the results go to out/mine-2.");
      const refused = lull(
        ["run", path, "--knockout", "vta.serotonin_2c_brake", "--out", "out/mine"],
        folder,
      );
      expect(refused.stderr).toMatch(
        /out\/mine holds the results of another question\.\nThey came from: lull run/,
      );
      expect(refused.code).toBe(1);
      write(folder, "mine.yaml", good.replace("[blunting]", "[affect]"));
      expect(lull(["run", path], folder).code).toBe(0);
      const names = readdirSync(join(folder, "out/mine"));
      expect(names).toContain("notes.txt");
      expect(names).toContain("felt-affect.svg");
      expect(names).not.toContain("blunting.svg");
      expect(readdirSync(join(folder, "out")).sort()).toEqual(["mine", "mine-2"]);
    });
  });

  it("takes a folder of any name", () => {
    inTemporaryFolder((folder) => {
      const path = write(folder, "mine.yaml", good);
      const name = 'odd $x `y` "q" \n%20#?*é';
      const { code, stderr } = lull(["run", path, "--out", name], folder);
      expect(code).toBe(0);
      expect(stderr).toContain(`${name}/report.html`);
      expect(readdirSync(folder).sort()).toEqual(["mine.yaml", name]);
    });
  });

  it("says when what it prints finds no room, and still writes what it was asked to write", () => {
    inTemporaryFolder((folder) => {
      const { code, stderr } = printing(["run", write(folder, "mine.yaml", good)], "/dev/full", folder);
      expect(stderr).toMatch(/could not be: There is no space left on the disk/);
      expect(stderr).not.toContain("    at ");
      expect(code).toBe(1);
      expect(existsSync(join(folder, "out/mine/report.html"))).toBe(true);
    });
  });

  it("keeps earlier results when a later run is faulty", () => {
    inTemporaryFolder((folder) => {
      const path = write(folder, "mine.yaml", good);
      lull(["run", path], folder);
      const report = join(folder, "out/mine/report.html");
      const before = { text: readFileSync(report, "utf8"), at: statSync(report).mtimeMs };
      write(folder, "mine.yaml", good.replace("10 mg", "-5 mg"));
      expect(lull(["run", path], folder).code).not.toBe(0);
      expect({ text: readFileSync(report, "utf8"), at: statSync(report).mtimeMs }).toEqual(before);
    });
  });

  it("takes a drug and a person from the user's own files by relative path", () => {
    inTemporaryFolder((folder) => {
      const drug = readFileSync(join(packageRoot, "models/drugs/escitalopram.yaml"), "utf8").replace(
        "drug: escitalopram",
        "drug: mydrug",
      );
      write(folder, "mydrug.yaml", drug);
      write(
        folder,
        "me.yaml",
        "person: me\ntitle: Me\nabout: Slow clearance.\nset: {depression.illness: 0.5, mydrug.clearance: 14}\n",
      );
      const text = scenario(
        "{label: drug, person: ./me.yaml, treatment: [{drug: ./mydrug.yaml, dose: 10 mg, every: 1 day}]}",
      );
      const { code, stderr, stdout } = lull(
        ["run", write(folder, "mine.yaml", text), "--json", "--no-files"],
        folder,
      );
      expect(stderr).toBe("");
      expect(code).toBe(0);
      expect(JSON.parse(stdout).arms[0].measures.occupancy.value).toBeGreaterThan(0.78);
    });
  });

  it("says what to do about every kind of faulty scenario, with the place, and writes nothing", async () => {
    inTemporaryFolder((folder) => {
      const path = write(folder, "mine.yaml", good.replace("10 mg", "-5 mg"));
      const { code, stdout, stderr } = lull(["run", path, "--out", "out"], folder);
      expect(stderr).toMatch(/mine\.yaml:6:\d+ {2}error\[not-positive\][\s\S]*more than zero/);
      expect(stderr).not.toContain("    at ");
      expect({ code, stdout, files: readdirSync(folder) }).toEqual({
        code: 1,
        stdout: "",
        files: ["mine.yaml"],
      });
    });
    await refuses(
      good.replace("10 mg", "-5 mg"),
      /mine\.yaml:6:\d+ {2}error\[not-positive\]/,
      /more than zero/,
    );
    await refuses(good.replace("10 mg", "10"), /bad-unit/, /no unit/);
    await refuses(good.replace("10 mg", "10 mL"), /wrong-unit/, /volume/);
    await refuses(good.replace("escitalopram", "escitaloprm"), /unknown-drug/, /Did you mean "escitalopram"/);
    await refuses(good.replace("sert.occupancy", "sert.ocupancy"), /unknown-variable/, /sert\.occupancy/);
    await refuses(
      good.replace("duration:", "durration:"),
      /unknown-key/,
      /Did you mean "duration"/,
      /missing-key/,
    );
    await refuses(good.replace("depressed-adult", "depresed-adult"), /unknown-person/, /depressed-adult/);
    await refuses("just some prose, not a scenario", /not-a-mapping|not-yaml/);
    await refuses("scenario: [unclosed", /not-yaml/);
    await refuses("", /not-a-mapping/);
    await refuses(`${good}\u0000\u0001`, /not-yaml|unknown-key/);
  });

  it("explains a missing file, a folder in place of a file, an unknown verb and an unknown option", () => {
    for (const [args, message] of [
      [["run", "first-lok"], /Did you mean .*first-look/],
      [["run", packageRoot], /There is no scenario/],
      [["rnu"], /Did you mean run/],
      [["run", "first-look", "--knokout", "x"], /Did you mean --knockout/],
      [["run", "first-look", "--knockout", "vta.brake"], /command line:1:\d+ {2}error\[unknown-effect\]/],
      [["run", "first-look", "--rtol", "0"], /between/],
      [["run", "first-look", "--set", "raphe.coupling_time"], /needs a number/],
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
});

describe("`lull lint`", () => {
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

describe("`lull doctor`, `list` and `explain`", () => {
  it("doctor tests itself and finds all ways of computing in agreement", () => {
    const { code, stdout } = lull(["doctor", "--json"]);
    expect(code).toBe(0);
    const { checks, manifest } = JSON.parse(stdout);
    expect(checks.length).toBeGreaterThan(5);
    expect(checks.filter((c: { ok: boolean }) => !c.ok)).toEqual([]);
    expect(manifest).toMatchObject({ model: "emotional-blunting", command: "lull doctor" });
  });

  it("explain shows equation, evidence, users and values in a run", () => {
    const { stdout } = lull(["explain", "vta.serotonin_2c_brake", "--json"]);
    const json = JSON.parse(stdout);
    expect(json.used_by).toContain("vta.firing");
    expect(json.sources.length).toBeGreaterThan(0);
    expect(json.declared).toMatch(/vta\.yaml:\d+$/);
    expect(json.values).toHaveLength(3);
    expect(json.values[0]["drug-free"]).toBe("1");
    expect(json.manifest).toMatchObject({
      command: expect.stringContaining("explain"),
      arms: expect.any(Array),
    });
  });

  it("--help of every verb exits with 0 and shows its options", () => {
    for (const verb of ["run", "lint", "list", "explain", "doctor"]) {
      const { code, stdout } = lull([verb, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/--json/);
    }
  });
});

describe("`lull explain` of what is no quantity", () => {
  const said = async (...args: string[]) => (await here(addExplain, ["explain", ...args])).stdout;

  it("tells each kind in short, with its sources", async () => {
    expect(await said("vta-2c-brake-none")).toBe("");
    expect(await said("vta-2c")).toMatch(/\(row\)[\s\S]*Claims[\s\S]*lull check vta-2c/);
    expect(await said("escitalopram")).toMatch(/\(drug\)[\s\S]*to 20 mg a day[\s\S]*Kinetics[\s\S]*sert \(/);
    const bupropion = await said("bupropion");
    expect(bupropion).toMatch(/Cleared by\n {2}cyp2b6 0\.5/);
    expect(bupropion).toMatch(/Inhibits\n {2}hydroxybupropion: cyp2d6: half at 40 ng\/mL/);
    expect(bupropion).toMatch(/Measured occupancy\n {2}dat 0\.26 on 300 mg/);
    expect(await said("raphe.firing_recovery")).toMatch(/\(hypothesis\)[\s\S]*\(default\)[\s\S]*slow_drive/);
    expect(await said("goodwin2017")).toMatch(/\(source, read: abstract\)[\s\S]*Emotional blunting/);
    expect(await said("depressed-adults")).toMatch(/\(population\)/);
    expect(await said("first-look")).toMatch(/\(scenario\)[\s\S]*Arms/);
    expect(await said("trial")).toMatch(/\(care\)/);
    expect(JSON.parse(await said("subset-of-treated-people", "--json"))).toMatchObject({
      name: "subset-of-treated-people",
      kind: "claim of row subset",
    });
  });

  it("says of which models the numbers are, in words and as a record: of a drug, a person and a parameter", async () => {
    for (const name of ["escitalopram", "depressed-adult", "vta.brake_half"]) {
      const { manifest, name: told } = JSON.parse(await said(name, "--json"));
      expect(told).toBe(name);
      expect(manifest).toMatchObject({ model: "emotional-blunting", inputs: expect.any(Array) });
      const line = (await said(name)).trimEnd().split("\n").at(-1);
      expect(line).toMatch(/^Lull \S+, .*, model emotional-blunting [0-9a-f]+, record [0-9a-f]{16}$/);
      expect(line).toContain(`, ${name}, model emotional-blunting ${manifest.model_hash},`);
      expect(line).toContain(manifest.record);
    }
  });

  it("shows nothing as 0, and that there is no unit", async () => {
    expect(await said("affect.blunting_equal_mood")).toMatch(/no unit/);
    expect(await said("affect.blunting_equal_mood")).not.toMatch(/e-1\d/);
  });
});

describe("`lull` before a reader that stops early", () => {
  it("ends without a word", () => {
    const { stdout, stderr } = firstLine(["list", "parameters"]);
    expect(stdout).toMatch(/^name/);
    expect(stderr).toBe("");
  });
});

describe("the dose table of `lull run`", () => {
  it("adds no milligrams of different drugs", () => {
    inTemporaryFolder((folder) => {
      const own = good.replace("every: 1 day}]", "every: 1 day}, bupropion 150 mg daily]");
      const args = ["run", write(folder, "mine.yaml", own), "--out", join(folder, "out")];
      const { stdout } = lull(args, folder);
      expect(stdout).toMatch(/^drug +escitalopram +14 +14 +0 +140 /m);
      expect(stdout).toMatch(/^drug +bupropion +14 +14 +0 +2100 /m);
      const page = readFileSync(join(folder, "out/report.html"), "utf8");
      expect(page).toMatch(
        /<td>bupropion<\/td>(<td class="number">\w+<\/td>){3}<td class="number">2100<\/td>/,
      );
      expect(page).not.toContain(">2240<");
    });
  });
});
