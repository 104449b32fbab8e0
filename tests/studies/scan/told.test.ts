import { describe, expect, it } from "vitest";
import { type Scan, tellScan } from "../../../src/studies/index.ts";
import { combinations, readAxis } from "../../../src/studies/scan/axes.ts";
import { axisOf, chartOf, datasetsOf, figuresOf, linesOf, tablesOf } from "../../support/told.ts";

// A grid put down by hand: doses of 20 and 5 mg, three values of a number; the result is their sum over ten.

const axis = (name: string, unit: string, values: readonly number[], outside: readonly number[] = []) => ({
  name,
  about: `What ${name} is.`,
  unit,
  values,
  outside,
});
const [dose, half] = [axis("drug", "mg", [20, 5]), axis("m.half", "1", [1, 3, 2])];
const grid = dose.values.flatMap((x) => half.values.map((y) => ({ at: [x, y], value: (x + y) / 10 })));
const scan: Scan = {
  title: "Small",
  person: "adult",
  measure: "at(m.x, week 2)",
  unit: "Hz",
  arm: "drug",
  against: undefined,
  way: "grid",
  axes: [dose, half],
  points: grid,
  nominal: 1.25,
};
const with_ = (parts: Partial<Scan>): Scan => ({ ...scan, ...parts });
const told = tellScan(scan);
const single = with_({
  axes: [dose],
  points: [
    { at: [20], value: 2 },
    { at: [5], value: undefined },
  ],
});

describe("a scan, told", () => {
  it("says what was varied, and from where to where it runs", () => {
    expect([told.title, told.lead, told.notes, told.isUnanswered]).toEqual([
      "Scan of drug and m.half: Small",
      'at(m.x, week 2) in "drug", in adult',
      [],
      false,
    ]);
    expect(told.answers).toEqual([
      "It runs from 0.600 Hz at drug 5 mg and m.half 1 to 2.30 Hz at drug 20 mg and m.half 3.",
      "As the scenario stands it is 1.25 Hz.",
    ]);
    expect(told.about).toEqual({ measure: "at(m.x, week 2)", arm: "drug", varied: ["drug", "m.half"] });
    const other = tellScan(with_({ against: "placebo", nominal: undefined }));
    expect(other.lead).toBe('at(m.x, week 2) in "drug" minus "placebo", in adult');
    expect(other.about).toMatchObject({ against: "placebo" });
    expect(other.answers).toHaveLength(1);
    expect(told.methods).toEqual([
      "A value given here has precedence over what person, arm, care and hypotheses set, before and during the run; a dose is that of the arm asked about alone.",
    ]);
  });

  it("says where it does not move, and where it has no value", () => {
    const flat = (by: number) =>
      tellScan(with_({ points: grid.map(({ at }, i) => ({ at, value: 2 + i * by })) })).answers[0];
    expect(flat(0)).toBe("It is 2.00 Hz at every point: drug and m.half do not move it.");
    expect(flat(3e-10)).toMatch(/^It is/);
    expect(flat(1e-8)).toMatch(/^It runs/);
    expect(tellScan(single).answers).toEqual([
      "It is 2.00 Hz at drug 20 mg.",
      "As the scenario stands it is 1.25 Hz.",
      "At 1 of 2 points it has no value.",
    ]);
    const same = with_({
      axes: [dose],
      points: [
        { at: [20], value: -2 },
        { at: [5], value: -2 },
      ],
    });
    expect(tellScan(same).answers[0]).toBe("It is -2.00 Hz at every point: drug does not move it.");
    const none = tellScan(with_({ points: grid.map(({ at }) => ({ at, value: undefined })) }));
    expect(none.answers).toEqual(["at(m.x, week 2) has no value at any of 6 points."]);
    expect([none.isUnanswered, none.sections[0]!.figures]).toEqual([true, []]);
  });

  it("warns of values outside what a number is declared with, and of runs that failed", () => {
    const note = (outside: readonly number[]) =>
      tellScan(with_({ axes: [{ ...dose, outside }, half] })).notes.map((one) => "text" in one && one.text);
    expect(note([20])).toEqual([
      "One value of drug (20 mg) lies outside its declared range: nothing speaks for what comes out there.",
    ]);
    expect(note([1, 2, 3, 4, 5])).toEqual([
      "5 values of drug (1 mg, 2 mg, 3 mg, 4 mg and 5 mg) lie outside its declared range: nothing speaks for what comes out there.",
    ]);
    expect(note([1, 2, 3, 4, 5, 6])[0]).toContain(
      "6 values of drug (1 mg, 2 mg, 3 mg, 4 mg and 5 mg, ...) lie",
    );
    const ranged = tellScan(with_({ axes: [{ ...dose, range: [5, 10] as const, outside: [20] }, half] }));
    expect(ranged.about).toMatchObject({
      outside_range: ["One value of drug (20 mg) lies outside its declared range of 5 to 10 mg"],
    });
    expect(ranged.sections[0]!.figures!.at(-1)!.subtitle).toContain("; of drug 5 to 10 mg is declared");
    const failures = { kind: "failed-runs", failed: 1, runs: 6, reasons: [] } as const;
    expect(tellScan(with_({ failures })).notes).toEqual([failures]);
  });

  it("has a table with a column for each value of the second, of which eight have room", () => {
    expect(tablesOf(told)).toEqual([
      {
        caption: "at(m.x, week 2) in Hz; columns are m.half",
        columns: [
          { name: "drug", kind: "number", unit: "mg", isGiven: true },
          ...["1", "3", "2"].map((name) => ({ name, kind: "number", isOfAnySize: true })),
        ],
        rows: [
          [20, 2.1, 2.3, 2.2],
          [5, 0.6, 0.8, 0.7],
        ],
      },
    ]);
    const long = {
      caption: "at(m.x, week 2)",
      columns: [
        { name: "drug", kind: "number", unit: "mg", isGiven: true },
        { name: "m.half", kind: "number", unit: "1", isGiven: true },
        { name: "measure", kind: "number", unit: "Hz" },
      ],
      rows: grid.map(({ at, value }) => [...at, value]),
    };
    expect(tablesOf(tellScan(with_({ way: "zip" })))).toEqual([long]);
    const wide = (count: number) => {
      const other = axis(
        "m.half",
        "mV",
        Array.from({ length: count }, (_, i) => i),
      );
      const points = dose.values.flatMap((x) => other.values.map((y) => ({ at: [x, y], value: x + y })));
      return tablesOf(tellScan(with_({ axes: [dose, other], points })))[0]!;
    };
    expect(wide(8).columns.at(-1)!.name).toBe("7 mV");
    expect(wide(9).columns).toHaveLength(3);
    const plainUnit = tablesOf(tellScan(with_({ unit: "1" })))[0]!;
    expect([plainUnit.caption, plainUnit.columns[1]!.isOfAnySize]).toEqual([
      "at(m.x, week 2); columns are m.half",
      false,
    ]);
    expect(tablesOf(tellScan(single))[0]!.rows).toEqual([
      [20, 2],
      [5, undefined],
    ]);
  });

  it("is there for machines and other programs", () => {
    expect(tellScan(single).data).toEqual({
      measure: "at(m.x, week 2)",
      unit: "Hz",
      arm: "drug",
      against: null,
      way: "grid",
      nominal: 1.25,
      axes: [{ name: "drug", unit: "mg", values: [20, 5], outside: [] }],
      points: [
        { at: [20], value: 2 },
        { at: [5], value: null },
      ],
    });
    expect(tellScan(with_({ nominal: undefined, against: "placebo" })).data).toMatchObject({
      nominal: null,
      against: "placebo",
    });
    const [dataset] = tellScan(single).datasets!;
    expect([dataset!.name, dataset!.columns, [...dataset!.rows()]]).toEqual([
      "scan",
      [
        { name: "drug", type: "number", unit: "mg" },
        { name: "measure", type: "number", unit: "Hz" },
      ],
      [
        [20, 2],
        [5, null],
      ],
    ]);
  });
});

describe("the pictures of a scan", () => {
  it("are a map and a curve for each value of the second, along the first in its order", () => {
    expect(figuresOf(told).map(({ id, title, subtitle }) => [id, title, subtitle])).toEqual([
      ["scan-map", "Map", 'at(m.x, week 2) in "drug"'],
      ["scan", "What comes out", 'at(m.x, week 2) in "drug"'],
    ]);
    const chart = chartOf(told, "scan-curves");
    expect(linesOf(chart)).toEqual([
      [
        "m.half 1",
        [
          [5, 0.6],
          [20, 2.1],
        ],
      ],
      [
        "m.half 3",
        [
          [5, 0.8],
          [20, 2.3],
        ],
      ],
      [
        "m.half 2",
        [
          [5, 0.7],
          [20, 2.2],
        ],
      ],
    ]);
    expect(figuresOf(told)[1]!.legend.map(({ label }) => label)).toEqual([
      "m.half 1",
      "m.half 3",
      "m.half 2",
    ]);
    expect([chart.title, chart.about, chart.unit, chart.showsBaseline]).toEqual([
      "at(m.x, week 2)",
      "",
      "Hz",
      false,
    ]);
    expect(chart.summary).toBe(
      "m.half 1: from 0.600 Hz to 2.10 Hz. m.half 3: from 0.800 Hz to 2.30 Hz. m.half 2: from 0.700 Hz to 2.20 Hz.",
    );
    const [x, y] = [axisOf(chart, "x"), axisOf(chart, "y")];
    expect([x[0], x[1]! <= 5, x[2]! >= 20]).toEqual(["drug (mg)", true, true]);
    expect([y[0], y[1]! <= 0.6, y[2]! >= 2.3]).toEqual(["Hz", true, true]);
    const sets = datasetsOf(chart);
    expect(new Set(sets.map(({ borderColor }) => borderColor)).size).toBe(3);
    expect(sets.map(({ borderDash }) => borderDash)).toEqual(
      figuresOf(told)[1]!.legend.map(({ style }) => style.dash),
    );
    expect(new Set(sets.map(({ pointStyle }) => pointStyle)).size).toBe(3);
    expect([sets[0]!.fill, sets[0]!.pointRadius]).toEqual([false, 3]);
  });

  it("are one curve of one number, or of two that go along, with a gap where there is no value", () => {
    const alone = tellScan(single);
    expect(figuresOf(alone).map(({ id }) => id)).toEqual(["scan"]);
    expect(linesOf(chartOf(alone, "scan-curves"))).toEqual([
      [
        "at(m.x, week 2)",
        [
          [5, null],
          [20, 2],
        ],
      ],
    ]);
    expect(figuresOf(alone)[0]!.legend).toEqual([]);
    const zipped = with_({
      way: "zip",
      unit: "1",
      against: "placebo",
      axes: [axis("m.a", "1", [2, 1]), axis("m.b", "mV", [4, 3])],
      points: [
        { at: [2, 4], value: 0.123456789 },
        { at: [1, 3], value: 0.5 },
      ],
    });
    const along = tellScan(zipped);
    expect(figuresOf(along).map(({ id, subtitle }) => [id, subtitle])).toEqual([
      ["scan", 'at(m.x, week 2) in "drug" minus "placebo"; m.b goes along'],
    ]);
    const chart = chartOf(along, "scan-curves");
    expect(linesOf(chart)).toEqual([
      [
        "at(m.x, week 2)",
        [
          [1, 0.5],
          [2, 0.123457],
        ],
      ],
    ]);
    expect([axisOf(chart, "x")[0], axisOf(chart, "y")[0]]).toEqual(["m.a", "dimensionless"]);
    const empty = with_({
      points: grid.map(({ at, value }) => ({ at, value: at[1] === 3 ? undefined : value })),
    });
    expect(chartOf(tellScan(empty), "scan-curves").summary).toContain("m.half 3: no value.");
  });

  it("are seven curves of many, evenly, with both ends", () => {
    const values = Array.from({ length: 13 }, (_, i) => i);
    const many = with_({
      axes: [dose, axis("m.half", "mV", values)],
      points: dose.values.flatMap((x) => values.map((y) => ({ at: [x, y], value: x + y }))),
    });
    expect(linesOf(chartOf(tellScan(many), "scan-curves")).map(([label]) => label)).toEqual(
      [0, 2, 4, 6, 8, 10, 12].map((value) => `m.half ${value} mV`),
    );
  });

  it("have the first across and the second up in the map, each in its order", () => {
    const chart = chartOf(told, "scan-cells");
    const { x, y } = chart.config.options!.scales as unknown as Record<
      "x" | "y",
      { labels: string[]; title: { text: string } }
    >;
    expect([x.title.text, y.title.text]).toEqual(["drug (mg)", "m.half"]);
    expect(x.labels.filter(Boolean)).toEqual(["5", "20"]);
    expect([...y.labels.filter(Boolean)].sort()).toEqual(["1", "2", "3"]);
    expect(datasetsOf(chart).map(({ label }) => label)).toEqual([
      "5, 1",
      "5, 2",
      "5, 3",
      "20, 1",
      "20, 2",
      "20, 3",
    ]);
    expect([chart.title, chart.unit]).toEqual(["at(m.x, week 2)", "Hz"]);
    const [map] = figuresOf(tellScan(with_({ against: "placebo" })));
    expect(map!.subtitle).toBe('at(m.x, week 2) in "drug" minus "placebo"');
    // Five shades from the least to the most.
    expect(map!.legend.map(({ label }) => label)).toEqual([
      "0.600 Hz",
      "1.02 Hz",
      "1.45 Hz",
      "1.88 Hz",
      "2.30 Hz",
    ]);
    for (const axes of [
      [axis("drug", "mg", [20]), half],
      [dose, axis("m.half", "1", [1])],
    ]) {
      const points = axes[0]!.values.flatMap((a) =>
        axes[1]!.values.map((b) => ({ at: [a, b], value: a + b })),
      );
      expect(figuresOf(tellScan(with_({ axes, points }))).map(({ id }) => id)).toEqual(["scan"]);
    }
    const long = axis(
      "m.long",
      "1",
      Array.from({ length: 59 }, (_, i) => i),
    );
    const points = long.values.flatMap((a) => half.values.map((b) => ({ at: [a, b], value: a })));
    const cells = datasetsOf(chartOf(tellScan(with_({ axes: [long, half], points })), "scan-cells"));
    expect(cells).toHaveLength(30 * 3);
    expect([cells[0]!.label, cells[3]!.label, cells.at(-1)!.label]).toEqual(["0, 1", "2, 1", "58, 3"]);
  });
});

describe("what is to be varied", () => {
  const fault = (text: string, points = 3) => {
    try {
      readAxis(text, points);
    } catch (error) {
      expect(error).toMatchObject({ isUsage: true });
      return (error as Error).message;
    }
    throw new Error("no fault");
  };

  it("is a list or a range", () => {
    expect(readAxis(" m.x = 1, 2,5 ", 3)).toEqual({ name: "m.x", values: [1, 2, 5] });
    expect(readAxis("drug=5 mg,10MG", 3)).toEqual({ name: "drug", values: [5, 10] });
    expect(readAxis("m.x=0.5..1.5", 5)).toEqual({ name: "m.x", values: [0.5, 0.75, 1, 1.25, 1.5] });
    expect(readAxis("m.x=-1 .. 1", 2)).toEqual({ name: "m.x", values: [-1, 1] });
    expect(readAxis("m.x=0.1..0.4", 4).values).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(readAxis("m.x=2..2", 9).values).toEqual([2]);
    expect(readAxis("m.x=2..3", 1).values).toEqual([2]);
    expect(readAxis("m.x=0..1", 200).values).toHaveLength(200);
  });

  it("is said to be wrong where it is", () => {
    const how = "write affect.felt_share=0.5..1.5 or escitalopram=5,10,20.";
    for (const text of ["m.x", "m.x=", "=1", "m x=1"])
      expect(fault(text)).toBe(`"${text}" does not say what to vary: ${how}`);
    expect(fault("m.x=1,a")).toBe('"a" is not a number.');
    expect(fault("m.x=1,,2")).toBe('"" is not a number.');
    expect(fault("m.x=1..Infinity")).toBe('"Infinity" is not a number.');
    expect(fault("m.x=0..1", 201)).toBe('"m.x" has 201 values; at most 200 are run.');
  });

  it("is every combination, the last running fastest, or value by value", () => {
    const axes = [{ values: [1, 2] }, { values: [3, 4] }];
    expect(combinations(axes, "grid")).toEqual([
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
    ]);
    expect(combinations(axes, "zip")).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(combinations([{ values: [7] }], "zip")).toEqual([[7]]);
    expect(combinations([], "grid")).toEqual([]);
    expect(combinations([], "zip")).toEqual([]);
    expect(() => combinations([{ values: [1] }, { values: [3, 4] }], "zip")).toThrow(
      "--zip takes values two by two, but there are 1 and 2 of them.",
    );
  });
});
