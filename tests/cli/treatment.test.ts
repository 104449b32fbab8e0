import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, lull, write } from "../support/cli.ts";

const scenario = `
scenario: Mine
question: What then?
duration: 6 weeks
person: depressed-adult
care: trial
arms: [{label: placebo}]
measure: {occupancy: peak(sert.occupancy)}
plot: [{title: Occupancy, show: [sert.occupancy]}]
`;

const run = (...args: string[]) =>
  inTemporaryFolder((folder) => {
    const outcome = lull(
      ["run", write(folder, "mine.yaml", scenario), "--out", join(folder, "out"), ...args],
      folder,
    );
    const read = (name: string) => readFileSync(join(folder, "out", name), "utf8");
    return { ...outcome, doses: outcome.code === 0 ? read("doses.csv") : "" };
  });

describe("lull run --treatment", () => {
  it("adds an arm in the scenario's person and care, and lists its doses", () => {
    const words = "escitalopram 10 mg daily for 2 weeks then 20 mg until week 12 then taper over 4 weeks";
    const { code, stdout, stderr, doses } = run("--duration", "16 weeks", "--treatment", words, "--json");
    expect(stderr).toMatch(/^Report: .*report\.html\n$/);
    expect(code).toBe(0);
    const [placebo, added] = JSON.parse(stdout).arms;
    expect(added.label).toBe(words);
    expect(placebo.doses).toMatchObject({ asked: 0, delivered: 0, amount_mg: 0, by_drug: [] });
    // 14 days of 10 mg, 70 of 20 mg, and 28 steps from below 20 mg to above none: 20 * 28 / 2.
    expect(added.doses).toMatchObject({ asked: 112, delivered: 112, missed: 0, late: 0 });
    expect(added.doses.amount_mg).toBeCloseTo(140 + 1400 + 280, 6);
    expect(added.measures.occupancy.value).toBeGreaterThan(0.7);
    expect(doses.split("\n").length).toBe(1 + 112 + 1);
  });

  it("points at what is wrong in the words, and writes nothing", () => {
    const { code, stderr, stdout } = run(
      "--treatment",
      "fast: escitalopram 10 mg daily for 2 weeks than 20 mg",
    );
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^command line:1:\d+ {2}error\[bad-treatment\]/m);
    const [line, carets] = stderr.split("\n").slice(1, 3);
    expect(line!.slice(carets!.indexOf("^"), carets!.lastIndexOf("^") + 1)).toBe("than");
    expect(stderr).toContain('"then"');
  });

  it("warns of what is unusual and runs it all the same", () => {
    const { code, stderr, stdout } = run(
      "--treatment",
      "high: escitalopram 40 mg daily missing 20%",
      "--seed",
      "3",
    );
    expect(code).toBe(0);
    expect(stderr).toContain("warning[above-licensed]");
    const [, , , , ...rest] = stdout.split("\n");
    const row = /^high +escitalopram +42 +(\d+) +(\d+) +(\d+) /m.exec(rest.join("\n"))!;
    expect(Number(row[1]) + Number(row[2])).toBe(42);
    expect(Number(row[2])).toBeGreaterThan(0);
    expect(Number(row[3])).toBe(40 * Number(row[1]));
  });
});
