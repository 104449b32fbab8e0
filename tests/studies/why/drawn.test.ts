import { describe, expect, it } from "vitest";
import { type Attribution, tellAttribution } from "../../../src/studies/index.ts";
import { attribution, axon, given, names, systems, with_ } from "../../support/attribution.ts";
import { axisOf, chartOf, datasetsOf, figuresOf, linesOf } from "../../support/told.ts";

const told = tellAttribution(attribution);

describe("the pictures of an attribution", () => {
  it("show systems and the sixteen largest effects with their intervals", () => {
    const [shares] = figuresOf(told);
    expect([shares!.id, shares!.title, shares!.subtitle, shares!.legend]).toEqual([
      "shares",
      "What carries it",
      'at(vta.firing, week 2) in "drug"',
      [],
    ]);
    const chart = chartOf(told, "shares-systems");
    expect([chart.title, chart.about, chart.unit]).toEqual([
      "Systems",
      "They sum to the measure minus what is left with every mechanism off.",
      "Hz, with 95% intervals",
    ]);
    const [[label, points]] = linesOf(chart) as [[string, [number, number | null][]]];
    expect(label).toBe("share");
    expect(points.slice(0, 3).map(([x]) => x)).toEqual([-4.2, -4, -3.8]);
    expect(points.filter((_, i) => i % 4 === 1).map(([x]) => x)).toEqual(given);
    const many = Array.from({ length: 18 }, (_, i) => ({ ...axon, effect: `e${i}`, share: i - 9 }));
    const crowded = chartOf(
      tellAttribution(with_({ unit: "1", systems: [{ ...systems[1]!, effects: many }] })),
      "shares-effects",
    );
    expect([crowded.title, crowded.about, crowded.unit]).toEqual([
      "Effects",
      "The largest within the systems that carry most.",
      // Exact, all of them.
      "dimensionless",
    ]);
    // -9, then 8 and -8, ... down to 1; the 0 and one of the 1s have no room.
    const sizes = linesOf(crowded)[0]![1]!
      .filter((_, i) => i % 4 === 1)
      .map(([x]) => Math.abs(x));
    expect(sizes).toEqual([9, ...[8, 7, 6, 5, 4, 3, 2].flatMap((x) => [x, x]), 1]);
    const still = tellAttribution(with_({ days: [] }));
    expect(figuresOf(still).map(({ id }) => id)).toEqual(["shares"]);
    const bare = tellAttribution(with_({ systems: systems.slice(2) }));
    expect(figuresOf(bare)[0]!.charts.map(({ id }) => id)).toEqual(["shares-systems"]);
  });

  it("stack shares upwards and downwards over weeks, the smaller systems together", () => {
    const figure = figuresOf(told).find(({ id }) => id === "over-time")!;
    expect([figure.title, figure.subtitle]).toEqual([
      "What carries it, week by week",
      'vta.firing in "drug", attributed to the systems that change it; what holds it back lies below 0.',
    ]);
    const labels = [...names.slice(0, 6), "other systems"];
    expect(figure.legend.map(({ label }) => label)).toEqual([
      ...labels,
      "all together: what the mechanisms do",
    ]);
    expect(figure.legend.at(-1)!.style).toMatchObject({ dash: [5, 3], marker: "none" });
    for (const { style } of figure.legend.slice(0, -1))
      expect(style).toMatchObject({ dash: [], marker: "rect" });
    expect(new Set(figure.legend.slice(0, 7).map(({ style }) => style.color)).size).toBe(7);

    const chart = chartOf(told, "over-time-area");
    expect([chart.title, chart.about, chart.unit, chart.showsBaseline]).toEqual([
      "vta.firing",
      "",
      "Hz",
      false,
    ]);
    expect(axisOf(chart, "x")).toEqual(["week", 0, 2]);
    expect(chart.summary).toBe(
      "Stacked areas of what each system adds to vta.firing over time; at the end dopamine: -4.0. growth: 1.2. sleep: -0.25. stress: 0.10. immune: -0.080. gut: 0.050. other systems: -0.020.",
    );
    // Growth, stress and gut lift it, the others hold it back: each stands on the edge of the one before.
    const ends = linesOf(chart).map(([label, points]) => [label, points.map(([x]) => x), points[2]![1]]);
    const stacked = (own: readonly [string, number][]) => {
      let edge = 0;
      return own.flatMap(([label, share]) => {
        const from = edge;
        edge += share;
        return [from, edge].map((y) => [
          label,
          [0, 1, 2],
          y === 0 ? expect.closeTo(0, 12) : expect.closeTo(y, 5),
        ]);
      });
    };
    expect(ends).toEqual([
      ...stacked([
        ["growth", 1.2],
        ["stress", 0.1],
        ["gut", 0.05],
      ]),
      ...stacked([
        ["dopamine", -4],
        ["sleep", -0.25],
        ["immune", -0.08],
        ["other systems", -0.02],
      ]),
      ["all together: what the mechanisms do", [0, 1, 2], -3],
    ]);
    const [bottom, top] = datasetsOf(chart);
    const whole = datasetsOf(chart).at(-1)!;
    expect([whole.fill, whole.borderDash, whole.borderWidth]).toEqual([false, [5, 3], 2]);
    expect(chart.config.options!.interaction!.axis).toBe("x");
    expect([bottom!.fill, top!.fill, bottom!.borderWidth, top!.borderWidth]).toEqual([false, "-1", 0, 1]);
    expect([bottom!.pointRadius, top!.pointRadius, bottom!.pointHitRadius, top!.pointHitRadius]).toEqual([
      0, 0, 0, 6,
    ]);
    const [title, low, high] = axisOf(chart, "y");
    expect(title).toBe("Hz");
    expect(low).toBeLessThanOrEqual(-4.35);
    expect(high).toBeGreaterThanOrEqual(1.2 + 0.1 + 0.05);
    const plainNumber = chartOf(tellAttribution(with_({ unitOfVariable: "1" })), "over-time-area");
    expect([plainNumber.unit, axisOf(plainNumber, "y")[0]]).toEqual(["dimensionless", "dimensionless"]);
  });

  it("have no others where six systems move, and none for what never moves", () => {
    const still = { ...systems[7]!, overTime: [0, 0, 0] };
    const legend = (own: Attribution["systems"]) =>
      figuresOf(tellAttribution(with_({ systems: own })))
        .find(({ id }) => id === "over-time")!
        .legend.slice(0, -1)
        .map(({ label }) => label);
    expect(legend([...systems.slice(0, 6), still])).toEqual(names.slice(0, 6));
    expect(legend([systems[2]!, systems[0]!])).toEqual(["dopamine", "sleep"]);
  });
});
