import { describe, expect, it } from "vitest";
import { readTextFile } from "../../src/files/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { prepare, type Scenario } from "../../src/scenario/index.ts";
import { scenarioPaths } from "../support/experiments.ts";
import { expectUsable } from "../support/modules.ts";
import { runExperiment, shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const paths = scenarioPaths.filter((path) => path.includes("/augmentation/"));
const scenarios = new Map(
  paths.map((path) => {
    const read = readScenario(path, readTextFile(path)!, readTextFile);
    return [
      path.split("/").at(-1)!.replace(".yaml", ""),
      expectUsable(read.value, read.diagnostics, read.texts).scenario,
    ];
  }),
);

function run(scenario: Scenario) {
  const { value, diagnostics } = prepare(scenario, library);
  return runExperiment(expectUsable(value, diagnostics, library.texts));
}

/** Effects that read what this drug or its metabolites do at their targets. */
function effectsOf(drug: string): string[] {
  const { targets, metabolites } = library.drugs.get(drug)!;
  const sites = [...targets, ...metabolites.flatMap((m) => m.targets)].map(
    (t) => `target.${t.site}_${t.action}`,
  );
  const effects = library.model.modules.flatMap((m) =>
    [...m.effects, ...m.values].flatMap((item) =>
      sites.some((site) => new RegExp(`\\b${site.replace(".", "\\.")}\\b`).test(item.formula.text))
        ? [`${m.name}.${item.name}`]
        : [],
    ),
  );
  // The transporter's occupancy is a value; the effect that reads it is one step on.
  return effects.map((name) => (name === "sert.occupancy" ? "sert.reuptake_block" : name));
}

const addedDrugs = (scenario: Scenario) =>
  [...new Set(scenario.arms.flatMap((arm) => arm.treatment.map((t) => t.drug)))].filter(
    (drug) => drug !== "escitalopram",
  );

describe("augmentation library", () => {
  it("has a scenario for every strategy that the article's row names", () => {
    const names = [...scenarios.keys()].sort();
    for (const strategy of [
      "dose-reduction",
      ...["bupropion", "vortioxetine", "agomelatine", "mirtazapine"].map((d) => `switch-${d}`),
      ...[
        "bupropion",
        "aripiprazole",
        "buspirone",
        "mirtazapine",
        "5ht2c-antagonist",
        "pramipexole",
        "stimulant",
        "pindolol",
      ].map((d) => `add-${d}`),
      "morning-light",
      "exercise",
    ])
      expect(names).toContain(strategy);
  });

  describe.each([...scenarios])("%s", (_, scenario) => {
    const result = run(scenario);
    const measure = (label: string, name: string) =>
      result.arms.find((a) => a.label === label)!.measures.find((m) => m.request.name === name)!.value!;

    it("runs every arm against staying on escitalopram 20 mg, with finite measures", () => {
      expect(scenario.arms[0]!.label).toBe("stay on 20 mg");
      expect(scenario.arms.length).toBeGreaterThan(2);
      for (const { label, trajectory, measures } of result.arms) {
        expect(trajectory.status.kind, label).toBe("success");
        for (const { request, value } of measures)
          expect(Number.isFinite(value), `${label} ${request.name}`).toBe(true);
      }
    });

    it("measures feeling and mood before and after, and quotes evidence on both sides", () => {
      const names = scenario.measures.map((m) => m.name);
      for (const name of ["odq_before", "odq_after", "blunting_by_drug_after", "madrs_before", "madrs_after"])
        expect(names).toContain(name);
      const directions = (scenario.evidence ?? []).map((e) => e.direction);
      expect(directions).toContain("for");
      expect(directions.some((d) => d !== "for")).toBe(true);
    });

    it("starts every arm that changes at week 8 from the same place", () => {
      const changing = scenario.arms.filter(
        (arm) => arm.knockouts.length === 0 && arm.set.length === 0 && arm.care === scenario.arms[0]!.care,
      );
      const late = changing.filter((arm) =>
        arm.treatment.every((t) => t.drug === "escitalopram" || t.from >= 56),
      );
      for (const { label } of late)
        expect(measure(label, "odq_before")).toBeCloseTo(measure("stay on 20 mg", "odq_before"), 4);
    });

    it.each(addedDrugs(scenario))("lets %s act through its declared targets alone", (drug) => {
      const effects = effectsOf(drug);
      expect(effects.length).toBeGreaterThan(0);
      const knockouts = effects.map((effect) => ({ effect, gate: 0 }));
      const taking = scenario.arms.find((arm) => arm.treatment.some((t) => t.drug === drug))!;
      // A switch is compared with stopping in the same way, an add-on with staying.
      const plain = scenario.arms.find((arm) => arm.label === "taper and stop") ?? scenario.arms[0]!;
      const without = { ...taking, label: "without", knockouts, treatment: plain.treatment };
      const arms = [{ ...taking, label: "with", knockouts }, without];
      const [withDrug, withoutDrug] = run({ ...scenario, arms }).arms;
      const felt = /^(odq|blunting|madrs)/;
      for (const [i, { request, value }] of withDrug!.measures.entries()) {
        if (!felt.test(request.name)) continue;
        // Drugs may also change how fast escitalopram is cleared, which is little.
        const other = withoutDrug!.measures[i]!.value!;
        expect(Math.abs(value! - other), request.name).toBeLessThan(0.01 * Math.max(1, Math.abs(other)));
      }
    });
  });

  it("brings feeling back where dopamine is raised, and lifts mood by as much as a trial would notice", () => {
    const { arms } = run(scenarios.get("add-bupropion")!);
    const late = (label: string, what: string) =>
      arms.find((a) => a.label === label)!.measures.find((m) => m.request.name === what)!.value!;
    const staying = late("stay on 20 mg", "odq_after");
    expect(late("add bupropion", "odq_after")).toBeLessThan(staying - 1);
    expect(late("add, without its targets", "odq_after")).toBeCloseTo(staying, 0);
    const mood = late("stay on 20 mg", "madrs_after");
    expect(late("add bupropion", "madrs_after") - mood).toBeLessThan(-1);
    expect(late("add bupropion", "madrs_after") - mood).toBeGreaterThan(-3);
    expect(late("add, without its targets", "madrs_after")).toBeCloseTo(mood, 0);
  });
});
