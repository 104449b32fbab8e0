import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lint } from "../../src/cli/lint.ts";
import { beginFile, kinds } from "../../src/cli/new.ts";
import { packageRoot } from "../../src/files/index.ts";
import { lull, write } from "../support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "lull-new-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const own = (name: string) => join(root, `${name}.yaml`);
const names: Readonly<Record<string, string>> = {
  mechanism: "messenger",
  drug: "calmol",
  person: "me",
  population: "us",
  claim: "serotonin-doubles",
  scenario: "five-or-twenty",
  search: "lower",
};
const runs: readonly (readonly string[])[] = [
  [
    ...["run", "first-look", "--with", "messenger.yaml", "--hypothesis", "messenger.reach=motivation"],
    ...["--with", "calmol.yaml", "--treatment", "calmol 20 mg daily", "--no-files"],
    ...["--person", "depressed-adult,me.yaml"],
  ],
  ["check", "serotonin-doubles.yaml"],
  ["run", "five-or-twenty.yaml", "--no-files"],
  ["population", "five-or-twenty.yaml", "--population", "us.yaml", "--size", "2", "--workers", "0"],
  ["search", "lower.yaml", "--size", "2", "--workers", "0"],
];

describe("lull new", () => {
  it("knows every kind that is tried here", () => expect(Object.keys(kinds)).toEqual(Object.keys(names)));

  for (const [kind, name] of Object.entries(names))
    it(`begins a commented ${kind} without fault`, () => {
      expect(beginFile(kind, name, root)).toContain(`${name}.yaml is written.`);
      const text = readFileSync(own(name), "utf8");
      expect(text.match(/^# /gm)!.length).toBeGreaterThan(1);
      expect(text).not.toMatch(/new[-_ ](mechanism|drug|person|population|claim|scenario|search)/i);
      expect(lint([own(name)]).diagnostics).toEqual([]);
    });

  for (const run of runs)
    it(`lull ${run.join(" ")} runs what was begun`, () => {
      const { code, stderr, stdout } = lull(run, root);
      expect(stderr.replace(/^(Report: |\d+ of \d+ parts).*\n/gm, "")).toBe("");
      expect(code).toBe(0);
      expect(stdout.length).toBeGreaterThan(100);
    });

  it("names commands that can be typed as they are", () => {
    const { stdout } = lull(["new", "drug", "other", "--out", "sub"], root);
    expect(stdout).toContain(
      '  lull run first-look --with sub/other.yaml --treatment "other 20 mg daily" --no-files\n',
    );
    expect(readFileSync(join(root, "sub/other.yaml"), "utf8")).toContain("--with sub/other.yaml");
  });

  it("leaves what is there as it is", () => {
    write(root, "kept.yaml", "mine\n");
    const { code, stderr } = lull(["new", "person", "kept"], root);
    expect([code, stderr]).toEqual([
      1,
      "kept.yaml is there already, and is left as it is. Choose another name or --out.\n",
    ]);
    expect(readFileSync(join(root, "kept.yaml"), "utf8")).toBe("mine\n");
  });

  it("takes no name of the models and none that its kind of file cannot have", () => {
    const before = readdirSync(root).sort();
    const taken = lull(["new", "drug", "sertraline"], root);
    expect([taken.code, taken.stderr]).toEqual([
      1,
      'The models have a "sertraline", whose place this file would take. Choose another name.\nWhat it is: lull explain sertraline\n',
    ]);
    const wrong = lull(["new", "person", "My Self"], root);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("lower case letters, digits and hyphens, for example my-self.");
    expect(lull(["new", "mechanism", "my-own"], root).stderr).toContain("for example my_own.");
    expect(readdirSync(root).sort()).toEqual(before);
  });

  it("has templates that are without fault beside the models", () => {
    const templates = join(packageRoot, "models/templates");
    expect(readdirSync(templates)).toHaveLength(Object.keys(kinds).length);
    expect(lint([templates]).diagnostics).toEqual([]);
  });
});
