import { describe, expect, it } from "vitest";
import { tellSearch } from "../../../src/studies/index.ts";
import { cited, objectives, ranking, result, study, with_ } from "../../support/search-result.ts";
import { axisOf, chartOf, figuresOf, linesOf } from "../../support/told.ts";

const told = tellSearch(result, cited);

describe("the pictures of a search", () => {
  const middles = (id: string) =>
    linesOf(chartOf(told, id))[0]![1]!
      .filter((_, i) => i % 4 === 1)
      .map(([x]) => x);

  it("show gain, best and regret of each strategy with their intervals", () => {
    expect(figuresOf(told).map(({ id, title, subtitle }) => [id, title, subtitle])).toEqual(
      [
        ["gain", "What comes out ahead"],
        ["best", "For how many, and what is lost"],
        ["pareto", "What one pays for the other"],
        ["hypotheses", "What decides between the first two"],
      ].map((one) => [...one, "What gives feeling back?"]),
    );
    expect(middles("gain-steps")).toEqual([1.5, 1.25, 0]);
    expect(middles("best-probability")).toEqual([0.7, 0.25, 0.05]);
    expect(middles("best-regret")).toEqual([0.2, 0.45, 1.7]);
    const look = (id: string) => {
      const { title, about, unit } = chartOf(told, id);
      return [title, about, unit];
    };
    expect(look("gain-steps")).toEqual([
      'Steps better than "stay"',
      "All objectives together, mean over people and hypotheses.",
      "steps, with 95% intervals",
    ]);
    expect(look("best-probability")).toEqual([
      "Probability of being best",
      "Share of people to whom nothing else gives more.",
      "probability, with 95% intervals",
    ]);
    expect(look("best-regret")).toEqual([
      "Expected regret",
      "What a person loses on average against what would have been best for them.",
      "steps, with 95% intervals",
    ]);
    const sure = [{ ...ranking[0]!, best: { value: 0.98, low: 0.9, high: 1.05 } }, ...ranking.slice(1)];
    expect(axisOf(chartOf(tellSearch(with_({ ranking: sure }), cited), "best-probability"), "x")[2]).toBe(1);
    expect(linesOf(chartOf(told, "gain-steps"))[0]![0]).toBe("gain");
  });

  it("show the first two objectives against each other, with what nothing dominates by name", () => {
    const chart = chartOf(told, "pareto-trade-off");
    expect(linesOf(chart)).toEqual([
      ["lower", [[-0.1, 10]]],
      ["add", [[-0.05, 0]]],
      ["dominated by another", [[0, 0]]],
    ]);
    expect([chart.title, chart.about, chart.unit]).toEqual([
      "feeling against withdrawal",
      "Mean changes from the reference. Named: what no other strategy beats on all objectives.",
      "1",
    ]);
    expect(chart.summary).toBe(
      "Scatter of the change in feeling and in withdrawal. lower: -0.10, 10. add: -0.050, 0.",
    );
    const [x, y] = [axisOf(chart, "x"), axisOf(chart, "y")];
    expect(x[0]).toBe("change in feeling (lower is better)");
    expect(y[0]).toBe("change in withdrawal, % (lower is better)");
    // Both axes have the reference, at 0, in them.
    expect([x[1]! <= -0.1, x[2], y[1], y[2]! >= 10]).toEqual([true, 0, 0, true]);
    const [figure] = figuresOf(told).filter(({ id }) => id === "pareto");
    expect(figure!.legend.map(({ label, style }) => [label, style.marker])).toEqual([
      ["lower", "circle"],
      ["add", "triangle"],
      ["dominated by another", "circle"],
    ]);
    const front = tellSearch(
      with_({ ranking: [...ranking.slice(0, 2), { ...ranking[2], isPareto: true }] }),
      cited,
    );
    expect(figuresOf(front)[2]!.legend.map(({ label }) => label)).toEqual(["lower", "add", "stay"]);
    const turned = { ...study.plan, objectives: [objectives[2], objectives[0]] };
    const other = tellSearch(with_({ study: { ...study, plan: turned } }), cited);
    expect(axisOf(chartOf(other, "pareto-trade-off"), "x")[0]).toBe("change in tablets (higher is better)");
    const single = { ...study, plan: { ...study.plan, objectives: objectives.slice(0, 1) } };
    expect(figuresOf(tellSearch(with_({ study: single }), cited)).map(({ id }) => id)).not.toContain(
      "pareto",
    );
  });

  it("show the lead under each hypothesis that somebody is in, the hypothesis that explains most first", () => {
    const chart = chartOf(told, "hypotheses-lead");
    expect([chart.title, chart.about, chart.unit]).toEqual([
      '"lower" over "add"',
      "Mean lead under every hypothesis; left of 0 the second is ahead.",
      "steps, with 95% intervals",
    ]);
    expect(chart.config.data.labels).toEqual([
      "gut.speed: slow",
      "vta.tolerance: fades",
      "vta.tolerance: stays",
    ]);
    expect(middles("hypotheses-lead")).toEqual([0.25, 0.75, -0.25]);
    expect(linesOf(chart)[0]![0]).toBe("lead");
    const bare = tellSearch(with_({ information: [] }), cited);
    expect(figuresOf(bare).map(({ id }) => id)).toEqual(["gain", "best", "pareto"]);
  });
});
