import { describe, expect, it } from "vitest";
import { evaluateHere } from "../../../src/runs/index.ts";
import { type Attribution, attribute, tellAttribution } from "../../../src/studies/index.ts";
import type { AttributionOptions } from "../../../src/studies/why/plan.ts";
import { htmlText, jsonText, terminalText } from "../../../src/writers/index.ts";
import { experimentOf, measuresOf, runExperiment, shippedLibrary } from "../../support/shipped.ts";

const experiment = experimentOf(`
scenario: Small
question: Does it sum?
duration: 2 weeks
person: depressed-adult
care: trial
arms:
  - {label: placebo}
  - {label: drug, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
  - {label: no brake, like: drug, knockout: [vta.serotonin_2c_brake]}
measure: {firing: "at(vta.firing, week 2)"}
`);
const { scenario } = experiment;
const armOf = (label: string) => scenario.arms.find((arm) => arm.label === label)!;

async function shares(
  options: Partial<AttributionOptions> & { arm?: string; against?: string } = {},
): Promise<Attribution> {
  const { arm = "drug", against, ...rest } = options;
  const {
    result: attribution,
    missing,
    diagnostics,
  } = await attribute(
    {
      title: scenario.title,
      person: "depressed-adult",
      arm: armOf(arm),
      against: against === undefined ? undefined : armOf(against),
      duration: scenario.duration,
      measure: scenario.measures[0]!,
    },
    shippedLibrary(),
    {
      by: "system",
      isOverTime: true,
      seed: 1,
      samples: 3,
      isDeep: false,
      mostExact: 1,
      evaluator: evaluateHere,
      ...rest,
    },
  );
  if (!attribution) throw new Error(JSON.stringify(missing ?? diagnostics));
  return attribution;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("attribute", () => {
  it("shares out what the arm does above the same arm without mechanisms, at the end and over time", async () => {
    const result = await shares();
    const measured = measuresOf(runExperiment(experiment)).drug!.firing!;
    expect(result.value).toBeCloseTo(measured, 3);
    expect(result.baseline).toBeCloseTo(measuresOf(runExperiment(experiment)).placebo!.firing!, 3);
    expect(sum(result.systems.map((s) => s.share))).toBeCloseTo(result.value - result.baseline, 9);
    for (const [k] of result.days.entries())
      expect(sum(result.systems.map((s) => s.overTime[k]!))).toBeCloseTo(
        result.overTime.value[k]! - result.overTime.baseline[k]!,
        9,
      );
    // Nothing has happened on day 0.
    for (const { overTime } of result.systems) expect(overTime[0]).toBeCloseTo(0, 9);
    expect(result.systems.find((s) => s.system === "dopamine")!.share).toBeLessThan(-0.05);
  });

  it("gives nothing to an effect that the arm has knocked out", async () => {
    const result = await shares({ arm: "no brake" });
    const dopamine = result.systems.find((s) => s.system === "dopamine")!.share;
    expect(dopamine).toBeGreaterThan(-0.01);
  });

  it("attributes a difference between arms to what differs", async () => {
    const result = await shares({ against: "no brake" });
    const runs = measuresOf(runExperiment(experiment));
    expect(result.value).toBeCloseTo(runs.drug!.firing! - runs["no brake"]!.firing!, 3);
    expect(sum(result.systems.map((s) => s.share))).toBeCloseTo(result.value - result.baseline, 9);
  });

  it("is told in words, pictures and JSON with the same numbers", async () => {
    const result = await shares();
    const document = tellAttribution(result);
    expect(document.answers.join(" ")).toMatch(/Most is carried by/);
    const text = terminalText(document, { width: 90 });
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    const figures = document.sections.flatMap((section) => section.figures ?? []);
    expect(JSON.parse(JSON.stringify(figures))).toEqual(structuredClone(figures));
    const sets = figures.find(({ id }) => id === "over-time")!.charts[0]!.config.data.datasets as {
      fill?: unknown;
    }[];
    // Every system that moves it is an area: an edge, and another that is filled down to it.
    const moving = result.systems.filter((s) => s.overTime.some((x) => Math.abs(x) > 1e-9));
    expect(sets.filter(({ fill }) => fill === "-1").length).toBeGreaterThanOrEqual(
      Math.min(7, moving.length),
    );
    expect(JSON.parse(jsonText(document)).value).toBeCloseTo(result.value, 12);
    expect(htmlText(document, { chartScript: "" })).toContain('id="chart-over-time-area"');
  });
});
