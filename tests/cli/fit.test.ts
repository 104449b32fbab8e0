import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, lull, studyHere, write } from "../support/cli.ts";
import { blockAfter } from "../support/docs.ts";
import { pkFiles } from "../support/fit.ts";

const example = ["fit", "scenarios/data/weekly-ratings.yaml"];
const quick = ["--parameters", "affect.felt_share", "--bounds", "affect.felt_share=0.3..3"];

describe("lull fit", () => {
  it("finds what the shipped example was made with, the same bytes on one thread and on two, and gives it on", () => {
    inTemporaryFolder((folder) => {
      const out = join(folder, "out");
      const alone = lull([...example, ...quick, "--workers", "0", "--json"]);
      const pair = lull([...example, ...quick, "--workers", "2", "--json", "--out", out]);
      expect(alone.stderr).not.toMatch(/error/);
      expect([alone.code, pair.code]).toEqual([0, 0]);
      expect(pair.stdout).toBe(alone.stdout);
      const [share] = JSON.parse(alone.stdout).parameters;
      // The ratings were drawn with 1.15.
      expect(share.low).toBeLessThan(1.15);
      expect(share.high).toBeGreaterThan(1.15);
      expect(readdirSync(out)).toEqual(
        expect.arrayContaining([
          "fitted-person.yaml",
          "fit.png",
          "profiles.svg",
          "residuals.csv",
          "report.html",
        ]),
      );
      const { inputs } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
      expect(inputs.map(({ path }: { path: string }) => path)).toContain("scenarios/data/weekly-ratings.csv");
    });
  });

  it("goes along the page of the README, command by command", () => {
    const lines = blockAfter("fit")!.split("\n");
    const commands = lines.map((line) => line.replace("npm run --silent lull -- ", "").split(" "));
    expect(commands.map(([verb]) => verb)).toEqual(["run", "fit", "run"]);
    inTemporaryFolder((folder) => {
      for (const words of commands) {
        const args = words.map((word) => word.replace(/^(ratings|fitted)/, join(folder, "$1")));
        const { code, stderr, stdout } = lull(args);
        expect(stderr).not.toMatch(/error/);
        expect(code).toBe(0);
        expect(stdout).toMatch(words[0] === "fit" ? /affect\.felt_share is/ : /Measured and predicted/);
      }
      expect(readdirSync(join(folder, "ratings"))).toContain("data.csv");
    });
  });

  it("says what is wrong with a question, and what to write instead", async () => {
    const told = async (...args: string[]) => {
      const { code, stderr } = await studyHere([...example, "--workers", "0", ...args]);
      expect(code).not.toBe(0);
      return stderr;
    };
    expect(await told()).toMatch(/Say what is to be fitted: --parameters/);
    expect(await told("--parameters", "affect.felt_shar")).toMatch(/Did you mean "affect\.felt_share"\?/);
    expect(await told("--parameters", "affect.felt_share", "--arms", "20 mg")).toMatch(
      /There is no arm "20 mg"/,
    );
    expect(await told("--parameters", "*")).toMatch(/at most 40 are fitted at once/);
    inTemporaryFolder((folder) => {
      const bare = write(
        folder,
        "bare.yaml",
        "scenario: Bare\nquestion: Q\nduration: 1 week\narms: [{label: a}]\n",
      );
      const out = join(folder, "out");
      const asked = ["fit", bare, "--parameters", "affect.felt_share", "--workers", "0", "--out", out];
      const { code, stderr } = lull(asked);
      expect(code).toBe(1);
      expect(stderr).toMatch(/the scenario has no measured points/);
      // Nothing is left that the next command would have to go on with.
      expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
    });
  });

  it("says in plain words what is wrong with the points, and where, and writes nothing", async () => {
    await inTemporaryFolder(async (folder) => {
      for (const [name, text] of Object.entries(pkFiles)) write(folder, name, text);
      const out = join(folder, "out");
      const told = async (csv: string, ...more: string[]) => {
        write(folder, "d.csv", csv);
        const scenario = write(folder, "s.yaml", pkFiles["s.yaml"]!.replace("variable: pk.level, ", ""));
        const { code, stdout, stderr } = await studyHere([
          "fit",
          scenario,
          ...["--models", folder, "--parameters", "pk.k*,pk.volume", "--workers", "0", "--out", out],
          ...more,
        ]);
        expect([code, stdout]).toEqual([1, ""]);
        expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
        return stderr;
      };
      const rows = (...lines: string[]) => ["time,variable,value,sd,unit", ...lines, ""].join("\n");
      const faults: [csv: string, place: string, words: string, help: string][] = [
        [rows("1,pk.lvel,5,,"), "2:3", 'The model has no variable "pk.lvel".', 'Did you mean "pk.level"?'],
        [
          rows("1,pk.level,5,,", "2,pk.level,6,,mg/hour"),
          "3:15",
          '"mg/hour" cannot be converted to mg/L, the unit of pk.level.',
          "Write the values in mg/L",
        ],
        [
          rows("1,pk.level,5,,", "49,pk.level,1,,"),
          "3:1",
          "This point is at day 2.04167, but the run lasts 2 days.",
          "Make the scenario's duration longer",
        ],
        [
          rows("1,pk.level,5,,", "1.0,pk.level,6,,"),
          "3:1",
          "The same arm, subject and variable has a point at this time already.",
          "Leave one out",
        ],
        [
          rows("1,pk.level,5,0,"),
          "2:14",
          "The sd of this point is 0, but it must be more than 0.",
          "Leave it empty where it is not known.",
        ],
      ];
      for (const [csv, place, words, help] of faults) {
        const stderr = await told(csv);
        expect(stderr).toContain(`d.csv:${place}`);
        expect(stderr).toContain(words);
        expect(stderr).toContain(help);
        const [line] = place.split(":");
        expect(stderr, "the line is shown").toContain(csv.split("\n")[Number(line) - 1]);
      }
      const few = await told(rows("1,pk.level,5,,", "4,pk.level,6,,", "9,pk.level,4,,"));
      expect(few).toContain("3 points cannot determine 3 parameters and 1 size of the scatter.");
      expect(few).toMatch(/Fit fewer with --parameters, or add points to \S*d\.csv/);
    });
  });
});
