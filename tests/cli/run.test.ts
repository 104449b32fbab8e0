import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addRun } from "../../src/cli/run.ts";
import { packageRoot } from "../../src/files/index.ts";
import { here, inTemporaryFolder, lull, printing, write } from "../support/cli.ts";

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
