import { describe, expect, it } from "vitest";
import { dataOf, givenTable, measuredPoints } from "../../src/explorer/measured.ts";
import { shareOfValue, spread, valueAtShare } from "../../src/explorer/spread.ts";
import { shippedPage } from "../support/page.ts";
import { shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const { current } = shippedPage().opening;
const state = { ...shippedPage().opening, main: "affect.blunting", kept: [{ ...current, name: "twin" }] };
const read = (text: string) => measuredPoints(state, givenTable("mine.csv", text, state.main), library);

describe("measuredPoints", () => {
  it("takes what a table does not say from the chart that it is dropped on", () => {
    expect(read("week,value,se\n1,0.1,0.02\n2,0.2,\n")).toEqual({
      value: [
        { variable: "affect.blunting", index: 0, time: 7, value: 0.1, bar: [0.08, 0.12000000000000001] },
        { variable: "affect.blunting", index: 0, time: 14, value: 0.2, bar: undefined },
      ],
    });
  });

  it("stays with the current case, whatever that is called by now", () => {
    const given = givenTable("mine.csv", "week,value\n1,0.1\n", state.main);
    const cut = { ...state, current: { ...current, gates: { "vta.serotonin_2c_brake": 0 } } };
    const outcome = measuredPoints(cut, given, library);
    expect("value" in outcome && outcome.value.map(({ index }) => index)).toEqual([0]);
    expect(dataOf(shippedPage(), given, cut)).toMatchObject({
      arm: "escitalopram 10 mg, without serotonin 2c brake",
    });
  });

  it("takes a column for each scale, and the case from its name", () => {
    const wide = read("week,madrs,odq\n1,28,50\n");
    expect("value" in wide && wide.value.map(({ variable }) => variable)).toEqual([
      "scale.madrs",
      "scale.odq",
    ]);
    const named = read("day,arm,scale,value\n3,twin,madrs,20\n");
    expect("value" in named && named.value).toMatchObject([{ index: 1, variable: "scale.madrs", time: 3 }]);
  });

  it("says with file, line and column what does not fit", () => {
    for (const [text, problem] of [
      ["week,value\n1,0.1\n2,abc\n", /mine\.csv:3:3[\s\S]*"abc"/],
      ["week,arm,value\n1,nobody,0.1\n", /mine\.csv:2:3[\s\S]*nobody/],
      ["value\n0.1\n", /mine\.csv:1[\s\S]*time/],
    ] as const) {
      const outcome = read(text);
      expect("problem" in outcome ? outcome.problem : "").toMatch(problem);
    }
  });
});

describe("a range", () => {
  it("is gone over evenly, by factors where it is wide, with its ends exact", () => {
    expect(spread([0.4, 0.6], 3)).toEqual([0.4, 0.5, 0.6]);
    expect(spread([1, 100], 3)).toEqual([1, 10, 100]);
    for (const range of [
      [0.4, 0.6],
      [0, 3],
      [0.01, 7],
      [-2, 2],
    ] as const)
      for (const share of [0, 0.25, 0.5, 1])
        expect(shareOfValue(range, valueAtShare(range, share))).toBeCloseTo(share, 2);
    expect(shareOfValue([1, 2], 3)).toBe(2);
  });
});
