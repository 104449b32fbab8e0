import { describe, expect, it } from "vitest";
import { csvRows, rowTimes, tidyColumns, tidyCsv, tidyTable } from "../../src/interchange/index.ts";
import { runText } from "../support/measures.ts";
import { makeResult } from "../support/result.ts";

/** A small RFC 4180 reader. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows[rows.length - 1]!.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

const hostile = 'a, "b"\n</script><b> 😀 =1+1';

describe("tidyCsv", () => {
  it("`tidyCsv` has the header, and a row for each arm, day and variable", () => {
    const result = makeResult({ weeks: 2 });
    const csv = tidyCsv(result);
    expect(csv.startsWith("scenario,arm,time_day,variable,value,unit\n")).toBe(true);
    expect(csv.endsWith("\n") && !csv.includes("\r")).toBe(true);
    const rows = readCsv(csv).slice(1);
    expect(rows).toHaveLength(2 * 15 * 6);
    expect(rows.every((row) => row.length === 6)).toBe(true);
  });

  it("`csvRows` gives the same text in pieces of many lines", () => {
    const result = makeResult({ weeks: 60 });
    const [head, ...pieces] = csvRows(tidyColumns, tidyTable(result));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.length).toBeLessThan(20);
    expect([head, ...pieces].join("")).toBe(tidyCsv(result));
  });

  it("`tidyCsv` gives numbers that read back as the very same numbers", () => {
    const result = makeResult({ weeks: 2 });
    const { times, columns } = result.arms[1]!.trajectory;
    const values = columns.get("plasma.escitalopram")!.values;
    const rows = readCsv(tidyCsv(result)).filter((r) => r[1] === "20 mg" && r[3] === "plasma.escitalopram");
    expect(rows.map((row) => Number(row[4]))).toEqual(
      rows.map((row) => values[times.indexOf(Number(row[2]))]),
    );
    expect(rows[0]![5]).toBe("ng/mL");
  });

  it("`tidyCsv` quotes labels with commas, quotes and newlines", () => {
    const rows = readCsv(tidyCsv(makeResult({ arms: [hostile], weeks: 1 })));
    expect(new Set(rows.slice(1).map((row) => row[1]))).toEqual(new Set([hostile]));
  });

  it("`tidyCsv` adds the end where it is no multiple, and reads between stored times", () => {
    const rows = readCsv(tidyCsv(makeResult({ weeks: 1 }), { everyDays: 2.05 })).filter(
      (row) => row[1] === "10 mg" && row[3] === "affect.blunting",
    );
    expect(rows.map((row) => row[2])).toEqual(["0", "2.05", "4.1", "6.15", "7"]);
    const exact = 0.4 * 0.8 * (1 - Math.exp(-2.05 / 20));
    expect(Number(rows[1]![4])).toBeCloseTo(exact, 4);
  });

  it("`tidyCsv` prints clean times for steps that binary numbers cannot hold", () => {
    const times = readCsv(tidyCsv(makeResult({ weeks: 1 }), { everyDays: 0.1 })).map((row) => row[2]!);
    expect(times).toContain("0.3");
    expect(times.every((time) => time.length <= 8)).toBe(true);
  });

  it("`tidyTable` refuses a step that is not above 0, at once", () => {
    expect(() => tidyTable(makeResult(), { everyDays: 0 })).toThrow("invalid everyDays: 0; expected");
  });

  it("`tidyCsv` leaves the field empty where there is no number, and stops where a failed arm stopped", () => {
    const result = makeResult({ weeks: 3, failing: 0 });
    result.arms[0]!.trajectory.columns.get("hpa.cortisol")!.values[0] = Number.NaN;
    const rows = readCsv(tidyCsv(result)).filter((row) => row[1] === "10 mg" && row[3] === "hpa.cortisol");
    expect(rows[0]![4]).toBe("");
    expect(rows[rows.length - 1]![2]).toBe("7");
  });
});

describe("rows between samples of an hour", () => {
  it("are the solution at their times when they are sampled at `rowTimes`, at a dose the state after it", () => {
    const text =
      "scenario: S\nquestion: Q\nduration: 2 days\narms: [{label: a, treatment: escitalopram 10 mg daily}]";
    const result = runText(text, { alsoAt: rowTimes(2, 0.01) });
    const gut = new Map(
      tidyCsv(result, { everyDays: 0.01 })
        .split("\n")
        .map((line) => line.split(","))
        .filter(([, , , name]) => name === "escitalopram.gut")
        .map((cells) => [Number(cells[2]), Number(cells[4])]),
    );
    const decay = Math.log(gut.get(0)! / gut.get(0.01)!) / 0.01;
    for (const day of [0.05, 0.17, 0.33])
      expect(gut.get(day)).toBeCloseTo(gut.get(0)! * Math.exp(-decay * day), 3);
    expect(gut.get(0.99)).toBeCloseTo(0, 4);
    expect(gut.get(1)).toBeCloseTo(gut.get(0)!, 4);
    expect(gut.size).toBe(201);
  });
});
