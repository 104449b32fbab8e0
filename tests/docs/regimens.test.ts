import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readScenario } from "../../src/language/index.ts";
import { type Dose, expandRegimen } from "../../src/pharmacology/index.ts";
import { pageText } from "../support/docs.ts";
import { runText, shippedLibrary } from "../support/shipped.ts";

const page = pageText("scenarios/README.md");
const table = page.slice(page.indexOf("| you say | in words | in keys |"));
const rows = [
  ...table.slice(0, table.indexOf("\n\n")).matchAll(/^\| ([^|`]+) \| `([^`]+)` \| `([^`]+)`/gm),
].map(([, term, words, keys]) => ({ term: term!, words: words!, keys: keys! }));

/** The doses of a treatment written as JSON, which is YAML too. */
function dosesOf(treatment: unknown): Pick<Dose, "time" | "drug" | "amount">[] {
  const text = `scenario: S\nquestion: Q\nduration: 24 weeks\narms: [{label: a, treatment: ${JSON.stringify(treatment)}}]\n`;
  const { value, diagnostics } = readScenario("s.yaml", text);
  const plan = expandRegimen(value?.scenario.arms[0]?.treatment ?? [], 168, shippedLibrary().drugs);
  expect([...diagnostics, ...plan.diagnostics].filter((d) => d.severity === "error")).toEqual([]);
  return plan.doses.map(({ time, drug, amount }) => ({ time, drug, amount }));
}

describe("the table of regimens", () => {
  it("has a row for each clinical term", () => expect(rows.length).toBeGreaterThan(15));

  it.each(rows)("says the same in words and in keys: $term", ({ words, keys }) => {
    const first = { drug: "escitalopram", dose: "10 mg", every: "1 day" };
    const entries = keys.startsWith("{") ? [first, parse(keys)] : [{ ...first, ...parse(`{${keys}}`) }];
    const doses = dosesOf(words);
    expect(doses.length).toBeGreaterThan(20);
    expect(doses).toEqual(dosesOf(entries));
  });

  it("is followed by a scenario that runs as it stands", () => {
    const yaml = /```yaml\n(scenario:[\s\S]*?)```/.exec(table)![1]!;
    const { arms } = runText(yaml);
    expect(arms.map((arm) => [arm.label, arm.trajectory.status.kind])).toEqual(
      ["stay", "lower", "cross-taper", "add-on", "weekends off"].map((label) => [label, "success"]),
    );
    expect(arms[2]!.trajectory.doses.byDrug.map((own) => own.drug)).toEqual(["escitalopram", "vortioxetine"]);
  });
});
