import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sha256Of } from "../../src/files/index.ts";
import { inTemporaryFolder, lull, write } from "../support/cli.ts";
import { blockAfter } from "../support/docs.ts";
import { compartment, event, parameter, reaction, sbml, species } from "../support/sbml.ts";

const document = (attributes = 'timeUnits="minute"') =>
  sbml({
    attributes,
    compartments: [compartment("c", 2)],
    species: [species("S", 'initialConcentration="3"'), species("P", 'initialAmount="0"')],
    parameters: [parameter("k", 0.5), parameter("n", 0, false)],
    reactions: [reaction("r", { from: ["S"], to: ["P"], law: ["times", "c", "k", "S"] })],
    events: [event(["geq", ["time"], 1], { n: 4 })],
  }).replace(
    "<listOfCompartments>",
    '<listOfUnitDefinitions><unitDefinition id="minute"><listOfUnits><unit kind="second" exponent="1" scale="0" multiplier="60"/></listOfUnits></unitDefinition></listOfUnitDefinitions><listOfCompartments>',
  );

describe("lull import", () => {
  it("writes a model folder that the README's commands run, with what the document says", () => {
    const [bring = "", run = ""] = blockAfter("sbml")!.split("\n");
    const args = (line: string) => line.replace("npm run --silent lull -- ", "").split(" ");
    inTemporaryFolder((folder) => {
      write(folder, args(bring)[1]!, document());
      const imported = lull(args(bring), folder);
      expect(imported.stderr).toBe("");
      expect(imported.code).toBe(0);
      expect(imported.stdout).toContain("kept:         2 species: amounts and concentrations");
      const { code, stderr } = lull([...args(run), "--out", "results", "--duration", "2 minutes"], folder);
      expect(stderr).toBe("Report: results/report.html\n");
      expect(code).toBe(0);
      const rows = readFileSync(join(folder, "results", "results.csv"), "utf8").split("\n");
      const last = (name: string) =>
        Number(
          rows
            .filter((row) => row.includes(`,m.${name},`))
            .at(-1)!
            .split(",")
            .at(-2),
        );
      expect(last("S")).toBeCloseTo(3 * Math.exp(-1), 5);
      expect(last("P_amount")).toBeCloseTo(6 * (1 - Math.exp(-1)), 5);
      expect(last("n")).toBe(4);
      expect(readFileSync(join(folder, "mapk", "source.xml"), "utf8")).toBe(document());
    });
  });

  it("writes nothing where something would be lost, unless that is allowed, and never over what is there", () => {
    inTemporaryFolder((folder) => {
      const file = write(folder, "a.xml", document(""));
      const out = join(folder, "out");
      const refused = lull(["import", file, "--out", out, "--json"]);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain("1 thing does not pass unchanged; nothing was written.");
      expect(JSON.parse(refused.stdout)).toMatchObject({
        out: null,
        conversions: expect.arrayContaining([
          {
            fate: "approximated",
            what: "the unit of time",
            how: expect.any(String),
            place: expect.anything(),
          },
        ]),
        manifest: {
          model: expect.any(String),
          arguments: ["import", file],
          inputs: [{ path: file, sha256: sha256Of(readFileSync(file)) }],
        },
      });
      expect(existsSync(out)).toBe(false);
      expect(lull(["import", file, "--out", out, "--allow-loss"]).code).toBe(0);
      expect(readdirSync(folder).sort()).toEqual(["a.xml", "out"]);
      const again = lull(["import", file, "--out", out, "--allow-loss"]);
      expect(again.code).toBe(1);
      expect(again.stderr).toContain("holds files already");
    });
  });

  it("shows what is not supported at its place", () => {
    inTemporaryFolder((folder) => {
      const file = write(folder, "a.xml", document().replace("<reaction ", '<reaction fast="true" '));
      const { code, stderr } = lull(["import", file, "--out", join(folder, "out")]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/a\.xml:2:\d+ {2}error\[sbml-unsupported\]/);
      expect(stderr).toContain("Not supported: fast reactions.");
    });
  });
});

describe("lull export", () => {
  it("writes what the README's command says, and refuses losses, unknown arms and files that are there", () => {
    const command = blockAfter("export")!.replace("npm run --silent lull -- ", "").split(" ");
    inTemporaryFolder((folder) => {
      const { code, stdout, stderr } = lull(command, folder);
      expect(stderr).toBe("");
      expect(code).toBe(0);
      expect(stdout).toContain("gates and");
      expect(readFileSync(join(folder, "placebo.xml"), "utf8")).toContain('level="3" version="2"');
      expect(lull(command, folder).stderr).toContain("placebo.xml is there already.");
      const loss = lull(
        ["export", "first-look", "--arm", "placebo", "--to", "antimony", "--out", "a"],
        folder,
      );
      expect(loss.code).toBe(1);
      expect(loss.stdout).toContain("dropped:      evidence, ranges and notes of the parameters");
      expect(readdirSync(folder)).toEqual(["placebo.xml"]);
      const unknown = lull(["export", "first-look", "--arm", "placeb", "--to", "sbml", "--out", "a"], folder);
      expect(unknown.stderr).toContain('There is no arm "placeb". Did you mean "placebo"?');
    });
  });
});

describe("lull sbml-suite", () => {
  it("counts what passes, fails and is not supported, and what moves", () => {
    inTemporaryFolder((folder) => {
      const put = (name: string, text: string, results: string) => {
        mkdirSync(join(folder, name));
        write(join(folder, name), `${name}-sbml-l3v2.xml`, text);
        write(
          join(folder, name),
          `${name}-settings.txt`,
          "start: 0\r\nduration: 1\r\nsteps: 1\r\nvariables: S, n\r\nabsolute: 1.000000e-006\r\nrelative: 0.0001\r\namount: S\r\nconcentration: \r\n",
        );
        write(join(folder, name), `${name}-results.csv`, results);
      };
      put("00001", document(), `Time, S ,n\r\n0,6.,0\r\n1,${6 * Math.exp(-0.5)},4\r\n`);
      put("00002", document(), "time,S,n\n0,6,0\n1,6,4\n");
      put("00003", document().replace("<reaction ", '<reaction fast="true" '), "time,S,n\n0,6,0\n1,6,0\n");
      write(folder, "index.tsv", "case\tfile\tcomponentTags\ttestTags\n00001\tx\tSpecies\tAmount\n");
      const { code, stdout } = lull(["sbml-suite", folder, "--json"]);
      expect(code).toBe(1);
      const { cases, totals, manifest } = JSON.parse(stdout);
      // Three files of each case and the index; a thousandth of what the settings allow.
      expect(manifest.inputs).toHaveLength(10);
      expect(manifest).toMatchObject({ model: "3 cases of SBML", rtol: 1e-8, atol: 1e-9 });
      expect(cases).toEqual([
        { case: "00001", status: "passed" },
        {
          case: "00002",
          status: "failed",
          reason: expect.stringMatching(/^S is 3\.639\d+ instead of 6 at time 1\.$/),
        },
        { case: "00003", status: "unsupported", reason: "Not supported: fast reactions." },
      ]);
      expect(totals).toMatchObject({
        cases: 3,
        passed: 1,
        failed: 1,
        unsupported: 1,
        moving: 2,
        movingPassed: 1,
      });
      expect(totals.byTag.map((one: { tag: string }) => one.tag)).toEqual(["Amount", "Species"]);
      expect(lull(["sbml-suite", folder]).stdout).toContain(
        "1 of 3 cases pass, 1 fail, 1 are not supported.",
      );
    });
  });

  it("says when a folder holds no cases", () => {
    expect(lull(["sbml-suite", "nowhere"]).stderr).toContain("There are no cases in nowhere");
  });
});
