import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lull, write } from "../support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "lull-with-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, "mine"));

write(
  root,
  "mine/me.yaml",
  "person: me\ntitle: Me\nabout: Somebody of my own.\nset:\n  depression.illness: 0.8\n",
);
write(
  root,
  "mine/echo.yaml",
  `module: echo
title: Echo
about: A mechanism of my own.
parameters:
  time: {value: 7, unit: day, range: [3, 14], tier: assumed, about: How fast it follows.}
states:
  level: {unit: "1", initial: 1, rate: (serotonin.prefrontal - level) / time, about: Follows serotonin.}
`,
);
write(
  root,
  "mine/echo-rises.yaml",
  `claim: echo-rises
row: dose
says: The echo follows serotonin upwards.
contested: no
care: trial
treatment: escitalopram 10 mg daily
reference: {}
duration: 2 weeks
measure: at(echo.level, week 2)
expect: {above: 1.1}
carried_by: [sert.reuptake_block]
sources: [goodwin2017]
`,
);
const scenario = write(
  root,
  "mine/ask.yaml",
  `scenario: Ask
question: What does the echo do?
duration: 1 week
arms:
  - {label: drug, treatment: escitalopram 10 mg daily}
measure: {echo: "at(echo.level, end)"}
`,
);

describe("files of one's own", () => {
  it("run joins a folder and a person by path, and the record lists each file with its hash", () => {
    const { code, stdout, stderr } = lull(
      ["run", scenario, "--with", "mine", "--person", "mine/me.yaml", "--no-files", "--json"],
      root,
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const { arms, manifest } = JSON.parse(stdout);
    expect(arms[0].measures.echo.value).toBeGreaterThan(1);
    const own = manifest.inputs.filter((input: { shipped?: boolean }) => !input.shipped);
    expect(own.map((input: { path: string }) => input.path).sort()).toEqual([
      "mine/ask.yaml",
      "mine/echo-rises.yaml",
      "mine/echo.yaml",
      "mine/me.yaml",
    ]);
    for (const { sha256 } of own) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("list, explain and lint know what was joined", () => {
    expect(lull(["list", "modules", "--with", "mine/echo.yaml"], root).stdout).toMatch(/^echo /m);
    expect(lull(["list", "people", "--with", "mine"], root).stdout).toMatch(/^me /m);
    expect(lull(["explain", "me", "--with", "mine"], root).stdout).toContain("Somebody of my own.");
    const linted = lull(["lint", scenario, "--with", "mine/echo.yaml"], root);
    expect([linted.code, linted.stderr]).toEqual([0, ""]);
  });

  it("check joins what stands beside a claim", () => {
    const { stdout, stderr } = lull(["check", "mine/echo-rises.yaml", "--no-rivals", "--json"], root);
    expect(stderr).not.toContain("unknown");
    expect(stdout).toContain("echo-rises");
  });

  it("names what cannot be joined", () => {
    const run = (...more: string[]) => lull(["run", "first-look", "--no-files", ...more], root);
    expect(run("--with", "none.yaml")).toMatchObject({
      code: 1,
      stderr: 'There is no YAML file at "none.yaml".\n',
    });
    expect(run("--with", "mine/ask.yaml").stderr).toMatch(/is a scenario, which is not joined/);
    expect(run("--person", "mine/echo.yaml").stderr).toMatch(/There is no person in "mine\/echo.yaml"/);
    expect(lull(["run", scenario, "--no-files"], root).stderr).toContain(
      'There is nothing named "echo.level"',
    );
  });
});
