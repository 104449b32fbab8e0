import { describe, expect, it } from "vitest";
import { type DataTable, readObservations } from "../../src/data/index.ts";
import type { Measurable } from "../../src/data/read.ts";
import { positionOf, unit } from "../support/data.ts";

const variables: Readonly<Record<string, string>> = {
  "scale.madrs": "points",
  "scale.odq": "points",
  "drug.concentration": "ng/mL",
};
const measurable: Measurable = {
  entry: (name) =>
    name === "drug.clearance"
      ? { kind: "parameter", unit: unit("L/hour") }
      : variables[name] === undefined
        ? undefined
        : { kind: "value", unit: unit(variables[name]) },
  variables: () => Object.keys(variables),
  arms: ["placebo", "10 mg"],
  duration: 56,
};
const place = { file: "s.yaml", start: 0, end: 4 };
const written = (text: string) => ({ text, place });

function table(text: string, more: Partial<DataTable> = {}): DataTable {
  return { file: "r.csv", text, columns: new Map(), variables: new Map(), place, ...more };
}

const read = (text: string, more?: Partial<DataTable>) => readObservations([table(text, more)], measurable);

/** Faults as "line:column message". */
function faults(text: string, more?: Partial<DataTable>): string[] {
  return read(text, more).diagnostics.map((d) =>
    d.place!.file === "r.csv" ? `${positionOf(text, d.place!.start)} ${d.message}` : d.message,
  );
}

describe("readObservations", () => {
  it("`readObservations` reads times in the unit of their column, scales by their own name, and spreads", () => {
    const { value, diagnostics } = read(
      "time_week,scale,arm,value,sd,n\n2,madrs,10 mg,24,8,16\n4,scale.odq,placebo,70,,\n",
    );
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([
      { variable: "scale.madrs", arm: "10 mg", time: 14, value: 24, error: 2, bar: [16, 32], n: 16 },
      { variable: "scale.odq", arm: "placebo", time: 28, value: 70 },
    ]);
    expect(value![1]!.error).toBeUndefined();
  });

  it("`readObservations` maps columns and converts units", () => {
    const { value } = read("when,conc,who\n24,0.5,p1\n48,<0.1,p1\n", {
      columns: new Map([
        ["time", written("when")],
        ["value", written("conc")],
        ["subject", written("who")],
      ]),
      time: written("hour"),
      variable: written("drug.concentration"),
      arm: written("10 mg"),
      unit: written("mg/L"),
    });
    expect(value).toMatchObject([
      { time: 1, value: 500, subject: "p1" },
      { time: 2, value: 100, isCensored: true },
    ]);
  });

  it("`readObservations` takes a 95% interval for 1.96 standard errors to both sides", () => {
    const { value } = read("time_day,value,lower,upper\n1,10,6,14\n", {
      variable: written("scale.madrs"),
      arm: written("placebo"),
    });
    expect(value![0]!.error).toBeCloseTo(4 / 1.959964, 6);
    expect(value![0]!.bar).toEqual([6, 14]);
  });

  it("`readObservations` reads DV and MDV of a NONMEM-style table and passes doses over", () => {
    const { value, diagnostics } = read(
      "ID,TIME,AMT,DV,MDV,EVID,DVID\n1,0,10,.,1,1,0\n1,12,.,7,0,0,2\n1,24,.,9,1,0,2\n2,24,.,5,0,0,2\n",
      { arm: written("10 mg"), variables: new Map([["2", written("drug.concentration")]]) },
    );
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject([
      { subject: "1", time: 0.5, value: 7, variable: "drug.concentration" },
      { subject: "2", time: 1, value: 5 },
    ]);
  });

  it("`readObservations` reads a column for each variable, in any letters, and passes empty cells over", () => {
    const { value, diagnostics } = read("week,arm,MADRS,scale.odq,note\n0,10 mg,30,,ill\n2,10 mg,24,61,\n");
    expect(diagnostics).toEqual([]);
    expect(value!.map(({ variable, time, value }) => [variable, time, value])).toEqual([
      ["scale.madrs", 0, 30],
      ["scale.madrs", 14, 24],
      ["scale.odq", 14, 61],
    ]);
    expect(faults("day,arm,madrs,odq\n1,10 mg,x,60\n1,10 mg,20\n")).toEqual([
      expect.stringMatching(/^2:9 "x" in column value is not a number/),
      expect.stringMatching(/^3:1 .*3.*4/),
    ]);
    expect(faults("day,arm,madrs,odq,sd\n1,10 mg,20,60,3\n")).toEqual([
      expect.stringMatching(/^1:19 The column "sd" does not say which of the variables it belongs to/),
    ]);
    expect(read("day,arm,madrs,sd\n1,10 mg,20,3\n").value).toMatchObject([{ value: 20, error: 3 }]);
  });

  it("`readObservations` says what does not fit, with line and column", () => {
    expect(
      faults(
        [
          "time_day,variable,arm,value,sd,unit",
          "1,mards,10 mg,5,1,",
          "1,madrs,20 mg,5,1,",
          "99,madrs,10 mg,5,1,",
          "-1,madrs,10 mg,5,1,",
          "1,madrs,10 mg,five,1,",
          "1,madrs,10 mg,5,0,",
          "1,drug.concentration,10 mg,5,1,mg",
          "1,drug.concentration,10 mg,5,1,mgg/L",
          "1,drug.clearance,10 mg,5,1,",
          "1,madrs,10 mg",
        ].join("\n"),
      ),
    ).toEqual([
      '2:3 The model has no variable "mards".',
      '3:9 The scenario has no arm "20 mg".',
      "4:1 This point is at day 99, but the run lasts 56 days.",
      "5:1 This point lies before the start of the run.",
      '6:15 "five" in column value is not a number.',
      "7:17 The sd of this point is 0, but it must be more than 0.",
      '8:32 "mg" cannot be converted to ng/mL, the unit of drug.concentration.',
      '9:32 "mgg/L" is not a unit.',
      '10:3 "drug.clearance" is a parameter, which does not change over time.',
      "11:1 This row has 3 cells, but the header has 6.",
    ]);
  });

  it("`readObservations` suggests the names that are near", () => {
    const [unit] = read("time_day,arm,value,unit\n1,10 mg,5,mgg/L\n", {
      variable: written("drug.concentration"),
    }).diagnostics;
    expect(unit).toMatchObject({
      message: '"mgg/L" is not a unit.',
      help: expect.stringMatching(/^Did you mean .*"mg"/),
    });
    const { diagnostics } = read("time_day,variable,arm,value\n1,mards,10 mg,5\n");
    expect(diagnostics[0]!.help).toBe('Did you mean "madrs"?');
  });

  it("`readObservations` refuses a point that is there twice and shows the first one", () => {
    const text = "time_day,arm,value\n1,placebo,5\n1,placebo,6\n1.0,10 mg,5\n";
    const { diagnostics } = read(text, { variable: written("madrs") });
    expect(diagnostics).toHaveLength(1);
    expect(positionOf(text, diagnostics[0]!.place!.start)).toBe("3:1");
    expect(positionOf(text, diagnostics[0]!.notes![0]!.place!.start)).toBe("2:1");
  });

  it("`readObservations` asks for a unit of time, an arm and a variable where they are open", () => {
    expect(faults("time,value\n1,5\n")).toEqual(["1:1 Nothing says in which unit these times are."]);
    expect(faults("time_day,value\n1,5\n", { variable: written("madrs") })).toEqual([
      "The scenario has 2 arms, and nothing says in which these points were measured.",
    ]);
    expect(faults("time_day,arm,value\n1,placebo,5\n")).toEqual(["2:1 Nothing says what was measured."]);
    expect(faults("time_day,arm\n1,placebo\n")).toEqual(['1:1 The table has no column "value".']);
    expect(faults("time value\n1 5\n")).toEqual([
      "1:1 The cells of this table are parted neither by commas nor by semicolons or tabs.",
    ]);
    expect(faults("time_day,value,arm\n")).toEqual(["There is not one measured point in this table."]);
  });

  it("`readObservations` shows twenty faults of a table and counts the rest", () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},x`).join("\n");
    const found = faults(`time_day,value\n${rows}\n`, {
      variable: written("madrs"),
      arm: written("placebo"),
    });
    expect(found).toHaveLength(21);
    expect(found.at(-1)).toMatch(/10 more faults in this table/);
  });
});
