import { describe, expect, it } from "vitest";
import { evaluateHere } from "../../../src/runs/index.ts";
import { scan, tellScan } from "../../../src/studies/index.ts";
import { combinations, readAxis } from "../../../src/studies/scan/axes.ts";
import type { ScanOptions } from "../../../src/studies/scan/plan.ts";
import { htmlText, jsonText, terminalText } from "../../../src/writers/index.ts";
import { experimentOf, measuresOf, runExperiment, shippedLibrary } from "../../support/shipped.ts";

const text = (dose: string, set = "") => `
scenario: Small
question: What if?
duration: 1 week
person: depressed-adult
care: trial
arms:
  - {label: placebo${set}}
  - {label: drug, treatment: [{drug: escitalopram, dose: ${dose}, every: 1 day}]${set}}
  - {label: two doses, treatment: escitalopram 5 mg daily for 3 days then 10 mg}
measure: {firing: "at(vta.firing, day 7)"}
`;
const { scenario } = experimentOf(text("10 mg"));

const found = async (
  vary: ScanOptions["vary"],
  { arm = "drug", against, way = "grid" }: { arm?: string; against?: string; way?: "grid" | "zip" } = {},
  more: Partial<ScanOptions> = {},
) => {
  const armOf = (label: string) => scenario.arms.find((one) => one.label === label)!;
  return scan(
    {
      title: scenario.title,
      person: "depressed-adult",
      arm: armOf(arm),
      against: against === undefined ? undefined : armOf(against),
      duration: scenario.duration,
      measure: scenario.measures[0]!,
    },
    shippedLibrary(),
    { vary, way, evaluator: evaluateHere, ...more },
  );
};
/** The same number from a run of a scenario in which it is written out. */
const written = (dose: string, set = "") => measuresOf(runExperiment(experimentOf(text(dose, set))));

describe("a scan", () => {
  it("gives what a run with the same dose and the same number gives, at every point of a grid", async () => {
    const { result } = await found([
      { name: "escitalopram", values: [5, 20] },
      { name: "vta.brake_half", values: [1.6, 2.4] },
    ]);
    expect(result!.points.map(({ at }) => at)).toEqual([
      [5, 1.6],
      [5, 2.4],
      [20, 1.6],
      [20, 2.4],
    ]);
    expect(result!.nominal).toBeCloseTo(written("10 mg").drug!.firing!, 7);
    const last = written("20 mg", ", set: {vta.brake_half: 2.4}").drug!.firing!;
    expect(result!.points[3]!.value).toBeCloseTo(last, 7);
  });

  it("says where nothing that was varied moves the measure", async () => {
    const { result } = await found([{ name: "affect.felt_share", values: [0.9, 1.1] }]);
    expect(tellScan(result!).answers[0]).toMatch(
      /^It is \S+ at every point: affect\.felt_share does not move/,
    );
  });

  it("shows what was asked for in full, and results to three digits", async () => {
    const { result } = await found([{ name: "vta.brake_half", values: [1.602, 1.6123] }]);
    const text = terminalText(tellScan(result!), { width: 200 });
    for (const given of ["1.602", "1.6123"])
      expect(text).toMatch(new RegExp(`^ *${given} +\\d\\.\\d\\d\\d?$`, "m"));
    expect(text).toMatch(/at vta\.brake_half 1\.602/);
  });

  it("draws two numbers on a grid as a map: a cell for each point, the lowest value darkest, whatever the order given", async () => {
    const { result } = await found([
      { name: "escitalopram", values: [20, 5] },
      { name: "vta.brake_half", values: [1.6, 2, 2.4] },
    ]);
    const [map, curves] = tellScan(result!).sections[0]!.figures!;
    expect([map!.id, curves!.id]).toEqual(["scan-map", "scan"]);
    const { datasets } = map!.charts[0]!.config.data;
    expect(datasets).toHaveLength(6);
    const cellOf = (label: string) => datasets.find((one) => one.label === label)!;
    // The brake is strongest with the larger dose and the lower half.
    expect(cellOf("20, 1.6").backgroundColor).toBe("#00224e");
    expect(cellOf("5, 2.4").backgroundColor).toBe("#fee838");
    expect(cellOf("5, 2.4").data.map(({ x, y }) => [x, y])).toEqual([
      [0.5, -0.5],
      [1.5, -0.5],
    ]);
    expect(map!.charts[0]!.summary).toMatch(
      /^A map of 2 by 3 cells, from .*\(escitalopram \(mg\) 20, vta\.brake_half 1\.6\)/,
    );
    const zipped = await found(
      [
        { name: "escitalopram", values: [5, 20] },
        { name: "vta.brake_half", values: [1.6, 2.4] },
      ],
      { way: "zip" },
    );
    expect(tellScan(zipped.result!).sections[0]!.figures!.map(({ id }) => id)).toEqual(["scan"]);
  });

  it("takes a difference in which both arms have the number", async () => {
    const { result } = await found([{ name: "vta.brake_half", values: [1.6] }], { against: "placebo" });
    const at = written("10 mg", ", set: {vta.brake_half: 1.6}");
    expect(result!.points[0]!.value).toBeCloseTo(at.drug!.firing! - at.placebo!.firing!, 7);
  });

  it("takes lists value by value where that is asked", async () => {
    const { result } = await found(
      [
        { name: "escitalopram", values: [0, 10] },
        { name: "vta.brake_half", values: [1.6, 2] },
      ],
      { way: "zip" },
    );
    expect(result!.points.map(({ at }) => at)).toEqual([
      [0, 1.6],
      [10, 2],
    ]);
    expect(result!.points[0]!.value).toBeCloseTo(1, 5);
    expect(result!.points[1]!.value).toBeCloseTo(result!.nominal!, 7);
  });

  it("is told in every medium, values outside a range with a warning", async () => {
    const { result } = await found([{ name: "vta.brake_half", values: [2, 9] }]);
    const document = tellScan(result!);
    expect(document.notes).toEqual([
      expect.objectContaining({
        kind: "warning",
        text: expect.stringContaining("vta.brake_half (9) lies outside"),
      }),
    ]);
    const said = terminalText(document, {});
    expect(said).toContain("As the scenario stands it is");
    expect(JSON.parse(jsonText(document)).points).toHaveLength(2);
    expect(htmlText(document, { chartScript: "" })).toContain("scan-curves");
    expect([...document.datasets![0]!.rows()]).toEqual(result!.points.map(({ at, value }) => [...at, value]));
  });

  it("refuses what cannot be varied, with what to do", async () => {
    await expect(found([{ name: "vta.brake_hal", values: [1] }])).rejects.toThrow(
      /Did you mean "vta.brake_half"/,
    );
    await expect(found([{ name: "sertraline", values: [1] }])).rejects.toThrow(/does not take sertraline/);
    await expect(found([{ name: "escitalopram", values: [1] }], { arm: "two doses" })).rejects.toThrow(
      /more than one dose/,
    );
    const { diagnostics } = await found([{ name: "vta.brake_half", values: [-1] }]);
    expect(diagnostics[0]!.message).toMatch(/"vta.brake_half" must be/);
  });

  it("ends with the reason of a signal", async () => {
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    await expect(
      found([{ name: "vta.brake_half", values: [2] }], {}, { signal: stop.signal }),
    ).rejects.toThrow("enough");
  });
});

describe("what is typed after --vary", () => {
  it("is a list or a range with so many points", () => {
    expect(readAxis("a.b=1, 2.5,3e1", 9)).toEqual({ name: "a.b", values: [1, 2.5, 30] });
    expect(readAxis("a.b=0.1..0.3", 3)).toEqual({ name: "a.b", values: [0.1, 0.2, 0.3] });
    expect(readAxis("escitalopram=5 mg,10 mg", 9).values).toEqual([5, 10]);
    expect(() => readAxis("a.b", 9)).toThrow(/affect.felt_share=0.5..1.5/);
    expect(() => readAxis("a.b=1,x", 9)).toThrow(/"x" is not a number/);
  });

  it("makes every combination, or pairs of lists that are as long", () => {
    const axes = [{ values: [1, 2] }, { values: [3, 4, 5] }];
    expect(combinations(axes, "grid")).toHaveLength(6);
    expect(() => combinations(axes, "zip")).toThrow(/2 and 3/);
  });
});
