import { describe, expect, it } from "vitest";
import { evaluateHere } from "../../../src/runs/index.ts";
import type { MeasureRequest } from "../../../src/scenario/index.ts";
import { type Sensitivity, sensitivity, tellSensitivity } from "../../../src/studies/index.ts";
import { sensitivityFigures } from "../../../src/studies/sensitivity/figures.ts";
import type { SensitivityOptions } from "../../../src/studies/sensitivity/plan.ts";
import { csvOf, htmlText, jsonText, terminalText } from "../../../src/writers/index.ts";
import { provenance } from "../../support/result.ts";
import { experimentOf, measuresOf, runExperiment, shippedLibrary } from "../../support/shipped.ts";

const experiment = experimentOf(`
scenario: Small
question: Does it hang together?
duration: 2 weeks
person: depressed-adult
arms:
  - {label: placebo, care: trial}
  - {label: drug, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
  - {label: set, like: drug, set: {vta.brake_ceiling: 0.5}}
measure:
  firing: "at(vta.firing, week 2)"
  lowest: "trough(vta.firing)"
  first: "at(vta.firing, day 0)"
  late: "onset(vta.firing, 0.2)"
`);
const { scenario } = experiment;
const armOf = (label: string) => scenario.arms.find((arm) => arm.label === label)!;
const measureOf = (name: string) => scenario.measures.find((m) => m.name === name)!;

async function study(
  options: Partial<SensitivityOptions> & { arm?: string; against?: string; measure?: MeasureRequest } = {},
): Promise<Sensitivity> {
  const { arm = "drug", against, measure = measureOf("firing"), ...rest } = options;
  const { result, diagnostics } = await sensitivity(
    {
      title: scenario.title,
      person: "depressed-adult",
      arm: armOf(arm),
      against: against === undefined ? undefined : armOf(against),
      duration: scenario.duration,
      measure,
    },
    shippedLibrary(),
    {
      method: "sobol",
      seed: 1,
      size: 8,
      evaluator: evaluateHere,
      isWanted: (name) => /^(vta\.brake|vta\.lift|receptor\.ht2c)/.test(name),
      ...rest,
    },
  );
  if (!result) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return result;
}

describe("sensitivity of a model", () => {
  it("knows the value at the declared parameters, and varies only what was asked for", async () => {
    const { subject } = await study({ size: 2 });
    expect(subject.nominal).toBeCloseTo(measuresOf(runExperiment(experiment)).drug!.firing!, 3);
    expect(subject.factors.length).toBeGreaterThan(5);
    expect(subject.factors.every((f) => /^(vta\.brake|vta\.lift|receptor\.ht2c)/.test(f.name))).toBe(true);
  });

  it("leaves alone what the arm sets", async () => {
    const names = async (arm: string) => (await study({ arm, size: 2 })).subject.factors.map((f) => f.name);
    expect(await names("drug")).toContain("vta.brake_ceiling");
    expect(await names("set")).not.toContain("vta.brake_ceiling");
  });

  it("gives tiers shares that add up to about the whole, since they cover every parameter once", async () => {
    const { burden, sobol, subject } = await study({ size: 40 });
    const sum = burden!.reduce((total, b) => total + b.first.value, 0);
    expect(sum).toBeGreaterThan(0.7);
    expect(sum).toBeLessThan(1.15);
    expect(burden!.reduce((n, b) => n + b.group.factors.length, 0)).toBe(subject.factors.length);
    expect(sobol!.runs).toBe(40 * (2 + 2 * (sobol!.indices.length + burden!.length)));
    expect(sobol!.standardDeviation).toBeGreaterThan(0);
    for (const { total } of [...burden!, ...sobol!.indices]) expect(total.low).toBeGreaterThanOrEqual(0);
  });

  it.each(["local", "morris"] as const)(
    "says where nothing that was varied moves the measure (%s)",
    async (method) => {
      const unmoved = await study({ method, size: 2, isWanted: (name) => name === "affect.felt_share" });
      expect(tellSensitivity(unmoved).answers).toContain("No parameter that was varied moves the measure.");
      const moved = await study({ method, size: 2, isWanted: (name) => name === "vta.brake_ceiling" });
      expect(tellSensitivity(moved).answers.join()).toContain("vta.brake_ceiling moves");
    },
  );

  it("finds no variance where nothing matters", async () => {
    const { sobol } = await study({ arm: "placebo", size: 4, isWanted: (name) => name.startsWith("vta.") });
    expect(sobol!.standardDeviation).toBeLessThan(1e-6);
  });

  it("gives the same numbers for the same seed and others for another", async () => {
    const index = async (seed: number) =>
      (await study({ seed, size: 8 })).sobol!.indices.map((i) => i.total.value);
    const first = await index(1);
    expect(await index(1)).toEqual(first);
    expect(await index(2)).not.toEqual(first);
  });

  it("takes local slopes that agree with two runs of the whole model", async () => {
    // Downstream of the measure, and of a kind of drug that nobody takes here.
    const idle = ["scale.madrs_well", "vta.partial_relief"];
    const { local } = await study({
      method: "local",
      isWanted: (name) => /^(vta\.brake|vta\.lift|receptor\.ht2c)/.test(name) || idle.includes(name),
    });
    const slope = local!.sensitivities.find((s) => s.factor.name === "vta.brake_ceiling")!;
    const { value, range } = slope.factor;
    const step = 0.02 * (range[1] - range[0]);
    const firing = (x: number) =>
      measuresOf(
        runExperiment(
          experimentOf(`
scenario: One
question: q
duration: 2 weeks
person: depressed-adult
arms: [{label: drug, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}], set: {vta.brake_ceiling: ${x}}}]
measure: {firing: "at(vta.firing, week 2)"}
`),
        ),
      ).drug!.firing!;
    const direct = ((firing(value + step) - firing(value - step)) / (2 * step)) * ((range[1] - range[0]) / 2);
    expect(slope.ofMeasure! / direct).toBeCloseTo(1, 2);
    // What moves nothing is listed too: that it was looked at is an answer. Its slope is 0 but for what two runs of
    // other steps differ by.
    const unmoved = local!.sensitivities
      .filter((s) => Math.abs(s.ofMeasure!) < 1e-6)
      .map((s) => s.factor.name);
    expect(unmoved.sort()).toEqual(["receptor.ht2c_limbic_loss", ...idle]);
    expect(local!.sensitivities).toHaveLength((local!.runs - 1) / 2);
    // The measure is the value on the last day.
    expect(slope.overTime.at(-1)! / slope.ofMeasure!).toBeCloseTo(1, 6);
    expect(slope.overTime[0]).toBeCloseTo(0, 5);
  });

  it("looks at a difference between arms, in which what both share cancels", async () => {
    const { subject } = await study({ against: "placebo", size: 2 });
    const values = measuresOf(runExperiment(experiment));
    expect(subject.nominal).toBeCloseTo(values.drug!.firing! - values.placebo!.firing!, 3);
  });

  it("counts runs in which the measure takes no value", async () => {
    const { first, lowest } = measuresOf(runExperiment(experiment)).drug!;
    // The nominal run only just gets there, so about half of the draws do not.
    const measure = { ...measureOf("late"), arguments: [first! - lowest!] };
    const result = await study({ measure });
    expect(result.sobol!.missing).toBeGreaterThan(0);
    expect(result.sobol!.missing).toBeLessThan(result.sobol!.runs);
    const text = terminalText(tellSensitivity(result));
    expect(text).toContain("gave no value and were left out");
  });
});

describe("how a sensitivity study is told", () => {
  it("draws pure figures, and tells the same numbers in every form", async () => {
    const result = await study({ method: "all", size: 4 });
    const figures = sensitivityFigures(result);
    expect(figures.map((f) => f.id)).toEqual(["burden", "sobol", "morris", "local"]);
    expect(JSON.parse(JSON.stringify(figures))).toEqual(structuredClone(figures));
    for (const chart of figures.flatMap((f) => f.charts)) expect(chart.summary.length).toBeGreaterThan(40);

    const text = terminalText(tellSensitivity(result), { width: 80 });
    expect(text).toMatch(/variance over the parameters varied\s+rests on\s+assumed\s+numbers \(95% interval/);
    const top = result.morris!.effects[0]!;
    expect(text).toContain(top.factor);
    const rows = [...csvOf(tellSensitivity(result).datasets![0]!)].join("").trim().split("\n");
    const header = rows[0]!.split(",");
    expect(rows.every((row) => row.split(",").length === header.length)).toBe(true);
    const row = rows
      .find((r) => r.startsWith(`morris,${top.factor},`) && r.includes(",mu_star,"))!
      .split(",");
    expect(Number(row[header.indexOf("value")])).toBe(top.muStar.value);
    const json = JSON.parse(jsonText(tellSensitivity(result)));
    expect(json.morris.effects[0].mu_star.value).toBe(top.muStar.value);
    expect(JSON.stringify(json)).not.toContain("NaN");
    const page = htmlText(tellSensitivity(result), { chartScript: "/* chart.js */", provenance });
    expect(page).toContain("Which parameters its uncertainty comes from");
    expect(page).not.toMatch(/src=|href=|undefined|NaN/);
  });
});
