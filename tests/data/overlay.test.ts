import { describe, expect, it } from "vitest";
import { figuresOf } from "../../src/charts/index.ts";
import { csvRows, dataCsvColumns, dataRows } from "../../src/interchange/index.ts";
import { tellRun } from "../../src/studies/index.ts";
import { runData } from "../../src/studies/run/data.ts";
import { htmlText, terminalText } from "../../src/writers/index.ts";
import { chartsOf } from "../support/charts.ts";
import { ratedExperiment } from "../support/data.ts";
import { provenance } from "../support/result.ts";
import { runExperiment } from "../support/shipped.ts";

const csv =
  "time_week,variable,arm,value,sd\n2,madrs,10 mg,24,3\n0,madrs,10 mg,30,\n2,madrs,placebo,<20,\n4,plasma.escitalopram,10 mg,20,\n";
const result = runExperiment(ratedExperiment(csv));
const at = (arm: string) => result.arms.find((one) => one.label === arm)!;

describe("measured points", () => {
  it("stand beside what the run says at their very times", () => {
    const [second, first] = result.data!;
    expect(second!.predicted).toBeCloseTo(at("10 mg").measures[0]!.value!, 6);
    const madrs = at("10 mg").trajectory.columns.get("scale.madrs")!.values;
    expect(first!.predicted).toBeCloseTo(madrs[0]!, 9);
    expect(at("10 mg").measures).toHaveLength(1);
  });

  it("at the time of a dose are taken before it", () => {
    const trough = result.data![3]!;
    const { times, columns } = at("10 mg").trajectory;
    const values = columns.get("plasma.escitalopram")!.values;
    expect(trough.predicted).toBeCloseTo(values[times.length - 1]!, 5);
  });

  it("lie over the curves, also of variables that no plot asks for, with bars and inside the axis", () => {
    const charts = chartsOf(result);
    expect(charts.map((chart) => chart.title)).toEqual([
      "Depression as a clinician rates it",
      "Escitalopram in plasma",
    ]);
    const { datasets } = charts[0]!.config.data;
    const line = datasets.find((one) => one.label === "10 mg, measured")!;
    expect(line.data).toEqual([
      { x: 0, y: 30 },
      { x: 0, y: null },
      { x: 2, y: 21 },
      { x: 2, y: 24 },
      { x: 2, y: 27 },
      { x: 2, y: null },
    ]);
    expect(line.pointRadius).toEqual([4, 0, 0, 4, 0, 0]);
    expect(figuresOf(result)[0]!.legend.map((entry) => entry.label)).toContain(
      "measured, in the colour of the arm",
    );
  });

  it("are told in the terminal, in HTML, in JSON and in a CSV", () => {
    const document = tellRun(result);
    expect(terminalText(document, { provenance })).toMatch(/^scale\.madrs +placebo +1 +1 +- +- +points$/m);
    expect(htmlText(document, { chartScript: "", provenance })).toContain("<h2>Residuals</h2>");
    expect(runData(result).data).toHaveLength(4);
    const [head, first, , censored] = [...csvRows(dataCsvColumns, dataRows(result))].join("").split("\n");
    expect(head).toBe(
      "scenario,arm,subject,time_day,variable,value,error,lower,upper,censored,predicted,residual,unit",
    );
    const predicted = result.data![0]!.predicted!;
    expect(first).toBe(
      `scenario,10 mg,,14,scale.madrs,24,3,21,27,false,${predicted},${24 - predicted},points`,
    );
    expect(censored).toMatch(/,20,,,,true,[\d.]+,,points$/);
  });
});
