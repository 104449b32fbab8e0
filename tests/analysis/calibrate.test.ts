import { describe, expect, it } from "vitest";
import { calibrate } from "../../src/analysis/index.ts";
import { loadModel } from "../../src/index.ts";
import { wholeFiles } from "../support/whole-model.ts";

// A parameter is fitted wherever in its range it stands at first, at either end of it too.

/** The fit of m.tau within 0.5 to 2 days, from `value`, to the level at day 2 of one dose a day. */
function fittedFrom(value: number) {
  const { library } = loadModel({
    ...wholeFiles,
    "m.yaml": wholeFiles["m.yaml"]!.replace("tau: {value: 1,", `tau: {value: ${value},`),
    "by-how-much.yaml": wholeFiles["by-how-much.yaml"]!.replace("day 7", "day 2").replace(
      "{below: 0.99}",
      "{between: [0.66, 0.69]}",
    ),
  });
  return calibrate([...library.claims.values()], library, { iterations: 30 }).calibration!;
}

describe("a calibration", () => {
  it.each([
    ["the lower end", 0.5],
    ["the middle", 1.25],
    ["the upper end", 2],
  ])("comes to its anchor from %s of the range", (_, value) => {
    const level = fittedFrom(value).anchors[0]!.after!;
    // The pull towards where it stood leaves it near the edge, on either side.
    expect(level).toBeGreaterThan(0.655);
    expect(level).toBeLessThan(0.695);
  });
});
