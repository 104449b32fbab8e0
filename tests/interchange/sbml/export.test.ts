import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { roundTrip } from "../../../bench/interchange/round-trip.ts";
import { compile } from "../../../src/compile/index.ts";
import { provenanceLine, recordId } from "../../../src/document/index.ts";
import { readTextFile, scenarioFiles } from "../../../src/files/index.ts";
import { exportArm, exportedArm, exportTargets, isLoss } from "../../../src/interchange/index.ts";
import type { Experiment } from "../../../src/scenario/index.ts";
import { inTemporaryFolder, limit } from "../../support/cli.ts";
import { provenance } from "../../support/result.ts";
import { experimentOf } from "../../support/shipped.ts";

const python = "/usr/bin/python3";
const hasLibsbml = (() => {
  try {
    execFileSync(python, ["-c", "import libsbml"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** Everything that libSBML's checks say of the files, unit consistency and modelling practice among them. */
const check = `
import sys, libsbml
for file in sys.argv[1:]:
    document = libsbml.readSBMLFromFile(file)
    for category in (libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, libsbml.LIBSBML_CAT_MODELING_PRACTICE):
        document.setConsistencyChecks(category, True)
    document.checkConsistency()
    for i in range(document.getNumErrors()):
        print(file, document.getError(i).getErrorId(), document.getError(i).getMessage().strip()[:300])
`;

/** The last arm of an experiment, compiled and gathered. */
function lastArm(experiment: Experiment) {
  const problem = experiment.problems.at(-1)!;
  const compiled = compile(problem.system);
  const gathered = exportedArm(experiment, problem, compiled);
  if ("fault" in gathered) throw new Error(gathered.fault);
  return { problem, compiled, arm: gathered.arm };
}

const changes = `
scenario: Changes, and a knock-out
question: Do they pass?
duration: 6 days
arms:
  - label: a
    treatment: escitalopram 10 mg daily
    knockout: [vta.serotonin_2c_brake]
    changes:
      - {at: day 2, scale: {enzyme.cyp2c19: 0.5, escitalopram.volume: 1.2}}
      - {at: day 3, scale: {enzyme.cyp3a4: 2}, half_life: 1 day}
      - {at: day 5, set: {enzyme.cyp3a4: 1}, half_life: 1 day}
`;
const texts = scenarioFiles().map(
  (path) => [path.slice(path.lastIndexOf("/") + 1, -5), readTextFile(path)!] as const,
);
describe("export to SBML", () => {
  it.each(texts.filter(([name]) => name === "first-look" || name === "tapering"))(
    "`toSbml` of %s comes back through `sbmlFolder` with its own trajectories, to the last digits",
    (_name, text) => {
      const experiment = experimentOf(text);
      const { curves, points, worst, where } = roundTrip(experiment, experiment.problems.at(-1)!);
      expect(curves).toBeGreaterThan(300);
      expect(points).toBeGreaterThan(150);
      expect(worst, where).toBeLessThan(1e-9);
    },
  );

  it("`toSbml` writes changes during the run as events, which come back as they were", () => {
    const experiment = experimentOf(changes);
    const { arm, compiled } = lastArm(experiment);
    const { text, conversions } = exportArm(arm, "sbml", compiled);
    expect(text.match(/<event id="change_/g)).toHaveLength(4);
    expect(conversions.find(({ what }) => what === "4 changes of parameters")?.fate).toBe("kept");
    const { worst, where } = roundTrip(experiment, experiment.problems[0]!);
    expect(worst, where).toBeLessThan(1e-9);
    const withoutEvents = exportArm(arm, "c", compiled)
      .conversions.filter(isLoss)
      .map(({ what }) => what);
    expect(withoutEvents).toContain("4 changes of parameters");
  });

  it.runIf(hasLibsbml || process.env.CI)("`toSbml` has nothing that libSBML complains of", () => {
    inTemporaryFolder((folder) => {
      const files = [
        ...texts.filter(([name]) => name === "add-bupropion"),
        ["changes", changes] as const,
      ].map(([name, text]) => {
        const { arm, compiled } = lastArm(experimentOf(text));
        const { text: document, conversions } = exportArm(arm, "sbml", compiled);
        expect(conversions.filter(isLoss)).toEqual([]);
        writeFileSync(join(folder, `${name}.xml`), document);
        return join(folder, `${name}.xml`);
      });
      expect(execFileSync(python, ["-c", check, ...files], { encoding: "utf8", ...limit })).toBe("");
    });
  });

  it("`toSbml` keeps every digit, the gates, the doses and what is known of a parameter", () => {
    const experiment = experimentOf(`
scenario: Small
question: "Is 1 < 2 & so on?"
duration: 2 days
arms: [{label: a, knockout: [vta.serotonin_2c_brake], treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
`);
    const { arm, compiled } = lastArm(experiment);
    const { text } = exportArm(arm, "sbml", compiled);
    for (const { id, value } of [...arm.parameters, ...arm.states.map((s) => ({ ...s, value: s.initial }))])
      expect(Number(new RegExp(`id="${id}"[^>]* value="([^"]+)"`).exec(text)![1])).toBe(value);
    expect(text).toMatch(/id="gate__vta__serotonin_2c_brake"[^>]* value="0"/);
    expect(text.match(/<event /g)).toHaveLength(2);
    expect(text).toMatch(/<lull:evidence [^>]*tier="\w+(-\w+)?" low="[^"]+" high="[^"]+" sources="\w+/);
    expect(text).toContain("Is 1 &lt; 2 &amp; so on?");
  });
});

describe("other targets", () => {
  const { arm, compiled } = lastArm(experimentOf(texts.find(([name]) => name === "first-look")![1]));
  it.each(exportTargets)(
    "`exportArm` to %s names every state, parameter and value, and tells what it drops",
    (target) => {
      const { text, conversions } = exportArm(arm, target, compiled);
      const named = target === "c" ? arm.states : [...arm.states, ...arm.parameters, ...arm.values];
      for (const { id, name } of named) expect(text).toContain(target === "c" ? name : id);
      const lost = conversions.filter(isLoss).map(({ what }) => what);
      if (target === "sbml") expect(lost).toEqual([]);
      else expect(lost).toContain("evidence, ranges and notes of the parameters");
    },
  );

  it.each(exportTargets)(
    "`exportArm` to %s says which record it is of, and gives the same bytes again",
    (target) => {
      const write = () =>
        exportArm(arm, target, compiled, { ...provenance, outside: ["a: b is 2, */ out"] }).text;
      const text = write();
      expect(write()).toBe(text);
      expect(text).toContain(provenanceLine({ ...provenance, outside: ["a: b is 2, */ out"] }));
      expect(text).toContain(target === "c" ? "a: b is 2, * / out" : "a: b is 2, */ out");
    },
  );

  it("`toSbml` holds the record for programs too: its id, command and the hashes of one's own files", () => {
    const { text } = exportArm(arm, "sbml", compiled, provenance);
    expect(text).toContain(`<lull:record id="${recordId(provenance)}" command="lull run made-up.yaml`);
    for (const { path, sha256, isShipped } of provenance.inputs)
      expect(text.includes(`<lull:input path="${path}" sha256="${sha256}"/>`)).toBe(!isShipped);
  });
});
