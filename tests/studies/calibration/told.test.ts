import { describe, expect, it } from "vitest";
import type { Calibration } from "../../../src/analysis/index.ts";
import { tellCalibration } from "../../../src/studies/index.ts";
import { terminalText } from "../../../src/writers/index.ts";

// A fit of a model to its anchors, told: which were fitted, which predicted, and where they lie.

const anchor = (
  id: string,
  kind: string,
  before: number | undefined,
  after: number | undefined,
  holds: boolean,
) => ({
  claim: { id, kind },
  expected: "0.5 to 0.7",
  before,
  after,
  holds,
});
const calibration = {
  anchors: [
    anchor("near", "calibration", 0.81234, 0.60001, true),
    anchor("far", "validation", 0.2, 0.25, false),
    anchor("none", "validation", undefined, 0.6, true),
    anchor("gone", "calibration", 0.6, undefined, false),
  ],
  parameters: [{ name: "vta.brake_half", before: 2, after: 2.3456789, unit: "1", range: [1.5, 3] }],
  before: 12.3456,
  after: 1.2,
  iterations: 7,
} as unknown as Calibration;
const document = tellCalibration(calibration);
const [anchors, parameters] = document.sections.flatMap(({ tables }) => tables!);

describe("a calibration, told", () => {
  it("says how far the fit came, and in how many steps", () => {
    expect(document.answers).toEqual(["Sum of squares 12.3 before, 1.20 after 7 iterations."]);
    expect(document.data).toBe(calibration);
  });

  it("has every anchor, fitted or predicted, before and after, with where it lies", () => {
    expect(anchors!.columns.map(({ name }) => name)).toEqual([
      "anchor",
      "use",
      "expected",
      "as shipped",
      "after the fit",
      "it lies",
    ]);
    expect(anchors!.rows).toEqual([
      ["near", "fitted", "0.5 to 0.7", "0.812", "0.600", "inside"],
      ["far", "predicted", "0.5 to 0.7", "0.200", "0.250", "OUTSIDE"],
      ["none", "predicted", "0.5 to 0.7", "never", "0.600", "inside"],
      ["gone", "fitted", "0.5 to 0.7", "0.600", "never", "OUTSIDE"],
    ]);
  });

  it("has no after where nothing was moved", () => {
    const still = tellCalibration({ ...calibration, after: calibration.before, iterations: 0 });
    expect(still.answers).toEqual(["Sum of squares 12.3 with the values as shipped; nothing was moved."]);
    const [first, second] = still.sections.flatMap(({ tables }) => tables!);
    expect(first!.columns.map(({ name }) => name)).toEqual([
      "anchor",
      "use",
      "expected",
      "as shipped",
      "it lies",
    ]);
    expect(second!.columns.map(({ name }) => name)).toEqual(["parameter", "as shipped", "unit", "range"]);
  });

  it("has every parameter to four digits, with its unit and the range that it was fitted in", () => {
    expect(parameters!.rows).toEqual([["vta.brake_half", 2, 2.3456789, "1", "1.50 to 3.00"]]);
    expect(terminalText(document, { width: 120 })).toMatch(
      /vta\.brake_half +2(\.000)? +2\.346 +1 +1\.50 to 3\.00/,
    );
  });
});
