import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addLint } from "../../src/cli/lint.ts";
import { packageRoot } from "../../src/files/index.ts";
import { fileKinds } from "../../src/language/index.ts";
import { here, inTemporaryFolder, lull, write } from "../support/cli.ts";

const claim = `claim: mine
row: dose
says: Twice the dose blunts more.
contested: no
person: depressed-adult
care: trial
treatment: [{drug: escitalopram, dose: 20 mg, every: 1 day}]
reference: {treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
hypothesis: {raphe.firing_recovery: slow_drive}
duration: 1 week
measure: difference_to_reference(at(affect.blunting, week 1))
expect: {above: 0}
carried_by: [sert.reuptake_block]
sources: [goodwin2017]
`;

/** What `lint` says about the claim with one text of it replaced. */
function lint(from: string, to: string): Promise<string> {
  expect(claim).toContain(from);
  return inTemporaryFolder(async (folder) => {
    const args = ["lint", write(folder, "mine.yaml", claim.replace(from, to))];
    const { code, stderr } = await here(addLint, args);
    expect(code).toBe(1);
    return stderr;
  });
}

describe("`lull lint` of a claim", () => {
  it("finds nothing wrong in a sound one", () => {
    inTemporaryFolder((folder) => {
      const { code, stderr } = lull(["lint", write(folder, "mine.yaml", claim)], folder);
      expect(stderr).toBe("");
      expect(code).toBe(0);
    });
  });

  it("points at every misspelt name, with the nearest one", async () => {
    for (const [from, to, message] of [
      ["row: dose", "row: dos", /mine\.yaml:2:6 .*unknown-row[\s\S]*Did you mean "dose"/],
      ["drug: escitalopram, dose: 20", "drug: escitalopran, dose: 20", /7:20 .*[\s\S]*"escitalopram"/],
      ["depressed-adult", "depresed-adult", /5:9 .*unknown-person[\s\S]*"depressed-adult"/],
      ["affect.blunting", "affect.bluntin", /11:10 .*unknown-variable[\s\S]*"affect\.blunting"/],
      ["slow_drive", "slow_driv", /9:14 .*[\s\S]*"slow_drive"/],
      ["raphe.firing_recovery", "raphe.firing_recover", /9:14 .*[\s\S]*"raphe\.firing_recovery"/],
      ["sert.reuptake_block", "sert.reuptake_bloc", /13:14 .*unknown-effect[\s\S]*"sert\.reuptake_block"/],
      ["goodwin2017", "godwin2017", /14:11 .*unknown-source[\s\S]*"goodwin2017"/],
      [
        "duration",
        "population: {name: depressed-adult, size: 20, statistic: mean}\nduration",
        /10:20 .*unknown-population[\s\S]*"depressed-adults"/,
      ],
    ] as const)
      expect(await lint(from, to)).toMatch(message);
  });

  it("tells a file that is not named by its claim's id", () => {
    inTemporaryFolder((folder) => {
      const { code, stdout } = lull(["lint", write(folder, "other.yaml", claim)], folder);
      expect(stdout).toMatch(/other\.yaml:1:\d+ .*claim-file-name[\s\S]*Rename it to mine\.yaml/);
      expect(code).toBe(0);
    });
  });

  it("looks into the claims of a models folder", () => {
    inTemporaryFolder((folder) => {
      cpSync(join(packageRoot, "models"), join(folder, "m"), { recursive: true });
      const faulty = claim.replace("row: dose", "row: dos").replace("affect.blunting", "affect.bluntin");
      write(folder, "m/claims/mine.yaml", faulty);
      const { code, stderr } = lull(["lint", "m"], folder);
      expect(code).toBe(1);
      expect(stderr).toMatch(/mine\.yaml:2:6 .*unknown-row/);
      expect(stderr).toMatch(/mine\.yaml:11:10 .*unknown-variable/);
    });
  });

  it("names every kind of file", () => {
    const help = lull(["lint", "--help"]).stdout;
    const unknown = inTemporaryFolder((f) => lull(["lint", write(f, "x.yaml", "x: 1\n")], f)).stderr;
    for (const kind of Object.keys(fileKinds)) {
      expect(help).toContain(kind);
      expect(unknown).toContain(kind);
    }
  });
});

describe("`lull check` of a claim of one's own", () => {
  it("judges it with the shipped library, draws included", () => {
    inTemporaryFolder((folder) => {
      const own = write(
        folder,
        "mine.yaml",
        claim.replace("hypothesis: {raphe.firing_recovery: slow_drive}\n", ""),
      );
      const args = ["check", own, "--json", "--no-rivals", "--samples", "2", "--workers", "1"];
      const { claims } = JSON.parse(lull(args, folder).stdout);
      expect(claims).toHaveLength(1);
      expect(claims[0]).toMatchObject({ id: "mine", row: "dose", samples: 2 });
    });
  });

  it("refuses a row that there is not, a missing file and a file without a claim", () => {
    inTemporaryFolder((folder) => {
      const check = (name: string, text: string) => lull(["check", write(folder, name, text)], folder);
      expect(check("mine.yaml", claim.replace("row: dose", "row: dos")).stderr).toMatch(
        /mine\.yaml:2:6 .*unknown-row/,
      );
      expect(lull(["check", "none.yaml"], folder).stderr).toBe('There is no file "none.yaml".\n');
      const person = "person: me\ntitle: T\nabout: A.\n";
      expect(check("me.yaml", person).stderr).toMatch(/There is no claim in ".*me\.yaml"/);
    });
  });
});
