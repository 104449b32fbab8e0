import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { readMeasure } from "../../src/language/index.ts";
import { parseTime } from "../../src/language/quantities.ts";

const place = { file: "s.yaml", start: 0, end: 1 };

function read(text: string) {
  const diagnostics: Diagnostic[] = [];
  return { request: readMeasure("m", text, place, diagnostics), diagnostics };
}

function check(text: string, fn: string, args: readonly number[]): void {
  const { request, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  expect(request).toMatchObject({ function: fn, variable: "affect.blunting", arguments: args });
}

describe("readMeasure", () => {
  it.each([
    ["at(affect.blunting, week 8)", "at", [56]],
    ["mean(affect.blunting, week 7, 8 weeks)", "mean", [49, 56]],
    ["peak(affect.blunting)", "peak", []],
    ["trough(affect.blunting, day 3)", "trough", [3]],
    [" change ( affect.blunting , hour 12 , end ) ", "change", [0.5, Number.POSITIVE_INFINITY]],
    ["onset(affect.blunting, -0.1)", "onset", [-0.1]],
    ["time_to(affect.blunting, 1e-2)", "time_to", [0.01]],
    ["half_time(affect.blunting)", "half_time", []],
  ] as const)("`readMeasure` reads %s", check);

  it.each([
    ["the week 8 blunting", "bad-measure"],
    ["at(affect.blunting, week 8", "bad-measure"],
    ["at(affect.blunting, max(1, 2))", "bad-measure"],
    ["at(blunting, week 8)", "bad-measure"],
    ["at()", "bad-measure"],
    ["best(affect.blunting)", "unknown-measure"],
    ["constructor(affect.blunting)", "unknown-measure"],
    ["at(affect.blunting)", "measure-arguments"],
    ["half_time(affect.blunting, week 2)", "measure-arguments"],
    ["mean(affect.blunting, week 1, week 2, week 3)", "measure-arguments"],
    ["onset(affect.blunting, much)", "measure-arguments"],
    ["time_to(affect.blunting, 1e309)", "measure-arguments"],
    ["onset(affect.blunting, week 2)", "measure-arguments"],
    ["at(affect.blunting, someday)", "bad-time"],
    ["at(affect.blunting, 8)", "bad-time"],
    ["at(affect.blunting, -1 day)", "bad-time"],
  ])("`readMeasure` rejects %s as %s", (text, code) => {
    const { request, diagnostics } = read(text);
    expect(request).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code, place }]);
  });

  it("`readMeasure` offers the nearest measure, and the level of what may be a drug", () => {
    expect(read("peek(affect.blunting)").diagnostics[0]?.help).toContain('"peak"');
    expect(read("peak(Calmol)").diagnostics[0]?.help).toContain("plasma.calmol");
  });
});

describe("parseTime", () => {
  it.each([
    ["day 3", 3],
    ["week 0.5", 3.5],
    ["hour 6", 0.25],
    ["36 hours", 1.5],
    ["end", Number.POSITIVE_INFINITY],
    ["3", undefined],
    ["day", undefined],
    ["day -3", undefined],
    ["3 mg", undefined],
    ["", undefined],
  ])("`parseTime` reads %j as %s", (text, days) => {
    expect(parseTime(text)).toBe(days);
  });
});
